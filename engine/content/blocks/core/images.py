"""Pictures: avatars, and images of the library with their sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.content.escaping import esc_attr
from engine.content.urls import esc_url

if TYPE_CHECKING:
    from engine.content.blocks.data import ImageSize, MediaView, Person
    from engine.content.blocks.rendering import Rendering

_WIDEST_SOURCE = 2048
_SAME_SHAPE = 1
"""Pixels that a smaller size may differ from the scaled whole and still count as the same picture."""


def avatar_tag(
    person: Person, size: int, rendering: Rendering, *, alt: str = "", classes: str = "", extra: str = ""
) -> str:
    """The avatar in two densities (`get_avatar`); nothing where the site shows none."""
    if not person.avatar or not rendering.site.shows_avatars:
        return ""
    source, double = (esc_url(person.avatar.replace("{size}", str(pixels))) for pixels in (size, size * 2))
    known = "" if person.is_known else "avatar-default"
    names = " ".join(name for name in (f"avatar avatar-{size} photo", known, classes) if name)
    return (
        f"<img alt='{esc_attr(alt)}' src='{source}' srcset='{double} 2x' class='{esc_attr(names)}' "
        f"height='{size}' width='{size}'{extra} loading='lazy' decoding='async'/>"
    )


def thumbnail_tag(media: MediaView | None, size: str, *, attributes: dict[str, str] | None = None) -> str:
    """A post's featured image (`get_the_post_thumbnail`)."""
    if media is None:
        return ""
    given = {"class": f"attachment-{size} size-{size}", **(attributes or {})}
    given["class"] += " wp-post-image"
    return image_tag(media, size, attributes=given)


def image_tag(
    media: MediaView,
    size: str,
    *,
    attributes: dict[str, str] | None = None,
    dimensions: tuple[int, int] | None = None,
) -> str:
    """An image of the library (`wp_get_attachment_image`); its own size where `size` is none that it has."""
    chosen = next((entry for entry in media.sizes if entry.name == size), None)
    url, width, height = (
        (chosen.url, chosen.width, chosen.height) if chosen else (media.url, media.width, media.height)
    )
    if dimensions:
        width, height = dimensions
    written = {"src": url, "class": f"attachment-{size} size-{size}", "alt": media.alt, **(attributes or {})}
    written |= {"decoding": "async", "loading": "lazy"}
    sources = _sources(media, width, height)
    if sources:
        written["srcset"] = sources
        auto = "auto, " if written.get("loading") == "lazy" else ""
        written["sizes"] = f"{auto}(max-width: {width}px) 100vw, {width}px"
    shown = "".join(f' {name}="{esc_attr(value)}"' for name, value in written.items())
    return f'<img width="{width}" height="{height}"{shown} />'


def sized_url(media: MediaView, size: str) -> str:
    """The address of a size, of the whole image where it has none of that name."""
    return next((entry.url for entry in media.sizes if entry.name == size), media.url)


def _sources(media: MediaView, width: int, height: int) -> str:
    """The sizes of the same shape with their widths, nothing where there is but one."""
    fitting = [
        entry
        for entry in media.sizes
        if _is_same_shape(entry, width, height) and entry.width <= _WIDEST_SOURCE
    ]
    widths = {entry.width: f"{entry.url} {entry.width}w" for entry in reversed(fitting)}
    return (
        ", ".join(widths[entry] for entry in dict.fromkeys(size.width for size in fitting))
        if len(widths) > 1
        else ""
    )


def _is_same_shape(entry: ImageSize, width: int, height: int) -> bool:
    if not width or not height or not entry.width:
        return False
    if entry.width > width:
        return abs(round(height * entry.width / width) - entry.height) <= _SAME_SHAPE
    return abs(round(entry.width * height / width) - entry.height) <= _SAME_SHAPE
