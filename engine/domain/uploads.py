"""Files that are uploaded: checked, stored under a name of their own, and made attachments.

Smaller sizes of pictures are not made; themes and clients get the picture as it was uploaded.
"""

import asyncio
import contextlib
from dataclasses import dataclass, replace
from pathlib import Path

from engine.content import files, pictures
from engine.domain import drafts, media, post_rights, posts, publishing
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model import php
from engine.model.errors import Invalid
from engine.model.posts import Post, PostDraft

# How many names are tried for one file.
_ATTEMPTS = 10_000

# What WordPress notes about a picture that says nothing about itself.
_IMAGE_META: dict[str, object] = {
    "aperture": "0", "credit": "", "camera": "", "caption": "", "created_timestamp": "0", "copyright": "",
    "focal_length": "0", "iso": "0", "shutter_speed": "0", "title": "", "orientation": "0", "keywords": [], "alt": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file as a client sent it; the name is the client's."""

    name: str
    content: bytes


async def attach(ctx: Context, file: NewFile, draft: PostDraft) -> Post:
    """Store a file and make it an attachment (media_handle_upload); `draft.parent` is the post it belongs to.

    Raises Forbidden for who may not upload, or not to that post, and Invalid for a type that is not allowed, be it
    by the name or by what is inside.
    """
    kind = ctx.types.post_types["attachment"]
    post_rights.require_creation(ctx, kind, author=draft.author)
    await require_parent(ctx, draft.parent or 0)
    name, mime_type = _checked(ctx, file)
    folder = _folder(ctx, posts.memory(ctx).get(draft.parent or 0))
    root = ctx.site.settings.uploads_dir
    name = await asyncio.to_thread(_store, root / folder, name, file.content)
    path = (Path(folder) / name).as_posix()
    base = replace(
        drafts.blank(ctx, kind),
        status="inherit",
        mime_type=mime_type,
        guid=f"{media.uploads_url(ctx)}/{path}",
    )
    title = draft.title or Path(file.name).stem or Path(name).stem
    noted = php.serialize(_metadata(path, mime_type, file.content))
    known = {"_wp_attached_file": (path,), "_wp_attachment_metadata": (noted,)}
    try:
        return await publishing.create(
            ctx, replace(draft, title=title, meta={**known, **draft.meta}), base=base
        )
    except BaseException:
        await asyncio.to_thread((root / path).unlink, missing_ok=True)
        raise


async def require_parent(ctx: Context, identity: int) -> None:
    """Raise Forbidden unless the actor may edit the post that an attachment is to belong to; 0 is none."""
    if identity:
        post_rights.require_edit(ctx, (await posts.by_ids(ctx, (identity,))).get(identity))


def _checked(ctx: Context, file: NewFile) -> tuple[str, str]:
    """The name a file may have and its media type."""
    types = files.allowed_types(unfiltered_html=can(ctx, "unfiltered_html"))
    name = files.sanitize_file_name(file.name, types=types)
    found = files.check_filetype(name, types)
    if found is None:
        raise Invalid("Files of this type are not allowed here.", code="upload_type_refused")
    mime_type = found[1]
    head = pictures.head(file.content)
    if mime_type.startswith("image/") and (head is None or head.mime_type != mime_type):
        raise Invalid("This is no picture of the type its name says.", code="upload_type_refused")
    return name, mime_type


def _folder(ctx: Context, parent: Post | None) -> str:
    """The folder below that of uploads: the month of the post that the file is for, or this month."""
    if not ctx.options.flag("uploads_use_yearmonth_folders"):
        return ""
    date = ctx.now_local
    if parent and parent.date and parent.type != "page":
        date = parent.date
    return date.strftime("%Y/%m")


def _store(folder: Path, name: str, content: bytes) -> str:
    """Write a file that is not there yet, under a number of its own where the name is taken."""
    folder.mkdir(parents=True, exist_ok=True)
    wish = Path(name)
    for number in range(_ATTEMPTS):
        tried = f"{wish.stem}-{number}{wish.suffix}" if number else name
        with contextlib.suppress(FileExistsError):
            with (folder / tried).open("xb") as stored:
                stored.write(content)
            return tried
    raise Invalid("There are too many files of this name.", code="upload_name_taken")


def _metadata(path: str, mime_type: str, content: bytes) -> dict[str, object]:
    head = pictures.head(content) if mime_type.startswith("image/") else None
    if head is None:
        return {"filesize": len(content)}
    return {
        "width": head.width, "height": head.height, "file": path, "filesize": len(content), "sizes": {},
        "image_meta": _IMAGE_META,
    }  # fmt: skip


async def remove_files(ctx: Context, post: Post) -> None:
    """Delete an attachment's file and its smaller sizes; nothing outside of the folder of uploads."""
    own = media.file_of(ctx, post)
    if not own:
        return
    root = ctx.site.settings.uploads_dir.resolve()
    paths = [root / own, *((root / own).parent / name for name in media.further_files(ctx, post))]
    await asyncio.to_thread(_unlink, [path for path in paths if path.resolve().is_relative_to(root)])


def _unlink(paths: list[Path]) -> None:
    for path in paths:
        if path.is_file():
            path.unlink(missing_ok=True)
