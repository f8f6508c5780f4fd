"""Deterministic content of a busy blog, as rows of WordPress's tables: the same seed gives the same site."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from tests.bench.prose import Prose

ADMINISTRATOR = "keeper"
APPLICATION_PASSWORD = "benchbenchbenchbenchbenchbe"  # of a site that exists for one run
# phpass with 128 rounds: every WordPress checks it quickly, so that the create figures show creating.
_PASSWORD_HASH = "$P$5benchmrkXdgMeCm8YWxiMK.Qb0dG6/"
_CAPABILITIES = {
    "administrator": (10, 'a:1:{s:13:"administrator";b:1;}'),
    "author": (2, 'a:1:{s:6:"author";b:1;}'),
}
_FIRST_POST = datetime(2019, 1, 1, 8, tzinfo=UTC)
_BETWEEN_POSTS = timedelta(hours=53)

Value = int | str
Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Size:
    posts: int = 1000
    comments: int = 5000
    authors: int = 20
    categories: int = 12
    tags: int = 80
    debated: int = 40  # posts that have as many comments as a `debate`, however few others have
    debate: int = 50


@dataclass(frozen=True, slots=True)
class Content:
    """Rows by table, without prefix, in an order in which they can be inserted."""

    tables: dict[str, list[Row]]
    post_paths: tuple[str, ...]  # by permalink /year/month/day/name/
    post_ids: tuple[int, ...]
    debated_paths: tuple[str, ...]


def generate(size: Size, seed: int = 1) -> Content:
    dice = random.Random(seed)  # noqa: S311  # sample text, not secrets
    writer = Prose(dice)
    posts = [_post(number, size, dice=dice, writer=writer) for number in range(1, size.posts + 1)]
    comments = list(_comments(size, posts, dice=dice, writer=writer))
    terms = _terms(size, writer)
    relations = list(_relations(size, posts, dice))
    return Content(
        tables={
            "users": [_user(number) for number in range(1, size.authors + 1)],
            "usermeta": list(_user_meta(size)),
            "terms": terms,
            "term_taxonomy": _taxonomy(size, terms, relations),
            "posts": posts,
            "postmeta": list(_post_meta(posts, dice)),
            "term_relationships": relations,
            "comments": comments,
        },
        post_paths=tuple(_path(post) for post in posts),
        post_ids=tuple(range(1, size.posts + 1)),
        debated_paths=tuple(map(_path, _debated(size, posts))),
    )


def _user(number: int) -> Row:
    login = ADMINISTRATOR if number == 1 else f"author-{number}"
    return {
        "ID": number,
        "user_login": login,
        "user_pass": _PASSWORD_HASH,
        "user_nicename": login,
        "user_email": f"{login}@example.org",
        "user_url": f"https://{login}.example.org/",
        "user_registered": _stamp(_FIRST_POST),
        "user_activation_key": "",
        "user_status": 0,
        "display_name": login.replace("-", " ").title(),
    }


def _user_meta(size: Size) -> Iterator[Row]:
    ids = count(1)
    for user in range(1, size.authors + 1):
        level, capabilities = _CAPABILITIES["administrator" if user == 1 else "author"]
        described = {
            "nickname": f"Author {user}",
            "description": f"Writes at desk {user}.",
            "rich_editing": "true",
        }
        powers = {"wp_capabilities": capabilities, "wp_user_level": str(level)}
        for key, value in (described | powers).items():
            yield {"umeta_id": next(ids), "user_id": user, "meta_key": key, "meta_value": value}
    yield {
        "umeta_id": next(ids),
        "user_id": 1,
        "meta_key": "_application_passwords",
        "meta_value": _app_passwords(),
    }


def _app_passwords() -> str:
    """One application password, PHP-serialised as WordPress keeps it."""
    entry = {
        "uuid": "8c5a8f4e-0000-4000-8000-000000000001",
        "app_id": "",
        "name": "bench",
        "password": _PASSWORD_HASH,
    }
    strings = "".join(f"{_php(key)}{_php(value)}" for key, value in entry.items())
    numbers = f"{_php('created')}i:1546329600;{_php('last_used')}N;{_php('last_ip')}N;"
    return f"a:1:{{i:0;a:7:{{{strings}{numbers}}}}}"


def _php(text: str) -> str:
    return f's:{len(text.encode())}:"{text}";'


def _post(number: int, size: Size, *, dice: random.Random, writer: Prose) -> Row:
    published = _stamp(_FIRST_POST + number * _BETWEEN_POSTS)
    title = writer.title()
    return {
        "ID": number,
        "post_author": dice.randint(1, size.authors),
        "post_date": published,
        "post_date_gmt": published,
        "post_content": writer.blocks() if number % 2 else writer.classic(),
        "post_title": title,
        "post_excerpt": writer.sentence() if number % 4 == 0 else "",
        "post_status": "publish",
        "comment_status": "open",
        "ping_status": "closed",
        "post_password": "",
        "post_name": f"{title.lower().replace(' ', '-')}-{number}",
        "to_ping": "",
        "pinged": "",
        "post_modified": published,
        "post_modified_gmt": published,
        "post_content_filtered": "",
        "post_parent": 0,
        "guid": f"http://blog.example.org/?p={number}",
        "menu_order": 0,
        "post_type": "post",
        "post_mime_type": "",
        "comment_count": 0,
    }


def _post_meta(posts: list[Row], dice: random.Random) -> Iterator[Row]:
    ids = count(1)
    for post in posts:
        values = {"_edit_last": "1", "reading_time": str(dice.randint(2, 14)), "_edit_lock": "1546329600:1"}
        for key, value in values.items():
            yield {"meta_id": next(ids), "post_id": post["ID"], "meta_key": key, "meta_value": value}


def _terms(size: Size, writer: Prose) -> list[Row]:
    names = [writer.title() for _ in range(size.categories + size.tags)]
    return [
        {
            "term_id": number,
            "name": name,
            "slug": f"{name.lower().replace(' ', '-')}-{number}",
            "term_group": 0,
        }
        for number, name in enumerate(names, start=1)
    ]


def _taxonomy(size: Size, terms: list[Row], relations: list[Row]) -> list[Row]:
    used = [relation["term_taxonomy_id"] for relation in relations]
    return [
        {
            "term_taxonomy_id": term["term_id"],
            "term_id": term["term_id"],
            "taxonomy": "category" if number <= size.categories else "post_tag",
            "description": "",
            "parent": 0,
            "count": used.count(term["term_id"]),
        }
        for number, term in enumerate(terms, start=1)
    ]


def _relations(size: Size, posts: list[Row], dice: random.Random) -> Iterator[Row]:
    categories = range(1, size.categories + 1)
    tags = range(size.categories + 1, size.categories + size.tags + 1)
    for post in posts:
        chosen = dice.sample(categories, dice.randint(1, 2)) + dice.sample(tags, dice.randint(1, 4))
        for term in chosen:
            yield {"object_id": post["ID"], "term_taxonomy_id": term, "term_order": 0}


def _comments(size: Size, posts: list[Row], *, dice: random.Random, writer: Prose) -> Iterator[Row]:
    """Comments of guests, a third of them answers, counted on their posts."""
    last_on: dict[Value, int] = {}
    for number, post in enumerate(_commented(size, posts, dice), start=1):
        parent = last_on.get(post["ID"], 0) if number % 3 == 0 else 0
        last_on[post["ID"]] = number
        post["comment_count"] = int(post["comment_count"]) + 1
        yield _comment(number, post, parent=parent, writer=writer)


def _commented(size: Size, posts: list[Row], dice: random.Random) -> Iterator[Row]:
    """The post of each comment: any, and then those that are debated until they have enough."""
    for _ in range(size.comments):
        yield dice.choice(posts)
    for post in _debated(size, posts):
        while int(post["comment_count"]) < size.debate:
            yield post


def _debated(size: Size, posts: list[Row]) -> list[Row]:
    """Posts from everywhere, but for the oldest, which others are asked for."""
    return posts[1 :: max(1, size.posts // size.debated)][: size.debated]


def _comment(number: int, post: Row, *, parent: int, writer: Prose) -> Row:
    written = _stamp(datetime.fromisoformat(f"{post['post_date']}+00:00") + timedelta(minutes=number))
    guest = f"guest-{number % 700}"
    return {
        "comment_ID": number,
        "comment_post_ID": post["ID"],
        "comment_author": guest.replace("-", " ").title(),
        "comment_author_email": f"{guest}@example.net",
        "comment_author_url": f"https://{guest}.example.net/" if number % 2 else "",
        "comment_author_IP": "192.0.2.1",
        "comment_date": written,
        "comment_date_gmt": written,
        "comment_content": writer.remark(),
        "comment_karma": 0,
        "comment_approved": "1",
        "comment_agent": "Mozilla/5.0",
        "comment_type": "comment",
        "comment_parent": parent,
        "user_id": 0,
    }


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _path(post: Row) -> str:
    day = str(post["post_date"])[:10].replace("-", "/")
    return f"/{day}/{post['post_name']}/"
