"""Media blocks: images, galleries, covers, files and videos."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engine.content.blocks.core.images import thumbnail_tag
from engine.content.blocks.core.posts import current_post
from engine.content.blocks.data import MediaNeed
from engine.content.json_values import at, is_empty, mapping, to_float, to_text
from engine.content.language import filled
from engine.content.markup import Markup, Tag
from engine.content.styles.names import is_unsafe_gap, spacing_value
from engine.content.styles.stylesheet import Rule
from engine.content.tags import strip_tags
from engine.content.urls import esc_url

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering
    from engine.content.images import Picture
    from engine.content.json_values import JsonValue

_GALLERY_GAP: Final = (
    "var( --wp--style--gallery-gap-default, "
    "var( --gallery-block--gutter-size, var( --wp--style--block-gap, 0.5em ) ) )"
)
_IMAGE_CLASS: Final = re.compile(r"wp-image-\d+", re.ASCII)
_COVER_INSIDE: Final = re.compile(r"<div\b[^>]*wp-block-cover__inner-container[\s\"|][^>]*>")
_EMPTY_CAPTION: Final = re.compile(r"(?:<!--.*?-->)*</figcaption[^>]*>", re.IGNORECASE | re.DOTALL)


def image(instance: Instance, html: str, _rendering: Rendering) -> str:
    """Drop images without a source and empty captions; galleries number their images."""
    markup = Markup(html)
    tag = markup.next("IMG")
    if tag is None or not tag.text("src"):
        return ""
    if at(instance.attributes, "metadata", "bindings", "id") is not None and instance.get("id") is not None:
        _match_class(tag, instance.text("id"))
    number = instance.get("data-id")
    if number is not None:
        tag.set("data-id", to_text(number))
    caption = markup.next("FIGCAPTION")
    if caption is None or instance.has("caption"):
        return str(markup)
    empty = _EMPTY_CAPTION.match(html, caption.end)
    if empty is None:
        return str(markup)
    before = Markup(html[: caption.start])
    _copy(tag, before.next("IMG"))
    return str(before) + html[empty.end() :]


def _copy(source: Tag, target: Tag | None) -> None:
    if target is None:
        return
    for name in ("class", "data-id"):
        value = source.get(name)
        if value is not None and value != target.get(name):
            target.set(name, value)


def _match_class(tag: Tag, number: str) -> None:
    """A bound image says whose it is."""
    classes = tag.text("class")
    if classes and f"wp-image-{number}" not in classes:
        tag.set("class", _IMAGE_CLASS.sub(f"wp-image-{number}", classes))


def gallery(instance: Instance, html: str, rendering: Rendering) -> str:
    """Give the gallery a class that carries its gap."""
    name = rendering.ids.next("wp-block-gallery-")
    markup = Markup(html)
    tag = markup.next()
    if tag is not None:
        tag.add_class(name)
    selector = f".wp-block-gallery.{name}"
    own = mapping(rendering.theme.styles, "blocks", "core/gallery")
    spacing = mapping(instance.attributes, "style", "spacing")
    fallback = at(own, "spacing", "blockGap")
    gap = spacing.get("blockGap") if "blockGap" in spacing else _GALLERY_GAP if fallback is None else fallback
    rules = [Rule(selector, {"--wp--style--unstable-gallery-gap": _column_gap(gap)})]
    for screen, query in rendering.theme.viewports.items():
        narrow = at(instance.attributes, "style", screen, "spacing", "blockGap")
        if narrow is None and "blockGap" not in spacing:
            narrow = at(own, screen, "spacing", "blockGap")
        if narrow is not None:
            rules.append(
                Rule(selector, {"--wp--style--unstable-gallery-gap": _column_gap(narrow)}, group=query)
            )
    rendering.styles.add(rules)
    return str(markup)


def _column_gap(gap: JsonValue) -> str:
    value = at(gap, "left") if isinstance(mapping(gap), dict) and mapping(gap) else gap
    text = value if isinstance(value, str) else ""
    if not text or (text != _GALLERY_GAP and is_unsafe_gap(text)):
        return _GALLERY_GAP
    column = to_text(spacing_value(text))
    return "0px" if column == "0" else column


def file(instance: Instance, html: str, rendering: Rendering) -> str:
    """Make a file's preview interactive."""
    if not instance.has("displayPreview"):
        return html
    markup = Markup(html)
    wrapper = markup.next()
    preview = markup.next("OBJECT")
    if wrapper is None or preview is None:
        return html
    wrapper.set("data-wp-interactive", "core/file")
    preview.set("data-wp-bind--hidden", "!state.hasPdfPreview")
    preview.set("hidden", True)
    name, _ = preview.text("aria-label"), rendering.language.text
    has_name = not is_empty(name) and name != "PDF embed"
    preview.set("aria-label", filled(_("Embed of %s."), name) if has_name else _("PDF embed"))
    return str(markup)


