"""The wp methods for posts of every type, and their revisions."""

from collections.abc import Mapping
from datetime import UTC
from typing import Final, Literal

from engine.content.values import absint
from engine.domain import post_rights, posts, publishing, removal, revisions
from engine.domain.context import Context
from engine.model.errors import NotFound
from engine.model.posts import Post, PostQuery
from engine.model.types import PostType
from engine.web.xmlrpc import given, structs, writing
from engine.web.xmlrpc.calls import Call, require
from engine.web.xmlrpc.codec import Value
from engine.web.xmlrpc.faults import Fault
from engine.web.xmlrpc.given import Struct

FIELDS: Final = ("post", "terms", "custom_fields")
# What a list without a filter has: everything but the trash.
RECENT: Final = ("draft", "publish", "future", "pending", "private")
_ORDERS: Final[Mapping[str, str]] = {
    "post_date": "date", "date": "date", "title": "title", "post_title": "title", "modified": "modified",
    "post_modified": "modified", "menu_order": "menu_order", "ID": "id", "id": "id", "name": "slug",
    "post_name": "slug", "author": "author", "post_author": "author", "parent": "parent", "post_parent": "parent",
    "comment_count": "comment_count", "rand": "rand",
}  # fmt: skip


async def existing(ctx: Context, identity: int) -> Post:
    """A post of any type, remembered; raises NotFound."""
    return await posts.get(ctx, identity)


async def editable(ctx: Context, identity: int) -> Post:
    """A post that the actor may edit; raises NotFound and Forbidden."""
    post = await existing(ctx, identity)
    post_rights.require_edit(ctx, post)
    return post


async def get_post(call: Call) -> Value:
    """wp.getPost."""
    post = await existing(call.ctx, call.given.number(3))
    post_rights.require_edit(call.ctx, post)
    fields = call.given.names(4, FIELDS)
    await structs.remember_posts(call.ctx, (post,))
    return structs.post(call.ctx, post, fields)


async def get_posts(call: Call) -> Value:
    """wp.getPosts: the posts of a type that the actor may edit."""
    wanted = call.given.struct(3)
    asked = wanted["post_type"]
    asked = "post" if asked is None else asked
    kind = call.ctx.types.post_types.get(asked) if isinstance(asked, str) else None
    if kind is None:
        raise Fault(403, "There is no such post type.")
    require(call.ctx, kind.capabilities["edit_posts"])
    fields = call.given.names(4, FIELDS)
    found = await recent(call.ctx, _query(call.ctx, kind, wanted))
    await structs.remember_posts(call.ctx, found)
    return [structs.post(call.ctx, post, fields) for post in found]


def _query(ctx: Context, kind: PostType, wanted: Struct) -> PostQuery:
    order: Literal["asc", "desc"] = "desc"
    if "orderby" in wanted and wanted.text("order").upper() == "ASC":
        order = "asc"
    return PostQuery(
        types=(kind.name,),
        statuses=_statuses(ctx, kind, wanted["post_status"]),
        search=wanted.text("s"),
        orderby=_ORDERS.get(wanted.text("orderby") or "date", "date"),
        order=order,
        per_page=per_page(ctx, wanted.number("number") if "number" in wanted else None),
        offset=abs(wanted.number("offset")) if "offset" in wanted else None,
        count=False,
    )


def _statuses(ctx: Context, kind: PostType, value: Value) -> tuple[str, ...]:
    """As get_posts reads them: an empty one is the usual one of the type, and where nobody knows any, all are meant."""
    if value is None:
        return RECENT
    if not given.truth(value):
        return ("inherit" if kind.name == "attachment" else "publish",)
    if isinstance(value, str):
        value = [one for one in "".join(value.split()).split(",") if one]
    asked = [one for one in given.array(value) if isinstance(one, str)]
    if "any" in asked:
        return tuple(one.name for one in ctx.types.statuses.values() if not _is_hidden(one.name, ctx))
    known = tuple(one for one in asked if one in ctx.types.statuses)
    return known or tuple(ctx.types.statuses)


def _is_hidden(name: str, ctx: Context) -> bool:
    return ctx.types.statuses[name].exclude_from_search


def per_page(ctx: Context, number: int | None) -> int:
    """How many posts a list has that asks for so many: ten if it does not say, as many as a page has for 0."""
    if number is None:
        return 10
    return absint(number) or ctx.options.integer("posts_per_page", 10)


async def recent(ctx: Context, query: PostQuery) -> list[Post]:
    """The posts of a page that the actor may edit."""
    found = (await posts.query(ctx, query)).items
    return [post for post in found if post_rights.is_editable(ctx, post)]


async def new_post(call: Call) -> Value:
    """wp.newPost."""
    struct = call.given.required_struct(3)
    kind = call.ctx.types.post_types.get(struct.text("post_type") if "post_type" in struct else "post")
    if kind is None:
        raise Fault(403, "There is no such post type.")
    post_rights.require_creation(call.ctx, kind, author=None)
    require(call.ctx, kind.capabilities["edit_posts"])
    return str((await writing.create(call.ctx, await writing.of_struct(call.ctx, kind, struct))).id)


async def edit_post(call: Call) -> Value:
    """wp.editPost; with if_not_modified_since nobody's newer changes are overwritten."""
    struct = call.given.required_struct(4)
    post = await existing(call.ctx, call.given.number(3))
    _refuse_outdated(call.ctx, post, struct)
    kind = call.ctx.types.post_types.get(post.type)
    if kind is None or struct.text("post_type") not in {"", post.type}:
        post_rights.require_edit(call.ctx, post)
        raise Fault(401, "A post keeps its type.")
    post_rights.require_edit(call.ctx, post)
    await writing.update(call.ctx, post, await writing.of_struct(call.ctx, kind, struct, post))
    return True


def _refuse_outdated(ctx: Context, post: Post, struct: Struct) -> None:
    since = given.date_gmt(ctx, struct["if_not_modified_since"])
    changed = post.modified_gmt
    if since and changed and changed.replace(tzinfo=UTC) > since.replace(tzinfo=UTC):
        raise Fault(409, "Somebody has changed this post since.")


async def delete_post(call: Call) -> Value:
    """wp.deletePost and wp.deleteFile: to the trash first, where the type has one."""
    await removal.remove(call.ctx, await existing(call.ctx, call.given.number(3)))
    return True


async def get_revisions(call: Call) -> Value:
    """wp.getRevisions: those that were saved, newest first; autosaves are left out."""
    post = await editable(call.ctx, call.given.number(3))
    _require_revisions(call.ctx, post)
    fields = call.given.names(4, ("post_date", "post_date_gmt"))
    query = PostQuery(
        types=("revision",), statuses=("inherit",), parents=(post.id,), per_page=-1, count=False
    )
    saved = [one for one in (await posts.query(call.ctx, query)).items if not revisions.is_autosave(one)]
    readable = [one for one in saved if posts.is_readable(call.ctx, one)]
    await structs.remember_posts(call.ctx, readable)
    return [structs.post(call.ctx, one, fields) for one in readable]


def _require_revisions(ctx: Context, post: Post) -> None:
    kind = ctx.types.post_types.get(post.type)
    if kind is None or not kind.supports_feature("revisions"):
        raise Fault(401, "There are no revisions of this.")


async def restore_revision(call: Call) -> Value:
    """wp.restoreRevision: the post says again what the revision says."""
    revision = await revisions.get(call.ctx, call.given.number(3))
    if revisions.is_autosave(revision):
        raise NotFound
    post = await editable(call.ctx, revision.parent)
    _require_revisions(call.ctx, post)
    await publishing.restore_revision(call.ctx, revision)
    return True
