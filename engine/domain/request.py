"""From an address to query variables: WordPress's rules matched against the path, then the query string."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from engine.content.pages import NEXT_PAGE
from engine.content.query_strings import parse_query
from engine.content.remembering import remembering
from engine.content.urls import parse_url, urldecode, urlencode
from engine.domain import page_paths
from engine.domain.context import Context
from engine.domain.rewrite import INDEX, Structure, compiled, structure
from engine.model.posts import Post

Vars = dict[str, Any]


_PUBLIC: Final = (
    "m", "p", "posts", "w", "cat", "withcomments", "withoutcomments", "s", "search", "exact", "sentence",
    "calendar", "page", "paged", "more", "tb", "pb", "author", "order", "orderby", "year", "monthnum", "day",
    "hour", "minute", "second", "name", "category_name", "tag", "feed", "author_name", "pagename", "page_id",
    "error", "attachment", "attachment_id", "subpost", "subpost_id", "preview", "robots", "favicon", "taxonomy",
    "term", "cpage", "post_type", "embed", "rest_route", "sitemap", "sitemap-subtype", "sitemap-stylesheet",
)  # fmt: skip
POST_FORMATS: Final = (
    "standard", "aside", "chat", "gallery", "link", "image", "quote", "status", "video", "audio",
)  # fmt: skip
_IS_PUBLIC: Final = frozenset(_PUBLIC)
_REFERENCE: Final = re.compile(r"\$matches\[([1-9][0-9]?)\]")
_PAGENAME: Final = re.compile(r"pagename=\$matches\[([0-9]+)\]")
_SELF: Final = INDEX
_FURTHER_FEEDS: Final = frozenset({"json"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an address asks for: query variables, and the rule that gave those of its path.

    `path` is the path below the home page without slashes at its ends.
    """

    vars: Mapping[str, Any]
    path: str = ""
    rule: str = ""
    query: str = ""


async def resolve(ctx: Context, path: str, query: Mapping[str, Any]) -> Resolved:
    """Query variables for a raw path (octets as sent) and the fields of the query string (WP::parse_request).

    A path that no rule knows gives the variable ``error`` of 404; a site with plain addresses ignores paths.
    """
    below = _below_home(ctx, path)
    matched = Resolved({}, path=below)
    error = ""
    if compiled(structure(ctx)):
        found = await _further_feed(ctx, below) or await _match(ctx, below)
        matched, error = (found, "") if found else (matched, "404" if below else "")
        if not error:
            # What is found is not missing, whatever the query string says.
            query = {name: value for name, value in query.items() if name != "error"}
    variables = _chosen(ctx, query, matched.vars)
    variables = await _numeric_slug(ctx, _only_queryable(ctx, _with_format(ctx, variables)))
    if error:
        variables["error"] = error
    return replace(matched, vars=variables)


def _below_home(ctx: Context, path: str) -> str:
    home = parse_url(ctx.home) or parse_url("/")
    folder = (home.path or "").strip("/") if home else ""
    below = path.strip("/")
    if folder and below.lower().startswith(folder.lower()):
        below = below[len(folder) :].strip("/")
    return "" if below == _SELF else below


async def _further_feed(ctx: Context, path: str) -> Resolved | None:
    """A feed of a kind that WordPress's rules do not know stands where its feeds do, under a name of its own."""
    above, _, kind = path.rpartition("/")
    if kind not in _FURTHER_FEEDS or not above.endswith("feed"):
        return None
    found = await _match(ctx, above)
    if found is None or "feed" not in found.vars:
        return None
    return replace(found, vars={**found.vars, "feed": kind}, path=path)


async def _match(ctx: Context, path: str) -> Resolved | None:
    """The first rule that knows a path; where pages and posts share a form, only if there is such a page."""
    shape = structure(ctx)
    if not path:
        return None
    if not shape.has_verbose_pages:
        return _first(path, shape)
    for found, rule, query in _matches(path, shape):
        named = _PAGENAME.search(query)
        if not named or await _is_page(ctx, found[int(named[1])]):
            return _filled(path, found, rule, query)
    return None


def _matches(path: str, shape: Structure) -> Iterator[tuple[re.Match[str], str, str]]:
    """The rules that know a path, each with what it found there."""
    asked = urldecode(path)
    for expression, rule, query in compiled(shape):
        found = expression.match(path) or (expression.match(asked) if asked != path else None)
        if found:
            yield found, rule, query


@remembering
def _first(path: str, shape: Structure) -> Resolved | None:
    return next((_filled(path, found, rule, query) for found, rule, query in _matches(path, shape)), None)


def _filled(path: str, found: re.Match[str], rule: str, query: str) -> Resolved:
    filled = _REFERENCE.sub(lambda m: _encoded(found, int(m[1])), query.partition("?")[2])
    return Resolved(parse_query(filled), path, rule, filled)


def _encoded(found: re.Match[str], number: int) -> str:
    return urlencode(found[number] or "") if number <= (found.re.groups or 0) else ""


