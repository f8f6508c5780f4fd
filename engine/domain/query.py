"""The main query: from query variables to the posts of a page, what the page is about, and whether it is there."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final, Literal

from engine.content.files import basename
from engine.content.pages import NEXT_PAGE
from engine.content.slugs import sanitize_title
from engine.content.urls import urldecode
from engine.domain import comments, page_paths, posts, previews, users
from engine.domain.capabilities import can, effective_status
from engine.domain.conditionals import Parsing, integer, parse
from engine.domain.context import Context
from engine.domain.query_dates import date_conditions, is_on
from engine.domain.query_terms import as_condition, found_terms
from engine.model.comments import CommentQuery
from engine.model.errors import NotFound
from engine.model.main_query import MainQuery, Queried
from engine.model.posts import Post, PostQuery, Readership, TaxQuery
from engine.model.terms import Term
from engine.model.users import User

_ARCHIVES_OF_SOMETHING: Final = frozenset({"is_tag", "is_category", "is_tax", "is_post_type_archive"})
# What is asked for these is answered without the posts that the query finds.
_MADE_OF_NO_POSTS: Final = frozenset({"is_robots", "is_favicon", "is_sitemap"})
# A slug that so many posts have is no address of one of them.
_MANY: Final = 50
_ORDERS: Final = {
    "date": "date", "post_date": "date", "title": "title", "post_title": "title", "author": "author",
    "post_author": "author", "name": "slug", "post_name": "slug", "modified": "modified", "parent": "parent",
    "post_parent": "parent", "type": "type", "post_type": "type", "ID": "id", "rand": "rand", "none": "none",
    "comment_count": "comment_count", "menu_order": "menu_order", "relevance": "relevance",
}  # fmt: skip


async def run(ctx: Context, asked: Mapping[str, Any], *, words_in_path: bool = False) -> MainQuery:
    """Answer query variables as WordPress's main query does, with its rules for 404 (WP_Query, WP::handle_404).

    `words_in_path` says that the words of a search stood in the path, where their octets are encoded once more.
    """
    if words_in_path:
        asked = {**asked, "s": urldecode(str(asked["s"]))}
    query, page = await _found(ctx, asked)
    return _or_404(query, asked, page)


async def find(ctx: Context, asked: Mapping[str, Any]) -> MainQuery:
    """Answer query variables; that a page of a post or a list is not there does not count."""
    return (await _found(ctx, asked))[0]


async def _found(ctx: Context, asked: Mapping[str, Any]) -> tuple[MainQuery, Post | None]:
    """What was found, and the page whose path was asked for."""
    parsing = parse(ctx, asked)
    page = await _named_page(ctx, parsing)
    _special_pages(ctx, parsing, page)
    if str(parsing.vars.get("error", "")) == "404":
        parsing.set_404()
    if not parsing.flags & {"is_singular", "is_404"}:
        parsing.flags.discard("is_embed")
    if "is_singular" in parsing.flags:
        found = await _singular(ctx, parsing, page)
        query = MainQuery(frozenset(parsing.flags), parsing.vars, found[:1], len(found))
        query = await _with_comments(ctx, _readable_only(ctx, query))
    elif "is_comment_feed" in parsing.flags and "is_404" not in parsing.flags:
        query = await _commented(ctx, parsing)
    else:
        query = await _listed(ctx, parsing)
    queried = await _queried(ctx, parsing, query) or page
    query = replace(query, queried=queried, asked=frozenset(asked))
    return _with_front_page(ctx, query), page


async def _named_page(ctx: Context, parsing: Parsing) -> Post | None:
    path = parsing.vars["pagename"]
    if not path:
        return None
    page = await page_paths.find(ctx, path)
    if page and page.type == "attachment" and _starts_with_slug(ctx):
        post = await page_paths.find(ctx, path, "post")
        if post:
            parsing.flags.discard("is_page")
            parsing.flags.add("is_single")
            return post
    return page


def _starts_with_slug(ctx: Context) -> bool:
    structure = ctx.options.text("permalink_structure")
    return structure[structure.find("%") :].startswith("%postname%") if "%" in structure else False


def _special_pages(ctx: Context, parsing: Parsing, page: Post | None) -> None:
    """The page for posts is the home page; the policy page is known as such."""
    flags, identity = parsing.flags, page.id if page else parsing.vars["page_id"]
    if not identity:
        return
    if ctx.options.text("show_on_front") == "page" and identity == ctx.options.integer("page_for_posts"):
        flags.discard("is_page")
        flags |= {"is_home", "is_posts_page"}
        if not parsing.vars.get("withcomments"):
            flags.discard("is_comment_feed")
    if identity == ctx.options.integer("wp_page_for_privacy_policy"):
        flags.add("is_privacy_policy")
    parsing.refresh_singular()


# One post.


async def _singular(ctx: Context, parsing: Parsing, page: Post | None) -> tuple[Post, ...]:
    """The posts that a singular query names, of whatever status; the first one counts."""
    variables = parsing.vars
    found = await _candidates(ctx, parsing, page)
    if variables["attachment_id"]:
        found = [post for post in found if post.id == variables["attachment_id"]]
    elif variables["p"] and not variables["page_id"]:
        found = [post for post in found if post.id == variables["p"]]
    if not variables["page_id"]:
        first_day = ctx.options.integer("start_of_week", 1)
        found = [post for post in found if is_on(post.date, variables, first_day)]
    if found and variables["s"]:
        found = await _with_words(ctx, parsing, found)
    return tuple(await _by_authors(ctx, parsing, found) if found else found)


async def _with_words(ctx: Context, parsing: Parsing, found: list[Post]) -> list[Post]:
    """Those that have the words which the address seeks beside the post."""
    asked = PostQuery(
        tuple({post.type for post in found}),
        statuses=tuple(ctx.types.statuses),
        include=tuple(post.id for post in found),
        search=parsing.vars["s"],
        search_exact=bool(parsing.vars.get("exact")),
        per_page=_MANY,
        count=False,
    )
    having = {post.id for post in (await posts.query(ctx, asked)).items}
    return [post for post in found if post.id in having]


async def _by_authors(ctx: Context, parsing: Parsing, found: list[Post]) -> list[Post]:
    """Those by the authors that the address names beside the post."""
    authors = await _authors(ctx, parsing)
    if authors is None:
        return []
    wanted, unwanted = authors
    return [post for post in found if (not wanted or post.author in wanted) and post.author not in unwanted]


async def _candidates(ctx: Context, parsing: Parsing, page: Post | None) -> list[Post]:
    variables = parsing.vars
    kinds = _singular_types(parsing)
    if variables["page_id"]:
        return await _by_id(ctx, variables["page_id"], kinds)
    if variables["name"]:
        return await _by_name(ctx, parsing, kinds)
    if variables["pagename"]:
        variables["name"] = sanitize_title(basename(variables["pagename"]), "", "query")
        if page and page.type == "attachment":
            parsing.flags |= {"is_attachment", "is_page"}
            return [page]
        return [page] if page and (page.type in kinds or "is_single" in parsing.flags) else []
    if variables["attachment"]:
        variables["name"] = sanitize_title(basename(variables["attachment"]), "", "query")
        return await _by_slug(ctx, variables["name"], kinds)
    return await _by_id(ctx, variables["attachment_id"] or variables["p"], kinds)


async def _by_name(ctx: Context, parsing: Parsing, kinds: tuple[str, ...]) -> list[Post]:
    """By slug; posts of hierarchical types by the path that their own variable gives."""
    for name in kinds:
        kind = ctx.types.post_types.get(name)
        path = parsing.vars.get(kind.query_var) if kind and kind.query_var and kind.hierarchical else None
        if isinstance(path, str) and path:
            found = await page_paths.find(ctx, path, name)
            if found and found.type == "attachment":
                parsing.flags |= {"is_attachment", "is_page"}
            return [found] if found else []
    parsing.vars["name"] = sanitize_title(parsing.vars["name"], "", "query")
    return await _by_slug(ctx, parsing.vars["name"], kinds)


def _singular_types(parsing: Parsing) -> tuple[str, ...]:
    asked = parsing.vars.get("post_type")
    if isinstance(asked, list) and asked:
        return tuple(str(one) for one in asked)
    if isinstance(asked, str) and asked:
        return (asked,)
    if "is_attachment" in parsing.flags:
        return ("attachment",)
    return ("page",) if "is_page" in parsing.flags else ("post",)


async def _by_id(ctx: Context, identity: int, kinds: tuple[str, ...]) -> list[Post]:
    post = (await posts.by_ids(ctx, (identity,))).get(identity)
    return [post] if post and post.type in kinds else []


async def _by_slug(ctx: Context, slug: str, kinds: tuple[str, ...]) -> list[Post]:
    """As in WordPress, a slug of which nothing was left is that of drafts without one."""
    every = tuple(ctx.types.statuses)
    query = PostQuery(kinds, statuses=every, slugs=(slug,), per_page=_MANY, count=False)
    return list((await posts.query(ctx, query)).items)


def _readable_only(ctx: Context, query: MainQuery) -> MainQuery:
    """Without what this actor may not see: drafts are for those who may edit them, private posts for their readers."""
    if not query.posts:
        return query
    post = query.posts[0]
    flags = set(query.flags)
    if post.type == "attachment" and not post.parent:
        flags.discard("is_page")
        flags |= {"is_single", "is_attachment"}
    status = ctx.types.statuses.get(effective_status(ctx, post))
    if status is None:
        seen = can(ctx, "edit_post", post)
    elif status.public:
        seen = True
    elif status.protected:
        seen = (ctx.actor.is_logged_in and can(ctx, "edit_post", post)) or previews.is_shared(ctx, post)
        flags |= {"is_preview"} if seen else set()
    else:
        seen = ctx.actor.is_logged_in and status.private and can(ctx, "read_post", post)
    return replace(query, flags=frozenset(flags), posts=query.posts if seen else ())


# Lists.


async def _listed(ctx: Context, parsing: Parsing) -> MainQuery:
    size = _size(ctx, parsing)
    question = await _question(ctx, parsing, size)
    if question is None:
        return MainQuery(frozenset(parsing.flags), parsing.vars, per_page=size)
    page = await posts.query(ctx, question)
    # A page beyond the last counts nothing.
    found = page.total if page.items else 0
    return MainQuery(frozenset(parsing.flags), parsing.vars, page.items, found, per_page=size)


# Feeds of comments.


async def _with_comments(ctx: Context, query: MainQuery) -> MainQuery:
    """The latest comments of the one post, where its feed is asked for."""
    if not query.has("is_comment_feed") or not query.posts:
        return query
    asked = CommentQuery(posts=(query.posts[0].id,), per_page=_in_feeds(ctx), count=False)
    return replace(query, comments=(await comments.query(ctx, asked)).items)


async def _commented(ctx: Context, parsing: Parsing) -> MainQuery:
    """The latest comments on public posts, or on those of an archive or a search, and the posts they are on."""
    size = _in_feeds(ctx)
    asked = CommentQuery(per_page=size, count=False)
    if parsing.flags & {"is_archive", "is_search"}:
        question = await _question(ctx, parsing, size)
        if question is None:
            return MainQuery(frozenset(parsing.flags), parsing.vars, per_page=size)
        asked = replace(asked, of_posts=question)
    else:
        asked = replace(asked, post_statuses=("publish", "inherit"))
    latest = (await comments.query(ctx, asked)).items
    on = {
        one.id: one
        for one in map(partial(comments.post_of, ctx), latest)
        if one and posts.is_readable(ctx, one)
    }
    found = sorted(on.values(), key=lambda post: (str(post.date), post.id), reverse=True)
    shown = tuple(one for one in latest if one.post in on)
    flags = frozenset(parsing.flags)
    return MainQuery(flags, parsing.vars, tuple(found), len(found), per_page=size, comments=shown)


def _in_feeds(ctx: Context) -> int:
    return max(ctx.options.integer("posts_per_rss", 10), 1)


def _size(ctx: Context, parsing: Parsing) -> int:
    name = "posts_per_rss" if "is_feed" in parsing.flags else "posts_per_page"
    size = ctx.options.integer(name, 10)
    return abs(size) if size < -1 else size or 1


async def _question(ctx: Context, parsing: Parsing, size: int) -> PostQuery | None:
    """The list's query, None if nothing can meet it."""
    conditions = await _conditions(ctx, parsing)
    authors = await _authors(ctx, parsing)
    kinds = _listed_types(ctx, parsing)
    if conditions is None or authors is None or not kinds:
        return None
    wanted, unwanted = authors
    paged = parsing.vars["paged"] or 1
    ranges, parts = date_conditions(parsing.vars, ctx.options.integer("start_of_week", 1))
    orderby = _orderby(parsing)
    return PostQuery(
        kinds,
        readership=readership(ctx, kinds),
        authors=wanted,
        authors_exclude=unwanted,
        search=parsing.vars["s"],
        search_exact=bool(parsing.vars.get("exact")),
        dates=ranges,
        date_parts=parts,
        taxonomies=conditions,
        orderby=orderby,
        order=_order(parsing),
        page=paged,
        per_page=size,
        sticky_first="is_home" in parsing.flags and paged <= 1,
        texts=not parsing.flags & _MADE_OF_NO_POSTS,
    )


