"""Declarations to CSS: names and values are cleaned before they stand in a style attribute or sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from engine.content.safe_css import safe_css
from engine.content.tags import strip_all_tags

if TYPE_CHECKING:
    from engine.content.json_values import JsonValue

Declarations: TypeAlias = Mapping[str, "JsonValue"]

_NOT_IN_A_NAME = re.compile(r"[^a-z0-9_-]")


def clean(declarations: Declarations) -> dict[str, str]:
    """What the style engine keeps of declarations: text values under proper property names."""
    kept: dict[str, str] = {}
    for name, value in declarations.items():
        property_name = _NOT_IN_A_NAME.sub("", name.lower())
        if property_name and isinstance(value, str) and value.strip(" \t\n\r\0\x0b"):
            kept[property_name] = value.strip(" \t\n\r\0\x0b")
    return kept


def to_css(declarations: Declarations, *, important: frozenset[str] = frozenset()) -> str:
    """The declarations as CSS text, unsafe ones left out; `important` names those that get `!important`."""
    return "".join(
        _declaration(name, value, important=name in important) for name, value in clean(declarations).items()
    )


def _declaration(name: str, value: str, *, important: bool) -> str:
    text = strip_all_tags(value, remove_breaks=True)
    declaration = safe_css(f"{name}:{text}") if text else ""
    if not declaration or declaration == "0":
        return ""
    if important and ";" not in declaration:
        declaration += " !important"
    return f"{declaration};"
