"""Attributes that tell the interactivity scripts about a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.content.json_values import to_json

if TYPE_CHECKING:
    from engine.content.json_values import JsonObject

_HEXED = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "'": "\\u0027"})


def context_attribute(context: JsonObject) -> str:
    """The context as an attribute (`wp_interactivity_data_wp_context`), safe inside of single quotes."""
    return f"data-wp-context='{to_json(context, ascii_only=True).translate(_HEXED)}'"
