"""Block types: what a block declares about itself, and the registry of a site's types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING

from engine.content.blocks.schema import is_valid
from engine.content.json_values import JsonObject, JsonValue, at, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GLOBAL_ATTRIBUTES: JsonObject = {"lock": {"type": "object"}, "metadata": {"type": "object"}}
_REPEATING = ("core/comment-template", "core/comments", "core/post-comments", "core/post-template")
_ALIGNMENTS = ["left", "center", "right", "wide", "full", ""]


@dataclass(frozen=True)
class BlockType:
    """A registered block: `block.json` with the attributes that its supports bring."""

    name: str
    attributes: JsonObject = field(default_factory=dict)
    supports: JsonObject = field(default_factory=dict)
    uses_context: tuple[str, ...] = ()
    provides_context: Mapping[str, str] = field(default_factory=dict)
    selectors: JsonObject = field(default_factory=dict)
    styles: tuple[str, ...] = ()
    """Names of the registered block styles (`is-style-…`)."""
    skips_inner_blocks: bool = False
    """Whether the block's renderer renders the inner blocks itself, once per entry."""
    metadata: JsonObject = field(default_factory=dict)
    """The whole declaration, for those that publish it."""
    is_dynamic: bool = False
    """Whether a plugin makes the block's HTML when it is shown."""
    _answers: dict[tuple[object, ...], bool] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was asked of the supports before: every block on a page asks the same dozens of questions."""

    def has_support(self, *path: str, default: bool = False) -> bool:
        """WordPress's `block_has_support`: true or an object counts, a text does not."""
        asked = (default, *path)
        found = self._answers.get(asked)
        if found is None:
            value = at(self.supports, *path)
            found = default if value is None else value is True or isinstance(value, Mapping | list)
            self._answers[asked] = found
        return found

    def skips(self, group: str, feature: str | None = None) -> bool:
        """Whether the block writes this style itself instead of the support."""
        asked = (None, group, feature)
        found = self._answers.get(asked)
        if found is None:
            found = self._answers[asked] = self._skips(group, feature)
        return found

    def _skips(self, group: str, feature: str | None) -> bool:
        skipped = at(self.supports, group, "__experimentalSkipSerialization")
        if isinstance(skipped, list):
            return feature in skipped
        return not is_empty(skipped)

    @cached_property
    def supports_layout(self) -> bool:
        """Whether the block arranges those inside of it."""
        return self.has_support("layout") or self.has_support("__experimentalLayout")

    @cached_property
    def defaults(self) -> JsonObject:
        """The attributes that have a value where none is written."""
        given = ((name, at(schema, "default")) for name, schema in self.attributes.items())
        return {name: value for name, value in given if value is not None}

    def prepare(self, attributes: JsonObject) -> dict[str, JsonValue]:
        """The attributes with invalid values gone and defaults filled in."""
        if not attributes:
            return dict(self.defaults)
        prepared = {
            name: value
            for name, value in attributes.items()
            if name not in self.attributes or is_valid(value, self.attributes[name])
        }
        for name, default in self.defaults.items():
            if name not in prepared:
                prepared[name] = default
        return prepared

    @cached_property
    def is_interactive(self) -> bool:
        """Whether the block's directives are answered on the server."""
        support = self.supports.get("interactivity")
        return support is True or not is_empty(at(support, "interactive"))

    @cached_property
    def shows_post(self) -> bool:
        """Whether it shows the post it stands in; blocks of media do so only for want of a picture of their own."""
        return "postId" in self.uses_context and self.metadata.get("category") != "media"

    @cached_property
    def default_class(self) -> str:
        """`wp-block-…`, without the namespace of WordPress's own blocks."""
        return "wp-block-" + self.name.replace("/", "-").removeprefix("core-")


@dataclass(frozen=True, slots=True)
class BlockStyle:
    """A look that one may choose for a block (register_block_style): the class `is-style-{name}`."""

    block: str
    name: str
    label: str = ""
    css: str = ""
    """Rules for the class, where the theme's sheet has none."""
    style: JsonObject = field(default_factory=dict)
    """The look in the terms of theme.json (`style_data`)."""
    is_default: bool = False


class BlockTypes:
    """The block types of a site by name, with the styles that were registered for them besides their own."""

    def __init__(self, types: Iterable[BlockType] = (), styles: Iterable[BlockStyle] = ()) -> None:
        self._types = {block_type.name: block_type for block_type in types}
        self._styles = {(one.block, one.name): one for one in styles}

    def __iter__(self) -> Iterator[BlockType]:
        return iter(self._types.values())

    def get(self, name: str | None) -> BlockType | None:
        """The type of this name, None where it is not registered."""
        return self._types.get(name) if name else None

    def with_type(self, block_type: BlockType) -> BlockTypes:
        """The same registry with one more type."""
        return BlockTypes([*self._types.values(), block_type], self._styles.values())

    def with_style(self, style: BlockStyle) -> BlockTypes:
        """The same registry with one more style of a block."""
        return BlockTypes(self._types.values(), [*self._styles.values(), style])

    def styles_of(self, name: str) -> tuple[BlockStyle, ...]:
        """The styles that were registered for a block."""
        return tuple(one for one in self._styles.values() if one.block == name)

    def style_names(self, block_type: BlockType) -> tuple[str, ...]:
        """The names of all styles of a block."""
        registered = (one.name for one in self._styles.values() if one.block == block_type.name)
        return tuple(dict.fromkeys((*block_type.styles, *registered)))

    @property
    def registered_styles(self) -> tuple[BlockStyle, ...]:
        """All styles that were registered."""
        return tuple(self._styles.values())


