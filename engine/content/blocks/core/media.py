"""Media blocks: images, galleries, covers, files and videos."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engine.content.blocks.markup import Markup, Tag
from engine.content.json_values import at, is_empty, mapping, to_text
from engine.content.styles.names import is_unsafe_gap, spacing_value
from engine.content.styles.stylesheet import Rule

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering
    from engine.content.json_values import JsonValue

_GALLERY_GAP: Final = (
    "var( --wp--style--gallery-gap-default, "
    "var( --gallery-block--gutter-size, var( --wp--style--block-gap, 0.5em ) ) )"
)
_IMAGE_CLASS: Final = re.compile(r"wp-image-\d+", re.ASCII)
_EMPTY_CAPTION: Final = re.compile(r"(?:<!--.*?-->)*</figcaption[^>]*>", re.IGNORECASE | re.DOTALL)


def image(instance: Instance, html: str, _rendering: Rendering) -> str:
    """Drop images without a source and empty captions; galleries number their images."""
    markup = Markup(html)
    tag = markup.next("IMG")
    if tag is None or not tag.text("src"):
        return ""
    if at(instance.attributes, "metadata", "bindings", "id") is not None and instance.get("id") is not None:
        _match_class(tag, instance.text("id"))
    number = instance.get("data-id")
    if number is not None:
        tag.set("data-id", to_text(number))
    caption = markup.next("FIGCAPTION")
    if caption is None or instance.has("caption"):
        return str(markup)
    empty = _EMPTY_CAPTION.match(html, caption.end)
    if empty is None:
        return str(markup)
    before = Markup(html[: caption.start])
    _copy(tag, before.next("IMG"))
    return str(before) + html[empty.end() :]


def _copy(source: Tag, target: Tag | None) -> None:
    if target is None:
        return
    for name in ("class", "data-id"):
        value = source.get(name)
        if value is not None and value != target.get(name):
            target.set(name, value)


def _match_class(tag: Tag, number: str) -> None:
    """A bound image says whose it is."""
    classes = tag.text("class")
    if classes and f"wp-image-{number}" not in classes:
        tag.set("class", _IMAGE_CLASS.sub(f"wp-image-{number}", classes))


def gallery(instance: Instance, html: str, rendering: Rendering) -> str:
    """Give the gallery a class that carries its gap."""
    name = rendering.ids.next("wp-block-gallery-")
    markup = Markup(html)
    tag = markup.next()
    if tag is not None:
        tag.add_class(name)
    selector = f".wp-block-gallery.{name}"
    own = mapping(rendering.theme.styles, "blocks", "core/gallery")
    spacing = mapping(instance.attributes, "style", "spacing")
    fallback = at(own, "spacing", "blockGap")
    gap = spacing.get("blockGap") if "blockGap" in spacing else _GALLERY_GAP if fallback is None else fallback
    rules = [Rule(selector, {"--wp--style--unstable-gallery-gap": _column_gap(gap)})]
    for screen, query in rendering.theme.viewports.items():
        narrow = at(instance.attributes, "style", screen, "spacing", "blockGap")
        if narrow is None and "blockGap" not in spacing:
            narrow = at(own, screen, "spacing", "blockGap")
        if narrow is not None:
            rules.append(
                Rule(selector, {"--wp--style--unstable-gallery-gap": _column_gap(narrow)}, group=query)
            )
    rendering.styles.add(rules)
    return str(markup)


def _column_gap(gap: JsonValue) -> str:
    value = at(gap, "left") if isinstance(mapping(gap), dict) and mapping(gap) else gap
    text = value if isinstance(value, str) else ""
    if not text or (text != _GALLERY_GAP and is_unsafe_gap(text)):
        return _GALLERY_GAP
    column = to_text(spacing_value(text))
    return "0px" if column == "0" else column


def file(instance: Instance, html: str, _rendering: Rendering) -> str:
    """Make a file's preview interactive."""
    if not instance.has("displayPreview"):
        return html
    markup = Markup(html)
    wrapper = markup.next()
    preview = markup.next("OBJECT")
    if wrapper is None or preview is None:
        return html
    wrapper.set("data-wp-interactive", "core/file")
    preview.set("data-wp-bind--hidden", "!state.hasPdfPreview")
    preview.set("hidden", True)
    name = preview.text("aria-label")
    has_name = not is_empty(name) and name != "PDF embed"
    preview.set("aria-label", f"Embed of {name}." if has_name else "PDF embed")
    return str(markup)


RENDERERS: Final[Renderers] = {
    "core/file": file,
    "core/gallery": gallery,
    "core/image": image,
}
FINISHERS: Final[Renderers] = {}
