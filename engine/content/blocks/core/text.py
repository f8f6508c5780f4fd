"""Text and design blocks, whose saved HTML needs a class or attribute here and there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.content.autop import autop
from engine.content.json_values import string, to_float, to_text
from engine.content.markup import Markup, Tag
from engine.content.styles.names import kebab_case
from engine.content.styles.theme import preset

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering

_DIMENSION = "var:preset|dimension|"
_LEGACY_WIDTHS: Final = ("25%", "50%", "75%", "100%")


def paragraph(_instance: Instance, html: str, _rendering: Rendering) -> str:
    """Mark the paragraph as a block."""
    return _with_class(html, "wp-block-paragraph", "P")


def heading(_instance: Instance, html: str, _rendering: Rendering) -> str:
    """Mark the heading as a block."""
    return _with_class(html, "wp-block-heading", "H1", "H2", "H3", "H4", "H5", "H6")


def list_block(_instance: Instance, html: str, _rendering: Rendering) -> str:
    """Mark the list as a block."""
    return _with_class(html, "wp-block-list", "OL", "UL")


def _with_class(html: str, class_name: str, *tags: str) -> str:
    markup = Markup(html)
    tag = markup.next(*tags)
    if tag is not None:
        tag.add_class(class_name)
    return str(markup)


def button(instance: Instance, html: str, rendering: Rendering) -> str:
    """Drop empty buttons and write custom widths."""
    markup = Markup(html)
    tag = first = markup.next()
    while tag is not None and tag.name not in ("A", "BUTTON"):
        first, tag = tag, markup.next()
    if first is None:
        return html
    if _is_hollow(html, tag):
        return ""
    width = string(instance.attributes, "style", "dimensions", "width")
    return _with_width(html, width, rendering) if width else html


def _is_hollow(html: str, tag: Tag | None) -> bool:
    """Whether nothing but comments stands between the tag and its end."""
    if tag is None:
        return True
    position = tag.end
    while html.startswith("<!--", position):
        position = html.find("-->", position) + 3
        if position < len("-->"):
            return True
    return html[position : position + len(tag.name) + 2].upper() == f"</{tag.name}" or position >= len(html)


def _with_width(html: str, width: str, rendering: Rendering) -> str:
    markup = Markup(html)
    tag = markup.next(class_name="wp-block-button")
    if tag is None:
        return html
    slug = width.removeprefix(_DIMENSION) if width.startswith(_DIMENSION) else ""
    found = (
        preset(rendering.theme, ("dimensions", "dimensionSizes"), slug, block="core/button") if slug else {}
    )
    resolved = string(found, "size") or width
    tag.add_class("has-custom-width")
    if resolved.endswith("%"):
        tag.add_class("wp-block-button__width")
        if resolved in _LEGACY_WIDTHS:
            tag.add_class(f"wp-block-button__width-{resolved[:-1]}")
        style = f"--wp--block-button--width: {to_text(to_float(resolved))};"
    else:
        style = f"width: {f'var(--wp--preset--dimension--{kebab_case(slug)})' if slug else width};"
    existing = tag.text("style")
    tag.set("style", f"{style} {existing}" if existing else style)
    return str(markup)


def accordion(instance: Instance, html: str, _rendering: Rendering) -> str:
    """Make the accordion interactive."""
    markup = Markup(html)
    tag = markup.next(class_name="wp-block-accordion")
    if tag is None:
        return html
    closes = "true" if instance.has("autoclose") else "false"
    tag.set("data-wp-interactive", "core/accordion")
    tag.set("data-wp-context", f'{{ "autoclose": {closes}, "accordionItems": [] }}')
    return str(markup)


def accordion_item(instance: Instance, html: str, rendering: Rendering) -> str:
    """Tie the item's heading to its panel; images in closed items load late."""
    if not html:
        return html
    name = rendering.ids.next("accordion-item-")
    html = _item_directives(html, name, is_open=instance.has("openByDefault"))
    return html if instance.has("openByDefault") else _with_low_priority(html)


def _item_directives(html: str, name: str, *, is_open: bool) -> str:
    markup = Markup(html)
    item = markup.next(class_name="wp-block-accordion-item")
    toggle = markup.next(class_name="wp-block-accordion-heading__toggle") if item else None
    panel = markup.next(class_name="wp-block-accordion-panel") if toggle else None
    if item is None or toggle is None or panel is None:
        return html
    opened = "true" if is_open else "false"
    _set(
        item,
        {
            "data-wp-context": f'{{ "id": "{name}", "openByDefault": {opened} }}',
            "data-wp-class--is-open": "state.isOpen",
            "data-wp-init": "callbacks.initAccordionItems",
            "data-wp-on-window--hashchange": "callbacks.hashChange",
        },
    )
    _set(
        toggle,
        {
            "data-wp-on--click": "actions.toggle",
            "id": name,
            "aria-controls": f"{name}-panel",
            "data-wp-bind--aria-expanded": "state.isOpen",
        },
    )
    _set(
        panel,
        {
            "id": f"{name}-panel",
            "aria-labelledby": name,
            "data-wp-bind--hidden": "state.isHidden",
            "data-wp-on--beforematch": "actions.handleBeforeMatch",
        },
    )
    return str(markup)


def _set(tag: Tag, attributes: dict[str, str]) -> None:
    for name, value in attributes.items():
        tag.set(name, value)


def shortcode(_instance: Instance, html: str, _rendering: Rendering) -> str:
    """Make paragraphs; the shortcodes themselves come later, as in all content."""
    return autop(html)


def details(instance: Instance, html: str, _rendering: Rendering) -> str:
    """Images in details that start closed load late."""
    return html if instance.written.get("showContent") else _with_low_priority(html)


def _with_low_priority(html: str) -> str:
    markup = Markup(html)
    while image := markup.next("IMG"):
        image.set("fetchpriority", "low")
    return str(markup)


RENDERERS: Final[Renderers] = {
    "core/accordion": accordion,
    "core/accordion-item": accordion_item,
    "core/button": button,
    "core/heading": heading,
    "core/list": list_block,
    "core/shortcode": shortcode,
}
FINISHERS: Final[Renderers] = {"core/details": details, "core/paragraph": paragraph}
