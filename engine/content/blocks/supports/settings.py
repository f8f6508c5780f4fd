"""Presets that a block defines for the blocks inside of it."""

from __future__ import annotations

from hashlib import md5
from typing import TYPE_CHECKING

from engine.content.blocks.block import as_wordpress
from engine.content.json_values import is_empty, to_json
from engine.content.markup import add_classes

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Rendering


def apply(instance: Instance, html: str, _rendering: Rendering) -> str:
    """Mark the block with a class that says which settings it has."""
    has_support = instance.type is not None and instance.type.has_support("__experimentalSettings")
    if not html or not has_support or is_empty(instance.written.get("settings")):
        return html
    content = to_json(as_wordpress(instance.block)).encode()
    return add_classes(html, f"wp-settings-{md5(content, usedforsecurity=False).hexdigest()}")
