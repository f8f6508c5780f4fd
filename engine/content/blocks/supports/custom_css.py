"""CSS that a block brings along for itself."""

from __future__ import annotations

import re
from hashlib import md5
from typing import TYPE_CHECKING, Final

from engine.content.blocks.block import as_wordpress
from engine.content.blocks.supports.classes import with_class
from engine.content.json_values import string, to_json
from engine.content.markup import add_classes
from engine.content.styles.custom import scoped

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Rendering

_PREFIX: Final = "wp-custom-css-"
_MARKUP: Final = re.compile(r"</?\w", re.ASCII)


def prepare(instance: Instance, rendering: Rendering) -> Instance:
    """Give the block a class and the page its CSS; CSS with markup in it is left out."""
    css = string(instance.style, "css")
    if not css or not css.strip() or _MARKUP.search(css):
        return instance
    if instance.type is not None and not instance.type.has_support("customCSS", default=True):
        return instance
    content = to_json(as_wordpress(instance.block), ascii_only=True).encode()
    name = _PREFIX + md5(content, usedforsecurity=False).hexdigest()[:8]
    rendering.carried.custom_css[scoped(css, f".{name}")] = None
    return with_class(instance, name)


def apply(instance: Instance, html: str, _rendering: Rendering) -> str:
    """Put the class on the first tag."""
    found = next((name for name in instance.class_name.split() if name.startswith(_PREFIX)), None)
    return add_classes(html, "has-custom-css", found) if found else html
