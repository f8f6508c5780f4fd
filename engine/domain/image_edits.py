"""Pictures made from others: turned, mirrored, cut; the other one stays as it is."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from engine.backends.images import Output, Step
from engine.content import subsizes
from engine.domain import image_sizes, media, uploads
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.errors import Forbidden, Invalid, NotFound
from engine.model.posts import Post, PostDraft

_EDITED: Final = image_sizes.RESIZED - {"image/avif"}
_ALT: Final = "_wp_attachment_image_alt"


@dataclass(frozen=True, slots=True)
class Rotate:
    """Turn clockwise by degrees."""

    angle: float


@dataclass(frozen=True, slots=True)
class Crop:
    """Keep a part; all in per cent of the picture as it is by then."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Flip:
    """Mirror from left to right, from top to bottom, or both."""

    horizontal: bool
    vertical: bool


Change = Rotate | Crop | Flip


def require(ctx: Context) -> None:
    """Raise Forbidden for who may make no pictures at all."""
    if not can(ctx, "upload_files"):
        raise Forbidden("You may not upload files.", code="rest_cannot_edit_image", capability="upload_files")


def require_source(ctx: Context, post: Post, address: str) -> Path:
    """The file that an attachment's picture is edited from; raises unless the address is that of one of its sizes."""
    path = media.original_path(ctx, post)
    known = [
        media.url_of(ctx, post),
        *(media.size_url(ctx, post, name) for name in media.further_files(ctx, post)),
    ]
    if path is None or not media.metadata(ctx, post) or address not in known:
        raise NotFound("This is not the address of that picture.", code="rest_unknown_attachment")
    if post.mime_type not in _EDITED:
        raise Invalid("Pictures of this type cannot be edited.", code="rest_cannot_edit_file_type")
    return path


async def edit(ctx: Context, post: Post, address: str, changes: Sequence[Change], wish: PostDraft) -> Post:
    """A new attachment with the changed picture; what `wish` does not say is as it was with the other one.

    The meta of the post was remembered. Raises Forbidden, NotFound and Invalid.
    """
    require(ctx)
    source = require_source(ctx, post, address)
    looked = await ctx.site.outside.images.look(source)
    steps = _steps(changes, looked.width, looked.height)
    if not steps:
        raise Invalid("Nothing would change.", code="rest_image_not_edited")
    name = subsizes.edited_name(source.name)
    with tempfile.TemporaryDirectory(prefix="tympan-") as folder:
        target = Path(folder) / f"edited{source.suffix}"
        output = Output(str(target), image_sizes.quality(post.mime_type), steps)
        await ctx.site.outside.images.make(source, (output,))
        async with uploads.stored(ctx, uploads.this_month(ctx), name, target) as path:
            facts = await image_sizes.generated(ctx, path, await ctx.site.outside.images.look(path))
            facts["image_meta"] = _inherited(facts, media.metadata(ctx, post))
            facts["parent_image"] = {"attachment_id": post.id, "file": media.relative(ctx, source)}
            return await uploads.register(ctx, path, _draft(ctx, post, wish), post.mime_type, facts)


def _draft(ctx: Context, post: Post, wish: PostDraft) -> PostDraft:
    alt = media.alt_text(ctx, post)
    meta = {_ALT: (alt,)} if alt else {}
    return replace(
        wish,
        title=post.title if wish.title is None else wish.title,
        content=post.content if wish.content is None else wish.content,
        excerpt=post.excerpt if wish.excerpt is None else wish.excerpt,
        meta={**meta, **wish.meta},
    )


def _inherited(facts: dict[str, object], former: Any) -> dict[str, object]:
    """The notes of the new picture, and those of the one it was made from that it has not; it stands upright."""
    own = facts.get("image_meta")
    notes: dict[str, object] = dict(own) if isinstance(own, dict) else {}
    before = former.get("image_meta")
    for name, value in before.items() if isinstance(before, dict) else ():
        if notes.get(name) in (None, "", "0", 0, []) and value not in ("", "0", 0, []):
            notes[str(name)] = value
    if notes.get("orientation") not in (None, "", "0", 0):
        notes["orientation"] = 1
    return notes


def _steps(changes: Sequence[Change], width: int, height: int) -> tuple[Step, ...]:
    steps: list[Step] = []
    for change in changes:
        match change:
            case Rotate(angle):
                if angle % 360:
                    steps.append(Step("rotate", (angle,)))
                    width, height = (height, width) if angle % 180 == 90 else (width, height)
            case Flip(horizontal, vertical):
                if horizontal or vertical:
                    steps.append(Step("flip", (int(horizontal), int(vertical))))
            case Crop():
                cut = _cut(change, width, height)
                if (cut[2], cut[3]) != (width, height):
                    steps.append(Step("crop", cut))
                    width, height = cut[2], cut[3]
    return tuple(steps)


def _cut(crop: Crop, width: int, height: int) -> tuple[int, int, int, int]:
    left, top, across, down = (
        int(side * share / 100 + 0.5)
        for side, share in (
            (width, crop.left),
            (height, crop.top),
            (width, crop.width),
            (height, crop.height),
        )
    )
    if across < 1 or down < 1 or left < 0 or top < 0:
        raise Invalid("Nothing would be left of the picture.", code="rest_image_crop_failed")
    return left, top, across, down
