"""One block while it is rendered: its declaration, checked attributes and context."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from engine.content.json_values import at, is_empty, mapping, string, to_int, to_text

if TYPE_CHECKING:
    from engine.content.blocks.block import Block
    from engine.content.blocks.types import BlockType, BlockTypes
    from engine.content.json_values import JsonObject, JsonValue


@dataclass(slots=True)  # not frozen, as blocks are not
class Instance:
    """A block of a document, ready to be rendered."""

    block: Block
    type: BlockType | None
    written: JsonObject
    """The attributes of the delimiter, with what filters added."""
    attributes: JsonObject
    """The written attributes checked against the declaration, defaults filled in."""
    prepared: JsonObject
    """The same before bindings put other values in."""
    context: JsonObject = field(default_factory=dict)
    available: JsonObject = field(default_factory=dict)
    """All context of the parents; `context` is the part that the type asks for."""
    parent_layout: JsonObject = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The block's name, empty for text outside of blocks."""
        return self.block.name or ""

    def get(self, *path: str) -> JsonValue:
        """An attribute, by its path."""
        return at(self.attributes, *path)

    def has(self, *path: str) -> bool:
        """Whether an attribute is there and not empty in PHP's sense."""
        return not is_empty(at(self.attributes, *path))

    def text(self, *path: str) -> str:
        """An attribute as text."""
        return to_text(at(self.attributes, *path))

    def number(self, *path: str) -> int:
        """An attribute as an integer."""
        return to_int(at(self.attributes, *path))

    @property
    def style(self) -> JsonObject:
        """The style object of the delimiter."""
        return mapping(self.written, "style")

    @property
    def class_name(self) -> str:
        """The custom classes of the delimiter."""
        return string(self.written, "className") or ""

    @property
    def inner_context(self) -> JsonObject:
        """The context that the inner blocks find."""
        provides = self.type.provides_context if self.type else {}
        provided = {name: self.attributes[key] for name, key in provides.items() if key in self.attributes}
        return {**self.available, **provided}

    def with_context(self, *names: str) -> Instance:
        """The block with more of the available context, for what asks in its place."""
        more = {name: self.available[name] for name in names if name in self.available}
        return replace(self, context={**self.context, **more})

    def with_attributes(self, **changes: JsonValue) -> Instance:
        """The block with attributes written over, checked again."""
        written = {**self.written, **changes}
        attributes = self.type.prepare(written) if self.type else written
        return replace(self, written=written, attributes=attributes, prepared=attributes)


def instance_of(
    block: Block, types: BlockTypes, *, available: JsonObject, parent: Instance | None
) -> Instance:
    """The block with its declaration, attributes and context looked up."""
    block_type = types.get(block.name)
    uses = block_type.uses_context if block_type else ()
    written = block.attributes
    prepared = block_type.prepare(written) if block_type else written
    return Instance(
        block=block,
        type=block_type,
        written=written,
        attributes=prepared,
        prepared=prepared,
        context={name: available[name] for name in uses if name in available},
        available=available,
        parent_layout=mapping(parent.written, "layout") if parent else {},
    )
