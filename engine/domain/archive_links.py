"""The addresses of collections: terms, authors, dates, searches, feeds, and their further pages."""

import re
from collections.abc import Iterable
from typing import Final

from engine.content.query_strings import add_query_args, remove_query_args
from engine.content.urls import urlencode
from engine.domain import permalinks, posts, rewrite, terms
from engine.domain.context import Context
from engine.domain.rewrite import INDEX, PAGINATION_BASE
from engine.model.terms import Term
from engine.model.types import PostType, Taxonomy
from engine.model.users import User

_BASES = {"category": ("category_base", "category"), "post_tag": ("tag_base", "tag")}

_SLASHES: Final = re.compile("/+")


async def remember_terms(ctx: Context, items: Iterable[Term]) -> None:
    """Read the terms above these, where addresses show them."""
    nested = [
        term for term in items if term.parent and _shows_parents(ctx.types.taxonomies.get(term.taxonomy))
    ]
    if nested:
        await terms.with_ancestors(ctx, nested)


def _shows_parents(taxonomy: Taxonomy | None) -> bool:
    return bool(taxonomy and taxonomy.hierarchical and taxonomy.rewrite_hierarchical)


def of_term(ctx: Context, term: Term) -> str:
    """The address of a term's archive (get_term_link); the terms above it were remembered."""
    taxonomy = ctx.types.taxonomies.get(term.taxonomy)
    base = _base(ctx, taxonomy) if taxonomy else ""
    if taxonomy and base and permalinks.structure(ctx):
        slug = _path(ctx, term) if _shows_parents(taxonomy) else term.slug
        if term.taxonomy == "post_format":
            slug = slug.removeprefix("post-format-")
        return permalinks.slashed(ctx, f"{ctx.home}{base}/{slug}")
    if term.taxonomy == "category":
        return f"{ctx.home}/?cat={term.id}"
    if taxonomy and taxonomy.query_var:
        return f"{ctx.home}/?{taxonomy.query_var}={term.slug}"
    return f"{ctx.home}/?taxonomy={term.taxonomy}&term={term.slug}"


def _base(ctx: Context, taxonomy: Taxonomy) -> str:
    """The path before a taxonomy's terms; a base of the site's own stands without the structure's front."""
    if taxonomy.name in _BASES:
        option, usual = _BASES[taxonomy.name]
        own = ctx.options.text(option).strip("/")
        return f"/{permalinks.root(ctx)}{own}" if own else f"{permalinks.front(ctx)}{usual}"
    if taxonomy.name == "post_format":
        return f"{permalinks.front(ctx)}type"
    return f"{permalinks.front(ctx)}{taxonomy.rewrite}" if taxonomy.rewrite else ""


def _path(ctx: Context, term: Term) -> str:
    known = {one.id: one for one in terms.memory(ctx).values() if one.taxonomy == term.taxonomy}
    parts, seen = [term.slug], {term.id}
    while term.parent in known and term.parent not in seen:
        term = known[term.parent]
        seen.add(term.id)
        parts.append(term.slug)
    return "/".join(reversed(parts))


def of_author(ctx: Context, user: User) -> str:
    """The address of an author's archive (get_author_posts_url)."""
    if not permalinks.structure(ctx):
        return f"{ctx.home}/?author={user.id}"
    return permalinks.slashed(ctx, f"{ctx.home}{permalinks.front(ctx)}author/{user.nicename}")


def of_date(ctx: Context, year: int, month: int = 0, day: int = 0) -> str:
    """The address of the archive of a year, a month or a day."""
    structure = permalinks.structure(ctx)
    if not structure:
        digits = f"{year}{month:02d}{day:02d}" if day else f"{year}{month:02d}" if month else f"{year}"
        return f"{ctx.home}/?m={digits}"
    said = {
        "%year%": f"{year:04d}",
        "%monthnum%": f"{month:02d}" if month else "",
        "%day%": f"{day:02d}" if day else "",
    }
    path = rewrite.structure(ctx).date
    for tag, digits in said.items():
        path = path.replace(tag, digits)
    return permalinks.slashed(ctx, f"{ctx.home}{_SLASHES.sub('/', path).rstrip('/')}")


def of_type(ctx: Context, kind: PostType) -> str:
    """The address of a post type's archive (get_post_type_archive_link), '' where it has none.

    That of posts is the page that shows them; it was remembered, where it is a page of its own.
    """
    if kind.name == "post":
        page = posts.memory(ctx).get(ctx.options.integer("page_for_posts"))
        on_page = ctx.options.text("show_on_front") == "page" and page is not None
        return permalinks.of_post(ctx, page) if on_page and page else ctx.home
    if not kind.archive:
        return ""
    if permalinks.structure(ctx) and kind.rewrite:
        return permalinks.slashed(ctx, f"{ctx.home}{permalinks.front(ctx)}{kind.archive}")
    return f"{ctx.home}/?post_type={kind.name}"


def of_search(ctx: Context, words: str) -> str:
    """The address of a search's results (get_search_link)."""
    if not permalinks.structure(ctx):
        return f"{ctx.home}/?s={urlencode(words)}"
    address = f"{ctx.home}/{permalinks.root(ctx)}search/{urlencode(words).replace('%2F', '/')}"
    return permalinks.slashed(ctx, address)


def page_of(ctx: Context, address: str, number: int) -> str:
    """The address of a further page of a collection; the first page is the address itself."""
    if number <= 1:
        return address
    path, question, query = address.partition("?")
    if question or not permalinks.structure(ctx):
        return f"{path}?{query + '&' if query else ''}paged={number}"
    return permalinks.slashed(ctx, f"{path.rstrip('/')}/{PAGINATION_BASE}/{number}")


def page_of_request(ctx: Context, number: int) -> str:
    """The address that was asked for, but another page of it (get_pagenum_link)."""
    below = remove_query_args(["paged"], ctx.uri)
    folder = ctx.home.split("://", 1)[-1].partition("/")[2].strip("/")
    below = re.sub(rf"^/*{re.escape(folder)}/*", "", below, flags=re.IGNORECASE)
    if not permalinks.structure(ctx):
        address = f"{ctx.home}/{below}"
        return add_query_args({"paged": number}, address) if number > 1 else address
    path, question, query = below.partition("?")
    path = re.sub(rf"{PAGINATION_BASE}/\d+/?$", "", path)
    path = re.sub(rf"^{re.escape(INDEX)}", "", path, flags=re.IGNORECASE).lstrip("/")
    root = permalinks.root(ctx) if number > 1 or path else ""
    if number > 1:
        above = f"{path.rstrip('/')}/" if path else ""
        path = permalinks.slashed(ctx, f"{above}{PAGINATION_BASE}/{number}")
    address = f"{ctx.home}/{root}{path}"
    return f"{address if number > 1 else permalinks.slashed(ctx, address)}{question}{query}"
