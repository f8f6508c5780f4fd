"""Blocks whose content is kept elsewhere: synced patterns, patterns, template parts, footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.content.blocks.attributes import decode
from engine.content.blocks.core.posts import current_post
from engine.content.blocks.core.wrapping import wrapped
from engine.content.blocks.data import MetaNeed, PatternNeed, ReusableNeed, TemplatePartNeed
from engine.content.blocks.parser import parse
from engine.content.blocks.supports.wrapper import wrapper_attributes
from engine.content.escaping import esc_attr
from engine.content.json_values import at, is_empty, mapping, to_int, to_text
from engine.content.kses import kses_post
from engine.content.language import filled

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering
    from engine.content.json_values import JsonObject

_TAGS: Final = ("header", "main", "section", "article", "aside", "footer", "div", "nav")
_AREA_TAGS: Final = {"header": "header", "footer": "footer"}


def synced_pattern(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A synced pattern with the values that this use gives its blocks."""
    number = instance.number("ref")
    content = rendering.data.ask(ReusableNeed(number)) if number else ""
    if not content:
        return ""
    with rendering.once(f"block:{number}") as is_first:
        if not is_first:
            return ""
        given: JsonObject = {"pattern/overrides": _overrides(instance)}
        return "".join(rendering.child(block, instance, given) for block in parse(content))


def _overrides(instance: Instance) -> JsonObject:
    content = instance.get("content")
    if content is None:
        content = instance.written.get("overrides")
    return {name: mapping(value, "values") or mapping(value) for name, value in mapping(content).items()}


def pattern(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A registered pattern."""
    slug = instance.text("slug")
    content = rendering.data.ask(PatternNeed(slug)) if not is_empty(slug) else ""
    if not content:
        return ""
    with rendering.once(f"pattern:{slug}") as is_first:
        return rendering.text(content, instance.available) if is_first else ""


def template_part(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A part of the theme's templates in a tag of its own."""
    slug, theme = instance.text("slug"), instance.text("theme")
    part = rendering.data.ask(TemplatePartNeed(slug, theme)) if slug else None
    if part is None:
        return ""
    with rendering.once(f"template-part:{theme}//{slug}") as is_first:
        if not is_first:
            return ""
        chain = rendering.environment.filter_block_content
        number = to_int(instance.available.get("postId"))
        html = chain(part.content, number, lambda text: rendering.text(text, instance.available))
    tag = instance.text("tagName")
    if is_empty(tag):
        tag = part.tag if part.tag in _TAGS else _AREA_TAGS.get(part.area, "div")
    attributes = wrapper_attributes(instance, rendering.theme)
    name = tag if tag in _TAGS else "div"
    return f"<{name} {attributes}>{html.replace(']]>', ']]&gt;')}</{name}>"


def footnotes(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The footnotes kept with the post."""
    number = instance.context.get("postId")
    if number is None:
        return ""
    post, kept = current_post(instance, rendering), rendering.data.ask(MetaNeed(to_int(number), "footnotes"))
    if post is None or post.is_locked:
        return ""
    notes = decode(kept) if isinstance(kept, str) and kept else None
    if not isinstance(notes, list) or not notes:
        return ""
    jump = rendering.language.text("Jump to footnote reference %s")
    items = [
        f'<li id="{esc_attr(to_text(at(note, "id")))}">{kses_post(to_text(at(note, "content")))} '
        f'<a href="#{esc_attr(to_text(at(note, "id")))}-link" aria-label="{esc_attr(filled(jump, str(index)))}">↩︎</a></li>'
        for index, note in enumerate(notes, 1)
    ]
    return wrapped(instance, "".join(items), rendering, tag="ol")


RENDERERS: Final[Renderers] = {
    "core/block": synced_pattern,
    "core/footnotes": footnotes,
    "core/pattern": pattern,
    "core/template-part": template_part,
}
