"""The sizes of pictures: made when one is uploaded, completed later, each noted where WordPress looks for it."""

from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any, Final

from engine.backends.images import Looked, Made, Output, Step, Undecodable
from engine.content import subsizes
from engine.content.files import extension_of
from engine.content.image_notes import image_notes
from engine.content.subsizes import Box, Cut
from engine.domain import hooks, media, meta, posts
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


# What is written in another type where nobody says otherwise. No picture of these types can be opened here.
_WRITTEN_AS: Final = dict.fromkeys(
    ("image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence"), "image/jpeg"
)


def output_format(ctx: Context, name: str, media_type: str) -> str | None:
    """The type in which a picture is to be written in the place of its own; None for none (image_editor_output_format)."""
    return ctx.hooks.apply_sync(hooks.image_editor_output_format, _WRITTEN_AS, name, media_type).get(
        media_type
    )


def written_type(ctx: Context, name: str, media_type: str) -> str:
    """The type that a picture is written in: its own, or another one that is asked for and can be written here."""
    wanted = output_format(ctx, name, media_type)
    return wanted if wanted in RESIZED and media_type in RESIZED else media_type


def quality(mime_type: str) -> int:
    """How good a picture of the type is when it is written."""
    return _QUALITIES.get(mime_type, _QUALITY)


async def generated(
    ctx: Context, path: Path, looked: Looked, *, sizes: bool = True, written: str = ""
) -> dict[str, object]:
    """The metadata of a picture that is new among the uploads, with its sizes made (wp_create_image_subsizes).

    `written` is the type that they are made in, and the whole picture too unless it is a PNG; '' for its own. One that
    cannot be decoded is noted without sizes. Raises TooMuch for one that must not be.
    """
    written = written or looked.media_type
    facts: dict[str, object] = {
        "width": looked.width,
        "height": looked.height,
        "file": media.relative(ctx, path),
        "filesize": looked.filesize,
        "sizes": {},
        "image_meta": image_notes(looked.exif, looked.iptc, looked.xmp_alt),
    }
    if looked.media_type not in RESIZED or (not sizes and written == looked.media_type):
        return facts
    try:
        facts |= await _shown_version(ctx, path, looked, facts, written, bare=not sizes)
        if sizes:
            facts["sizes"] = await _made(ctx, path, looked, wanted(ctx, looked), written)
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
    ctx: Context, path: Path, looked: Looked, facts: Mapping[str, Any], written: str, *, bare: bool
) -> dict[str, object]:
    """What is shown in the place of a large or turned picture, or of one of another type: one beside it.

    A `bare` one is as large, and lies as it did: its client sees to both.
    """
    too_big = not bare and max(looked.width, looked.height) > BIG and looked.media_type != "image/png"
    turned = not bare and looked.orientation != 1
    steps: tuple[Step, ...]
    if too_big:
        width, height = subsizes.constrained(*_upright(looked), Box(BIG, BIG))
        name, steps = subsizes.with_suffix(path.name, "scaled"), (*_ORIENT, Step("resize", (width, height)))
    elif looked.media_type not in {written, "image/png"}:
        name, steps = path.name, _ORIENT if turned else ()
    elif turned:
        name, steps = subsizes.with_suffix(path.name, "rotated"), _ORIENT
    else:
        return {}
    target = _named(path, name, looked.media_type, written)
    (made,) = await ctx.site.outside.images.make(
        path, (Output(str(target), quality(written), steps, written),)
    )
    notes = facts["image_meta"]
    return {
        "width": made.width,
        "height": made.height,
        "file": media.relative(ctx, target),
        "filesize": made.filesize,
        "image_meta": {**notes, "orientation": 1} if turned else notes,
        "original_image": path.name,
    }


def _named(path: Path, name: str, own: str, written: str) -> Path:
    """A file beside a picture, with the extension of the type that it is written in."""
    target = path.with_name(name)
    return target if written == own else target.with_suffix(f".{extension_of(written)}")


async def _made(
    ctx: Context, path: Path, looked: Looked, cuts: Mapping[str, Cut], written: str
) -> dict[str, dict[str, object]]:
    """Make sizes of a picture; several that come out alike share a file."""
    names = {
        cut: _named(
            path,
            subsizes.with_suffix(path.name, f"{cut.width}x{cut.height}"),
            looked.media_type,
            written,
        )
        for cut in cuts.values()
    }
    outputs = {
        target: Output(str(target), quality(written), _steps(cut, looked), written)
        for cut, target in names.items()
        if not target.exists()
    }
    if not outputs:
        return {}
    steps = _ORIENT if looked.orientation != 1 else ()
    found = await ctx.site.outside.images.make(path, tuple(outputs.values()), steps=steps)
    made = {Path(one.path): one for one in found}
    return {name: _noted(made[names[cut]], written) for name, cut in cuts.items() if names[cut] in made}


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
    written = written_type(ctx, original.name, looked.media_type)
    facts: dict[str, Any] = dict(media.metadata(ctx, post))
    if not facts:
        facts = await generated(ctx, original, looked, written=written)
    else:
        present = facts.get("sizes")
        known = present if isinstance(present, dict) else {}
        missing = {name: cut for name, cut in wanted(ctx, looked).items() if name not in known}
        if not missing or looked.media_type not in RESIZED:
            return
        facts["sizes"] = {**known, **await _made(ctx, original, looked, missing, written)}
    await note(ctx, post, facts)


async def note(ctx: Context, post: Post, facts: Mapping[str, object]) -> None:
    """Store what is known of a file (wp_update_attachment_metadata)."""
    await meta.put(ctx, "post", post.id, key="_wp_attachment_metadata", value=php.serialize(dict(facts)))
    ctx.remembered("attachment_metadata").pop(post.id, None)
    await posts.remember_meta(ctx, (post,))
