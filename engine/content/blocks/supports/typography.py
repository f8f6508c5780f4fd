"""Font sizes in saved HTML made fluid, and text that fits its box."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.content.escaping import esc_attr
from engine.content.json_values import at, to_text
from engine.content.markup import Markup
from engine.content.styles.fluid import font_size

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Rendering


def apply(instance: Instance, html: str, rendering: Rendering) -> str:
    """Replace the first custom font size by its fluid form (`wp_render_typography_support`)."""
    if instance.written.get("fitText"):
        return _fitting(html)
    custom = at(instance.style, "typography", "fontSize")
    if custom is None:
        return html
    fluid = to_text(font_size(custom, rendering.theme.settings))
    size = to_text(custom)
    if not fluid or fluid == size:
        return html
    written = re.compile(rf"font-size[ \t\n\r\f\v]*+:[ \t\n\r\f\v]*+{re.escape(size)}[ \t\n\r\f\v]*;?")
    return written.sub(lambda _: f"font-size:{esc_attr(fluid)};", html, count=1)


def _fitting(html: str) -> str:
    markup = Markup(html)
    tag = markup.next()
    if tag is None:
        return html
    if not tag.get("data-wp-interactive"):
        tag.set("data-wp-interactive", True)
    tag.set("data-wp-context---core-fit-text", 'core/fit-text::{"fontSize":""}')
    tag.set("data-wp-init---core-fit-text", "core/fit-text::callbacks.init")
    tag.set("data-wp-style--font-size", "core/fit-text::context.fontSize")
    return str(markup)
