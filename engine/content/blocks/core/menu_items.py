"""Items of a navigation: links, submenus and lists of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.content.blocks.core.icons import drawing
from engine.content.blocks.core.navigation import submenu_visibility
from engine.content.blocks.data import PagesNeed, PostNeed
from engine.content.blocks.supports.wrapper import wrapper_attributes
from engine.content.escaping import esc_attr, esc_html
from engine.content.json_values import at, is_empty, is_numeric, to_int, to_text
from engine.content.kses import kses_post
from engine.content.language import filled
from engine.content.markup import Markup
from engine.content.query_strings import parse_query
from engine.content.styles.names import kebab_case
from engine.content.tags import strip_all_tags
from engine.content.urls import esc_url, urldecode

if TYPE_CHECKING:
    from engine.content.blocks.data import PostView
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering
    from engine.content.json_values import JsonObject

_ICON: Final = drawing("submenu")


def navigation_link(instance: Instance, html: str, rendering: Rendering) -> str:
    """A link, with the items inside of it as its submenu."""
    if not instance.has("label") or not _may_show(instance, rendering):
        return ""
    has_submenu = bool(html.strip())
    is_active = _is_active(instance, rendering)
    names = [
        " wp-block-navigation-item",
        "has-child" if has_submenu else "",
        "current-menu-item" if is_active else "",
    ]
    attributes = wrapper_attributes(
        instance, rendering.theme, **{"class": " ".join(name for name in names if name)}
    )
    url = instance.get("url")
    link = "" if url is None else f' href="{esc_url(_readable(to_text(url)))}"'
    link += _link_attributes(instance, is_active=is_active)
    item = f'<li {attributes}><a class="wp-block-navigation-item__content" {link}>{_text(instance)}</a>'
    if has_submenu and not is_empty(instance.context.get("showSubmenuIcon")):
        item += f'<span class="wp-block-navigation__submenu-icon">{_ICON}</span>'
    if has_submenu:
        item += f'<ul class="wp-block-navigation__submenu-container">{html}</ul>'
    return f"{item}</li>"


def _may_show(instance: Instance, rendering: Rendering) -> bool:
    """Links to posts that are not published are left out."""
    number = instance.get("id")
    is_post = instance.get("kind") == "post-type" or instance.get("type") in ("post", "page")
    if not is_post or not is_numeric(number):
        return True
    return rendering.data.ask(PostNeed(to_int(number))) is not None


def _is_active(instance: Instance, rendering: Rendering) -> bool:
    page, number = rendering.page, instance.number("id")
    kind = instance.text("kind") or "post-type"
    if number and number == page.queried_id:
        return (kind == "taxonomy") is (page.queried_term is not None)
    url = instance.text("url")
    return "is_post_type_archive" in page.flags and bool(url) and url == page.archive_url


def _readable(url: str) -> str:
    """Addresses with an encoded query are decoded, as WordPress does before it encodes them."""
    _, _, query = url.partition("?")
    values = [value for value in parse_query(query.partition("#")[0]).values() if isinstance(value, str)]
    return urldecode(url) if any(value and urldecode(value) != value for value in values) else url


def _link_attributes(instance: Instance, *, is_active: bool) -> str:
    written = ' aria-current="page"' if is_active else ""
    if instance.get("opensInNewTab") is True:
        written += ' target="_blank"  '
    if instance.get("rel") is not None:
        written += f' rel="{esc_attr(instance.text("rel"))}"'
    elif instance.has("nofollow"):
        written += ' rel="nofollow"'
    if instance.get("title") is not None:
        written += f' title="{esc_attr(instance.text("title"))}"'
    return written


def _text(instance: Instance) -> str:
    label = f'<span class="wp-block-navigation-item__label">{kses_post(instance.text("label"))}</span>'
    if not instance.has("description"):
        return label
    description = kses_post(instance.text("description"))
    return f'{label}<span class="wp-block-navigation-item__description">{description}</span>'


def navigation_submenu(instance: Instance, html: str, rendering: Rendering) -> str:
    """A link or a button with a submenu."""
    if not instance.has("label") or not _may_show(instance, rendering):
        return ""
    has_submenu = bool(html.strip())
    is_active = _is_active(instance, rendering)
    has_icon = not is_empty(instance.context.get("showSubmenuIcon"))
    visibility = submenu_visibility(instance.context)
    names = {
        "wp-block-navigation-item": True,
        "has-child": has_submenu,
        "open-on-click": visibility == "click",
        "open-on-hover-click": visibility == "hover" and has_icon,
        "open-always": visibility == "always",
        "current-menu-item": is_active,
    }
    classes = " ".join(name for name, wanted in names.items() if wanted)
    attributes = wrapper_attributes(instance, rendering.theme, **{"class": classes})
    if visibility == "click":
        inner = _toggle(instance, rendering, has_submenu=has_submenu)
    else:
        inner = _submenu_link(instance, rendering, is_active=is_active, has_toggle=has_icon and has_submenu)
    item = f"<li {attributes}>{inner}"
    if has_submenu and "current-menu-item" in html:
        item = _as_ancestor(item)
    return f"{item}{_submenu(instance, html, rendering) if has_submenu else ''}</li>"


def _toggle_label(label: str, rendering: Rendering) -> str:
    return esc_attr(filled(rendering.language.text("%s submenu"), strip_all_tags(label)))


def _toggle(instance: Instance, rendering: Rendering, *, has_submenu: bool) -> str:
    icon = f'<span class="wp-block-navigation__submenu-icon">{_ICON}</span>' if has_submenu else ""
    return (
        f'<button aria-label="{_toggle_label(kses_post(instance.text("label")), rendering)}" class="wp-block-navigation-item__content '
        f'wp-block-navigation-submenu__toggle" aria-expanded="false">{_text(instance)}</button>{icon}'
    )


def _submenu_link(instance: Instance, rendering: Rendering, *, is_active: bool, has_toggle: bool) -> str:
    url = instance.text("url")
    link = "" if is_empty(url) else f' href="{esc_url(url)}"'
    link += _link_attributes(instance, is_active=is_active)
    html = f'<a class="wp-block-navigation-item__content"{link}>{_text(instance)}</a>'
    if has_toggle:
        html += (
            f'<button aria-label="{_toggle_label(kses_post(instance.text("label")), rendering)}" class="wp-block-navigation__submenu-icon '
            f'wp-block-navigation-submenu__toggle" aria-expanded="false">{_ICON}</button>'
        )
    return html


def _as_ancestor(html: str) -> str:
    markup = Markup(html)
    while item := markup.next(class_name="wp-block-navigation-item"):
        item.add_class("current-menu-ancestor")
    return str(markup)


def _submenu(instance: Instance, html: str, rendering: Rendering) -> str:
    classes, style = _overlay(instance.context)
    names = f"wp-block-navigation__submenu-container {classes}".strip()
    attributes = wrapper_attributes(instance, rendering.theme, **{"class": names, "style": style})
    return f"<ul {attributes}>{html}</ul>"


def _overlay(context: JsonObject) -> tuple[str, str]:
    """Classes and style of what opens over the page."""
    names: list[str] = []
    style = ""
    for kind, mark, suffix, name in (
        ("overlayTextColor", "has-text-color", "color", "color"),
        ("overlayBackgroundColor", "has-background", "background-color", "background-color"),
    ):
        custom = to_text(context.get(f"custom{kind[0].upper()}{kind[1:]}"))
        if kind in context:
            names += [mark, f"has-{kebab_case(to_text(context[kind]))}-{suffix}"]
        elif custom:
            names.append(mark)
            style += f"{name}: {custom};"
    return " ".join(names), style


def page_list(instance: Instance, _html: str, rendering: Rendering) -> str:
    """All pages, or those below one."""
    pages = rendering.data.ask(PagesNeed())
    children: dict[int, list[PostView]] = {}
    for page in pages:
        children.setdefault(page.parent, []).append(page)
    root = instance.number("parentPageID")
    if not children.get(root):
        return ""
    items = _PageItems(instance, rendering, children).html(root, depth=0)
    if not is_empty(instance.context.get("core/isInsideSubmenu")):
        return items
    classes, style = _page_colours(instance.context)
    attributes = wrapper_attributes(instance, rendering.theme, **{"class": classes, "style": style})
    return f"<ul {attributes}>{items}</ul>"


def _page_colours(context: JsonObject) -> tuple[str, str]:
    names: list[str] = []
    style = ""
    for kind, part, mark, suffix, name in (
        ("textColor", "text", "has-text-color", "color", "color"),
        ("backgroundColor", "background", "has-background", "background-color", "background-color"),
    ):
        custom = to_text(context.get(f"custom{kind[0].upper()}{kind[1:]}")) or to_text(
            at(context, "style", "color", part)
        )
        if kind in context:
            names += [mark, f"has-{kebab_case(to_text(context[kind]))}-{suffix}"]
        elif custom:
            names.append(mark)
            style += f"{name}: {custom};"
    return " ".join(names), style


class _PageItems:
    """The pages below one as items, each with those below it."""

    def __init__(self, instance: Instance, rendering: Rendering, children: dict[int, list[PostView]]) -> None:
        self._context = instance.context
        self._rendering = rendering
        self._children = children
        self._in_navigation = "showSubmenuIcon" in instance.context
        self._has_icon = self._in_navigation and not is_empty(instance.context.get("showSubmenuIcon"))
        self._visibility = submenu_visibility(instance.context) if self._in_navigation else "hover"
        self._is_nested = not is_empty(instance.context.get("core/isInsideSubmenu"))
        self._ancestors = self._ancestors_of(rendering.page.queried_id)

    def html(self, parent: int, *, depth: int) -> str:
        return "".join(self._item(page, depth=depth) for page in self._children.get(parent, ()))

    def _ancestors_of(self, number: int) -> set[int]:
        parents = {page.id: page.parent for pages in self._children.values() for page in pages}
        found: set[int] = set()
        while number in parents and parents[number] and parents[number] not in found:
            number = parents[number]
            found.add(number)
        return found

    def _item(self, page: PostView, *, depth: int) -> str:
        has_children = bool(self._children.get(page.id))
        classes, style = self._classes(page, depth=depth, has_children=has_children)
        html = f'<li class="{esc_attr(classes)}"{style}>{self._link(page, has_children=has_children)}'
        if has_children:
            html += self._toggle(page)
            inner = self.html(page.id, depth=depth + 1)
            html += f'<ul class="wp-block-navigation__submenu-container">{inner}</ul>'
        return f"{html}</li>"

    def _classes(self, page: PostView, *, depth: int, has_children: bool) -> tuple[str, str]:
        in_navigation, visibility = self._in_navigation, self._visibility
        names = {
            "wp-block-pages-list__item": True,
            "current-menu-item": self._is_active(page),
            "current-menu-ancestor": page.id in self._ancestors,
            "has-child": has_children,
            "wp-block-navigation-item": in_navigation,
            "open-on-click": in_navigation and visibility == "click",
            "open-on-hover-click": in_navigation and visibility == "hover" and self._has_icon,
            "open-always": in_navigation and visibility == "always",
        }
        classes, style = " ".join(name for name, wanted in names.items() if wanted), ""
        if depth > 0 or self._is_nested:
            overlay, style = _overlay(self._context)
            classes += f" {overlay}"
        if page.id == self._rendering.site.front_page:
            classes += " menu-item-home"
        return classes, f' style="{esc_attr(style)}"' if style else ""

    def _is_active(self, page: PostView) -> bool:
        return page.id == self._rendering.page.queried_id

    def _link(self, page: PostView, *, has_children: bool) -> str:
        content = " wp-block-navigation-item__content" if self._in_navigation else ""
        title = kses_post(self._title(page))
        if has_children and self._in_navigation and self._visibility == "click":
            return (
                f'<button aria-label="{self._label(page)}" class="{content} wp-block-navigation-submenu__toggle" '
                f'aria-expanded="false">{title}</button>'
                f'<span class="wp-block-page-list__submenu-icon wp-block-navigation__submenu-icon">{_ICON}</span>'
            )
        current = ' aria-current="page"' if self._is_active(page) else ""
        return f'<a class="wp-block-pages-list__item__link{content}" href="{esc_url(page.link)}"{current}>{title}</a>'

    def _toggle(self, page: PostView) -> str:
        if not self._has_icon or self._visibility == "click":
            return ""
        return (
            f'<button aria-label="{self._label(page)}" class="wp-block-navigation__submenu-icon '
            f'wp-block-navigation-submenu__toggle" aria-expanded="false">{_ICON}</button>'
        )

    def _label(self, page: PostView) -> str:
        return _toggle_label(self._title(page), self._rendering)

    def _title(self, page: PostView) -> str:
        return page.title or self._rendering.language.text("(no title)")


def overlay_close(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The button that closes an overlay, with icon, text or both."""
    mode, said = instance.text("displayMode") or "icon", rendering.language.text("Close")
    text = kses_post(instance.text("text")) if instance.has("text") else esc_html(said)
    html = drawing("overlay-close") if mode in ("icon", "both") else ""
    if mode in ("text", "both"):
        html += f'<span class="wp-block-navigation-overlay-close__text">{text}</span>'
    label = "" if mode in ("text", "both") else f'aria-label="{esc_attr(said)}"'
    return f'<button {wrapper_attributes(instance, rendering.theme)} type="button" {label} >{html}</button>'


RENDERERS: Final[Renderers] = {
    "core/navigation-overlay-close": overlay_close,
    "core/navigation-link": navigation_link,
    "core/navigation-submenu": navigation_submenu,
    "core/page-list": page_list,
}
