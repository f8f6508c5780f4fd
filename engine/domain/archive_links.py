"""The addresses of collections: terms, authors, dates, searches, feeds, and their further pages."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from engine.domain import permalinks, terms
from engine.domain.context import Context
from engine.model.terms import Term
from engine.model.types import Taxonomy
from engine.model.users import User

_BASES = {"category": ("category_base", "category"), "post_tag": ("tag_base", "tag")}


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
        return f"/{_root(ctx)}{own}" if own else f"{permalinks.front(ctx)}{usual}"
    if taxonomy.name == "post_format":
        return f"{permalinks.front(ctx)}type"
    return f"{permalinks.front(ctx)}{taxonomy.rewrite}" if taxonomy.rewrite else ""


def _root(ctx: Context) -> str:
    return "index.php/" if permalinks.structure(ctx).startswith("/index.php") else ""


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
    path = "/".join([f"{year:04d}", *([f"{month:02d}"] if month else []), *([f"{day:02d}"] if day else [])])
    return permalinks.slashed(ctx, f"{ctx.home}{permalinks.front(ctx)}{_date_mark(structure)}{path}")


def _date_mark(structure: str) -> str:
    """Dates get a word before them where numbers at that place would be posts."""
    return "date/" if re.match(r"^[^%]*%post_id%", structure) else ""


def quoted(text: str) -> str:
    """A text as one part of an address."""
    return quote(text, safe="")


def of_search(ctx: Context, words: str) -> str:
    """The address of a search's results (get_search_link)."""
    if not permalinks.structure(ctx):
        return f"{ctx.home}/?s={quoted(words)}"
    return permalinks.slashed(ctx, f"{ctx.home}/{_root(ctx)}search/{quoted(words)}")


def page_of(ctx: Context, address: str, number: int) -> str:
    """The address of a further page of a collection; the first page is the address itself (get_pagenum_link)."""
    if number <= 1:
        return address
    path, question, query = address.partition("?")
    if question or not permalinks.structure(ctx):
        return f"{path}?{query + '&' if query else ''}paged={number}"
    return permalinks.slashed(ctx, f"{path.rstrip('/')}/page/{number}")


def feed_of(ctx: Context, address: str = "") -> str:
    """The address of the feed of the site or of a collection."""
    address = address or f"{ctx.home}/"
    path, question, query = address.partition("?")
    if question or not permalinks.structure(ctx):
        return f"{path}?{query + '&' if query else ''}feed=rss2"
    return permalinks.slashed(ctx, f"{path.rstrip('/')}/feed")
