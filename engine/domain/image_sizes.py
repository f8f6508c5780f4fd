"""The sizes of pictures: made when one is uploaded, completed later, each noted where WordPress looks for it."""

from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any, Final

from engine.backends.images import Looked, Made, Output, Step, Undecodable
from engine.content import subsizes
from engine.content.image_notes import image_notes
from engine.content.subsizes import Box, Cut
from engine.domain import media, meta, posts
from engine.domain.context import Context
from engine.model import php
from engine.model.errors import Invalid
from engine.model.posts import Post

# A picture larger than this is shown in a smaller version, and kept beside it.
BIG: Final = 2560
DISPLAYED: Final = frozenset({
    "image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/bmp", "image/x-icon",
})  # fmt: skip
RESIZED: Final = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"})
_QUALITY: Final = 82
_QUALITIES: Final = {"image/webp": 86}
_TURNED: Final = frozenset({5, 6, 7, 8})
_ORIENT: Final = (Step("orient"),)


def quality(mime_type: str) -> int:
    """How good a picture of the type is when it is written."""
    return _QUALITIES.get(mime_type, _QUALITY)


async def generated(ctx: Context, path: Path, looked: Looked, *, sizes: bool = True) -> dict[str, object]:
    """The metadata of a picture that is new among the uploads, with its sizes made (wp_create_image_subsizes).

    One that cannot be decoded is noted without sizes. Raises TooMuch for one that must not be.
    """
    facts: dict[str, object] = {
        "width": looked.width,
        "height": looked.height,
        "file": media.relative(ctx, path),
        "filesize": looked.filesize,
        "sizes": {},
        "image_meta": image_notes(looked.exif, looked.iptc, looked.xmp_alt),
    }
    if looked.media_type not in RESIZED or not sizes:
        return facts
    try:
        facts |= await _shown_version(ctx, path, looked, facts)
        facts["sizes"] = await _made(ctx, path, looked, wanted(ctx, looked))
    except Undecodable:
        return facts
    return facts


def wanted(ctx: Context, looked: Looked) -> dict[str, Cut]:
    """The sizes to make of a picture, turned as it is meant to be seen."""
    return subsizes.wanted(*_upright(looked), media.registered_sizes(ctx))


def _upright(looked: Looked) -> tuple[int, int]:
    turned = looked.orientation in _TURNED
    return (looked.height, looked.width) if turned else (looked.width, looked.height)


async def _shown_version(
    ctx: Context, path: Path, looked: Looked, facts: Mapping[str, Any]
) -> dict[str, object]:
    """What is shown in the place of a large or turned picture: a smaller or upright one beside it."""
    too_big = max(looked.width, looked.height) > BIG and looked.media_type != "image/png"
    steps: tuple[Step, ...]
    if too_big:
        width, height = subsizes.constrained(*_upright(looked), Box(BIG, BIG))
        name, steps = "scaled", (*_ORIENT, Step("resize", (width, height)))
    elif looked.orientation != 1:
        name, steps = "rotated", _ORIENT
    else:
        return {}
    target = path.with_name(subsizes.with_suffix(path.name, name))
    (made,) = await ctx.site.outside.images.make(
        path, (Output(str(target), quality(looked.media_type), steps),)
    )
    notes = facts["image_meta"]
    upright = {**notes, "orientation": 1} if looked.orientation != 1 else notes
    return {
        "width": made.width,
        "height": made.height,
        "file": media.relative(ctx, target),
        "filesize": made.filesize,
        "image_meta": upright,
        "original_image": path.name,
    }


async def _made(
    ctx: Context, path: Path, looked: Looked, cuts: Mapping[str, Cut]
) -> dict[str, dict[str, object]]:
    """Make sizes of a picture; several that come out alike share a file."""
    names = {
        cut: path.with_name(subsizes.with_suffix(path.name, f"{cut.width}x{cut.height}"))
        for cut in cuts.values()
    }
    outputs = {
        target: Output(str(target), quality(looked.media_type), _steps(cut, looked))
        for cut, target in names.items()
        if not target.exists()
    }
    if not outputs:
        return {}
    steps = _ORIENT if looked.orientation != 1 else ()
    found = await ctx.site.outside.images.make(path, tuple(outputs.values()), steps=steps)
    made = {Path(one.path): one for one in found}
    return {
        name: _noted(made[names[cut]], looked.media_type) for name, cut in cuts.items() if names[cut] in made
    }


def _steps(cut: Cut, looked: Looked) -> tuple[Step, ...]:
    resize = Step("resize", (cut.width, cut.height))
    if (cut.across, cut.down) == _upright(looked):
        return (resize,)
    return (Step("crop", astuple(cut)[:4]), resize)


def _noted(made: Made, mime_type: str) -> dict[str, object]:
    return {
        "file": Path(made.path).name,
        "width": made.width,
        "height": made.height,
        "mime-type": mime_type,
        "filesize": made.filesize,
    }


async def complete(ctx: Context, post: Post) -> None:
    """Make the sizes of a picture that are missing (wp_update_image_subsizes); its meta was remembered.

    Raises Invalid where the file is gone, or is no picture.
    """
    original = media.original_path(ctx, post)
    if original is None or post.mime_type not in DISPLAYED:
        raise Invalid("The file of this picture is not there.", code="invalid_attachment")
    looked = await ctx.site.outside.images.look(original)
    facts: dict[str, Any] = dict(media.metadata(ctx, post))
    if not facts:
        facts = await generated(ctx, original, looked)
    else:
        present = facts.get("sizes")
        known = present if isinstance(present, dict) else {}
        missing = {name: cut for name, cut in wanted(ctx, looked).items() if name not in known}
        if not missing or looked.media_type not in RESIZED:
            return
        facts["sizes"] = {**known, **await _made(ctx, original, looked, missing)}
    await note(ctx, post, facts)


async def note(ctx: Context, post: Post, facts: Mapping[str, object]) -> None:
    """Store what is known of a file (wp_update_attachment_metadata)."""
    await meta.put(ctx, "post", post.id, key="_wp_attachment_metadata", value=php.serialize(dict(facts)))
    ctx.remembered("attachment_metadata").pop(post.id, None)
    await posts.remember_meta(ctx, (post,))
