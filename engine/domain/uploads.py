"""Files that are uploaded: checked, stored under a name of their own, and made attachments with all their sizes."""

import asyncio
import contextlib
import logging
import re
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final, cast
from urllib.parse import unquote, urlsplit

from engine.backends.fetch import Ask
from engine.backends.images import Looked
from engine.content import files
from engine.content.image_notes import image_notes
from engine.content.slugs import sanitize_title
from engine.content.subsizes import unique_name
from engine.domain import drafts, image_sizes, media, meta, post_rights, posts, publishing
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model import php
from engine.model.errors import Invalid, Unavailable
from engine.model.posts import Post, PostDraft

log = logging.getLogger(__name__)

# How many names are tried for one file, when others take them at the same moment.
_ATTEMPTS: Final = 100
_HEAD: Final = 512
_MONTH: Final = re.compile(r"\d{4}/\d\d")
# Seconds that another site has to send a file.
_PATIENCE: Final = 60.0


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file as a client sent it: its bytes, or where they lie. The name is the client's."""

    name: str
    content: bytes | Path


async def attach(
    ctx: Context,
    file: NewFile,
    draft: PostDraft,
    *,
    sizes: bool = True,
    converted: bool = True,
    beside_post: bool = True,
) -> Post:
    """Store a file and make it an attachment (media_handle_upload); `draft.parent` is the post it belongs to.

    What a photograph says of itself is title, caption and alternative text, where the draft says nothing. Without
    `sizes` none are made of a picture; it is written in another type, where the site asks for that, only `converted`;
    not `beside_post` it lies in this month's folder. Raises Forbidden for who may not upload, or not to that post, and Invalid for a
    type that is not allowed, be it by the name or by what is inside; nothing is left of the file then.
    """
    kind = ctx.types.post_types["attachment"]
    post_rights.require_creation(ctx, kind, author=draft.author)
    await require_parent(ctx, draft.parent or 0)
    with at_hand(file) as source:
        name, mime_type, looked = await _checked(ctx, file.name, source)
        folder = _folder(ctx, posts.memory(ctx).get(draft.parent or 0) if beside_post else None)
        written = image_sizes.written_type(ctx, name, mime_type) if converted else mime_type
        other = f".{files.extension_of(written)}" if written != mime_type else ""
        async with stored(ctx, folder, name, source, other=other) as path:
            facts = await _facts(ctx, path, mime_type, looked, sizes=sizes, written=written)
            shown = written if other and str(facts.get("file", "")).endswith(other) else mime_type
            return await register(ctx, path, _titled(draft, file.name, path.name, looked), shown, facts)


async def register(
    ctx: Context, path: Path, draft: PostDraft, mime_type: str, facts: Mapping[str, object]
) -> Post:
    """Make a file that was stored an attachment; `facts` are its metadata."""
    relative = media.relative(ctx, path)
    base = replace(
        drafts.blank(ctx, ctx.types.post_types["attachment"]),
        status="inherit",
        mime_type=mime_type,
        guid=f"{ctx.uploads_url}/{relative}",
    )
    file = str(facts.get("file") or relative)
    known = {"_wp_attached_file": (file,), "_wp_attachment_metadata": (php.serialize(dict(facts)),)}
    return await publishing.create(ctx, replace(draft, meta={**known, **draft.meta}), base=base)


async def receive(ctx: Context, post: Post, file: NewFile) -> None:
    """Give an attachment that came without its file one, in the folder that it names; its meta was remembered.

    Raises Invalid for a type that is not allowed.
    """
    wish = Path(media.file_of(ctx, post)).parent.as_posix()
    folder = wish if _MONTH.fullmatch(wish) else this_month(ctx)
    with at_hand(file) as source:
        name, mime_type, looked = await _checked(ctx, file.name, source)
        async with stored(ctx, folder, name, source) as path:
            facts = await _facts(ctx, path, mime_type, looked, sizes=True, written="")
            relative = str(facts.get("file") or media.relative(ctx, path))
            await meta.put(ctx, "post", post.id, key="_wp_attached_file", value=relative)
            noted = php.serialize(dict(facts))
            await meta.put(ctx, "post", post.id, key="_wp_attachment_metadata", value=noted)


