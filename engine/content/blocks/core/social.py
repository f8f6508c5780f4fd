"""Links to profiles elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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

_NAMES: Final = {
    "fivehundredpx": "500px",
    "bluesky": "Bluesky",
    "chain": "Link",
    "codepen": "CodePen",
    "deviantart": "DeviantArt",
    "feed": "RSS Feed",
    "github": "GitHub",
    "lastfm": "Last.fm",
    "linkedin": "LinkedIn",
    "soundcloud": "SoundCloud",
    "tiktok": "TikTok",
    "vk": "VK",
    "whatsapp": "WhatsApp",
    "wordpress": "WordPress",
    "youtube": "YouTube",
}
_SERVICES: Final = frozenset(
    """
    amazon bandcamp behance discord dribbble dropbox etsy facebook flickr foursquare goodreads google gravatar
    instagram mail mastodon meetup medium patreon pinterest pocket reddit skype snapchat spotify telegram threads
    tumblr twitch twitter vimeo x yelp
    """.split()  # noqa: SIM905  # a table of names reads best as a paragraph
)
_ICON: Final = (
    '<svg width="24" height="24" viewBox="0 0 24 24" version="1.1" xmlns="http://www.w3.org/2000/svg" '
    'aria-hidden="true" focusable="false"><path d="M10 13.5a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10.5a4 4 0 '
    '0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1" fill="none" stroke="currentColor" stroke-width="1.5" /></svg>'
)


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
    label = instance.text("label").strip() or service_name(service)
    hidden = "" if not is_empty(context.get("showLabels")) else " screen-reader-text"
    markup = Markup(
        f'<li {attributes}><a href="{esc_url(_address(url))}" class="wp-block-social-link-anchor">{_ICON}'
        f'<span class="wp-block-social-link-label{hidden}">{esc_html(label)}</span></a></li>'
    )
    link, rel = markup.next("A"), instance.text("rel")
    if link is not None and not is_empty(context.get("openInNewTab")):
        link.set("rel", f"{rel} noopener nofollow".strip())
        link.set("target", "_blank")
    elif link is not None and rel:
        link.set("rel", rel.strip())
    return str(markup)


def service_name(service: str) -> str:
    """What a service calls itself."""
    return _NAMES.get(service) or (service.title() if service in _SERVICES else "Share Icon")


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
