"""Block style variations with styles in theme.json: each use gets a class of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engine.content.blocks.supports.classes import with_class
from engine.content.json_values import mapping
from engine.content.markup import add_classes

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Rendering

_STYLE: Final = re.compile(r"\bis-style-(?!default)(\S+)\b")
_USE: Final = re.compile(r"\bis-style-(\S+?--\d+)\b")


def prepare(instance: Instance, rendering: Rendering) -> Instance:
    """Number the use of a styled variation; the page carries the styles of each use."""
    if "is-style-" not in instance.class_name:
        return instance
    known = mapping(rendering.theme.styles, "blocks", instance.name, "variations")
    name = next((name for name in _STYLE.findall(instance.class_name) if mapping(known, name)), None)
    if name is None:
        return instance
    class_name = f"is-style-{rendering.ids.next(f'{name}--')}"
    rendering.carried.variations[instance.name, name, class_name] = None
    return with_class(instance, class_name)


def apply(instance: Instance, html: str, _rendering: Rendering) -> str:
    """Put the class on the first tag."""
    found = _USE.search(instance.class_name) if "is-style-" in instance.class_name else None
    return add_classes(html, found[0]) if found else html
