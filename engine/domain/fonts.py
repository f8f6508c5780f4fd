"""The site's fonts: families, their faces, and the files of these; posts whose content is a JSON document."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from engine.content import files, fonts
from engine.content.slugs import sanitize_title
from engine.domain import meta, posts, publishing, uploads
from engine.domain.capabilities import can, require
from engine.domain.context import Context
from engine.domain.uploads import NewFile
from engine.model.errors import Conflict, Forbidden, Invalid, NotFound
from engine.model.posts import Post, PostDraft, PostQuery

FAMILY, FACE = "wp_font_family", "wp_font_face"

_FOLDER = "fonts"
_FILE = "_wp_font_face_file"
# The type under which files of fonts are kept, by what they are.
_TYPES = {extension: f"font/{extension}" for extension in fonts.EXTENSIONS}
LARGEST = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Collection:
    """Fonts to choose from; a site without the internet knows their names only."""

    slug: str
    name: str
    description: str


COLLECTIONS = (
    Collection("google-fonts", "Google Fonts", "Fonts of Google’s, to be kept on the site itself."),
)


def require_managing(ctx: Context) -> None:
    """Raise Forbidden unless the actor designs the site."""
    if not can(ctx, "edit_theme_options"):
        raise Forbidden("You may not see the site's fonts.", code="rest_cannot_read")


def collection(slug: str) -> Collection:
    """A collection; raises NotFound."""
    found = next((one for one in COLLECTIONS if one.slug == slug), None)
    if found is None:
        raise NotFound("There is no such collection.", code="rest_font_collection_not_found")
    return found


# Reading.


def settings_of(post: Post) -> dict[str, Any]:
    """The settings of a family or a face."""
    try:
        stored = json.loads(post.content)
    except (ValueError, RecursionError):
        stored = None
    kept = stored if isinstance(stored, dict) else {}
    if post.type == FACE:
        return kept
    return {"preview": "", **kept, "name": post.title, "slug": post.name}


async def remember_faces(ctx: Context, families: Iterable[Post]) -> None:
    """Read which faces these families have, unless this request has."""
    known = ctx.remembered("font_faces")
    missing = [one.id for one in families if one.id not in known]
    if not missing:
        return
    asked = PostQuery(
        types=(FACE,),
        statuses=("publish",),
        parents=tuple(missing),
        orderby="id",
        order="asc",
        per_page=-1,
        count=False,
    )
    known.update({one: [] for one in missing})
    for face in (await posts.query(ctx, asked)).items:
        known[face.parent].append(face)


def faces(ctx: Context, family: Post) -> list[Post]:
    """The faces of a family; see `remember_faces`."""
    return cast("list[Post]", ctx.remembered("font_faces").get(family.id, []))


async def family(ctx: Context, identity: int) -> Post:
    """A family; raises NotFound."""
    return await posts.get(ctx, identity, types=(FAMILY,))


async def face(ctx: Context, of: Post, identity: int) -> Post:
    """A face of a family; raises NotFound."""
    found = await posts.get(ctx, identity, types=(FACE,))
    if found.parent != of.id:
        raise NotFound("That family has no such face.", code="rest_font_face_parent_id_mismatch")
    return found


# Writing.


async def create_family(ctx: Context, settings: Mapping[str, Any]) -> Post:
    """Add a family; raises Conflict for a slug that is taken."""
    cleaned = fonts.family_settings(settings)
    asked = PostQuery(
        types=(FAMILY,), statuses=("publish",), slugs=(cleaned["slug"],), per_page=1, count=False
    )
    if (await posts.query(ctx, asked)).items:
        raise Conflict("There is a family of this slug.", code="rest_duplicate_font_family")
    return await publishing.create(ctx, _family(cleaned))


async def update_family(ctx: Context, post: Post, settings: Mapping[str, Any]) -> Post:
    """Change a family; it keeps its slug."""
    cleaned = {**settings_of(post), **fonts.family_settings(settings), "slug": post.name}
    return await publishing.update(ctx, post, _family(cleaned))


def _family(settings: Mapping[str, Any]) -> PostDraft:
    kept = {name: value for name, value in settings.items() if name not in {"name", "slug"} and value}
    return PostDraft(
        type=FAMILY, title=settings["name"], name=settings["slug"], content=_json(kept), status="publish"
    )


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


async def delete_family(ctx: Context, post: Post) -> None:
    """Remove a family with its faces and their files."""
    await remember_faces(ctx, (post,))
    for one in faces(ctx, post):
        await delete_face(ctx, one)
    await publishing.delete(ctx, post)


async def create_face(
    ctx: Context, of: Post, settings: Mapping[str, Any], sent: Mapping[str, NewFile]
) -> Post:
    """Add a face; its `src` are addresses or the names of files that were sent along.

    Raises Conflict for a face that the family has, and Invalid for a file that is no font.
    """
    require(ctx, "edit_theme_options")
    title = fonts.face_title(settings)
    await remember_faces(ctx, (of,))
    if any(one.title == title for one in faces(ctx, of)):
        raise Conflict("The family has this face.", code="rest_duplicate_font_face")
    named = settings.get("src")
    wanted = [str(one) for one in named] if isinstance(named, list) else [str(named)]
    async with AsyncExitStack() as files_of_face:
        stored = {
            one: await files_of_face.enter_async_context(_stored(ctx, sent[one]))
            for one in wanted
            if one in sent
        }
        sources = [f"{ctx.uploads_url}/{_FOLDER}/{stored[one]}" if one in stored else one for one in wanted]
        kept = {**settings, "src": sources if isinstance(named, list) else sources[0]}
        draft = PostDraft(
            type=FACE, title=title, name=sanitize_title(title), parent=of.id, status="publish",
            content=_json(fonts.face_settings(kept)), meta={_FILE: tuple(stored.values())} if stored else {},
        )  # fmt: skip
        return await publishing.create(ctx, draft)


@asynccontextmanager
async def _stored(ctx: Context, file: NewFile) -> AsyncIterator[str]:
    """The name under which a file is kept, if it is a font; if the block fails, it goes again."""
    with uploads.at_hand(file) as source:
        kind, size = await asyncio.to_thread(_looked_at, source)
        name = files.sanitize_file_name(file.name, types=_TYPES)
        if size > LARGEST or not kind or not name.lower().endswith(f".{kind}"):
            raise Invalid(
                "That is no font of the kind its name says.", code="rest_font_upload_invalid_file_type"
            )
        async with uploads.stored(ctx, _FOLDER, name, source) as path:
            yield path.name


def _looked_at(path: Path) -> tuple[str, int]:
    with path.open("rb") as opened:
        return fonts.kind_of(opened.read(8)), path.stat().st_size


async def delete_face(ctx: Context, post: Post) -> None:
    """Remove a face and its files."""
    await posts.remember_meta(ctx, (post,))
    names = list(meta.of(ctx, "post", post.id).get(_FILE, ()))
    await publishing.delete(ctx, post)
    ctx.remembered("font_faces").pop(post.parent, None)
    await asyncio.to_thread(_unlink, ctx.site.settings.uploads_dir, names)


def _unlink(root: Path, names: Iterable[str]) -> None:
    """Remove files of fonts; nothing outside of their folder, whatever the database says."""
    folder = (root / _FOLDER).resolve()
    for name in names:
        path = (folder / name).resolve()
        if path.parent == folder:
            path.unlink(missing_ok=True)
