"""Styles for a block's states: under the pointer, in focus, on narrower screens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import md5
from typing import TYPE_CHECKING, Final

from engine.content.blocks.types import css_selector
from engine.content.json_values import mapping, string, to_json
from engine.content.markup import add_classes
from engine.content.styles.elements import BLOCK_STATES, ELEMENT_STATES, ELEMENTS
from engine.content.styles.engine import compute
from engine.content.styles.selectors import split
from engine.content.styles.stylesheet import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Rendering
    from engine.content.blocks.types import BlockType
    from engine.content.json_values import JsonObject, JsonValue
    from engine.content.styles.declarations import Declarations

_LEADING_SELECTOR: Final = re.compile(r"[.#]?[-_a-zA-Z0-9]+|\[[^\]]+\]")
_SIDES: Final = ("top", "right", "bottom", "left")


@dataclass(frozen=True, slots=True)
class _StateRule:
    state: str
    selector: str | None
    declarations: Declarations
    group: str = ""

    def as_wordpress(self) -> JsonObject:
        """The rule as WordPress's hash for the class's name takes it."""
        rule: dict[str, JsonValue] = {
            "state": self.state,
            "selector": self.selector,
            "declarations": self.declarations,
        }
        return {**rule, "rules_group": self.group} if self.group else rule


def apply(instance: Instance, html: str, rendering: Rendering) -> str:
    """Put a class for the states on the first tag, and their rules on the sheet (`wp_render_block_states_support`)."""
    if instance.type is None or not html:
        return html
    rules = list(_rules(instance.type, instance.style, rendering))
    if not rules:
        return html
    hashed: JsonObject = {"blockName": instance.name, "rules": [rule.as_wordpress() for rule in rules]}
    digest = md5(to_json(hashed, ascii_only=True).encode(), usedforsecurity=False).hexdigest()
    name = f"wp-states-{digest[:8]}"
    rendering.styles.add(made for rule in rules for made in _sheet_rules(rule, f".{name}"))
    return add_classes(html, name)


def _rules(block_type: BlockType, style: JsonObject, rendering: Rendering) -> Iterator[_StateRule]:
    states = BLOCK_STATES.get(block_type.name, ())
    for state in states:
        yield from _block_rules(block_type, state, mapping(style, state))
    for screen, query in rendering.theme.viewports.items():
        narrow = mapping(style, screen)
        if not narrow:
            continue
        own = {key: value for key, value in narrow.items() if key not in ("elements", *states)}
        yield from _block_rules(block_type, "", own, query)
        yield from _element_rules(block_type, mapping(narrow, "elements"), query)
        for state in states:
            yield from _block_rules(block_type, state, mapping(narrow, state), query)


def _block_rules(
    block_type: BlockType, state: str, style: JsonObject, group: str = ""
) -> Iterator[_StateRule]:
    """The rules of one state, one per selector that the block declares for its features."""
    by_selector: dict[str | None, dict[str, JsonValue]] = {}
    for selector, feature, value in _by_feature(block_type.selectors, style):
        known = by_selector.setdefault(selector, {})
        known[feature] = {**mapping(known, feature), **value} if isinstance(value, Mapping) else value
    for selector, grouped in by_selector.items():
        yield from _rule(state, selector, grouped, group)


def _by_feature(selectors: JsonObject, style: JsonObject) -> Iterator[tuple[str | None, str, JsonValue]]:
    for feature, value in style.items():
        own = selectors.get(feature)
        if isinstance(own, str):
            yield own, feature, value
        elif isinstance(own, Mapping) and isinstance(value, Mapping):
            parts = {part: string(own, part) for part in own if part != "root" and part in value}
            for part, selector in parts.items():
                if selector is not None:
                    yield selector, feature, {part: value[part]}
            rest = {part: item for part, item in value.items() if parts.get(part) is None}
            if rest:
                yield string(own, "root") or string(selectors, "root"), feature, rest
        else:
            yield string(selectors, "root"), feature, value


def _element_rules(block_type: BlockType, elements: JsonObject, group: str) -> Iterator[_StateRule]:
    for element, value in elements.items():
        style = mapping(value)
        if not style or element not in ELEMENTS:
            continue
        selector = _element_selector(css_selector(block_type), ELEMENTS[element])
        states = ELEMENT_STATES.get(element, ())
        own = {key: item for key, item in style.items() if key not in states}
        yield from _rule("", selector, own, group)
        for state in states:
            yield from _rule(state, selector, mapping(style, state), group)


def _element_selector(root: str, element: str) -> str:
    roots = [part.strip() for part in split(root) if part.strip()]
    if element in roots:
        return element
    return ",".join(f"{part} {one}" for part in roots for one in split(element))


def _rule(state: str, selector: str | None, style: JsonObject, group: str) -> Iterator[_StateRule]:
    plain = {key: _with_variables(value) for key, value in style.items() if key != "layout"}
    declarations = dict(compute(plain).declarations)
    alignment = string(style, "typography", "textAlign")
    if alignment and alignment.strip():
        declarations["text-align"] = alignment
    if declarations:
        yield _StateRule(state, selector, declarations, group)


def _with_variables(value: JsonValue) -> JsonValue:
    """Presets as the custom properties they stand for; sheets have no preset classes to rely on."""
    if isinstance(value, Mapping):
        return {key: _with_variables(item) for key, item in value.items()}
    if isinstance(value, str) and value.startswith("var:preset|"):
        return f"var(--wp--{value.removeprefix('var:').replace('|', '--')})"
    return value


def _sheet_rules(rule: _StateRule, name: str) -> Iterator[Rule]:
    selector = _scoped(name, rule.selector, rule.state)
    yield Rule(selector, _without_gradient(rule.declarations), group=rule.group, important=True)
    borders = _visible_borders(rule.declarations)
    if borders:
        yield Rule(selector, borders, group=rule.group)


def _scoped(name: str, selector: str | None, state: str) -> str:
    """The block's selector with its leading part replaced by the class of this very block."""
    parts = [part.strip() for part in split(selector or "") if part.strip()]
    scoped = [name + part[_leading(part) :] + state if _leading(part) else name + state for part in parts]
    return ", ".join(scoped) or name + state


def _leading(selector: str) -> int:
    found = _LEADING_SELECTOR.match(selector)
    return found.end() if found else 0


def _without_gradient(declarations: Declarations) -> Declarations:
    """A plain background takes away the gradient that the block has otherwise."""
    has_image = _is_set(declarations, "background") or _is_set(declarations, "background-image")
    if has_image or not _is_set(declarations, "background-color"):
        return declarations
    return {**declarations, "background-image": "unset"}


def _visible_borders(declarations: Declarations) -> Declarations:
    """`solid` for borders with a colour or width but no style, which would not be drawn."""
    if _is_set(declarations, "border-style"):
        return {}
    sides = [side for side in _SIDES if _lacks_style(declarations, side)]
    wanted = [f"border-{side}-style" for side in sides]
    if _is_set(declarations, "border-color") or _is_set(declarations, "border-width"):
        wanted.insert(0, "border-style")
    return {name: "solid" for name in wanted if name not in declarations}


def _lacks_style(declarations: Declarations, side: str) -> bool:
    drawn = _is_set(declarations, f"border-{side}-color") or _is_set(declarations, f"border-{side}-width")
    return drawn and not _is_set(declarations, f"border-{side}-style")


def _is_set(declarations: Declarations, name: str) -> bool:
    return declarations.get(name) is not None and declarations[name] != ""
