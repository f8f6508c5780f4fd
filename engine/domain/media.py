"""Attachments: where their files are, what is known of them, and the sizes an image comes in."""

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any, cast

from engine.content import files
from engine.content.escaping import esc_attr
from engine.content.images import ImageSize, Loading, Picture, filter_content_tags, sizes_attribute, srcset
from engine.content.players import audio, video
from engine.content.subsizes import Box, constrained, cut
from engine.domain import meta
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model import php
from engine.model.posts import Post

Metadata = Mapping[str, Any]

_NOTHING: Metadata = {}
# The sizes of images besides those of the options, by WordPress's names.
_FURTHER_SIZES = {"1536x1536": 1536, "2048x2048": 2048}
_PDF_SIZES = ("thumbnail", "medium", "large")


def is_image(post: Post) -> bool:
    """Whether an attachment is a picture."""
    return post.mime_type.startswith("image/")


def metadata(ctx: Context, post: Post) -> Metadata:
    """What was found out about a file when it was uploaded; needs the post's meta."""
    known = cast("dict[int, Metadata]", ctx.remembered("attachment_metadata"))
    if post.id not in known:
        stored = php.maybe_unserialize(meta.value(ctx, "post", post.id, "_wp_attachment_metadata"))
        known[post.id] = cast("Metadata", stored) if isinstance(stored, dict) else _NOTHING
    return known[post.id]


def file_of(ctx: Context, post: Post) -> str:
    """The path of an attachment's file below the folder of uploads, '' if there is none; needs the post's meta."""
    return meta.value(ctx, "post", post.id, "_wp_attached_file")


def url_of(ctx: Context, post: Post) -> str:
    """The address of an attachment's file."""
    file = file_of(ctx, post)
    return f"{ctx.uploads_url}/{file}" if file else post.guid


def relative(ctx: Context, path: Path) -> str:
    """The path of a file below the folder of uploads (_wp_relative_upload_path)."""
    return path.relative_to(ctx.site.settings.uploads_dir).as_posix()


def original_path(ctx: Context, post: Post) -> Path | None:
    """Where the file lies as it was uploaded (wp_get_original_image_path); None if it does not."""
    own, original = file_of(ctx, post), metadata(ctx, post).get("original_image")
    root = ctx.site.settings.uploads_dir
    path = root / own
    if original:
        path = path.with_name(posixpath.basename(str(original)))
    inside = own and path.resolve().is_relative_to(root.resolve()) and path.is_file()
    return path if inside else None


def alt_text(ctx: Context, post: Post) -> str:
    """What an image says to those who do not see it; needs the post's meta."""
    return meta.value(ctx, "post", post.id, "_wp_attachment_image_alt")


def filename(ctx: Context, post: Post) -> str | None:
    """The name of the file as it was uploaded, before WordPress made a large image smaller."""
    original = metadata(ctx, post).get("original_image")
    return str(original) if original else posixpath.basename(file_of(ctx, post)) or None


def filesize(ctx: Context, post: Post) -> int | None:
    """The size of the file in bytes: as it was noted, or as it is."""
    noted = metadata(ctx, post).get("filesize")
    if isinstance(noted, int) and noted > 0:
        return noted
    folder = ctx.site.settings.uploads_dir.resolve()
    path = (folder / file_of(ctx, post)).resolve()
    return path.stat().st_size if path.is_relative_to(folder) and path.is_file() else None


def size_url(ctx: Context, post: Post, file: str) -> str:
    """The address of a file beside the attachment's own."""
    return f"{posixpath.dirname(url_of(ctx, post))}/{file}"


def further_files(ctx: Context, post: Post) -> list[str]:
    """The names of the files beside the attachment's own: smaller sizes, and the original of a large picture."""
    found = metadata(ctx, post)
    names = [size.file for size in _sizes(ctx, post, found)]
    return [*names, str(found["original_image"])] if found.get("original_image") else names


def picture(ctx: Context, post: Post) -> Picture:
    """An attachment as texts show it."""
    found = metadata(ctx, post)
    return Picture(
        id=post.id,
        url=url_of(ctx, post),
        alt=alt_text(ctx, post),
        caption=post.excerpt,
        width=_integer(found.get("width")),
        height=_integer(found.get("height")),
        sizes=tuple(_sizes(ctx, post, found)),
        is_animated=post.mime_type == "image/gif",
    )


