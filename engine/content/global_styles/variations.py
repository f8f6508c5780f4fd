"""The rules for block styles in use: each use of one that the theme styles has a class of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.content.global_styles.block_selectors import selectors_of
from engine.content.global_styles.rules import (
    block_nodes,
    custom,
    feature_declarations,
    node_rules,
    scoped_elements,
)
from engine.content.json_values import at, mapping, string
from engine.content.styles.elements import BLOCK_STATES, ELEMENT_STATES
from engine.content.styles.properties import Declaration, declarations, ruleset
from engine.content.styles.selectors import of_style, with_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.content.blocks.types import BlockType, BlockTypes
    from engine.content.json_values import JsonObject, JsonValue
    from engine.content.styles.theme import Theme


def variation_rules(uses: Iterable[tuple[str, str, str]], theme: Theme, types: BlockTypes) -> str:
    """The rules for what a page carries: a block, the name of its style and the class of this use, of each."""
    return "".join(_rules(block, name, css_class, theme, types) for block, name, css_class in uses)


def _rules(block: str, name: str, css_class: str, theme: Theme, types: BlockTypes) -> str:
    block_type = types.get(block)
    style = _followed(mapping(theme.styles, "blocks", block, "variations", name), theme.document)
    if block_type is None or not style:
        return ""
    within = replace(theme, settings=_with_gap(theme.settings))
    scope = f".{css_class}"
    own = {key: value for key, value in style.items() if key not in {"elements", "blocks"}}
    css = [scoped_elements(style, scope, within)]
    for inner, inner_style in mapping(style, "blocks").items():
        inner_type = types.get(inner)
        if inner_type is not None:
            css += _inner(inner_type, mapping(inner_style), scope, within)
            if inner == block:
                css.append(_Use(block_type, css_class, within).rules(own))
    if block not in mapping(style, "blocks"):
        css.append(_Use(block_type, css_class, within).rules(own))
    return "".join(css)


def _inner(block_type: BlockType, style: JsonObject, scope: str, theme: Theme) -> Iterator[str]:
    for node in block_nodes(block_type, style, selectors_of(block_type), theme, scope=scope):
        yield node_rules(node, theme)


def _with_gap(settings: JsonObject) -> JsonObject:
    return {**settings, "spacing": {**mapping(settings, "spacing"), "blockGap": True}}


def _followed(style: JsonObject, document: JsonObject) -> JsonObject:
    """The style with its references into the document replaced by what stands there; those to nothing are left out."""
    made: dict[str, JsonValue] = {}
    for key, value in style.items():
        if isinstance(value, Mapping) and "ref" in value:
            reference = string(value, "ref")
            found = at(document, *reference.split(".")) if reference else None
            if found is not None:
                made[key] = found
        else:
            made[key] = _followed(value, document) if isinstance(value, Mapping) else value
    return made


class _Use:
    """One use of a block style: the rules for the block that has its class."""

    def __init__(self, block_type: BlockType, css_class: str, theme: Theme) -> None:
        self._type = block_type
        self._name = css_class.removeprefix("is-style-")
        self._theme = theme
        self._selectors = selectors_of(block_type)
        self._selector = of_style(self._selectors.root, self._name)

    def rules(self, style: JsonObject) -> str:
        """The rules of a style, for all screens and for narrow ones."""
        css = [_rule(where, made) for where, made in self._declared(style).items()]
        css.append(custom(style, self._selector))
        later = [_rule(where, made) for where, made in self._in_states(style).items()]
        for screen, media in self._theme.viewports.items():
            narrow = mapping(style, screen)
            css += [f"{media}{{{rule}}}" for rule in self._narrow(narrow) if rule]
            states = self._in_states(narrow) | self._elements_in_states(narrow)
            later += [f"{media}{{{rule}}}" for where, made in states.items() if (rule := _rule(where, made))]
        return "".join((*css, *later))

    def _declared(self, style: JsonObject) -> dict[str, list[Declaration]]:
        elsewhere, rest = feature_declarations(style, self._selectors.features, self._theme)
        found = {of_style(where, self._name): made for where, made in elsewhere.items()}
        found[self._selector] = declarations(rest, self._theme.settings, document=self._theme.document)
        return found

    def _in_states(self, style: JsonObject) -> dict[str, list[Declaration]]:
        found: dict[str, list[Declaration]] = {}
        for state in BLOCK_STATES.get(self._type.name, ()):
            if style.get(state) is None:
                continue
            for where, made in self._declared(mapping(style, state)).items():
                found.setdefault(with_end(where, state), []).extend(made)
        return found

    def _narrow(self, style: JsonObject) -> Iterator[str]:
        yield from (_rule(where, made) for where, made in self._declared(style).items())
        yield custom(style, self._selector)
        for where, element in self._elements(style):
            yield _rule(where, self._of_element(element))
            yield custom(element, where)

    def _elements(self, style: JsonObject) -> Iterator[tuple[str, JsonObject]]:
        for name, element in mapping(style, "elements").items():
            if name in self._selectors.elements:
                yield of_style(self._selectors.elements[name], self._name), mapping(element)

    def _of_element(self, style: JsonObject) -> list[Declaration]:
        return declarations(style, self._theme.settings, document=self._theme.document)

    def _elements_in_states(self, style: JsonObject) -> dict[str, list[Declaration]]:
        return {
            with_end(of_style(self._selectors.elements[name], self._name), state): self._of_element(inner)
            for name, element in mapping(style, "elements").items()
            for state in ELEMENT_STATES.get(name, ())
            if (inner := mapping(element, state))
        }


def _rule(selector: str, made: list[Declaration]) -> str:
    return ruleset(f":root :where({selector})", made)
