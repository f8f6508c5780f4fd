"""What the page of a collection is called and says of itself (get_the_archive_title, get_the_archive_description)."""

from dataclasses import dataclass
from datetime import UTC
from typing import Final

from engine.content.date_format import format_date
from engine.content.escaping import as_text
from engine.content.texturize import texturize
from engine.content.timezones import UTC_ZONE
from engine.domain import site_texts, users
from engine.domain.context import Context
from engine.model.main_query import MainQuery
from engine.model.terms import Term
from engine.model.types import PostType
from engine.model.users import User

_DATES: Final = {"is_year": ("Year:", "Y"), "is_month": ("Month:", "F Y"), "is_day": ("Day:", "F j, Y")}
_FORMATS: Final = {
    "aside": "Asides", "gallery": "Galleries", "image": "Images", "video": "Videos", "quote": "Quotes",
    "link": "Links", "status": "Statuses", "audio": "Audio", "chat": "Chats",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a collection and the word before it, which says what kind it is."""

    name: str = "Archives"
    prefix: str = ""

    def __str__(self) -> str:
        return f"{self.prefix} <span>{self.name}</span>" if self.prefix else self.name


def heading(ctx: Context, query: MainQuery) -> Heading:
    """The heading of what a main query shows, ready for a page."""
    queried = query.queried
    for flag, (prefix, pattern) in _DATES.items():
        if query.has(flag):
            return Heading(_date(query, pattern), prefix)
    match queried:
        case Term() if query.flags & {"is_category", "is_tag", "is_tax"}:
            return _of_term(ctx, queried)
        case User() if query.has("is_author"):
            return Heading(as_text(queried.display_name), "Author:")
        case PostType() if query.has("is_post_type_archive"):
            return Heading(queried.label, "Archives:")
        case _:
            return Heading()


def _date(query: MainQuery, pattern: str) -> str:
    """The period by its first post, as WordPress has it."""
    local = query.posts[0].date if query.posts else None
    return format_date(pattern, int(local.replace(tzinfo=UTC).timestamp()), UTC_ZONE) if local else ""


def _of_term(ctx: Context, term: Term) -> Heading:
    if term.taxonomy == "post_format":
        return Heading(_FORMATS.get(term.slug.removeprefix("post-format-"), "Archives"))
    taxonomy = ctx.types.taxonomies.get(term.taxonomy)
    return Heading(texturize(as_text(term.name)), f"{taxonomy.singular}:" if taxonomy else "")


async def description(ctx: Context, query: MainQuery) -> str:
    """What the term, the author or the post type of a collection says of itself, ready for a page."""
    match query.queried:
        case Term() if query.flags & {"is_category", "is_tag", "is_tax"}:
            return site_texts.description(query.queried.description) if query.queried.description else ""
        case User() if query.has("is_author"):
            await users.remember_meta(ctx, (query.queried,))
            return users.profile(ctx, query.queried, "description")
        case PostType() if query.has("is_post_type_archive"):
            return query.queried.description
        case _:
            return ""