def size_for_width(ctx: Context, post: Post, width: int) -> ImageSize:
    """The smallest size of a picture that is at least so wide and not cropped, brought to that width."""
    whole = picture(ctx, post)
    full = ImageSize("full", whole.url, whole.width, whole.height)
    wide = [one for one in whole.sizes if one.width >= width and _is_whole(one, full)]
    found = min(wide, key=lambda one: one.width * one.height, default=full)
    shown = constrained(found.width, found.height, Box(width, 0))
    return replace(found, width=shown[0], height=shown[1])


def _is_whole(size: ImageSize, full: ImageSize) -> bool:
    """Whether a size shows all of the picture (wp_image_matches_ratio)."""
    expected = constrained(full.width, full.height, Box(size.width, 0))
    return abs(expected[0] - size.width) <= 1 and abs(expected[1] - size.height) <= 1


def _sizes(ctx: Context, post: Post, found: Metadata) -> Iterator[ImageSize]:
    sizes = found.get("sizes")
    for name, size in sizes.items() if isinstance(sizes, dict) else ():
        if isinstance(size, dict) and size.get("file"):
            url = size_url(ctx, post, str(size["file"]))
            yield ImageSize(str(name), url, _integer(size.get("width")), _integer(size.get("height")))


def _integer(value: object) -> int:
    return value if isinstance(value, int) else int(value) if str(value).isdecimal() else 0  # type: ignore[call-overload]


def preview(ctx: Context, post: Post, *, number: Callable[[str], int]) -> str:
    """What stands in front of an attachment's description: a player, or the picture or title linked to the file.

    `number` counts the players of a kind on the page.
    """
    family = post.mime_type.partition("/")[0]
    if family in {"audio", "video"}:
        return _player(ctx, post, family, number(family))
    shown = _image(ctx, post) if is_image(post) else escape(post.title, quote=False)
    return f"<p class=\"attachment\"><a href='{esc_attr(url_of(ctx, post))}'>{shown}</a></p>"


def _player(ctx: Context, post: Post, family: str, number: int) -> str:
    """A player for sound or film."""
    source: dict[str | int, str] = {"src": url_of(ctx, post)}
    if family == "audio":
        return audio(source, (), post_id=post.id, number=number)
    for side in ("width", "height"):
        if _integer(metadata(ctx, post).get(side)):
            source[side] = str(_integer(metadata(ctx, post)[side]))
    return video(source, None, (), post_id=post.id, number=number)


def _image(ctx: Context, post: Post) -> str:
    """The image in its medium size, as wp_get_attachment_image makes it and the_content completes it."""
    whole = picture(ctx, post)
    size = whole.size("medium")
    width, height = constrained(size.width, size.height, registered_sizes(ctx)["medium"])
    sources = srcset(whole, width, height, source=size.url)
    choice = f' srcset="{esc_attr(sources)}" sizes="{sizes_attribute(width)}"' if sources else ""
    html = (
        f'<img width="{width}" height="{height}" src="{esc_attr(size.url)}" class="attachment-medium size-medium"'
        f' alt="{esc_attr(whole.alt.strip())}"{choice} />'
    )
    return filter_content_tags(html, lambda _number: None, Loading())


def registered_sizes(ctx: Context) -> dict[str, Box]:
    """The sizes that images are made in: those of the options, WordPress's two large ones, and those of plugins."""
    options = ctx.options
    sizes = {
        name: Box(
            options.integer(f"{name}_size_w"),
            options.integer(f"{name}_size_h"),
            crop=options.flag(f"{name}_crop"),
        )
        for name in ("thumbnail", "medium", "medium_large", "large")
    }
    sizes |= {name: Box(side, side) for name, side in _FURTHER_SIZES.items()}
    return sizes | ctx.types.image_sizes


def missing_sizes(ctx: Context, post: Post) -> list[str]:
    """The sizes that could be made of an image and are not there; for a PDF, of pictures of its first page."""
    found = metadata(ctx, post)
    present = found.get("sizes")
    names = set(present) if isinstance(present, dict) else set()
    if post.mime_type == "application/pdf":
        return [name for name in _PDF_SIZES if name not in names]
    width, height = _integer(found.get("width")), _integer(found.get("height"))
    boxes = registered_sizes(ctx) if is_image(post) else {}
    return [name for name in boxes if name not in names and cut(width, height, boxes[name])]


def allowed_types(ctx: Context) -> dict[str, list[str]]:
    """The media types the actor may upload, by their family: image, video, text …."""
    families: dict[str, list[str]] = {}
    for mime_type in files.allowed_types(unfiltered_html=can(ctx, "unfiltered_html")).values():
        families.setdefault(mime_type.partition("/")[0], []).append(mime_type)
    return families
