"""Layout classes on containers, and the rules of those that differ from the theme's."""

from __future__ import annotations

from hashlib import md5
from typing import TYPE_CHECKING, Final

from engine.content.json_values import at, is_empty, mapping, to_json, to_text
from engine.content.markup import VOID, Markup, Tag, add_classes
from engine.content.slugs import sanitize_title
from engine.content.styles.layout import (
    LAYOUT_CLASSES,
    Gap,
    Override,
    child_layout,
    child_rules,
    container_layout,
    layout_rules,
    safe_gap,
)
from engine.content.styles.stylesheet import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Rendering
    from engine.content.blocks.types import BlockType
    from engine.content.json_values import JsonObject, JsonValue
    from engine.content.styles.theme import Theme

_PARENT_KEYS: Final = ("minimumColumnWidth", "columnCount")
_HASH_LENGTH: Final = 8


def apply(instance: Instance, html: str, rendering: Rendering) -> str:
    """Add the classes of the block's layout and of its place in its parent (`wp_render_layout_support_flag`)."""
    if instance.type is None:
        return html
    outer = _child_class(instance, rendering)
    if not instance.type.supports_layout:
        return add_classes(html, *outer)
    markup = Markup(html)
    first = markup.next()
    if first is None:
        return html
    for name in outer:
        first.add_class(name)
    container = _container_tag(instance, markup, first)
    if container is not None:
        for name in _classes(instance, instance.type, rendering):
            container.add_class(name)
    return str(markup)


def _child_class(instance: Instance, rendering: Rendering) -> list[str]:
    """The class of a block that its parent's flex or grid layout places."""
    if not instance.style:
        return []
    own = child_layout(instance.style.get("layout"))
    screens = {
        name: values
        for name in rendering.theme.viewports
        if (values := child_layout(at(instance.style, name, "layout")))
    }
    if is_empty(instance.style.get("layout")) and not screens:
        return []
    parent = instance.parent_layout
    relevant: JsonObject = {key: value for key, value in parent.items() if key in _PARENT_KEYS}
    name = _hashed({"layout": own or [], "parentLayout": relevant or [], **screens}, "wp-container-content-")
    rules = child_rules(f".{name}", own, parent)
    for screen, override in screens.items():
        query = rendering.theme.viewports[screen]
        rules += _grouped(child_rules(f".{name}", own, parent, override=override), query)
    return [name] if rendering.styles.add(rules) else []


def _grouped(rules: list[Rule], query: str) -> Iterator[Rule]:
    return (Rule(rule.selector, rule.declarations, group=query) for rule in rules)


def _hashed(value: JsonValue, prefix: str) -> str:
    """WordPress's `wp_unique_id_from_values`: the same values give the same class on every page."""
    content = to_json(value, ascii_only=True).encode()
    return prefix + md5(content, usedforsecurity=False).hexdigest()[:_HASH_LENGTH]


def _classes(instance: Instance, block_type: BlockType, rendering: Rendering) -> list[str]:
    used = _used_layout(instance, block_type)
    written = mapping(instance.written, "layout")
    classes = []
    if rendering.theme.settings.get("useRootPaddingAwareAlignments") and used.get("type") == "constrained":
        classes.append("has-global-padding")
    if not is_empty(written.get("orientation")):
        classes.append(f"is-{sanitize_title(to_text(written['orientation']))}")
    if not is_empty(written.get("justifyContent")):
        classes.append(f"is-content-justification-{sanitize_title(to_text(written['justifyContent']))}")
    if written.get("flexWrap") == "nowrap":
        classes.append("is-nowrap")
    kind = LAYOUT_CLASSES.get(to_text(used.get("type", "default")), "")
    if kind:
        classes.append(kind)
    classes += _container_class(instance, block_type, used, rendering=rendering)
    return [*classes, f"{_block_class(instance)}-{kind}"]


def _block_class(instance: Instance) -> str:
    namespace, _, name = instance.name.partition("/")
    return f"wp-block-{name}" if namespace == "core" else f"wp-block-{namespace}-{name}"