def video(instance: Instance, html: str, rendering: Rendering) -> str:
    """Tell browsers the video's shape before it is loaded."""
    number = instance.get("id")
    if not isinstance(number, int) or number <= 0 or "<video" not in html:
        return html
    media = rendering.data.ask(MediaNeed(number))
    markup = Markup(html)
    tag = markup.next("VIDEO")
    if media is None or tag is None or media.width <= 0 or media.height <= 0:
        return html
    tag.set("width", str(media.width))
    tag.set("height", str(media.height))
    tag.set("style", f"aspect-ratio: {media.width} / {media.height};{tag.text('style')}")
    return str(markup)


def cover(instance: Instance, html: str, rendering: Rendering) -> str:
    """Put the post's featured image behind the cover."""
    if instance.get("backgroundType") != "image" or not instance.has("useFeaturedImage"):
        return html
    post = current_post(instance, rendering)
    media = rendering.data.ask(MediaNeed(post.thumbnail)) if post is not None and post.thumbnail else None
    place = _COVER_INSIDE.search(html)
    if media is None or place is None:
        return html
    is_background = instance.has("hasParallax") or instance.has("isRepeated")
    image = _cover_background(instance, media) if is_background else _cover_image(instance, media, rendering)
    return html[: place.start()] + image + html[place.start() :]


def _focus(instance: Instance) -> str:
    if instance.get("focalPoint") is None:
        return ""
    across, down = (round_half_up(to_float(instance.get("focalPoint", axis)) * 100) for axis in ("x", "y"))
    return f"{across}% {down}%"


def round_half_up(value: float) -> int:
    """PHP's `round()` to a whole number."""
    return int(value + 0.5) if value >= 0 else -int(-value + 0.5)


def _cover_image(instance: Instance, media: Picture, rendering: Rendering) -> str:
    attributes = {"class": "wp-block-cover__image-background", "alt": media.alt, "data-object-fit": "cover"}
    focus = _focus(instance)
    if focus:
        attributes |= {"data-object-position": focus, "style": f"object-position:{focus};"}
    size = instance.text("sizeSlug") or "post-thumbnail"
    return thumbnail_tag(media, size, rendering, attributes=attributes)


def _cover_background(instance: Instance, media: Picture) -> str:
    markup = Markup("<div></div>")
    tag = markup.next()
    if tag is None:
        return ""
    alt = strip_tags(media.alt).strip()
    if alt:
        tag.set("role", "img")
        tag.set("aria-label", alt)
    names = {
        "wp-block-cover__image-background": True,
        f"wp-image-{media.id}": True,
        "has-parallax": instance.has("hasParallax"),
        "is-repeated": instance.has("isRepeated"),
    }
    for name, wanted in names.items():
        if wanted:
            tag.add_class(name)
    url = esc_url(media.size(instance.text("sizeSlug") or "full").url)
    tag.set("style", f"background-position:{_focus(instance) or '50% 50%'};background-image:url({url});")
    return str(markup)


def media_text(instance: Instance, html: str, rendering: Rendering) -> str:
    """Put the post's featured image beside the text."""
    if not instance.has("useFeaturedImage"):
        return html
    post = current_post(instance, rendering)
    media = rendering.data.ask(MediaNeed(post.thumbnail)) if post is not None and post.thumbnail else None
    if media is None:
        return html
    is_filled = instance.has("imageFill")
    rendering.ids.next()
    markup = Markup(html)
    figures: list[Tag] = []
    while tag := markup.next():
        if is_filled and tag.name == "DIV" and tag.has_class("wp-block-media-text"):
            tag.remove_class("is-image-fill")
            tag.add_class("is-image-fill-element")
        if tag.name == "FIGURE" and tag.text("class") == "wp-block-media-text__media":
            figures.append(tag)
    if not figures:
        return str(markup)
    figure = figures[-1] if instance.get("mediaPosition") == "right" else figures[0]
    figure.append_inside(_beside(instance, media, is_filled=is_filled))
    return str(markup)


def _beside(instance: Instance, media: Picture, *, is_filled: bool) -> str:
    markup = Markup("<img>")
    tag = markup.next()
    if tag is not None:
        tag.set("src", media.url)
        tag.set("class", f"wp-image-{media.id} size-{instance.text('mediaSizeSlug') or 'full'}")
        tag.set("alt", strip_tags(media.alt).strip())
        if is_filled:
            tag.set("style", f"object-position:{_focus(instance) or '50% 50%'};")
    return str(markup)


RENDERERS: Final[Renderers] = {
    "core/cover": cover,
    "core/media-text": media_text,
    "core/video": video,
    "core/file": file,
    "core/gallery": gallery,
    "core/image": image,
}
