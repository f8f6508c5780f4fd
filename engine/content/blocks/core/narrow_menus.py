"""Menus laid out otherwise on narrower screens, and the classes their lists of entries share with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engine.content.json_values import mapping
from engine.content.markup import Markup
from engine.content.styles.stylesheet import Rule

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering
    from engine.content.json_values import JsonObject
    from engine.content.styles.declarations import Declarations

_MENU: Final = "wp-block-navigation"
_LIST: Final = "wp-block-navigation__container"
_STATES: Final = re.compile(r"\bwp-states-[a-f0-9]{8}\b")
_JUSTIFICATION: Final = {
    "left": "flex-start",
    "center": "center",
    "right": "flex-end",
    "space-between": "space-between",
}


def navigation(instance: Instance, html: str, rendering: Rendering) -> str:
    """Give the lists of entries the menu's classes for its states and for its layouts on narrow screens."""
    markup = Markup(html)
    menu = markup.next()
    if menu is None:
        return html
    found = _STATES.search(menu.text("class"))
    states = found[0] if found else ""
    layout = _layout_class(instance, rendering)
    if not states and not layout:
        return html
    if layout:
        menu.add_class(layout)
    for tag in markup.tags():
        names = tag.text("class").split()
        if _LIST not in names:
            if _MENU in names:
                break  # another menu, with classes of its own
            continue
        for name in (layout, "" if _STATES.search(tag.text("class")) else states):
            if name:
                tag.add_class(name)
    return str(markup)


def _layout_class(instance: Instance, rendering: Rendering) -> str:
    base = mapping(instance.written, "layout")
    layouts = {
        query: layout
        for screen, query in rendering.theme.viewports.items()
        if (layout := mapping(instance.style, screen, "layout"))
    }
    if not layouts:
        return ""
    name = rendering.ids.next(f"{_MENU}-")
    selector = f".{_MENU}.{name},.{_MENU}.{_LIST}.{name}"
    rendering.styles.add(
        Rule(selector, _properties({**base, **layout}), group=query) for query, layout in layouts.items()
    )
    return name


def _properties(layout: JsonObject) -> Declarations:
    """The custom properties that the menu's style sheet lays its lists out by."""
    given = layout.get("justifyContent")
    side = given if isinstance(given, str) and given in _JUSTIFICATION else "left"
    justified = _JUSTIFICATION[side]
    is_vertical = layout.get("orientation") == "vertical"
    align, justify = "center", justified
    if is_vertical:
        align = justified if side in ("center", "right") else "flex-start"
        justify = "initial" if side == "left" else justified
    return {
        "--navigation-layout-justification-setting": justified,
        "--navigation-layout-direction": "column" if is_vertical else "row",
        "--navigation-layout-wrap": "nowrap" if layout.get("flexWrap") == "nowrap" else "wrap",
        "--navigation-layout-justify": justify,
        "--navigation-layout-align": align,
    }


FINISHERS: Final[Renderers] = {"core/navigation": navigation}
