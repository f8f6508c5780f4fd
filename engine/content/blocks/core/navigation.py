"""Navigation menus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.content.blocks.block import Block
from engine.content.blocks.core.icons import drawing
from engine.content.blocks.core.interactivity import context_attribute
from engine.content.blocks.data import NavigationNeed, PagesNeed
from engine.content.blocks.parser import parse
from engine.content.blocks.supports.wrapper import wrapper_attributes
from engine.content.escaping import esc_attr, esc_html
from engine.content.json_values import at, is_empty, to_text
from engine.content.markup import Markup
from engine.content.safe_css import safe_css

if TYPE_CHECKING:
    from engine.content.blocks.data import Menu
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering
    from engine.content.json_values import JsonObject

_LISTED: Final = ("core/site-title", "core/site-logo", "core/social-links")
_JUSTIFIED: Final = ("left", "right", "center", "space-between")
_OPEN_DIRECTIVES: Final = (
    '\n\t\t\t\tdata-wp-on--click="actions.openMenuOnClick"'
    '\n\t\t\t\tdata-wp-on--keydown="actions.handleMenuKeydown"\n\t\t\t'
)
_CONTAINER_DIRECTIVES: Final = (
    '\n\t\t\t\tdata-wp-class--has-modal-open="state.isMenuOpen"'
    '\n\t\t\t\tdata-wp-class--is-menu-open="state.isMenuOpen"'
    '\n\t\t\t\tdata-wp-watch="callbacks.initMenu"'
    '\n\t\t\t\tdata-wp-on--keydown="actions.handleMenuKeydown"'
    '\n\t\t\t\tdata-wp-on--focusout="actions.handleMenuFocusout"'
    '\n\t\t\t\ttabindex="-1"\n\t\t\t'
)
_DIALOG_DIRECTIVES: Final = (
    '\n\t\t\t\tdata-wp-bind--aria-modal="state.ariaModal"'
    '\n\t\t\t\tdata-wp-bind--aria-label="state.ariaLabel"'
    '\n\t\t\t\tdata-wp-bind--role="state.roleAttribute"\n\t\t\t'
)
_CLOSE_DIRECTIVES: Final = '\n\t\t\t\tdata-wp-on--click="actions.closeMenuOnClick"\n\t\t\t'
_CONTENT_DIRECTIVES: Final = '\n\t\t\t\tdata-wp-watch="callbacks.focusFirstElement"\n\t\t\t'
_SUBMENU: Final = {
    "data-wp-interactive": "core/navigation",
    "data-wp-context": (
        '{ "submenuOpenedBy": { "click": false, "hover": false, "focus": false }, '
        '"type": "submenu", "modal": null, "previousFocus": null }'
    ),
    "data-wp-watch": "callbacks.initMenu",
    "data-wp-on--focusout": "actions.handleMenuFocusout",
    "data-wp-on--keydown": "actions.handleMenuKeydown",
    "tabindex": "-1",
}
_HOVER: Final = {
    "data-wp-on--pointerenter": "actions.openMenuOnHover",
    "data-wp-on--pointerleave": "actions.closeMenuOnHover",
}


def submenu_visibility(values: JsonObject) -> str:
    """How submenus open: by `hover`, by `click` or `always`."""
    older = values.get("openSubmenusOnClick")
    if older is not None:
        return "hover" if is_empty(older) else "click"
    return to_text(values.get("submenuVisibility")) or "hover"


def navigation(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The menu, folded away on small screens unless the block says never."""
    menu, blocks = _content(instance, rendering)
    if any(_contains_navigation(block) for block in blocks):
        return ""
    is_interactive = _is_interactive(instance, blocks, rendering)
    name = _name(instance, menu, rendering)
    extra = {"class": _classes(instance), "style": _style(instance)}
    attributes = wrapper_attributes(
        instance, rendering.theme, **extra, **({"aria_label": name} if name else {})
    )
    html = _items(instance, blocks, rendering, is_interactive=is_interactive)
    if not _is_responsive(instance):
        return f"<nav {attributes}>{html}</nav>"
    html = _folding(instance, html, rendering, is_interactive=is_interactive)
    return f"<nav {attributes} {_directives(rendering, is_interactive=is_interactive)}>{html}</nav>"


def _content(instance: Instance, rendering: Rendering) -> tuple[Menu | None, tuple[Block, ...]]:
    """The menu that the block names, its own blocks, or the site's menu."""
    named = (
        instance.get("ref") if instance.get("navigationMenuId") is None else instance.get("navigationMenuId")
    )
    if named is not None:
        menu = rendering.data.ask(
            NavigationNeed(instance.number("ref") or instance.number("navigationMenuId"))
        )
        return menu, _blocks(menu.content) if menu is not None else ()
    if instance.block.inner:
        return None, instance.block.inner
    menu = rendering.data.ask(NavigationNeed())
    return None, (_blocks(menu.content) if menu is not None else ()) or (Block("core/page-list"),)


