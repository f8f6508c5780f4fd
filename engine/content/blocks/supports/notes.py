"""Marks of editorial notes, which readers do not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.content.markup import Markup

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Rendering


def apply(_instance: Instance, html: str, _rendering: Rendering) -> str:
    """Take away `<mark class="wp-note">` and its end, keeping what it marks."""
    if "wp-note" not in html:
        return html
    pieces: list[str] = []
    position = 0
    open_marks: list[bool] = []
    for tag in Markup(html).tags():
        if tag.name != "MARK":
            continue
        if tag.closes:
            is_note = open_marks.pop() if open_marks else False
        else:
            is_note = tag.has_class("wp-note")
            open_marks.append(is_note)
        if is_note:
            pieces.append(html[position : tag.start])
            position = tag.end
    return "".join(pieces) + html[position:]