def stored_name(ctx: Context, file: NewFile) -> str:
    """The name that a file is given, unless another one has it already."""
    types = files.allowed_types(unfiltered_html=can(ctx, "unfiltered_html"))
    return files.sanitize_file_name(file.name, types=types, locale=ctx.locale)


async def require_parent(ctx: Context, identity: int) -> None:
    """Raise Forbidden unless the actor may edit the post that an attachment is to belong to; 0 is none."""
    if identity:
        post_rights.require_edit(ctx, (await posts.by_ids(ctx, (identity,))).get(identity))


@asynccontextmanager
async def from_elsewhere(ctx: Context, url: str) -> AsyncIterator[NewFile]:
    """A file of another site, for as long as the block lasts; raises Invalid for what cannot be had from there.

    Who may not upload does not make this site ask another.
    """
    post_rights.require_creation(ctx, ctx.types.post_types["attachment"])
    name = Path(unquote(urlsplit(url).path)).name
    with tempfile.NamedTemporaryFile(prefix="tympan-") as kept:
        try:
            answer = await ctx.site.outside.fetch(
                Ask(
                    url=url,
                    most=ctx.site.settings.upload_size,
                    seconds=_PATIENCE,
                    into=cast("BinaryIO", kept),
                )
            )
        except Unavailable as error:
            raise Invalid(error.pattern, values=error.values, code="upload_not_fetched") from error
        if not answer.ok or answer.cut:
            raise Invalid("The file cannot be had from there.", code="upload_not_fetched")
        kept.flush()
        yield NewFile(name, Path(kept.name))


@contextmanager
def at_hand(file: NewFile) -> Iterator[Path]:
    """The file outside of the uploads, where nobody can fetch it before it was checked."""
    if isinstance(file.content, Path):
        yield file.content
        return
    with tempfile.NamedTemporaryFile(prefix="tympan-") as kept:
        kept.write(file.content)
        kept.flush()
        yield Path(kept.name)


async def _checked(ctx: Context, sent: str, source: Path) -> tuple[str, str, Looked | None]:
    """The name a file may have, its media type, and what is in the picture if it is one.

    A picture of another type than its name says is named after what it is (wp_check_filetype_and_ext).
    """
    types = files.allowed_types(unfiltered_html=can(ctx, "unfiltered_html"))
    name = files.sanitize_file_name(sent, types=types, locale=ctx.locale)
    found = files.check_filetype(name, types)
    if found is None:
        raise _refused("Files of this type are not allowed here.")
    mime_type = found[1]
    if files.is_disguised(await asyncio.to_thread(_head, source), mime_type):
        raise _refused("The file is not of the type its name says.")
    if not mime_type.startswith("image/"):
        return name, mime_type, None
    looked = await ctx.site.outside.images.look(source)
    if not looked.media_type and not mime_type.startswith("image/hei"):
        raise _refused("This is no picture.")
    if looked.media_type and looked.media_type != mime_type:
        mime_type = looked.media_type
        name = f"{name.rpartition('.')[0]}.{files.extension_of(mime_type)}"
    return name, mime_type, looked


def _refused(message: str) -> Invalid:
    return Invalid(message, code="upload_type_refused")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _folder(ctx: Context, parent: Post | None) -> str:
    """The folder below that of uploads: the month of the post that the file is for, or this month."""
    if not ctx.options.flag("uploads_use_yearmonth_folders"):
        return ""
    date = ctx.now_local
    if parent and parent.date and parent.type != "page":
        date = parent.date
    return date.strftime("%Y/%m")


def this_month(ctx: Context) -> str:
    """The folder below that of uploads for a file that is for no post in particular."""
    return _folder(ctx, None)


