"""The wp methods for comments."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from engine.content.values import absint
from engine.domain import comment_changes, commenting, comments, post_ids, posts
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.comments import Comment, CommentChanges, CommentDraft, CommentQuery
from engine.model.errors import DomainError, TooMany
from engine.web.xmlrpc import given, structs
from engine.web.xmlrpc.calls import Call, require
from engine.web.xmlrpc.codec import Value
from engine.web.xmlrpc.faults import Fault

STATUSES: Final[Mapping[str, str]] = {
    "hold": "Unapproved", "approve": "Approved", "spam": "Spam", "trash": "Trash"
}  # fmt: skip
_STORED: Final[Mapping[str, tuple[str, ...]]] = {
    "": ("0", "1"), "all": ("0", "1"), "hold": ("0",), "approve": ("1",),
    "any": ("0", "1", "spam", "trash", "post-trashed"),
}  # fmt: skip
_CHANGES: Final[Mapping[str, Callable[[Context, Comment], Awaitable[Comment]]]] = {
    "hold": comment_changes.hold, "approve": comment_changes.approve, "spam": comment_changes.spam,
    "trash": comment_changes.trash,
}  # fmt: skip


async def _structs(ctx: Context, found: tuple[Comment, ...]) -> list[Value]:
    await comments.remember_pages(ctx, found)
    return [structs.comment(ctx, one) for one in found]


async def _editable(call: Call) -> Comment:
    """The comment that a call is about; raises NotFound, and Fault for who may not edit it."""
    comment = await comments.get(call.ctx, call.given.number(3))
    require(call.ctx, "edit_comment", comment, code=403)
    return comment


async def get_comment(call: Call) -> Value:
    """wp.getComment."""
    return (await _structs(call.ctx, (await _editable(call),)))[0]


async def get_comments(call: Call) -> Value:
    """wp.getComments: who does not moderate may list approved ones, on posts that they may read."""
    wanted = call.given.struct(3)
    status = wanted.text("status")
    if status != "approve":
        require(call.ctx, "moderate_comments")
    kind = wanted.text("post_type")
    known = call.ctx.types.post_types.get(kind)
    if "post_type" in wanted and (known is None or not known.supports_feature("comments")):
        raise Fault(404, "Posts of this type have no comments.")
    post = absint(wanted.number("post_id"))
    number = absint(wanted.number("number")) if "number" in wanted else 10
    query = CommentQuery(
        posts=(post,) if post else (),
        post_types=(kind,) if kind else (),
        statuses=_STORED.get(status, (status,)),
        per_page=number or -1,
        offset=absint(wanted.number("offset")) or None,
        count=False,
    )
    found = (await comments.query(call.ctx, query)).items
    return await _structs(call.ctx, tuple(one for one in found if comments.is_readable(call.ctx, one)))


async def new_comment(call: Call) -> Value:
    """wp.newComment, on a post by its id or its address; in the name of the account, where there is one."""
    ctx, struct = call.ctx, call.given.struct(4)
    if ctx.actor.user is None and ctx.options.flag("comment_registration"):
        raise Fault(403, "Please log in to comment.")
    post = await posts.get(ctx, await _post_id(ctx, call.given[3]))
    if not comments.is_open(ctx, post) or not comments.is_on_readable(ctx, post):
        raise Fault(403, "You may not comment on this.")
    draft = CommentDraft(
        post=post.id,
        content=struct.text("content").strip(),
        author=struct.text("author"),
        author_email=struct.text("author_email"),
        author_url=struct.text("author_url"),
        author_ip=call.address,
        agent=call.agent,
        parent=absint(struct.number("comment_parent")),
    )
    try:
        draft = commenting.signed(ctx, draft)
        commenting.refuse_incomplete(ctx, draft)
        commenting.refuse_too_long(draft)
        made = await commenting.create(ctx, draft, unfiltered=can(ctx, "unfiltered_html"))
    except TooMany:
        raise
    except DomainError as error:
        raise Fault(403, error.message) from error
    return made.id


async def _post_id(ctx: Context, value: Value) -> int:
    said = given.text(value).strip()
    return absint(said) if said.lstrip("+-").isdecimal() else await post_ids.of_url(ctx, said)


async def edit_comment(call: Call) -> Value:
    """wp.editComment."""
    comment = await _editable(call)
    struct = call.given.struct(4)
    status = struct["status"]
    if status is not None and status not in STATUSES:
        raise Fault(401, "There is no such status of comments.")
    changes = CommentChanges(
        content=struct.said("content"),
        author=struct.said("author"),
        author_url=struct.said("author_url"),
        author_email=struct.said("author_email"),
        date_gmt=given.date_gmt(call.ctx, struct["date_created_gmt"]),
    )
    before = comment
    _refuse_too_long(changes)
    if changes != CommentChanges():
        unfiltered = can(call.ctx, "unfiltered_html")
        comment = await comment_changes.change(call.ctx, comment, changes, unfiltered=unfiltered)
    if isinstance(status, str):
        comment = await _CHANGES[status](call.ctx, comment)
    if comment == before:
        # WordPress takes it for a failure that no row has changed.
        raise Fault(500, "Nothing of this comment was changed.")
    return True


def _refuse_too_long(changes: CommentChanges) -> None:
    draft = CommentDraft(
        post=0,
        content=changes.content or "",
        author=changes.author or "",
        author_email=changes.author_email or "",
        author_url=changes.author_url or "",
    )
    try:
        commenting.refuse_too_long(draft)
    except DomainError as error:
        raise Fault(500, error.message) from error


async def delete_comment(call: Call) -> Value:
    """wp.deleteComment: to the trash first, for good from there or from the spam."""
    comment = await _editable(call)
    if comment.approved in {"trash", "spam"}:
        await comment_changes.delete(call.ctx, comment)
    else:
        await comment_changes.trash(call.ctx, comment)
    return True


async def get_comment_status_list(call: Call) -> Value:
    """wp.getCommentStatusList."""
    require(call.ctx, "publish_posts", code=403)
    return dict(STATUSES)


async def get_comment_count(call: Call) -> Value:
    """wp.getCommentCount."""
    post = await posts.get(call.ctx, call.given.number(3))
    require(call.ctx, "edit_post", post, code=403)
    counts = await comments.counts(call.ctx, post)
    approved, held, spam = (counts.get(status, 0) for status in ("1", "0", "spam"))
    return {
        "approved": approved, "awaiting_moderation": held, "spam": spam, "total_comments": approved + held + spam,
    }  # fmt: skip
