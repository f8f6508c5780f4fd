"""The one right address of what was asked for, when it was asked for by another (redirect_canonical)."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import quote, urlsplit

from engine.content.query_strings import Value, add_query_args, parse_query, remove_query_args
from engine.content.urls import untrailingslashit, urldecode
from engine.domain import archive_links, feed_links, guesses, nonces, permalinks, posts, terms, users
from engine.domain.capabilities import can, effective_status
from engine.domain.conditionals import integer
from engine.domain.context import Context
from engine.domain.query_terms import term_clauses
from engine.domain.rewrite import COMMENTS_PAGINATION_BASE, FEEDS, INDEX, PAGINATION_BASE
from engine.domain.sitemaps import PROVIDERS
from engine.model.errors import NotFound
from engine.model.main_query import MainQuery
from engine.model.posts import Post, PostQuery
from engine.model.terms import Term
from engine.model.users import User

_NEVER: Final = frozenset({"is_search", "is_preview", "is_trackback", "is_favicon"})
_NAMING: Final = ("p", "page_id", "attachment_id", "pagename", "name", "post_type")
_ATTACHMENT: Final = frozenset({"attachment", "attachment_id"})
_PUNCTUATION: Final = (
    r"(?: |%20|!|%21|\"|%22|'|%27|\(|%28|\)|%29|,|%2C|\.|%2E|;|%3B|\{|%7B|\}|%7D|%E2%80%9C|%E2%80%9D)+$"
)
_PATH_END: Final = re.compile(_PUNCTUATION)
_QUERY_END: Final = re.compile(rf"((?:^|&)(?:p|page_id|cat|tag)=[^&]*?){_PUNCTUATION}")
_EMPTY: Final = re.compile(r"(^|&)(?:p|page_id|cat|tag)=?(&|$)")
_OLD_FEED: Final = re.compile(r"(^|&)feed=rss(&|$)")
_NO_BREAK_SPACES: Final = re.compile(r"(?:%C2%A0)+$", re.IGNORECASE)
_OCTET: Final = re.compile(r"%[a-fA-F0-9]{2}")
_PAGED: Final = re.compile(rf"/{PAGINATION_BASE}/?[0-9]+?(/+)?$")
_FEED: Final = re.compile(r"/(comments/?)?(feed|rss2?|rdf|atom)(/+)?$")
_COMMENT_PAGE: Final = re.compile(rf"/{COMMENTS_PAGINATION_BASE}-[0-9]+(/+)?$")
# Files that feeds were once, and what they are now: the kind, and whether it is of comments.
_OLD_FEEDS: Final = {
    "wp-atom.php": ("atom", False), "wp-commentsrss2.php": ("rss2", True), "wp-feed.php": ("rss2", False),
    "wp-rdf.php": ("rdf", False), "wp-rss.php": ("rss2", False), "wp-rss2.php": ("rss2", False),
}  # fmt: skip
_LAST_INDEX: Final = re.compile(rf"/{re.escape(INDEX)}/*?$")


@dataclass(frozen=True, slots=True)
class _Draft:
    """An address on its way: what was asked, and where to go instead as far as that is known.

    `url` is an address made by us, '' for none yet; `post` whose it is, so that it may be withheld.
    """

    path: str
    query: str
    url: str = ""
    post: Post | None = None

    def to(self, url: str, *without: str, post: Post | None = None) -> "_Draft":
        """Go to `url`, which says what these variables said."""
        return replace(self, url=url, query=_without(self.query, without), post=post or self.post)


async def target(ctx: Context, query: MainQuery, path: str, query_string: str) -> str | None:
    """Where a reader should be sent, None if the address is right; `path` and `query_string` are as they were sent.

    An address that would lead on to a third is not changed, and none is made known that the actor may not see.
    """
    old = await guesses.by_old_slug(ctx, query)
    if old:
        return old
    found = await address(ctx, query, path, query_string)
    if found is None:
        return None
    parts = urlsplit(found)
    asked = parse_query(query_string)
    return found if await address(ctx, query, parts.path, parts.query, asked) is None else None


async def address(
    ctx: Context,
    query: MainQuery,
    path: str,
    query_string: str,
    fields: Mapping[str, Value] | None = None,
) -> str | None:
    """The right address of what a query found, None if it was asked for by that (redirect_canonical).

    `fields` are those by which it was asked for, where they are not those of the query string.
    """
    if query.flags & _NEVER and not await _is_idle_preview(ctx, query):
        return None
    fields = parse_query(query_string) if fields is None else fields
    draft = _Draft(_NO_BREAK_SPACES.sub("", path), query_string)
    if query.vars["preview"]:
        draft = replace(draft, query=_without(draft.query, ("preview",)))
    if query.has("is_feed"):
        draft = await _feed_of_post(ctx, query, draft)
    if query.has("is_404"):
        draft = await _missing(ctx, query, draft)
    elif permalinks.structure(ctx):
        draft = await _named(ctx, query, draft, fields)
        draft = await _sheet(ctx, query, draft)
        draft = _paging(ctx, query, draft)
    shown_as_file = _is_file(ctx, query)
    if shown_as_file:
        draft = await _file(ctx, query, draft)
    if draft.post and not _may_know(ctx, draft.post):
        return None
    return _final(ctx, query, draft, (path, query_string), slashed=not shown_as_file)


async def _is_idle_preview(ctx: Context, query: MainQuery) -> bool:
    """Whether a preview of a public post was asked for without the proof that one is shown its last changes."""
    post = query.post
    if (
        query.flags & _NEVER != {"is_preview"}
        or not query.vars["p"]
        or post is None
        or post.status != "publish"
    ):
        return False
    fields = parse_query(ctx.uri.partition("?")[2])
    identity, proof = fields.get("preview_id"), fields.get("preview_nonce")
    if not isinstance(identity, str) or not isinstance(proof, str):
        return True
    return not await nonces.is_valid(ctx, proof, f"post_preview_{integer(identity)}")


def _may_know(ctx: Context, post: Post) -> bool:
    status = ctx.types.statuses.get(effective_status(ctx, post))
    kind = ctx.types.post_types.get(post.type)
    if status is None or kind is None:
        return False
    if status.private and can(ctx, "read_post", post):
        return True
    return kind.is_viewable and (status.publicly_queryable or (status.builtin and status.public))


async def _feed_of_post(ctx: Context, query: MainQuery, draft: _Draft) -> _Draft:
    """The feed of a post that was asked for by its id; of a post that readers may not know, no address is made known."""
    numbers = (int(query.vars[name]) for name in ("attachment_id", "page_id", "p"))
    identity = next(filter(None, numbers), 0)
    post = (await posts.by_ids(ctx, (identity,))).get(identity) if identity else None
    if post is None or query.has("is_posts_page"):
        return draft
    await permalinks.remember(ctx, (post,))
    url = feed_links.of_post(ctx, post, str(query.vars["feed"]))
    draft = draft.to(url, *_absent((*_NAMING, "feed"), url), post=post)
    return replace(draft, path=urlsplit(url).path)


# What is not there may be elsewhere.


async def _missing(ctx: Context, query: MainQuery, draft: _Draft) -> _Draft:
    variables = query.vars
    draft = await _by_number(ctx, variables, draft)
    year, month, day = (int(variables[name]) for name in ("year", "monthnum", "day"))
    if year and month and day and not _is_day(year, month, day):
        draft = draft.to(archive_links.of_date(ctx, year, month), "year", "monthnum", "day")
    elif year and month > 12 and not day:
        draft = draft.to(archive_links.of_date(ctx, year), "year", "monthnum")
    sheet = integer(variables.get("page"))
    post = query.queried if isinstance(query.queried, Post) else next(iter(query.posts), None)
    if sheet and post:
        await permalinks.remember(ctx, (post,))
        path = draft.path.rstrip(f"{sheet}/")
        draft = replace(draft, path=path).to(permalinks.of_post(ctx, post), "page", post=post)
    if not draft.url:
        guess = await guesses.by_slug(ctx, query)
        if guess:
            url, found = guess
            names = (*_NAMING, "page", "feed")
            draft = draft.to(url, *_absent(names, url), post=found)
    return draft


async def _by_number(ctx: Context, variables: Mapping[str, Any], draft: _Draft) -> _Draft:
    """A post that was asked for by its id, but not as what it is."""
    identity = max(int(variables[name]) for name in ("p", "page_id", "attachment_id"))
    post = (await posts.by_ids(ctx, (identity,))).get(identity) if identity else None
    kind = ctx.types.post_types.get(post.type) if post else None
    if post is None or kind is None or not kind.public or post.status == "auto-draft":
        return draft
    await permalinks.remember(ctx, (post,))
    url = permalinks.of_post(ctx, post)
    return draft.to(url, *_absent(_NAMING, url), post=post)


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= year <= 9999 and day <= monthrange(year, month)[1]


# What is there may have a better address.


async def _named(ctx: Context, query: MainQuery, draft: _Draft, fields: Mapping[str, Value]) -> _Draft:
    """Addresses by query variables become those of the structure."""
    post = query.post if query.has("is_singular") else None
    if post is not None:
        await permalinks.remember(ctx, (post,))
        return await _of_post(ctx, query, post, draft, fields)
    if query.has("is_posts_page") and _given(fields, "page_id") and isinstance(query.queried, Post):
        return draft.to(permalinks.of_post(ctx, query.queried), "page_id", post=query.queried)
    if _given(fields, "m") and query.flags & {"is_year", "is_month", "is_day"}:
        return _of_month(ctx, str(query.vars["m"]), draft)
    if query.has("is_date"):
        return _of_date(ctx, query, draft, fields)
    if query.has("is_author"):
        return await _of_author(ctx, query, draft, fields)
    if query.flags & {"is_category", "is_tag", "is_tax"}:
        return await _of_term(ctx, query, draft, fields)
    return draft


async def _of_post(
    ctx: Context, query: MainQuery, post: Post, draft: _Draft, fields: Mapping[str, Value]
) -> _Draft:
    url = permalinks.of_post(ctx, post)
    if query.has("is_attachment") and query.asked <= _ATTACHMENT and not draft.url:
        return draft.to(url, *(("attachment_id",) if _given(fields, "attachment_id") else ()), post=post)
    if query.has("is_single"):
        if _given(fields, "p") and not draft.url:
            return draft.to(url, "p", "post_type", post=post)
        if _given(fields, "name") and not draft.url:
            return draft.to(url, "name", post=post)
        if await _is_misfiled(ctx, query, post):
            return draft.to(url, post=post)
        return draft
    if _given(fields, "page_id") and not draft.url:
        return draft.to(url, "page_id", post=post)
    if query.has("is_front_page") and not draft.url and not query.has("is_feed"):
        return draft.to(f"{ctx.home}/")
    return draft


async def _is_misfiled(ctx: Context, query: MainQuery, post: Post) -> bool:
    """Whether the address names a category that the post is not in."""
    path = str(query.vars.get("category_name") or "")
    if not path or "%category%" not in permalinks.structure(ctx):
        return False
    await posts.remember_terms(ctx, (post,))
    filed = posts.terms(ctx, post, "category")
    known = await terms.with_ancestors(ctx, filed)
    return urldecode(path.strip("/")) not in {urldecode(_term_path(known, term)) for term in filed}


def _term_path(known: Mapping[int, Term], term: Term) -> str:
    parts, seen = [term.slug], {term.id}
    while term.parent in known and term.parent not in seen:
        term = known[term.parent]
        seen.add(term.id)
        parts.append(term.slug)
    return "/".join(reversed(parts))


def _of_month(ctx: Context, digits: str, draft: _Draft) -> _Draft:
    if len(digits) not in {4, 6, 8}:
        return draft
    parts = (int(digits[:4]), int(digits[4:6] or 0), int(digits[6:8] or 0))
    return draft.to(archive_links.of_date(ctx, *parts), "m")


def _of_date(ctx: Context, query: MainQuery, draft: _Draft, fields: Mapping[str, Value]) -> _Draft:
    year, month, day = (int(query.vars[name]) for name in ("year", "monthnum", "day"))
    if query.has("is_day") and year and month and _given(fields, "day"):
        return draft.to(archive_links.of_date(ctx, year, month, day), "year", "monthnum", "day")
    if query.has("is_month") and year and _given(fields, "monthnum"):
        return draft.to(archive_links.of_date(ctx, year, month), "year", "monthnum")
    if query.has("is_year") and _given(fields, "year"):
        return draft.to(archive_links.of_date(ctx, year), "year")
    return draft


async def _of_author(ctx: Context, query: MainQuery, draft: _Draft, fields: Mapping[str, Value]) -> _Draft:
    asked = fields.get("author")
    if not isinstance(asked, str) or not re.fullmatch(r"[0-9]+", asked):
        return draft
    try:
        user = await users.get(ctx, integer(query.vars["author"]))
    except NotFound:
        return draft
    if not await _has_published(ctx, user):
        return draft
    return draft.to(archive_links.of_author(ctx, user), "author")


async def _has_published(ctx: Context, user: User) -> bool:
    kinds = tuple(ctx.types.post_types)
    query = PostQuery(kinds, authors=(user.id,), per_page=1, count=False)
    return bool((await posts.query(ctx, query)).items)


async def _of_term(ctx: Context, query: MainQuery, draft: _Draft, fields: Mapping[str, Value]) -> _Draft:
    """One term, asked for by query variables alone, has a path."""
    term = query.queried
    if not isinstance(term, Term) or not draft.query or _many_terms(ctx, query):
        return draft
    own = {"category": ("category_name", "cat"), "post_tag": ("tag", "tag_id")}.get(term.taxonomy)
    taxonomy = ctx.types.taxonomies[term.taxonomy]
    names = {"term", "taxonomy", *(own or ((taxonomy.query_var,) if taxonomy.query_var else ()))}
    # What a path brought along keeps the address as it is.
    if not query.asked <= fields.keys():
        return draft
    await archive_links.remember_terms(ctx, (term,))
    parts = urlsplit(archive_links.of_term(ctx, term))
    left = _without(draft.query, tuple(names))
    if parts.query:
        return replace(draft, query=f"{left}&{parts.query}".strip("&"))
    return replace(draft, query=left, path=parts.path)


def _many_terms(ctx: Context, query: MainQuery) -> bool:
    """Whether more than one term was asked for; of each taxonomy the first clause counts."""
    first: dict[str, int] = {}
    for clause in term_clauses(ctx, query.vars):
        if clause.operator != "NOT IN":
            first.setdefault(clause.taxonomy, len(clause.terms))
    return sum(first.values()) > 1


async def _sheet(ctx: Context, query: MainQuery, draft: _Draft) -> _Draft:
    """A page of a post stands in the path, and the first has none."""
    number = integer(query.vars.get("page"))
    post = query.post if query.has("is_singular") else None
    if not number or post is None:
        return draft
    url = draft.url or permalinks.of_post(ctx, post)
    if number > 1:
        more = f"{PAGINATION_BASE}/{number}" if query.has("is_front_page") else str(number)
        url = permalinks.slashed(ctx, f"{untrailingslashit(url)}/{more}")
    return draft.to(url, "page", post=post)


def _paging(ctx: Context, query: MainQuery, draft: _Draft) -> _Draft:
    """Pages of lists and comments, and feeds, stand at the end of the path."""
    if query.vars.get("sitemap"):
        return draft.to(_sitemap(ctx, query), "sitemap", "sitemap-subtype", "paged")
    if query.vars["feed"] == "old":
        return _of_old_feed(ctx, draft)
    paged, cpage = int(query.vars["paged"]), integer(query.vars.get("cpage"))
    if not (paged or cpage or query.has("is_feed")):
        return draft
    path = _stripped(draft.path)
    endings = []
    query_string = draft.query
    if query.has("is_feed") and query.vars["feed"] in FEEDS:
        endings.append(_feed_ending(query))
        query_string = _without(query_string, ("feed",))
    if paged:
        query_string = _without(query_string, ("paged",))
        if paged > 1 and query.has("is_feed"):
            query_string = f"{query_string}&paged={paged}".lstrip("&")
        if paged > 1 and not query.has("is_feed") and not query.has("is_single"):
            endings.append(f"{PAGINATION_BASE}/{paged}")
    if _shows_comment_page(ctx, cpage):
        endings.append(f"{COMMENTS_PAGINATION_BASE}-{cpage}")
        query_string = _without(query_string, ("cpage",))
    path = _ended(ctx, path, endings)
    return replace(draft, url=ctx.origin + path, path=path, query=query_string)


def _of_old_feed(ctx: Context, draft: _Draft) -> _Draft:
    """What a feed is now that was once a file."""
    known = _OLD_FEEDS.get(draft.path.rpartition("/")[2])
    return draft.to(feed_links.of_site(ctx, known[0], comments=known[1]), "feed") if known else draft


def _feed_ending(query: MainQuery) -> str:
    comments = "comments/" if not query.has("is_singular") and query.vars.get("withcomments") else ""
    feed = str(query.vars["feed"])
    kind = {"feed": "", "rss2": "", "rss": ""}.get(feed, feed)
    return f"{comments}feed/{kind}".rstrip("/")


def _ended(ctx: Context, path: str, endings: list[str]) -> str:
    path = permalinks.slashed(ctx, _LAST_INDEX.sub("/", path))
    root = f"/{INDEX}/"
    if endings and permalinks.structure(ctx).startswith(f"/{INDEX}") and root not in path:
        path = f"{untrailingslashit(path)}{root}"
    for ending in endings:
        path = permalinks.slashed(ctx, f"{untrailingslashit(path)}/{ending}")
    return path


def _sitemap(ctx: Context, query: MainQuery) -> str:
    names = [str(query.vars.get(name) or "") for name in ("sitemap", "sitemap-subtype")]
    if names[0] == "index":
        return f"{ctx.home}/wp-sitemap.xml"
    if names[0] not in PROVIDERS:
        return ""  # nobody lists these
    return f"{ctx.home}/wp-sitemap-{'-'.join(filter(None, names))}-{max(int(query.vars['paged']), 1)}.xml"


def _stripped(path: str) -> str:
    """Without endings of pages and feeds, however many there are."""
    for _ in range(10):
        shorter = _COMMENT_PAGE.sub("/", _FEED.sub("/", _PAGED.sub("/", path)))
        if shorter == path:
            break
        path = shorter
    return path


def _shows_comment_page(ctx: Context, number: int) -> bool:
    if not ctx.options.flag("page_comments"):
        return False
    return number > (0 if ctx.options.text("default_comments_page") == "newest" else 1)


# Attachments have no pages of their own on sites made since WordPress 6.4: older ones, where the option is missing, keep them.


def _is_file(ctx: Context, query: MainQuery) -> bool:
    return query.has("is_attachment") and not ctx.options.flag("wp_attachment_pages_enabled", default=True)


async def _file(ctx: Context, query: MainQuery, draft: _Draft) -> _Draft:
    post = query.post
    if post is None:
        return draft
    await posts.remember_meta(ctx, (post,))
    url = permalinks.of_file(ctx, post)
    parent = posts.memory(ctx).get(post.parent) if post.parent else None
    return replace(draft, url=url, post=parent or draft.post) if url else draft


# The address as a whole.


def _final(
    ctx: Context, query: MainQuery, draft: _Draft, asked: tuple[str, str], *, slashed: bool
) -> str | None:
    left = draft.query.lstrip("?&")
    if draft.url:
        parts = urlsplit(_with_fields(draft.url, left))
        path, query_string = parts.path, parts.query
    else:
        path, query_string = draft.path, left
    path = _clean_path(ctx, query, path, slashed=slashed)
    query_string = _clean_query(query_string)
    requested = _whole(ctx, *asked)
    # What comes to the address that was asked for counts as it was made, before it was cleaned.
    right = (
        _with_fields(draft.url, left) if (path, query_string) == asked else _whole(ctx, path, query_string)
    )
    return None if right in {"", requested, _lowered(requested)} else right


def _whole(ctx: Context, path: str, query: str) -> str:
    return f"{ctx.origin}{path}{'?' if query else ''}{query}"


def _with_fields(url: str, left: str) -> str:
    if not left or not url:
        return url
    fields = {quote(name, safe="~"): _encoded(value) for name, value in parse_query(left).items()}
    return add_query_args(fields, url)


def _encoded(value: Value) -> Any:
    if isinstance(value, dict):
        return {name: _encoded(one) for name, one in value.items()}
    return quote(value, safe="~", errors="surrogateescape")


def _clean_path(ctx: Context, query: MainQuery, path: str, *, slashed: bool) -> str:
    path = _PATH_END.sub("", _LAST_INDEX.sub("/", path))
    front = query.has("is_front_page")
    if not permalinks.structure(ctx).startswith(f"/{INDEX}"):
        path = path.replace(f"/{INDEX}/", "/")
    plain = not permalinks.structure(ctx)
    if not plain and slashed and not query.has("is_404") and (not front or int(query.vars["paged"]) > 1):
        path = permalinks.slashed(ctx, path)
    elif front:
        path = f"{untrailingslashit(path)}/"
    if query.has("is_robots") or query.vars.get("sitemap") or query.vars.get("sitemap-stylesheet"):
        path = untrailingslashit(path)
    path = re.sub("/+", "/", path)
    home = urlsplit(ctx.home).path
    return f"{home}/" if untrailingslashit(path) == home else path


def _clean_query(query: str) -> str:
    query = _QUERY_END.sub(r"\1", query)
    query = _EMPTY.sub("&", query).strip("&")
    return _OLD_FEED.sub(r"\1feed=rss2\2", query).lstrip("?&")


def _lowered(text: str) -> str:
    return _OCTET.sub(lambda octet: octet[0].lower(), text)


def _given(fields: Mapping[str, Value], name: str) -> bool:
    return fields.get(name) not in (None, "", "0")


def _absent(names: tuple[str, ...], url: str) -> tuple[str, ...]:
    """Those of some variables that an address does not have."""
    there = parse_query(urlsplit(url).query)
    return tuple(name for name in names if name not in there)


def _without(query: str, names: tuple[str, ...]) -> str:
    """Without some variables; what is left is written anew, even if none of them was there."""
    if not query:
        return ""
    there = [name for name in parse_query(query) if name in names]
    return remove_query_args(there or names[:1], f"?{query}").lstrip("?")