def _blocks(content: str) -> tuple[Block, ...]:
    return tuple(block for block in parse(content) if block.name is not None)


def _contains_navigation(block: Block) -> bool:
    waiting = [block]
    for current in waiting:
        if current.name == "core/navigation":
            return True
        waiting.extend(current.inner)
    return False


def _is_responsive(instance: Instance) -> bool:
    overlay = instance.get("overlayMenu")
    return (overlay is not None and overlay != "never") or instance.has("isResponsive")


def _has_submenus(blocks: tuple[Block, ...], rendering: Rendering) -> bool:
    if any(block.name == "core/navigation-submenu" for block in blocks):
        return True
    lists_pages = any(block.name == "core/page-list" for block in blocks)
    return lists_pages and any(page.parent for page in rendering.data.ask(PagesNeed()))


def _is_interactive(instance: Instance, blocks: tuple[Block, ...], rendering: Rendering) -> bool:
    opens = submenu_visibility(instance.attributes) == "click" or instance.has("showSubmenuIcon")
    return (opens and _has_submenus(blocks, rendering)) or _is_responsive(instance)


def _name(instance: Instance, menu: Menu | None, rendering: Rendering) -> str:
    """The menu's name; a second menu of the same name gets a number."""
    name = instance.text("ariaLabel") or (menu.title if menu is not None else "")
    count = rendering.count(f"navigation:{name}")
    return name if count == 1 else f"{name} {count}"


def _directives(rendering: Rendering, *, is_interactive: bool) -> str:
    if not is_interactive:
        return ""
    context: JsonObject = {
        "overlayOpenedBy": {"click": False, "hover": False, "focus": False},
        "type": "overlay",
        "roleAttribute": "",
        "ariaLabel": rendering.language.text("Menu"),
    }
    return f'\n\t\t data-wp-interactive="core/navigation" {context_attribute(context)}'


def _classes(instance: Instance) -> str:
    text, background = (
        _colours(instance, "textColor", "customTextColor"),
        _colours(instance, "backgroundColor", "customBackgroundColor"),
    )
    names = [
        *(_named(text, "has-text-color", "color")),
        *(_named(background, "has-background", "background-color")),
    ]
    if "fontSize" in instance.attributes:
        names.append(f"has-{instance.text('fontSize')}-font-size")
    names += ["is-responsive"] if _is_responsive(instance) else []
    names += [part for part in (_layout_class(instance),) if part]
    decoration = instance.get("style", "typography", "textDecoration")
    names += [] if is_empty(decoration) else [f"has-text-decoration-{to_text(decoration)}"]
    return " ".join(names)


def _colours(instance: Instance, named: str, custom: str) -> tuple[str, str]:
    older = {"customTextColor": "rgbTextColor", "customBackgroundColor": "rgbBackgroundColor"}.get(custom, "")
    value = instance.text(custom) or ("" if instance.has(named) else instance.text(older))
    return instance.text(named), value


def _named(colour: tuple[str, str], mark: str, suffix: str) -> list[str]:
    named, custom = colour
    if named:
        return [mark, f"has-{named}-{suffix}"]
    return [mark] if custom else []


def _layout_class(instance: Instance) -> str:
    layout = instance.get("layout")
    justify = to_text(at(layout, "justifyContent"))
    names = f"items-justified-{justify}" if justify in _JUSTIFIED else ""
    names += " is-vertical" if at(layout, "orientation") == "vertical" else ""
    return names + (" no-wrap" if at(layout, "flexWrap") == "nowrap" else "")


def _style(instance: Instance) -> str:
    style = ""
    for named, custom, name in (
        ("textColor", "customTextColor", "color"),
        ("backgroundColor", "customBackgroundColor", "background-color"),
    ):
        preset, value = _colours(instance, named, custom)
        style += f"{name}: {value};" if value and not preset else ""
    if "fontSize" not in instance.attributes and "customFontSize" in instance.attributes:
        style += f"font-size: {instance.text('customFontSize')}px;"
    return style


def _overlay_colours(instance: Instance) -> tuple[str, str]:
    names: list[str] = []
    style = ""
    for kind, mark, suffix, name in (
        ("overlayTextColor", "has-text-color", "color", "color"),
        ("overlayBackgroundColor", "has-background", "background-color", "background-color"),
    ):
        colour = _colours(instance, kind, f"custom{kind[0].upper()}{kind[1:]}")
        names += _named(colour, mark, suffix)
        style += f"{name}: {colour[1]};" if colour[1] and not colour[0] else ""
    return " ".join(names), style


