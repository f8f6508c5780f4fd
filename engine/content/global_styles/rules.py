"""The rules that the styles of a block, of an element or of the whole page come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from engine.content.global_styles import layouts
from engine.content.global_styles.block_selectors import BlockSelectors, Features, in_state, scoped
from engine.content.json_values import at, is_empty, mapping, string, to_float, to_text
from engine.content.styles.custom import scoped as custom_rules
from engine.content.styles.elements import BLOCK_STATES, BY_CLASS, ELEMENT_STATES, ELEMENTS, OWN_STATES
from engine.content.styles.properties import Declaration, declarations, ruleset
from engine.content.styles.selectors import below, with_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.content.blocks.types import BlockType
    from engine.content.json_values import JsonObject, JsonValue
    from engine.content.styles.theme import Theme

_INDENTED: Final = ".wp-block-paragraph + .wp-block-paragraph"
_BUTTON: Final = ".wp-block-button"
_DIMENSION: Final = "var(--wp--preset--dimension--"
_ADMIN_BAR: Final = "calc(100% - var(--wp-admin--admin-bar--height, 0px))"


@dataclass(frozen=True, slots=True)
class Node:
    """A style and where it applies."""

    style: JsonObject
    selector: str
    features: Features = field(default_factory=dict)
    """Features that apply elsewhere in the block."""
    duotone: str = ""
    media: str = ""
    """The media query for a narrower screen."""
    element: str = ""
    block: BlockType | None = None
    """The block, where this is not the style of an element in it."""


def page_rules(theme: Theme) -> str:
    """The rules for the page as a whole and for elements wherever they are."""
    return _body(theme) + "".join(node_rules(node, theme) for node in _elements_of_page(theme.styles))


def scoped_elements(styles: JsonObject, scope: str, theme: Theme) -> str:
    """The rules for elements within what a selector names."""
    nodes = _elements_of_page(styles)
    return "".join(
        node_rules(Node(one.style, below(scope, one.selector), element=one.element), theme) for one in nodes
    )


def block_nodes(
    block_type: BlockType, style: JsonObject, selectors: BlockSelectors, theme: Theme, *, scope: str = ""
) -> Iterator[Node]:
    """The styles of a block: its own, on narrower screens, in its states, and of elements in it."""
    root = below(scope, selectors.root) if scope else selectors.root
    features = scoped(selectors.features, scope) if scope else selectors.features
    screens = theme.viewports
    yield Node(style, root, features, selectors.duotone, block=block_type)
    for screen, media in screens.items():
        if style.get(screen) is not None:
            yield Node(mapping(style, screen), root, features, media=media, block=block_type)
    for state in BLOCK_STATES.get(block_type.name, ()):
        where, own = with_end(root, state), in_state(features, state)
        if style.get(state) is not None:
            yield Node(mapping(style, state), where, own, selectors.duotone, block=block_type)
        for screen, media in screens.items():
            if at(style, screen, state) is not None:
                yield Node(mapping(style, screen, state), where, own, media=media, block=block_type)
    yield from _own_states(block_type, style, selectors, scope)
    for node in _elements_of_block(style, selectors, screens):
        selector = below(scope, node.selector) if scope else node.selector
        yield Node(node.style, selector, media=node.media, element=node.element)


def node_rules(node: Node, theme: Theme) -> str:
    """The rules of one style (`get_styles_for_block`)."""
    elsewhere, rest = _by_feature(node, theme)
    own = declarations(rest, theme.settings, document=theme.document)
    effects = [one for one in own if one[0] == "filter" and one[1] != "unset"]
    own = [one for one in own if one[0] != "filter"]
    if node.selector == ".wp-block-separator":
        own = _coloured_line(own)
    css = [ruleset(_general(node), own), ruleset(node.duotone, effects) if node.duotone else ""]
    if node.block is not None:
        css.append(layouts.block_gaps(node.selector, node.style, node.block, theme))
    css += [ruleset(f":root :where({selector})", made) for selector, made in elsewhere.items()]
    css.append(custom(node.style, _custom_selector(node)))
    text = "".join(css)
    return f"{node.media}{{{text}}}" if node.media and text else text


# The page and its elements.


def _body(theme: Theme) -> str:
    made = declarations(
        theme.styles,
        theme.settings,
        document=theme.document,
        is_root=True,
        pads_blocks=layouts.pads_blocks(theme),
    )
    own = [one for one in made if one[0] != "filter"]
    html = ""
    if any(name in {"background", "background-image"} for name, _ in own):
        html = ruleset("html", [("min-height", _ADMIN_BAR)])
    return html + ruleset("body", own)


def _elements_of_page(styles: JsonObject) -> Iterator[Node]:
    elements = mapping(styles, "elements")
    for name, selector in ELEMENTS.items():
        if elements.get(name) is not None:
            style = mapping(elements, name)
            yield Node(style, selector, element=name)
            yield from _element_states(name, selector, style)


def _element_states(name: str, selector: str, style: JsonObject, media: str = "") -> Iterator[Node]:
    for state in ELEMENT_STATES.get(name, ()):
        if style.get(state) is not None:
            yield Node(mapping(style, state), with_end(selector, state), media=media, element=name)


def _elements_of_block(
    style: JsonObject, selectors: BlockSelectors, screens: Mapping[str, str]
) -> Iterator[Node]:
    names = dict.fromkeys(mapping(style, "elements"))
    for screen in screens:
        names |= dict.fromkeys(mapping(style, screen, "elements"))
    for name in names:
        selector = selectors.elements.get(name)
        if selector is None:
            continue
        wide = mapping(style, "elements", name)
        narrow = {media: mapping(style, screen, "elements", name) for screen, media in screens.items()}
        if at(style, "elements", name) is not None:
            yield Node(wide, selector, element=name)
        yield from (Node(one, selector, media=media, element=name) for media, one in narrow.items() if one)
        for state in ELEMENT_STATES.get(name, ()):
            for media, one in {"": wide, **narrow}.items():
                if one.get(state) is not None:
                    yield Node(mapping(one, state), with_end(selector, state), media=media, element=name)


def _own_states(
    block_type: BlockType, style: JsonObject, selectors: BlockSelectors, scope: str
) -> Iterator[Node]:
    for state in OWN_STATES.get(block_type.name, ()):
        selector = selectors.states.get(state)
        if selector is None or style.get(state) is None:
            continue
        where = below(scope, selector) if scope else selector
        own = mapping(style, state)
        yield Node(own, where, selectors.features, selectors.duotone, block=block_type)
        for inner in BLOCK_STATES.get(block_type.name, ()):
            if own.get(inner) is not None:
                yield Node(
                    mapping(own, inner),
                    with_end(where, inner),
                    selectors.features,
                    selectors.duotone,
                    block=block_type,
                )


# One style.


def _general(node: Node) -> str:
    """Elements that go by their tag have no weight of their own to lose; all else is kept as light as they are."""
    is_plain = node.element and node.element not in BY_CLASS and node.selector == ELEMENTS[node.element]
    return node.selector if is_plain else f":root :where({node.selector})"


def feature_declarations(
    style: JsonObject, features: Features, theme: Theme
) -> tuple[dict[str, list[Declaration]], JsonObject]:
    """Declarations by the selectors of features that have their own, and what is left of the style."""
    found: dict[str, list[Declaration]] = {}
    rest: dict[str, JsonValue] = dict(style)
    for feature, selector in features.items():
        if feature in {"root", "css"} or is_empty(rest.get(feature)):
            continue
        parts = {} if isinstance(selector, str) else selector
        for part, where in parts.items():
            value = at(rest, feature, part)
            if part != "root" and not is_empty(value):
                _declare(found, where, {feature: {part: value}}, theme)
                rest[feature] = {key: one for key, one in mapping(rest, feature).items() if key != part}
        whole = selector if isinstance(selector, str) else selector.get("root")
        if whole:
            _declare(found, whole, {feature: rest.pop(feature)}, theme)
    return found, rest


def _by_feature(node: Node, theme: Theme) -> tuple[dict[str, list[Declaration]], JsonObject]:
    found, rest = feature_declarations(node.style, node.features, theme)
    return _adjusted(found, theme, node.block), rest


def _declare(found: dict[str, list[Declaration]], where: str, style: JsonObject, theme: Theme) -> None:
    found.setdefault(where, []).extend(declarations(style, theme.settings, document=theme.document))


def _adjusted(
    found: dict[str, list[Declaration]], theme: Theme, block: BlockType | None
) -> dict[str, list[Declaration]]:
    if _INDENTED in found and block is not None and block.name == "core/paragraph":
        own = at(theme.settings, "blocks", block.name, "typography", "textIndent")
        if (at(theme.settings, "typography", "textIndent") if own is None else own) == "all":
            found[".wp-block-paragraph"] = found.pop(_INDENTED)
    if _BUTTON in found:
        found[_BUTTON] = [
            (name, _button_width(value, theme) if name == "width" else value)
            for name, value in found[_BUTTON]
        ]
    return found


def _button_width(value: str, theme: Theme) -> str:
    """Buttons side by side share a row with the gaps between them: a part of it is that less its part of the gaps."""
    size = value
    if value.startswith(_DIMENSION):
        size = _dimension(value.removeprefix(_DIMENSION).removesuffix(")"), theme)
    if not size.endswith("%"):
        return value
    part = to_text(to_float(size))
    return f"calc({part} * 1% - (var(--wp--style--block-gap, 0.5em) * (1 - {part} / 100)))"


def _dimension(slug: str, theme: Theme) -> str:
    sizes = {
        **mapping(theme.settings, "dimensions", "dimensionSizes"),
        **mapping(theme.settings, "blocks", "core/button", "dimensions", "dimensionSizes"),
    }
    for entries in sizes.values():
        for one in entries if isinstance(entries, list) else ():
            if at(one, "slug") == slug:
                return string(one, "size") or ""
    return ""


def _coloured_line(made: list[Declaration]) -> list[Declaration]:
    """A separator is drawn as a border or as a background: one colour is to do for both."""
    colours = dict(made)
    background = colours.get("background-color")
    if background and not colours.keys() & {"border-color", "color"}:
        return [*made, ("color", background)]
    return made


def _custom_selector(node: Node) -> str:
    own = node.features.get("css")
    if isinstance(own, Mapping):
        own = own.get("root")
    return own or node.selector


def custom(style: JsonObject, selector: str) -> str:
    """The CSS that a style has written out."""
    css = style.get("css")
    return custom_rules(css, selector) if isinstance(css, str) else ""
