"""Links to profiles elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.content.blocks.core.icons import service as service_of
from engine.content.blocks.supports.wrapper import wrapper_attributes
from engine.content.emails import is_email
from engine.content.escaping import esc_html
from engine.content.json_values import is_empty, to_text
from engine.content.markup import Markup
from engine.content.urls import esc_url, parse_url

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering
    from engine.content.json_values import JsonObject


def social_link(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A link with the service's name."""
    url, service = instance.text("url"), instance.text("service") or "Icon"
    if is_empty(url):
        return ""
    context = instance.context
    classes = f"wp-social-link wp-social-link-{service}{_colour_classes(context)}"
    attributes = wrapper_attributes(
        instance, rendering.theme, **{"class": classes, "style": _colour_style(context)}
    )
    own_name, drawing = service_of(service)
    label = instance.text("label").strip() or own_name
    hidden = "" if not is_empty(context.get("showLabels")) else " screen-reader-text"
    markup = Markup(
        f'<li {attributes}><a href="{esc_url(_address(url))}" class="wp-block-social-link-anchor">{drawing}'
        f'<span class="wp-block-social-link-label{hidden}">{esc_html(label)}</span></a></li>'
    )
    link, rel = markup.next("A"), instance.text("rel")
    if link is not None and not is_empty(context.get("openInNewTab")):
        link.set("rel", f"{rel} noopener nofollow".strip())
        link.set("target", "_blank")
    elif link is not None and rel:
        link.set("rel", rel.strip())
    return str(markup)


def _address(url: str) -> str:
    if is_email(url):
        return f"mailto:{url}"
    parsed = parse_url(url)
    has_scheme = parsed is not None and bool(parsed.scheme)
    return url if has_scheme or url.startswith(("//", "#")) else f"https://{url}"


def _colour_classes(context: JsonObject) -> str:
    names = [
        f"has-{to_text(context[key])}-{suffix}"
        for key, suffix in (("iconColor", "color"), ("iconBackgroundColor", "background-color"))
        if key in context
    ]
    return " " + " ".join(names)


def _colour_style(context: JsonObject) -> str:
    return "".join(
        f"{name}:{to_text(context[key])};"
        for key, name in (("iconColorValue", "color"), ("iconBackgroundColorValue", "background-color"))
        if key in context
    )


RENDERERS: Final[Renderers] = {"core/social-link": social_link}