async def _conditions(ctx: Context, parsing: Parsing) -> tuple[TaxQuery, ...] | None:
    made = []
    for clause in parsing.terms:
        condition = as_condition(clause, await found_terms(ctx, clause))
        if condition is None:
            return None
        made.append(condition)
    return tuple(made)


async def _authors(ctx: Context, parsing: Parsing) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Whose posts and whose not; None if nobody can be meant."""
    numbers = {integer(one) for one in parsing.vars["author"].split(",")} - {0}
    wanted = tuple(sorted(one for one in numbers if one > 0))
    unwanted = tuple(sorted(-one for one in numbers if one < 0))
    if parsing.vars["author_name"]:
        user = await _author(ctx, parsing.vars["author_name"])
        if user is None or (wanted and user.id not in wanted):
            return None
        parsing.vars["author"] = str(user.id)
        return (user.id,), ()
    return ((), unwanted) if unwanted else (wanted, ())


async def _author(ctx: Context, slug: str) -> User | None:
    parts = [part for part in slug.split("/") if part]
    cleaned = sanitize_title(parts[-1], "", "query") if parts else ""
    return await users.by_slug(ctx, cleaned) if cleaned else None


def _listed_types(ctx: Context, parsing: Parsing) -> tuple[str, ...]:
    asked = parsing.vars.get("post_type")
    if isinstance(asked, list) and asked:
        return tuple(str(one) for one in asked)
    if isinstance(asked, str) and asked:
        return (asked,)
    searched = [kind for kind in ctx.types.post_types.values() if not kind.exclude_from_search]
    if "is_tax" in parsing.flags:
        taxonomies = {clause.taxonomy for clause in parsing.terms if clause.operator != "NOT IN"}
        with_terms = [
            kind.name
            for kind in searched
            if any(one.name in taxonomies for one in ctx.types.taxonomies_of(kind.name))
        ]
        return tuple(with_terms or (kind.name for kind in searched))
    return tuple(kind.name for kind in searched) if "is_search" in parsing.flags else ("post",)


def readership(ctx: Context, kinds: Iterable[str]) -> Readership | None:
    """Whose private posts of these types the actor may see in lists; None for visitors, who see none."""
    if not ctx.actor.is_logged_in:
        return None
    known = (ctx.types.post_types.get(name) for name in kinds)
    private = frozenset(
        kind.name for kind in known if kind and can(ctx, kind.capabilities["read_private_posts"])
    )
    return Readership(ctx.actor.id, private)


def _orderby(parsing: Parsing) -> str:
    asked = parsing.vars.get("orderby")
    if isinstance(asked, str) and asked:
        names = [_ORDERS[one] for one in asked.split() if one in _ORDERS]
        return " ".join(names) or "date"
    return "relevance" if parsing.vars["s"] and "is_feed" not in parsing.flags else "date"


def _order(parsing: Parsing) -> Literal["asc", "desc"]:
    return "asc" if str(parsing.vars.get("order", "")).upper() == "ASC" else "desc"


# What the page is about, and whether it is there.


async def _queried(ctx: Context, parsing: Parsing, query: MainQuery) -> Queried:
    flags = query.flags
    if flags & {"is_category", "is_tag", "is_tax"}:
        return await _queried_term(ctx, parsing, flags)
    if "is_post_type_archive" in flags:
        return ctx.types.post_types.get(str(query.vars.get("post_type")))
    if "is_posts_page" in flags:
        identity = ctx.options.integer("page_for_posts")
        return (await posts.by_ids(ctx, (identity,))).get(identity)
    if "is_singular" in flags and query.posts:
        return query.posts[0]
    if "is_author" in flags:
        return await _queried_author(ctx, query)
    return None


async def _queried_term(ctx: Context, parsing: Parsing, flags: frozenset[str]) -> Term | None:
    name = "category" if "is_category" in flags else "post_tag" if "is_tag" in flags else ""
    for clause in parsing.terms:
        if clause.operator != "NOT IN" and name in {"", clause.taxonomy}:
            found = await found_terms(ctx, replace(clause, terms=clause.terms[:1]))
            return found[0] if found else None
    return None


async def _queried_author(ctx: Context, query: MainQuery) -> User | None:
    identity = integer(query.vars["author"])
    try:
        return await users.get(ctx, identity) if identity > 0 else None
    except NotFound:
        return None


def _with_front_page(ctx: Context, query: MainQuery) -> MainQuery:
    """Mark the front page, be it a list of posts or a page of its own (is_front_page)."""
    if ctx.options.text("show_on_front") != "page":
        is_front = "is_home" in query.flags
    else:
        front = ctx.options.integer("page_on_front")
        is_front = (
            bool(front) and "is_page" in query.flags and bool(query.posts) and query.posts[0].id == front
        )
    return replace(query, flags=query.flags | {"is_front_page"}) if is_front else query


def _or_404(query: MainQuery, asked: Mapping[str, Any], page: Post | None) -> MainQuery:
    """Mark what is not there. What was asked for by the path of a page stays its subject, as in WordPress."""
    if "is_404" in query.flags or not _is_missing(query, integer(asked.get("page"))):
        return query
    flags = (query.flags & {"is_feed", "is_embed"}) | {"is_404"}
    return replace(query, flags=flags, queried=page)


def _is_missing(query: MainQuery, sheet: int) -> bool:
    if query.flags & {"is_robots", "is_favicon"}:
        return False
    if query.posts:
        return bool(sheet) and _is_sheet_missing(query, sheet)
    if "is_paged" in query.flags:
        return True
    if isinstance(query.queried, User):
        return False
    if query.flags & _ARCHIVES_OF_SOMETHING and query.queried:
        return False
    return not query.flags & {"is_home", "is_search", "is_feed"}


def _is_sheet_missing(query: MainQuery, asked: int) -> bool:
    if "is_posts_page" in query.flags:
        return True
    if "is_singular" not in query.flags:
        return False
    sheets = query.posts[0].content.count(NEXT_PAGE) + 1
    return sheets == 1 or asked > sheets
