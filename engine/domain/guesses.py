"""Where a post may be that is not at the address asked for: under a slug it once had, or one that begins so."""

from typing import Any, Final

from engine.domain import permalinks, posts
from engine.domain.conditionals import integer
from engine.domain.context import Context
from engine.domain.query_dates import date_conditions
from engine.model.main_query import MainQuery
from engine.model.posts import MetaQuery, Post, PostQuery

_OLD_SLUG: Final = "_wp_old_slug"


async def by_old_slug(ctx: Context, query: MainQuery) -> str | None:
    """The address of the post that once had the slug asked for (wp_old_slug_redirect)."""
    slug, kind = str(query.vars.get("name") or ""), _kind(query)
    known = ctx.types.post_types.get(kind)
    if not query.has("is_404") or not slug or known is None or known.hierarchical:
        return None
    ranges, parts = date_conditions(_only_dates(query.vars))
    asked = PostQuery(
        (kind,), dates=ranges, date_parts=parts, meta=(MetaQuery(_OLD_SLUG, slug),), per_page=1, count=False
    )
    found = (await posts.query(ctx, asked)).items
    if not found:
        return None
    await permalinks.remember(ctx, found)
    address, paged = permalinks.of_post(ctx, found[0]), int(query.vars["paged"])
    return permalinks.slashed(ctx, f"{address.rstrip('/')}/page/{paged}") if paged > 1 else address


def _kind(query: MainQuery) -> str:
    asked = query.vars.get("post_type")
    if isinstance(asked, list):
        return str(asked[0]) if len(asked) == 1 else ""
    if asked:
        return str(asked)
    return "attachment" if query.vars["attachment"] else "page" if query.vars["pagename"] else "post"


async def by_slug(ctx: Context, query: MainQuery) -> tuple[str, Post] | None:
    """The first public post whose slug begins as asked, and its address (redirect_guess_404_permalink)."""
    slug = str(query.vars.get("name") or "")
    kinds = _kinds(ctx, query.vars.get("post_type"))
    if not slug or not kinds:
        return None
    ranges, parts = date_conditions(_only_dates(query.vars))
    asked = PostQuery(
        kinds,
        slug_prefix=slug,
        dates=ranges,
        date_parts=parts,
        orderby="id",
        order="asc",
        per_page=1,
        count=False,
    )
    found = (await posts.query(ctx, asked)).items
    if not found:
        return None
    await permalinks.remember(ctx, found)
    address, sheet = permalinks.of_post(ctx, found[0]), integer(query.vars.get("page"))
    if query.vars["feed"]:
        address = permalinks.slashed(ctx, f"{address.rstrip('/')}/feed")
    elif sheet > 1:
        address = permalinks.slashed(ctx, f"{address.rstrip('/')}/{sheet}")
    return address, found[0]


def _kinds(ctx: Context, asked: Any) -> tuple[str, ...]:
    kinds = ctx.types.post_types.values()
    public = [kind.name for kind in kinds if kind.is_viewable and not kind.exclude_from_search]
    if not asked:
        return tuple(public)
    wanted = asked if isinstance(asked, list) else [asked]
    return tuple(name for name in wanted if name in public)


def _only_dates(variables: Any) -> dict[str, Any]:
    """Of dates, what a slug's address can have beside it."""
    nothing = {"m": "", "hour": "", "minute": "", "second": ""}
    return nothing | {name: variables[name] for name in ("year", "monthnum", "day")}
