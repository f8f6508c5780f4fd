"""A page as the blocks on it see it: what its address asked for, what was found, where it stands."""

from dataclasses import replace
from datetime import date

from engine.content.blocks.data import Crumb, Page, PostPage
from engine.content.escaping import esc_attr
from engine.content.excerpts import trim_words
from engine.content.language import filled
from engine.content.numbers import number_format
from engine.domain import (
    archive_links,
    archive_titles,
    archives,
    block_answers,
    block_comments,
    block_views,
    crumbs,
    labels,
)
from engine.domain.context import Context
from engine.model.main_query import MainQuery
from engine.model.posts import Post
from engine.model.terms import Term
from engine.model.types import PostType
from engine.model.users import User


async def stand_on(ctx: Context, query: MainQuery) -> Page:
    """Let the blocks of this request stand on the page that a main query made, and know it."""
    plain = block_views.page_of(ctx)
    block_views.show_on(ctx, replace(plain, flags=query.flags, number=query.page))
    queried = query.queried
    await block_answers.remember(ctx, query.posts)
    term = queried if isinstance(queried, Term) and query.flags & _OF_TERMS else None
    if term:
        await archive_links.remember_terms(ctx, (term,))
    heading = archive_titles.heading(ctx, query)
    per_page = max(query.number("posts_per_page") or ctx.options.integer("posts_per_page", 10), 1)
    pages = -(-query.total // per_page)
    comments = await block_comments.paging(ctx, query)
    page = replace(
        plain,
        flags=query.flags,
        queried_id=_identity(queried),
        queried_term=block_views.term(ctx, term) if term else None,
        queried_author=queried.id if isinstance(queried, User) else 0,
        search=str(query.vars.get("s") or ""),
        archive_title=str(heading),
        archive_name=heading.name,
        archive_url=_type_archive(ctx, query),
        period=_period(query) if query.has("is_date") else (),
        posts=PostPage(
            tuple(block_views.post(ctx, one) for one in query.posts),
            query.total,
            pages,
            per_page,
        ),
        address_of=lambda number: archive_links.page_of_request(ctx, number),
        number=query.page,
        sheet=max(query.number("page"), 1),
        comments_number=query.number("cpage"),
        older_comments=comments.older,
        newer_comments=comments.newer,
        comment_page_links=comments.numbers,
        crumbs=await _crumbs(ctx, query, term),
    )
    block_views.show_on(ctx, page)
    return page


_OF_TERMS = frozenset({"is_category", "is_tag", "is_tax"})


def _identity(queried: object) -> int:
    return queried.id if isinstance(queried, Post | Term | User) else 0


def _type_archive(ctx: Context, query: MainQuery) -> str:
    is_archive = query.has("is_post_type_archive") and isinstance(query.queried, PostType)
    return (
        archive_links.of_type(ctx, query.queried)
        if is_archive and isinstance(query.queried, PostType)
        else ""
    )


def _period(query: MainQuery) -> tuple[int, ...]:
    compact = str(query.vars.get("m") or "")
    if len(compact) >= 4 and compact.isdecimal():
        parts = (int(compact[:4]), int(compact[4:6] or 0), int(compact[6:8] or 0))
    else:
        parts = (query.number("year"), query.number("monthnum"), query.number("day"))
    return tuple(part for part in parts if part)


async def _crumbs(ctx: Context, query: MainQuery, term: Term | None) -> tuple[Crumb, ...]:
    """The way to a page that shows a list, without the front page; what is further on a page is its number."""
    number, _ = query.page, ctx.types.language.wordpress.text
    last = (Crumb(filled(_("Page %s"), number_format(number))),) if number > 1 else ()
    url = archive_links.page_of_request(ctx, 1) if number > 1 else ""
    if query.has("is_home"):
        page = query.queried if isinstance(query.queried, Post) else None
        return (*((Crumb(crumbs.titled(ctx, page), url),) if page else ()), *last)
    if query.has("is_front_page"):
        sheet = query.number("page")
        return (Crumb(filled(_("Page %s"), number_format(sheet))),) if sheet > 1 else ()
    if query.has("is_search"):
        words = trim_words(esc_attr(str(query.vars.get("s") or "")), 10)
        return (Crumb(filled(_('Search results for: "%s"'), words), url), *last)
    if query.has("is_404"):
        return (Crumb(_("Page not found")),)
    if query.has("is_date"):
        return (*_date_crumbs(ctx, query, url), *last)
    if term:
        return (*await crumbs.above(ctx, term), Crumb(labels.of_term(term), url), *last)
    return (*((Crumb(name, url),) if (name := _name(query)) else ()), *last)


def _name(query: MainQuery) -> str:
    if query.has("is_post_type_archive") and isinstance(query.queried, PostType):
        return query.queried.label
    return query.queried.display_name if isinstance(query.queried, User) else ""


def _date_crumbs(ctx: Context, query: MainQuery, url: str) -> list[Crumb]:
    period = _period(query)
    if not period:
        return []
    year = period[0]
    steps = [Crumb(str(year), archive_links.of_date(ctx, year))]
    if len(period) > 1:
        name = archives.shown(ctx, "F", date(min(max(year, 1), 9999), min(period[1], 12), 1))
        steps.append(Crumb(name, archive_links.of_date(ctx, year, period[1])))
    if len(period) > 2:
        steps.append(Crumb(str(period[2])))
    return [*steps[:-1], Crumb(steps[-1].label, url)]
