"""What a page is called: its document title, and the heading of a collection."""

from datetime import datetime

from markupsafe import Markup, escape

from engine.content.entities import convert_chars
from engine.content.tags import strip_all_tags
from engine.content.texturize import texturize
from engine.domain import rendering
from engine.domain.context import Context
from engine.model.main_query import MainQuery
from engine.model.posts import Post
from engine.model.terms import Term
from engine.model.types import PostType
from engine.model.users import User
from engine.theme import hooks
from engine.theme.hierarchy import is_front_page
from engine.theme.present import Dates
from engine.theme.presenters import ArchiveView

_KINDS = {"is_category": "Category", "is_tag": "Tag"}


async def document(ctx: Context, query: MainQuery, dates: Dates) -> Markup:
    """The text of the title element (wp_get_document_title): the page, its number, the site or its tagline."""
    site, tagline = ctx.options.text("blogname"), ctx.options.text("blogdescription")
    front = is_front_page(ctx, query)
    parts = [site if front else _of_page(ctx, query, dates)]
    number = max(query.page, query.number("page"))
    if number > 1 and not query.has("is_404"):
        parts.append(f"Page {number}")
    parts.append(tagline if front else site)
    parts = await ctx.hooks.apply(hooks.document_title_parts, [part for part in parts if part], query)
    joined = convert_chars(texturize(" - ".join(parts)))
    return Markup(escape(Markup(joined).unescape()))


def _of_page(ctx: Context, query: MainQuery, dates: Dates) -> str:
    queried = query.queried
    if query.has("is_404"):
        return "Page not found"
    if query.has("is_search"):
        return f"Search Results for “{query.vars.get('s', '')}”"
    if isinstance(queried, Post):
        return strip_all_tags(rendering.title(ctx, queried))
    if isinstance(queried, Term):
        return term_name(queried)
    if isinstance(queried, User):
        return queried.display_name
    if isinstance(queried, PostType):
        return queried.label
    return date_title(query, dates) if query.has("is_date") else ""


def term_name(term: Term) -> str:
    """The name to show: post formats have theirs from WordPress, not from their terms."""
    if term.taxonomy == "post_format":
        return term.slug.removeprefix("post-format-").capitalize()
    return term.name


def date_title(query: MainQuery, dates: Dates) -> str:
    """The year, month or day that a date archive is of."""
    year, month, day = _date(query)
    if not year:
        return ""
    pattern = dates.date if day else "F Y" if month else "Y"
    return dates.on(datetime(min(max(year, 1), 9999), month or 1, day or 1), pattern)  # noqa: DTZ001 - a day of the calendar


def _date(query: MainQuery) -> tuple[int, int, int]:
    compact = str(query.vars.get("m") or "")
    if len(compact) >= 4 and compact.isdecimal():
        return int(compact[:4]), int(compact[4:6] or 0), int(compact[6:8] or 0)
    return query.number("year"), query.number("monthnum"), query.number("day")


def archive(query: MainQuery, dates: Dates) -> ArchiveView | None:
    """The heading of a collection; None on the home page and where there is one post."""
    queried = query.queried
    if query.has("is_search"):
        words = Markup("“{}”").format(query.vars.get("s", ""))
        return _view("Search results for", words, "")
    if not query.has("is_archive"):
        return None
    if isinstance(queried, Term):
        kind = next((word for flag, word in _KINDS.items() if query.has(flag)), "")
        return _view(kind, Markup(texturize(term_name(queried))), queried.description)
    if isinstance(queried, User):
        return _view("Author", escape(queried.display_name), "")
    if isinstance(queried, PostType):
        return _view("", escape(queried.label), queried.description)
    kind = "Day" if query.has("is_day") else "Month" if query.has("is_month") else "Year"
    return _view(kind, escape(date_title(query, dates)), "")


def _view(kicker: str, title: Markup, description: str) -> ArchiveView:
    text = Markup(rendering.description(description)) if description.strip() else Markup()
    return ArchiveView(kicker=kicker, title=title, description=text)
