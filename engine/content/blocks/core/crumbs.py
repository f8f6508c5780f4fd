"""Breadcrumbs: the way from the front page to this one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engine.content.blocks.data import Crumb, CrumbsNeed
from engine.content.blocks.supports.wrapper import wrapper_attributes
from engine.content.escaping import esc_html
from engine.content.json_values import to_int
from engine.content.kses import kses_post
from engine.content.language import filled
from engine.content.urls import esc_url

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering


def breadcrumbs(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The crumbs as a list; the page itself comes last."""
    page, _ = rendering.page, rendering.language.text
    is_front = "is_front_page" in page.flags
    if is_front and not instance.has("showOnHomePage"):
        return ""
    crumbs = _crumbs(instance, rendering)
    if crumbs is None:
        return ""
    is_inside = not is_front or page.number > 1 or (bool(rendering.site.front_page) and page.sheet > 1)
    home = Crumb(_("Home"), f"{rendering.site.home}/" if is_inside else "")
    shown = [home, *crumbs] if instance.has("showHomeItem") else [*crumbs]
    if not instance.has("showCurrentItem"):
        shown = shown[:-1]
    if not shown:
        return ""
    separator = instance.text("separator").replace("\\", "\\\\").replace('"', '\\"')
    attributes = wrapper_attributes(
        instance, rendering.theme, style=f'--separator: "{separator}";', aria_label=_("Breadcrumbs")
    )
    return f"<nav {attributes}><ol>{''.join(map(_item, shown))}</ol></nav>"


def _crumbs(instance: Instance, rendering: Rendering) -> tuple[Crumb, ...] | None:
    """Those of the page, or of the post in context where the page is none of a list."""
    page, _ = rendering.page, rendering.language.text
    if page.flags & {"is_home", "is_front_page", "is_search", "is_404", "is_archive"}:
        return page.crumbs
    number = instance.context.get("postId")
    if number is None or instance.context.get("postType") is None:
        return None
    crumbs = rendering.data.ask(CrumbsNeed(to_int(number), prefers_terms=instance.has("prefersTaxonomy")))
    if not crumbs:
        return crumbs
    if page.comments_number > 1:
        return (*crumbs, Crumb(filled(_("Comments Page %s"), str(page.comments_number))))
    if page.sheet > 1:
        return (*crumbs, Crumb(filled(_("Page %s"), str(page.sheet))))
    return (*crumbs[:-1], replace(crumbs[-1], url=""))


def _item(crumb: Crumb) -> str:
    label = kses_post(crumb.label) if crumb.is_html else esc_html(crumb.label)
    if crumb.url:
        return f'<li><a href="{esc_url(crumb.url)}">{label}</a></li>'
    return f'<li><span aria-current="page">{label}</span></li>'


RENDERERS: Final[Renderers] = {"core/breadcrumbs": breadcrumbs}