def declare(name: str, metadata: JsonObject) -> BlockType:
    """A block type from its `block.json`."""
    supports = _object(metadata.get("supports"))
    block_type = BlockType(
        name=name,
        attributes=_object(metadata.get("attributes")),
        supports=supports,
        uses_context=_texts(metadata.get("usesContext")),
        provides_context={key: str(value) for key, value in _object(metadata.get("providesContext")).items()},
        selectors=_object(metadata.get("selectors")),
        styles=tuple(str(at(style, "name")) for style in _list(metadata.get("styles"))),
        skips_inner_blocks=name in _REPEATING,
        metadata=metadata,
    )
    return replace(block_type, attributes=_with_supported(block_type))


@cache
def core_types() -> BlockTypes:
    """The blocks that WordPress 7.1 itself registers."""
    text = resources.files("engine.content.blocks").joinpath("core.json").read_text("utf-8")
    declared: dict[str, dict[str, JsonValue]] = json.loads(text)
    return BlockTypes(declare(name, metadata) for name, metadata in declared.items())


def css_selector(block_type: BlockType, *feature: str) -> str:
    """The selector of a block or of one of its features, empty where the feature has none."""
    if not feature:
        root = at(block_type.selectors, "root") or at(block_type.supports, "__experimentalSelector")
        return (
            root
            if isinstance(root, str)
            else f".wp-block-{block_type.name.removeprefix('core/').replace('/', '-')}"
        )
    found = at(block_type.selectors, *feature)
    if isinstance(found, Mapping):
        found = found.get("root")
    return found if isinstance(found, str) else ""


def _with_supported(block_type: BlockType) -> JsonObject:
    """The attributes and, behind them, those that the supports bring along."""
    brought = dict(_GLOBAL_ATTRIBUTES) | {name: {"type": "string"} for name in _texts_of_supports(block_type)}
    if block_type.has_support("align"):
        brought["align"] = {"type": "string", "enum": _ALIGNMENTS}
    if _has_style(block_type):
        brought["style"] = {"type": "object"}
    if block_type.supports_layout:
        brought["layout"] = {"type": "object"}
    return {
        **block_type.attributes,
        **{name: schema for name, schema in brought.items() if name not in block_type.attributes},
    }


def _texts_of_supports(block_type: BlockType) -> Iterator[str]:
    supports = block_type.supports
    colour = supports.get("color")
    if block_type.has_support("customClassName", default=True):
        yield "className"
    if block_type.has_support("anchor"):
        yield "anchor"
    if block_type.has_support("ariaLabel"):
        yield "ariaLabel"
    if has_colour(block_type, "text"):
        yield "textColor"
    if has_colour(block_type, "background"):
        yield "backgroundColor"
    if not is_empty(at(colour, "gradients")):
        yield "gradient"
    if not is_empty(at(supports, "typography", "fontSize")):
        yield "fontSize"
    if not is_empty(at(supports, "typography", "__experimentalFontFamily")):
        yield "fontFamily"
    if has_border(block_type, "color"):
        yield "borderColor"


def has_colour(block_type: BlockType, feature: str) -> bool:
    """Text and background colours are on unless an object of colour supports switches them off."""
    colour = block_type.supports.get("color")
    if isinstance(colour, Mapping):
        return colour.get(feature) is None or not is_empty(colour[feature])
    return colour is True or isinstance(colour, list)


def has_border(block_type: BlockType, feature: str) -> bool:
    """Border features are on all together or one by one."""
    return block_type.supports.get("__experimentalBorder") is True or block_type.has_support(
        "__experimentalBorder", feature
    )


def _has_style(block_type: BlockType) -> bool:
    """Custom CSS, which all blocks but those that refuse it support, needs the style attribute."""
    return block_type.has_support("customCSS", default=True) or any(
        block_type.has_support(name)
        for name in (
            "__experimentalBorder",
            "color",
            "background",
            "dimensions",
            "position",
            "spacing",
            "typography",
        )
    )


def _object(value: JsonValue) -> JsonObject:
    return value if isinstance(value, Mapping) else {}


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _texts(value: JsonValue) -> tuple[str, ...]:
    return tuple(item for item in _list(value) if isinstance(item, str))
