"""Blocks about one term, and loops over terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.content.blocks.core.wrapping import aligned_and_linked, has_link_colour, heading_tag, wrapped
from engine.content.blocks.data import TaxonomyNeed, TermNeed, TermsNeed
from engine.content.escaping import esc_attr
from engine.content.json_values import is_empty, mapping, to_int, to_text
from engine.content.urls import esc_url

if TYPE_CHECKING:
    from engine.content.blocks.data import TermView
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering
    from engine.content.json_values import JsonObject

_BRACKETS: Final = {"round": "({})", "square": "[{}]", "curly": "{{{}}}", "angle": "<{}>"}


def _term(instance: Instance, rendering: Rendering) -> TermView | None:
    """The term in context, else the one whose archive the page is."""
    number, taxonomy = instance.context.get("termId"), instance.context.get("taxonomy")
    if number is None or taxonomy is None:
        return rendering.page.queried_term
    return rendering.data.ask(TermNeed(to_int(number), to_text(taxonomy)))


def term_name(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The term's name."""
    term = _term(instance, rendering)
    if term is None:
        return ""
    name = f'<a href="{esc_url(term.link)}">{term.name}</a>' if instance.has("isLink") else term.name
    return wrapped(
        instance, name, rendering, tag=heading_tag(instance, "p"), classes=aligned_and_linked(instance)
    )


def term_count(instance: Instance, _html: str, rendering: Rendering) -> str:
    """How many posts the term has."""
    term = _term(instance, rendering)
    if term is None:
        return ""
    return wrapped(instance, _BRACKETS.get(instance.text("bracketType"), "{}").format(term.count), rendering)


def term_description(instance: Instance, _html: str, rendering: Rendering) -> str:
    """What the term is about."""
    in_context = instance.context.get("termId") is not None and instance.context.get("taxonomy") is not None
    term = _term(instance, rendering)
    text = "" if term is None else term.raw_description if in_context else term.description
    return "" if is_empty(text) else wrapped(instance, text, rendering, classes=aligned_and_linked(instance))


def term_template(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The template once for every term of the loop."""
    asked = mapping(instance.context, "termQuery")
    if not asked:
        return ""
    items = []
    for term in rendering.data.ask(_need(asked, rendering)):
        inner = rendering.inner(instance, {"termId": term.id, "taxonomy": term.taxonomy})
        classes = f"wp-block-term term-{term.id} {term.taxonomy} taxonomy-{term.taxonomy}"
        items.append(f'<li class="{esc_attr(classes)}">{inner}</li>')
    if not items:
        return ""
    classes = "has-link-color" if has_link_colour(instance) else ""
    return wrapped(instance, "".join(items), rendering, tag="ul", classes=classes)


def _need(asked: JsonObject, rendering: Rendering) -> TermsNeed:
    queried = rendering.page.queried_term
    inherits = not is_empty(asked.get("inherit")) and queried is not None
    name = queried.taxonomy if inherits and queried is not None else to_text(asked.get("taxonomy"))
    taxonomy = rendering.data.ask(TaxonomyNeed(name))
    is_tree = taxonomy is not None and taxonomy.is_hierarchical
    is_nested = not is_empty(asked.get("showNested"))
    chosen = asked.get("include")
    include = tuple(map(to_int, chosen)) if isinstance(chosen, list) and not inherits else ()
    root = queried.id if inherits and queried is not None else 0
    return TermsNeed(
        name,
        orderby="include" if include else to_text(asked.get("orderBy")) or "name",
        order="asc" if include else to_text(asked.get("order")).lower() or "asc",
        number=to_int(asked.get("perPage")),
        hide_empty=not is_empty(asked.get("hideEmpty")),
        parent=root if is_tree and not is_nested and not include else None,
        child_of=root if is_tree and is_nested else 0,
        include=include,
    )


RENDERERS: Final[Renderers] = {
    "core/term-count": term_count,
    "core/term-description": term_description,
    "core/term-name": term_name,
    "core/term-template": term_template,
}