def _used_layout(instance: Instance, block_type: BlockType) -> JsonObject:
    used = instance.written.get("layout")
    if used is None:
        used = at(block_type.supports, "layout", "default") or at(
            block_type.supports, "__experimentalLayout", "default"
        )
    values = mapping(used)
    if not is_empty(values.get("inherit")) or not is_empty(values.get("contentSize")):
        return {**values, "type": "constrained"}
    return values


def _container_class(
    instance: Instance, block_type: BlockType, used: JsonObject, *, rendering: Rendering
) -> list[str]:
    """The class for a layout that makes rules of its own, none where the theme's suffice."""
    theme, spacing = rendering.theme, instance.style.get("spacing")
    if not theme.has_layouts:
        return []
    gap = Gap(
        value=safe_gap(at(spacing, "blockGap")),
        fallback=_fallback_gap(instance, block_type, rendering),
        supported=at(theme.settings, "spacing", "blockGap") is not None,
        skipped=block_type.skips("spacing", "blockGap"),
    )
    screens = dict(_screens(instance, theme))
    if not screens and not layout_rules("", used, gap, spacing=spacing):
        return []
    hashed: list[JsonValue] = [used or [], gap.supported, gap.value, gap.skipped, gap.fallback, spacing]
    for name, (layout, has_gap, value) in screens.items():
        hashed += [{"breakpoint": name, "layout": layout}] if layout else []
        hashed += [{"breakpoint": name, "blockGap": value}] if has_gap else []
    name = _hashed(hashed, f"wp-container-{sanitize_title(instance.name)}-is-layout-")
    found = rendering.styles.add(layout_rules(f".{name}", used, gap, spacing=spacing))
    for screen, (layout, has_gap, value) in screens.items():
        narrow = Gap(value if has_gap else gap.value, gap.fallback, gap.supported, gap.skipped)
        rules = layout_rules(
            f".{name}", used, narrow, spacing=spacing, override=Override(layout, gap=has_gap)
        )
        found |= rendering.styles.add(_grouped(rules, theme.viewports[screen]))
    return [name] if found else []


def _screens(instance: Instance, theme: Theme) -> Iterator[tuple[str, tuple[JsonObject, bool, JsonValue]]]:
    """What the block changes on narrower screens: its container layout, and its gap where one is set."""
    for name in theme.viewports:
        style = mapping(instance.style, name)
        layout, value = container_layout(style.get("layout")), at(style, "spacing", "blockGap")
        if layout or value is not None:
            yield name, (layout, value is not None, safe_gap(value))


def _fallback_gap(instance: Instance, block_type: BlockType, rendering: Rendering) -> JsonValue:
    """The gap in force where the block sets none: of its style variation, its type, the site."""
    theme = rendering.theme
    styles = mapping(theme.styles, "blocks", instance.name)
    variation = ""
    if "is-style-" in instance.class_name:
        variation = _variation(instance.class_name, rendering.environment.types.style_names(block_type))
    candidates = (
        at(styles, "variations", variation, "spacing", "blockGap") if variation else None,
        at(styles, "spacing", "blockGap"),
        at(theme.styles, "spacing", "blockGap"),
        at(block_type.supports, "spacing", "blockGap", "__experimentalDefault"),
    )
    return next((value for value in candidates if value is not None), "0.5em")


def _variation(class_name: str, known: tuple[str, ...]) -> str:
    names = (name.removeprefix("is-style-") for name in class_name.split(" ") if name.startswith("is-style-"))
    return next((name for name in names if name != "default" and name in known), "")


def _container_tag(instance: Instance, markup: Markup, first: Tag) -> Tag | None:
    """The tag around the inner blocks: the first with the classes that the saved HTML gives their wrapper."""
    wrapper = _wrapper_classes(instance)
    tag: Tag | None = first
    while wrapper and tag is not None and wrapper not in tag.text("class"):
        tag = markup.next()
    return tag


def _wrapper_classes(instance: Instance) -> str:
    pieces = instance.block.content
    if len(pieces) < 2 or pieces[0] is None:
        return ""
    stack: list[str] = []
    for tag in Markup(pieces[0]).tags():
        if tag.closes:
            stack = stack[:-1]
        elif tag.name not in VOID:
            stack.append(tag.text("class"))
    return next((classes for classes in reversed(stack) if classes and classes != "0"), "")
