"""What the page of a collection is called and says of itself (get_the_archive_title, get_the_archive_description)."""

from dataclasses import dataclass, replace
from datetime import UTC

from engine.content.date_format import format_date
from engine.content.escaping import as_text
from engine.content.language import Language, filled
from engine.content.texturize import texturize
from engine.content.timezones import UTC_ZONE
from engine.domain import site_texts, users
from engine.domain.context import Context
from engine.model.main_query import MainQuery
from engine.model.terms import Term
from engine.model.types import PostType
from engine.model.users import User


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a collection and the word before it, which says what kind it is."""

    name: str
    prefix: str = ""
    form: str = "%1$s %2$s"
    """How the two stand together."""

    def __str__(self) -> str:
        return filled(self.form, self.prefix, f"<span>{self.name}</span>") if self.prefix else self.name


def heading(ctx: Context, query: MainQuery) -> Heading:
    """The heading of what a main query shows, ready for a page."""
    language = ctx.types.language.wordpress
    form = language.in_context("%1$s %2$s", "archive title")
    return replace(_heading(ctx, query, language), form=form)


def _heading(ctx: Context, query: MainQuery, language: Language) -> Heading:
    _x = language.in_context
    if query.has("is_year"):
        pattern = _x("Y", "yearly archives date format")
        return Heading(_date(query, pattern, language), _x("Year:", "date archive title prefix"))
    if query.has("is_month"):
        pattern = _x("F Y", "monthly archives date format")
        return Heading(_date(query, pattern, language), _x("Month:", "date archive title prefix"))
    if query.has("is_day"):
        pattern = _x("F j, Y", "daily archives date format")
        return Heading(_date(query, pattern, language), _x("Day:", "date archive title prefix"))
    match query.queried:
        case Term() as term if query.flags & {"is_category", "is_tag", "is_tax"}:
            return _of_term(ctx, term, language)
        case User() as user if query.has("is_author"):
            return Heading(as_text(user.display_name), _x("Author:", "author archive title prefix"))
        case PostType() as kind if query.has("is_post_type_archive"):
            return Heading(kind.label, _x("Archives:", "post type archive title prefix"))
        case _:
            return Heading(language.text("Archives"))


def _date(query: MainQuery, pattern: str, language: Language) -> str:
    """The period by its first post, as WordPress has it."""
    local = query.posts[0].date if query.posts else None
    if not local:
        return ""
    return format_date(pattern, int(local.replace(tzinfo=UTC).timestamp()), UTC_ZONE, language.dates)


def _of_term(ctx: Context, term: Term, language: Language) -> Heading:
    _x = language.in_context
    if term.taxonomy == "post_format":
        return Heading(_of_format(term.slug.removeprefix("post-format-"), language))
    taxonomy = ctx.types.taxonomies.get(term.taxonomy)
    name = texturize(as_text(term.name), typography=language.typography)
    match term.taxonomy:
        case "category":
            return Heading(name, _x("Category:", "category archive title prefix"))
        case "post_tag":
            return Heading(name, _x("Tag:", "tag archive title prefix"))
        case _ if taxonomy:
            form = _x("%s:", "taxonomy term archive title prefix")
            return Heading(name, filled(form, taxonomy.singular))
        case _:
            return Heading(name)


def _of_format(name: str, language: Language) -> str:
    _x = language.in_context
    names = {
        "aside": _x("Asides", "post format archive title"),
        "gallery": _x("Galleries", "post format archive title"),
        "image": _x("Images", "post format archive title"),
        "video": _x("Videos", "post format archive title"),
        "quote": _x("Quotes", "post format archive title"),
        "link": _x("Links", "post format archive title"),
        "status": _x("Statuses", "post format archive title"),
        "audio": _x("Audio", "post format archive title"),
        "chat": _x("Chats", "post format archive title"),
    }
    return names.get(name) or language.text("Archives")


async def description(ctx: Context, query: MainQuery) -> str:
    """What the term, the author or the post type of a collection says of itself, ready for a page."""
    match query.queried:
        case Term() if query.flags & {"is_category", "is_tag", "is_tax"}:
            return site_texts.description(ctx, query.queried.description) if query.queried.description else ""
        case User() if query.has("is_author"):
            await users.remember_meta(ctx, (query.queried,))
            return users.profile(ctx, query.queried, "description")
        case PostType() if query.has("is_post_type_archive"):
            return query.queried.description
        case _:
            return ""
