"""What structs of posts come to: drafts for the domain, and what is written beside the post."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from engine.content.values import validate_boolean
from engine.domain import attaching, custom_fields, meta, posts, publishing, terms
from engine.domain.context import Context
from engine.domain.request import POST_FORMATS
from engine.model import php
from engine.model.custom_fields import FieldChange
from engine.model.errors import NotFound
from engine.model.posts import Post, PostDraft
from engine.model.types import PostType
from engine.web.xmlrpc import given
from engine.web.xmlrpc.calls import require
from engine.web.xmlrpc.codec import Value
from engine.web.xmlrpc.faults import Fault
from engine.web.xmlrpc.given import Struct

_OPEN_OR_CLOSED: Final = frozenset({"open", "closed"})


@dataclass(frozen=True, slots=True)
class Writing:
    """A draft, and rows of meta that are to be added or changed besides."""

    draft: PostDraft
    fields: tuple[FieldChange, ...] = ()


async def insert(ctx: Context, writing: Writing) -> Post:
    """Add a post as it is."""
    return await _finish(ctx, await publishing.create(ctx, writing.draft), writing)


async def create(ctx: Context, writing: Writing) -> Post:
    """Add a post, as WordPress does for these clients by way of an empty one."""
    return await _finish(ctx, await publishing.compose(ctx, writing.draft), writing)


async def update(ctx: Context, post: Post, writing: Writing) -> Post:
    """Change a post."""
    return await _finish(ctx, await publishing.update(ctx, post, writing.draft), writing)


async def _finish(ctx: Context, post: Post, writing: Writing) -> Post:
    await custom_fields.remember(ctx, "post", (post.id,))
    known = {(row.key, row.value.rstrip("\n")) for row in custom_fields.of_post(ctx, post)}
    fresh = [
        one
        for one in writing.fields
        if one.key != _ENCLOSURE or (one.key, one.value.rstrip("\n")) not in known
    ]
    await custom_fields.change_post(ctx, post, fresh)
    await attaching.adopt(ctx, post)
    return post


_ENCLOSURE: Final = "enclosure"


async def of_struct(ctx: Context, kind: PostType, struct: Struct, before: Post | None = None) -> Writing:
    """What wp.newPost and wp.editPost say, the latter about a post that is there `before`."""
    status = _status(ctx, struct.said("post_status"), before)
    _require_password(ctx, kind, struct, before)
    draft = PostDraft(
        type=kind.name,
        title=_text(struct, "post_title", before),
        content=_text(struct, "post_content", before),
        excerpt=_text(struct, "post_excerpt", before),
        status=status,
        name=struct.said("post_name"),
        author=abs(struct.number("post_author")) or None,
        parent=struct.number("post_parent") if "post_parent" in struct else None,
        password=struct.said("post_password"),
        comment_status=_one_of(struct, "comment_status") or (None if before else "closed"),
        ping_status=_one_of(struct, "ping_status"),
    )
    draft = dated(ctx, draft, struct, "post_date", "post_date_gmt")
    draft = with_sticky(ctx, kind, draft, struct, before)
    if "post_format" in struct:
        draft = replace(draft, format=known_format(struct.text("post_format")))
    if "post_thumbnail" in struct:
        draft = replace(draft, featured_media=await thumbnail(ctx, struct["post_thumbnail"]))
    draft = replace(draft, terms=await _terms(ctx, kind, struct))
    return Writing(draft, (*custom(struct["custom_fields"]), *enclosure(struct["enclosure"])))


def _text(struct: Struct, name: str, before: Post | None) -> str | None:
    said = struct.said(name)
    return "" if said is None and before is None else said


def _status(ctx: Context, said: str | None, before: Post | None) -> str | None:
    """The status; one that nobody registered is a draft."""
    if said is None:
        return None if before else "draft"
    return said if said in ctx.types.statuses else "draft"


def _require_password(ctx: Context, kind: PostType, struct: Struct, before: Post | None) -> None:
    password = struct.said("post_password")
    if password or (password is None and before and before.password):
        require(ctx, kind.capabilities["publish_posts"])


def _one_of(struct: Struct, name: str) -> str | None:
    said = struct[name]
    return said if isinstance(said, str) and said in _OPEN_OR_CLOSED else None


def dated(ctx: Context, draft: PostDraft, struct: Struct, local: str, gmt: str) -> PostDraft:
    """The draft with the date that a struct names; the one in UTC counts, whatever zone it says."""
    if given.truth(struct[gmt]) and not (isinstance(struct[gmt], str) and local in struct):
        utc = given.date_gmt(ctx, struct[gmt])
        return replace(draft, date_gmt=utc)
    if given.truth(struct[local]):
        return replace(draft, date=given.date(ctx, struct[local]))
    return draft


def with_sticky(
    ctx: Context, kind: PostType, draft: PostDraft, struct: Struct, before: Post | None
) -> PostDraft:
    """The draft with what is said about sticking; private and protected posts cannot, and lose it silently."""
    if kind.name != "post":
        return draft
    status = draft.status or (before.status if before else "")
    password = draft.password if draft.password is not None or before is None else before.password
    if status == "private" or password:
        if struct.truth("sticky"):
            raise Fault(401, "Private and protected posts cannot be sticky.")
        return replace(draft, sticky=False) if before else draft
    if "sticky" not in struct:
        return draft
    require(ctx, kind.capabilities["edit_others_posts"])
    return replace(draft, sticky=validate_boolean(struct["sticky"]))


def known_format(name: str) -> str:
    """A post format; one that nobody knows is the usual one."""
    return name if name in POST_FORMATS else "standard"


async def thumbnail(ctx: Context, value: Value) -> int:
    """The id of what shall stand for a post, 0 for nothing; raises Fault for what does not exist."""
    if not given.truth(value):
        return 0
    identity = abs(given.integer(value))
    if identity not in await posts.by_ids(ctx, (identity,)):
        raise Fault(404, "There is no such attachment.")
    return identity


async def _terms(ctx: Context, kind: PostType, struct: Struct) -> dict[str, tuple[int, ...]]:
    """The terms by taxonomy: those named by id, and those by name, which are made where the actor may make any."""
    chosen: dict[str, list[int]] = {}
    for name, ids in struct.struct("terms").items():
        _assignable(ctx, kind, name)
        chosen[name] = [await _existing(ctx, given.integer(one), name) for one in given.array(ids)]
    for name, names in struct.struct("terms_names").items():
        _assignable(ctx, kind, name)
        wanted = [given.text(one) for one in given.array(names)]
        chosen.setdefault(name, []).extend([await _by_name(ctx, one, name) for one in wanted])
    return {name: tuple(ids) for name, ids in chosen.items()}


def _assignable(ctx: Context, kind: PostType, name: str) -> None:
    taxonomy = ctx.types.taxonomies.get(name)
    if taxonomy is None or kind.name not in taxonomy.object_types:
        raise Fault(401, "Posts of this type have no such taxonomy.")
    require(ctx, taxonomy.capabilities["assign_terms"])


async def _existing(ctx: Context, identity: int, taxonomy: str) -> int:
    try:
        return (await terms.get(ctx, identity, taxonomy)).id
    except NotFound as error:
        raise Fault(403, error.message) from error


async def _by_name(ctx: Context, name: str, taxonomy: str) -> int:
    found = await terms.named(ctx, name, taxonomy)
    if len(found) > 1 and ctx.types.taxonomies[taxonomy].hierarchical:
        raise Fault(401, "Several terms have this name. Please use the id.")
    if not found:
        require(ctx, ctx.types.taxonomies[taxonomy].capabilities["edit_terms"])
    return (found[0].id,)[0] if found else (await terms.ensure(ctx, (name,), taxonomy) or (0,))[0]


def custom(value: Value) -> Iterable[FieldChange]:
    """The changes that a list of custom fields asks for."""
    for one in given.array(value):
        if not hasattr(one, "items"):
            continue
        row = Struct(one)  # type: ignore[arg-type]
        if "id" in row:
            yield FieldChange(row.number("id"), row.said("key"), _stored(row["value"]))
        elif row.text("key"):
            yield FieldChange(0, row.text("key"), _stored(row["value"]))


def _stored(value: Value) -> str:
    if isinstance(value, (str, bytes)) or not isinstance(value, (Sequence, dict)):
        return meta.written(given.text(value))
    return php.serialize(value)


def enclosure(value: Value) -> Iterable[FieldChange]:
    """The file of a podcast as the row of meta that keeps it."""
    if isinstance(value, dict) and all(value.get(name) is not None for name in ("url", "length", "type")):
        parts = "".join(f"{given.text(value[name])}\n" for name in ("url", "length", "type"))
        yield FieldChange(0, _ENCLOSURE, parts)
