"""Pictures: avatars, and images of the library with their sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.content.avatars import avatar_image
from engine.content.escaping import esc_attr
from engine.content.images import sizes_attribute, srcset

if TYPE_CHECKING:
    from engine.content.blocks.data import Person
    from engine.content.blocks.rendering import Rendering
    from engine.content.images import Picture


def avatar_tag(
    person: Person, size: int, rendering: Rendering, *, alt: str = "", classes: str = "", extra: str = ""
) -> str:
    """The avatar in two densities (`get_avatar`); nothing where the site shows none."""
    if not person.avatar or not rendering.site.shows_avatars:
        return ""
    source, double = (person.avatar.replace("{size}", str(pixels)) for pixels in (size, size * 2))
    names = [name for name in ("" if person.is_known else "avatar-default", classes) if name]
    wanted = rendering.loading_attributes(size, size)
    return avatar_image(source, double, size=size, alt=alt, classes=names, extra=extra, loading=wanted)


def thumbnail_tag(
    picture: Picture | None, size: str, rendering: Rendering, *, attributes: dict[str, str] | None = None
) -> str:
    """A post's featured image (`get_the_post_thumbnail`)."""
    if picture is None:
        return ""
    given = {"class": f"attachment-{size} size-{size}", **(attributes or {})}
    given["class"] += " wp-post-image"
    return image_tag(picture, size, rendering, attributes=given)


def image_tag(
    picture: Picture,
    size: str,
    rendering: Rendering,
    *,
    attributes: dict[str, str] | None = None,
    dimensions: tuple[int, int] | None = None,
) -> str:
    """An image of the library (`wp_get_attachment_image`); the whole where it has no such size."""
    chosen = picture.size(size)
    width, height = dimensions or (chosen.width, chosen.height)
    written = {
        "src": chosen.url,
        "class": f"attachment-{size} size-{size}",
        "alt": picture.alt,
        **(attributes or {}),
    }
    written |= rendering.loading_attributes(width, height)
    sources = srcset(picture, width, height, source=chosen.url)
    if sources:
        auto = "auto, " if written.get("loading") == "lazy" else ""
        written |= {"srcset": sources, "sizes": f"{auto}{sizes_attribute(width)}"}
    first = {"fetchpriority": written.pop("fetchpriority")} if "fetchpriority" in written else {}
    shown = "".join(f' {name}="{esc_attr(value)}"' for name, value in {**written, **first}.items())
    return f'<img width="{width}" height="{height}"{shown} />'