@asynccontextmanager
async def stored(
    ctx: Context, folder: str, name: str, source: Path, *, other: str = ""
) -> AsyncIterator[Path]:
    """A copy of a file among the uploads, under a name that is free; if the block fails, it goes with all its sizes.

    The name is free with the `other` extension, too.
    """
    folder_ = ctx.site.settings.uploads_dir / folder
    try:
        path = await asyncio.to_thread(_store, folder_, name, source, other)
    except OSError as error:
        log.error("a file cannot be stored in %s: %s", folder_, error.strerror)  # noqa: TRY400 - a line, for it is no bug
        raise Unavailable(
            "The file cannot be stored: the folder of uploads is full, or may not be written to.",
            code="rest_upload_unknown_error",
        ) from error
    try:
        yield path
    except BaseException:
        await asyncio.to_thread(_remove_with_sizes, path)
        if other:
            await asyncio.to_thread(_remove_with_sizes, path.with_suffix(other))
        raise


def _store(folder: Path, name: str, source: Path, other: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for _ in range(_ATTEMPTS):
        path = folder / unique_name(name, [entry.name for entry in folder.iterdir()], other=other)
        with contextlib.suppress(FileExistsError):
            return _copied(source, path)
    raise Invalid("There are too many files of this name.", code="upload_name_taken")


def _copied(source: Path, path: Path) -> Path:
    with path.open("xb") as target:
        try:
            with source.open("rb") as content:
                shutil.copyfileobj(content, target, 1024 * 1024)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return path


def _remove_with_sizes(path: Path) -> None:
    """Remove a new file; its name was chosen so that whatever begins with it was made of it."""
    for made in path.parent.glob(f"{path.stem}-*{path.suffix}"):
        if unique_name(path.name, [made.name]) != path.name:
            made.unlink(missing_ok=True)
    path.unlink(missing_ok=True)


async def _facts(
    ctx: Context, path: Path, mime_type: str, looked: Looked | None, *, sizes: bool, written: str
) -> Mapping[str, object]:
    """What is noted of a file (wp_generate_attachment_metadata)."""
    size: dict[str, object] = {"filesize": await asyncio.to_thread(_size, path)}
    if looked and looked.media_type in image_sizes.DISPLAYED:
        return await image_sizes.generated(ctx, path, looked, sizes=sizes, written=written)
    if mime_type.startswith(("audio/", "video/")):
        try:
            return {**size, **await ctx.site.outside.images.listen(path, mime_type)}
        except Invalid:
            return size
    return size


def _size(path: Path) -> int:
    return path.stat().st_size


def _titled(draft: PostDraft, sent: str, name: str, looked: Looked | None) -> PostDraft:
    notes = image_notes(looked.exif, looked.iptc, looked.xmp_alt) if looked else {}
    title, caption, alt = (str(notes.get(key, "")).strip() for key in ("title", "caption", "alt"))
    usable = title if not sanitize_title(title).isdecimal() else ""
    if alt and not draft.meta.get("_wp_attachment_image_alt"):
        draft = replace(draft, meta={**draft.meta, "_wp_attachment_image_alt": (meta.written(alt),)})
    return replace(
        draft,
        title=draft.title or usable or Path(sent).stem or Path(name).stem,
        excerpt=draft.excerpt or caption,
    )


async def remove_files(ctx: Context, post: Post) -> None:
    """Delete an attachment's file, its sizes and its original; nothing outside of its folder among the uploads."""
    own = media.file_of(ctx, post)
    if not own:
        return
    root = ctx.site.settings.uploads_dir.resolve()
    folder = (root / own).parent
    paths = [root / own, *(folder / Path(name).name for name in media.further_files(ctx, post))]
    await asyncio.to_thread(_unlink, [path for path in paths if path.resolve().is_relative_to(root)])


def _unlink(paths: list[Path]) -> None:
    for path in paths:
        if path.is_file():
            path.unlink(missing_ok=True)