async def _is_page(ctx: Context, path: str) -> bool:
    page = await page_paths.find(ctx, path)
    status = ctx.types.statuses.get(page.status) if page else None
    return status is not None and (
        status.public or status.protected or status.private or not status.exclude_from_search
    )


def _chosen(ctx: Context, query: Mapping[str, Any], matched: Mapping[str, Any]) -> Vars:
    """Public variables only; the query string goes before the path. A type's own variable names its post."""
    asks_more = not (query.keys() <= _IS_PUBLIC and matched.keys() <= _IS_PUBLIC)
    types = _type_variables(ctx) if asks_more else {}
    chosen: Vars = {}
    for name in (*_PUBLIC, *_registered(ctx)) if asks_more else _PUBLIC:
        if name in query:
            chosen[name] = query[name]
        elif name in matched:
            chosen[name] = matched[name]
        if name in types and isinstance(chosen.get(name), str) and chosen[name] not in {"", "0"}:
            chosen["post_type"], chosen["name"] = types[name], chosen[name]
    for taxonomy in ctx.types.taxonomies.values():
        if isinstance(chosen.get(taxonomy.query_var), str):
            chosen[taxonomy.query_var] = chosen[taxonomy.query_var].replace(" ", "+")
    return chosen


def _with_format(ctx: Context, variables: Vars) -> Vars:
    """A post format by the slug of its term, of the types that have formats (_post_format_request)."""
    asked, taxonomy = variables.get("post_format"), ctx.types.taxonomies.get("post_format")
    if not isinstance(asked, str) or taxonomy is None:
        return variables
    slug = f"post-format-{asked}" if asked in POST_FORMATS else asked
    return variables | {"post_format": slug, "post_type": list(taxonomy.object_types)}


def _type_variables(ctx: Context) -> dict[str, str]:
    kinds = ctx.types.post_types.values()
    return {kind.query_var: kind.name for kind in kinds if kind.query_var and kind.is_viewable}


def _registered(ctx: Context) -> list[str]:
    taxonomies = (one.query_var for one in ctx.types.taxonomies.values() if one.publicly_queryable)
    return [name for name in (*taxonomies, *_type_variables(ctx)) if name and name not in _PUBLIC]


def _only_queryable(ctx: Context, variables: Vars) -> Vars:
    """Without taxonomies and post types that readers may not ask for."""
    asked = variables.get("taxonomy")
    taxonomy = ctx.types.taxonomies.get(asked) if isinstance(asked, str) else None
    if taxonomy and not taxonomy.publicly_queryable:
        variables = {name: value for name, value in variables.items() if name not in {"taxonomy", "term"}}
    kinds = variables.get("post_type")
    if isinstance(kinds, list):
        return variables | {"post_type": [one for one in kinds if _is_queryable(ctx, one)]}
    if kinds is not None and not _is_queryable(ctx, kinds):
        return {name: value for name, value in variables.items() if name != "post_type"}
    return variables


def _is_queryable(ctx: Context, name: Any) -> bool:
    kind = ctx.types.post_types.get(name) if isinstance(name, str) else None
    return kind is not None and kind.publicly_queryable


async def _numeric_slug(ctx: Context, variables: Vars) -> Vars:
    """Take what looks like a date archive for a post whose slug is a number (wp_resolve_numeric_slug_conflicts)."""
    clash = _clashing(ctx, variables)
    post = await page_paths.find(ctx, str(variables.get(clash, "")), "post") if clash else None
    if post is None or not _fits_date(post, variables, clash):
        return variables
    asked = {"year": "monthnum", "monthnum": "day"}.get(clash, "")
    number = _integer(variables.get(asked, "")) if asked else 0
    sheets = post.content.count(NEXT_PAGE) + 1
    if (sheets == 1 and number) or number > sheets:
        return variables
    kept = {name: value for name, value in variables.items() if name not in {"year", "monthnum", "day"}}
    return kept | {"page": number, "name": post.name}


def _clashing(ctx: Context, variables: Vars) -> str:
    """The date variable that stands where the structure has the slug, '' for none."""
    parts = [part for part in ctx.options.text("permalink_structure").split("/") if part]
    if "%postname%" not in parts:
        return ""
    index = parts.index("%postname%")
    before = parts[index - 1] if index else ""
    if not index and ("year" in variables or "monthnum" in variables):
        return "year"
    if before == "%year%" and ("monthnum" in variables or "day" in variables):
        return "monthnum"
    return "day" if before == "%monthnum%" and "day" in variables else ""


def _fits_date(post: Post, variables: Vars, clash: str) -> bool:
    if clash == "year" or "year" not in variables or post.date is None:
        return True
    if _integer(variables["year"]) != post.date.year:
        return False
    return clash != "day" or "monthnum" not in variables or _integer(variables["monthnum"]) == post.date.month


def _integer(value: Any) -> int:
    found = re.match(r"\s*([+-]?\d{1,18})", value) if isinstance(value, str) else None
    return int(found[1]) if found else 0
