"""Elements that theme.json styles besides blocks, and the states that elements and blocks have styles for."""

from __future__ import annotations

from typing import Final

ELEMENTS: Final = {
    "link": "a:where(:not(.wp-element-button))",
    "heading": "h1, h2, h3, h4, h5, h6",
    **{heading: heading for heading in ("h1", "h2", "h3", "h4", "h5", "h6")},
    "button": ".wp-element-button, .wp-block-button__link",
    "caption": (
        ".wp-element-caption, .wp-block-audio figcaption, .wp-block-embed figcaption, "
        ".wp-block-gallery figcaption, .wp-block-image figcaption, .wp-block-table figcaption, "
        ".wp-block-video figcaption"
    ),
    "cite": "cite",
    "textInput": (
        "textarea, input:where([type=email],[type=number],[type=password],[type=search],"
        "[type=text],[type=tel],[type=url])"
    ),
    "select": "select",
}
"""The selector of each."""

BY_CLASS: Final = frozenset({"button", "caption"})
"""Elements that go by a class of WordPress's, as blocks do, not by their tag."""

_BLOCK_STATES: Final = (":hover", ":focus", ":focus-visible", ":active")
_ELEMENT_STATES: Final = (":link", ":any-link", ":visited", *_BLOCK_STATES)

BLOCK_STATES: Final = {"core/button": _BLOCK_STATES, "core/navigation-link": _BLOCK_STATES}
"""Pseudo-classes by block."""

OWN_STATES: Final = {"core/navigation-link": ("-current",)}
"""States that a block has selectors of its own for, which have all pseudo-classes of the block in turn."""

ELEMENT_STATES: Final = {"link": _ELEMENT_STATES, "button": _ELEMENT_STATES}
"""Pseudo-classes by element."""
