"""A term with those above it, as a row of links (get_term_parents_list)."""

from typing import Literal

from engine.content.urls import esc_url
from engine.domain import archive_links, terms
from engine.domain.context import Context
from engine.model.terms import Term


async def row(
    ctx: Context,
    term: Term,
    *,
    by: Literal["name", "slug"] = "name",
    separator: str = "/",
    linked: bool = True,
    inclusive: bool = True,
) -> str:
    """The names, or the slugs, of the terms from the top down, each followed by the separator."""
    known = await terms.with_ancestors(ctx, (term,))
    line = [term] if inclusive else []
    seen, above = {term.id}, known.get(term.parent)
    while above is not None and above.id not in seen:
        line.insert(0, above)
        seen.add(above.id)
        above = known.get(above.parent)
    return "".join(f"{_shown(ctx, one, by, linked=linked)}{separator}" for one in line)


def _shown(ctx: Context, term: Term, by: str, *, linked: bool) -> str:
    text = term.slug if by == "slug" else term.name
    return f'<a href="{esc_url(archive_links.of_term(ctx, term))}">{text}</a>' if linked else text