def _items(
    instance: Instance, blocks: tuple[Block, ...], rendering: Rendering, *, is_interactive: bool
) -> str:
    """The items, in a list wherever they are list items."""
    classes = f"wp-block-navigation__container {_classes(instance)}"
    opening = f"<ul {wrapper_attributes(instance, rendering.theme, **{'class': classes, 'style': _style(instance)})}>"
    pieces: list[str] = []
    is_open = False
    for block in blocks:
        html = rendering.child(block, instance, instance.attributes)
        if block.name in _LISTED and not is_empty(html):
            html = f'<li class="wp-block-navigation-item">{html}</li>'
        is_item = Markup(html).next("LI") is not None
        if is_item is not is_open:
            pieces.append(opening if is_item else "</ul>")
            is_open = is_item
        pieces.append(html)
    joined = "".join([*pieces, "</ul>"] if is_open else pieces)
    if is_interactive and _has_submenus(blocks, rendering):
        return _with_submenu_directives(
            joined, opens_on_hover=submenu_visibility(instance.attributes) == "hover"
        )
    return joined


def _with_submenu_directives(html: str, *, opens_on_hover: bool) -> str:
    """Let items with a submenu open it; each is followed by its button and its list."""
    markup = Markup(html)
    while item := markup.next():
        if item.name == "LI" and item.has_class("has-child"):
            for name, value in {**_SUBMENU, **(_HOVER if opens_on_hover else {})}.items():
                item.set(name, value)
        elif item.name == "BUTTON" and item.has_class("wp-block-navigation-submenu__toggle"):
            item.set("data-wp-on--click", "actions.toggleMenuOnClick")
            item.set("data-wp-bind--aria-expanded", "state.isSubmenuOpen")
        elif item.name == "UL" and item.has_class("wp-block-navigation__submenu-container"):
            item.set("data-wp-on--focus", "actions.openMenuOnFocus")
    return str(markup)


def _folding(instance: Instance, html: str, rendering: Rendering, *, is_interactive: bool) -> str:
    """The menu behind a button."""
    _ = rendering.language.text
    name = rendering.ids.next("modal-")
    is_always = instance.get("overlayMenu") == "always"
    classes, style = _overlay_colours(instance)
    names = ["wp-block-navigation__responsive-container", "hidden-by-default" if is_always else "", classes]
    shown = f'style="{esc_attr(safe_css(style))}"' if style else ""
    has_icon = instance.get("hasIcon") is True
    icon = drawing("menu" if instance.get("icon") == "menu" else "menu-lines")
    directives = (
        _OPEN_DIRECTIVES,
        _CONTAINER_DIRECTIVES,
        _DIALOG_DIRECTIVES,
        _CLOSE_DIRECTIVES,
        _CONTENT_DIRECTIVES,
    )
    opening, container, dialog, closing, content = directives if is_interactive else ("", "", "", "", "")
    always = " always-shown" if is_always else ""
    close = (
        f'<button {_label(_("Close menu"), is_wanted=has_icon)} class="wp-block-navigation__responsive-container-close" '
        f"{closing}>{drawing('close') if has_icon else esc_html(_('Close'))}</button>"
    )
    return (
        f'<button aria-haspopup="dialog" {_label(_("Open menu"), is_wanted=has_icon)} '
        f'class="wp-block-navigation__responsive-container-open{always}" {opening}>{icon if has_icon else esc_html(_("Menu"))}</button>\n'
        f'\t\t\t\t<div class="{esc_attr(" ".join(part for part in names if part))}" {shown} id="{name}" {container}>\n'
        '\t\t\t\t\t<div class="wp-block-navigation__responsive-close" tabindex="-1">\n'
        f'\t\t\t\t\t\t<div class="wp-block-navigation__responsive-dialog" {dialog}>\n'
        f"\t\t\t\t\t\t\t{close}\n"
        f'\t\t\t\t\t\t\t<div class="wp-block-navigation__responsive-container-content" {content} id="{name}-content">\n'
        f"\t\t\t\t\t\t\t\t{html}\n\t\t\t\t\t\t\t\t\n"
        "\t\t\t\t\t\t\t</div>\n\t\t\t\t\t\t</div>\n\t\t\t\t\t</div>\n\t\t\t\t</div>"
    )


def _label(text: str, *, is_wanted: bool) -> str:
    return f'aria-label="{esc_attr(text)}"' if is_wanted else ""


RENDERERS: Final[Renderers] = {"core/navigation": navigation}
