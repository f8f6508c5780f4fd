"""Where a post may be that is not at the address asked for: under a slug it once had, or one that begins so."""

from typing import Any, Final

from engine.domain import hooks, permalinks, posts
from engine.domain.conditionals import integer
from engine.domain.context import Context
from engine.domain.query_dates import date_conditions
from engine.model.main_query import MainQuery
from engine.model.posts import MetaQuery, Post, PostQuery

_OLD_SLUG: Final = "_wp_old_slug"
_OLD_DATE: Final = "_wp_old_date"


async def by_old_slug(ctx: Context, query: MainQuery) -> str | None:
    """The address of the post that once had the slug asked for (wp_old_slug_redirect)."""
    slug, kind = str(query.vars.get("name") or ""), _kind(query)
    known = ctx.types.post_types.get(kind)
    if not query.has("is_404") or not slug or known is None or known.hierarchical:
        return None
    post = await _moved(ctx, query, kind, slug)
    if post is None:
        return None
    await permalinks.remember(ctx, (post,))
    address, paged = permalinks.of_post(ctx, post), int(query.vars["paged"])
    return permalinks.slashed(ctx, f"{address.rstrip('/')}/page/{paged}") if paged > 1 else address


async def _moved(ctx: Context, query: MainQuery, kind: str, slug: str) -> Post | None:
    """By the slug it had, by the day it had, or by both."""
    ranges, parts = date_conditions(_only_dates(query.vars))
    once_named = MetaQuery(_OLD_SLUG, slug)
    tried = [PostQuery((kind,), dates=ranges, date_parts=parts, meta=(once_named,), per_page=1, count=False)]
    day = _day(query.vars)
    if day:
        once_on = MetaQuery(_OLD_DATE, day, "LIKE")
        tried.append(PostQuery((kind,), slugs=(slug,), meta=(once_on,), per_page=1, count=False))
        tried.append(PostQuery((kind,), meta=(once_named, once_on), per_page=1, count=False))
    for asked in tried:
        found = (await posts.query(ctx, asked)).items
        if found:
            return found[0]
    return None


def _day(variables: Any) -> str:
    """The beginning of a day as it is noted, as far as the address says it; '' where it says no year."""
    year, month, day = (int(variables[name]) for name in ("year", "monthnum", "day"))
    if not year:
        return ""
    return f"{year:04d}-" + (f"{month:02d}-" + (f"{day:02d}" if day else "") if month else "")


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
    how = ctx.site.settings.address_guesses
    wanted = ctx.hooks.apply_sync(hooks.do_redirect_guess_404_permalink, how != "off")
    if not slug or not kinds or not wanted:
        return None
    exactly = ctx.hooks.apply_sync(hooks.strict_redirect_guess_404_permalink, how == "exact")
    ranges, parts = date_conditions(_only_dates(query.vars))
    asked = PostQuery(
        kinds,
        slugs=(slug,) if exactly else (),
        slug_prefix="" if exactly else slug,
        dates=ranges,
        date_parts=parts,
        orderby="slug",  # the order of the index that WordPress's question is answered from
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
