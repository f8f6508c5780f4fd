"""Classes that supports add to a block's own `className`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance


def with_class(instance: Instance, name: str) -> Instance:
    """The block with one more class in its `className`."""
    joined = f"{instance.class_name} {name}" if "className" in instance.written else name
    return instance.with_attributes(className=joined)
