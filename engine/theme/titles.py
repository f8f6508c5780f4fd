"""What a page is called: its document title, and the heading of a collection."""

from datetime import datetime

from markupsafe import Markup, escape

from engine.content.capitals import capital_p
from engine.content.entities import convert_chars
from engine.content.escaping import esc_attr, esc_html
from engine.content.language import Language, filled
from engine.content.remembering import remembering
from engine.content.tags import strip_all_tags
from engine.content.texturize import Typography, texturize
from engine.domain import labels, site_texts
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


async def document(ctx: Context, query: MainQuery, dates: Dates) -> Markup:
    """The text of the title element (wp_get_document_title): the page, its number, the site or its tagline."""
    site, tagline = ctx.options.text("blogname"), ctx.options.text("blogdescription")
    front = is_front_page(ctx, query)
    parts = [site if front else _of_page(ctx.types.language, query, dates)]
    number = max(query.page, query.number("page"))
    if number > 1 and not query.has("is_404"):
        parts.append(filled(ctx.types.language.text("Page %s"), str(number)))
    parts.append(tagline if front else site)
    parts = await ctx.hooks.apply(hooks.document_title_parts, [part for part in parts if part], query)
    return Markup(_polished(" - ".join(parts), ctx.types.language.typography))


@remembering
def _polished(title: str, typography: Typography) -> str:
    return capital_p(esc_html(convert_chars(texturize(title, typography=typography))), title=True)


def _of_page(language: Language, query: MainQuery, dates: Dates) -> str:
    queried, _ = query.queried, language.text
    if query.has("is_404"):
        return _("Page not found")
    if query.has("is_search"):
        return filled(_("Search Results for &#8220;%s&#8221;"), esc_attr(str(query.vars.get("s", ""))))
    if isinstance(queried, Post):
        return _named(queried.title, language.typography)
    if isinstance(queried, Term):
        return _named(labels.of_term(queried), language.typography)
    if isinstance(queried, User):
        return queried.display_name
    if isinstance(queried, PostType):
        return queried.label
    return date_title(query, dates) if query.flags & {"is_year", "is_month", "is_day"} else ""


@remembering
def _named(text: str, typography: Typography) -> str:
    """A name as titles have it, without markup and without a word on who may read (single_post_title)."""
    return strip_all_tags(texturize(text, typography=typography))


def separated(ctx: Context, query: MainQuery, dates: Dates, *, separator: str = "|") -> str:
    """What a page is of, part by part with a separator after each (wp_title, which older themes put before the site's name)."""
    parts = _parts(ctx, query, dates)
    title = "".join(f"{part} {separator} " for part in reversed(parts))
    return esc_html(convert_chars(texturize(title, typography=ctx.types.language.typography)))


def _parts(ctx: Context, query: MainQuery, dates: Dates) -> list[str]:
    if query.has("is_404"):
        return ["Page not found"]
    if query.has("is_search"):
        return ["Search Results ", f" {strip_all_tags(str(query.vars.get('s', '')))}"]
    if query.has("is_archive") and (query.vars.get("m") or query.number("year")):
        return _date_parts(query, dates)
    if query.has("is_post_type_archive"):
        kind = ctx.types.post_types.get(str(query.vars.get("post_type")))
        return [kind.label] if kind else []
    return _named_parts(ctx, query)


def _named_parts(ctx: Context, query: MainQuery) -> list[str]:
    queried, typography = query.queried, ctx.types.language.typography
    if query.has("is_author"):
        return [queried.display_name] if isinstance(queried, User) else []
    if isinstance(queried, Term):
        taxonomy = ctx.types.taxonomies.get(queried.taxonomy)
        above = [taxonomy.label] if query.has("is_tax") and taxonomy else []
        return [*above, _named(labels.of_term(queried), typography)]
    if isinstance(queried, Post) and not is_front_page(ctx, query):
        title = _named(queried.title, typography)
        return [title] if title else []
    return []


def _date_parts(query: MainQuery, dates: Dates) -> list[str]:
    """From the year down; as in WordPress, an archive of a year alone has none."""
    year, month, day = _date(query)
    parts = [str(year)] if year else []
    if month:
        parts.append(dates.on(datetime(2000, min(max(month, 1), 12), 1), "F"))  # noqa: DTZ001 - a month of the calendar
    if day:
        parts.append(str(day) if query.vars.get("m") else f"{day:02d}")
    return parts if query.vars.get("m") or len(parts) > 1 else []


def date_title(query: MainQuery, dates: Dates) -> str:
    """The year, month or day of a date archive, which is that of its first post."""
    first = query.posts[0].date if query.posts else None
    if first is None:
        return ""
    kinds = {"is_year": "Y", "is_month": "F Y", "is_day": dates.date}
    pattern = next((pattern for flag, pattern in kinds.items() if query.has(flag)), "Y")
    return dates.on(first, pattern)


def _date(query: MainQuery) -> tuple[int, int, int]:
    compact = str(query.vars.get("m") or "")
    if len(compact) >= 4 and compact.isdecimal():
        return int(compact[:4]), int(compact[4:6] or 0), int(compact[6:8] or 0)
    return query.number("year"), query.number("monthnum"), query.number("day")


def archive(ctx: Context, query: MainQuery, dates: Dates) -> ArchiveView | None:
    """The heading of a collection; None on the home page and where there is one post."""
    queried, language = query.queried, ctx.types.language
    _ = language.text
    if query.has("is_search"):
        words = Markup("“{}”").format(query.vars.get("s", ""))
        return _view(ctx, _("Search results for"), words, "")
    if not query.has("is_archive"):
        return None
    if isinstance(queried, Term):
        kind = _("Category") if query.has("is_category") else _("Tag") if query.has("is_tag") else ""
        name = texturize(labels.of_term(queried), typography=language.typography)
        return _view(ctx, kind, Markup(name), queried.description)
    if isinstance(queried, User):
        return _view(ctx, _("Author"), escape(queried.display_name), "")
    if isinstance(queried, PostType):
        return _view(ctx, "", escape(queried.label), queried.description)
    kind = _("Day") if query.has("is_day") else _("Month") if query.has("is_month") else _("Year")
    return _view(ctx, kind, escape(date_title(query, dates)), "")


def _view(ctx: Context, kicker: str, title: Markup, description: str) -> ArchiveView:
    text = Markup(site_texts.description(ctx, description)) if description.strip() else Markup()
    return ArchiveView(kicker=kicker, title=title, description=text)
