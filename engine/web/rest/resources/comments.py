"""``/wp/v2/comments``: comments, pings and notes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from engine.domain import comment_changes, commenting, comments, meta, posts, users
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.comments import Comment, CommentChanges, CommentDraft
from engine.model.errors import Conflict, DomainError, NotFound, TooMany
from engine.model.pages import Page, Position
from engine.model.posts import Post
from engine.model.users import User
from engine.web.rest import cursors
from engine.web.rest.errors import RestError, forbidden, renamed
from engine.web.rest.resource import Operation, Resource
from engine.web.rest.resources import comment_query
from engine.web.rest.resources.comment_fields import FIELDS, LINKS, methods, status
from engine.web.rest.routes import Answer, Call, Param
from engine.web.rest.schema import parse_date

_PASSWORD = (Param("password", {"type": "string"}),)
_FORCE = (Param("force", {"type": "boolean", "default": False}), *_PASSWORD)
_TYPES = frozenset({"comment", comments.NOTE})

# What a status that is asked for does to a comment; others do nothing.
_CHANGES = {
    "approved": comment_changes.approve, "approve": comment_changes.approve, "1": comment_changes.approve,
    "hold": comment_changes.hold, "0": comment_changes.hold, "spam": comment_changes.spam,
    "unspam": comment_changes.unspam, "trash": comment_changes.trash, "untrash": comment_changes.untrash,
}  # fmt: skip


# What of a comment is for accounts to say.
_NOT_FOR_GUESTS = ("author_user_agent", "date", "date_gmt", "meta", "type")


async def _prepare(call: Call, items: tuple[Comment, ...]) -> None:
    ctx = call.ctx
    await comments.remember_authors(ctx, items)
    await comments.remember_replies(ctx, items)
    await comments.remember_pages(ctx, items)
    await meta.remember(ctx, "comment", [comment.id for comment in items])


async def _foresee(ctx: Context, calls: Sequence[Call]) -> None:
    found = await comments.by_ids(ctx, [call["id"] for call in calls])
    await _prepare(calls[0], tuple(found.values()))


async def _foresee_lists(ctx: Context, calls: Sequence[Call]) -> None:
    """The comments of posts, asked for in the same way."""
    await posts.by_ids(ctx, [identity for call in calls for identity in call["post"]])
    found = await comments.foresee(ctx, [comment_query.query(call) for call in calls])
    await _prepare(calls[0], found)


# Listing.


async def _may_list(call: Call) -> None:
    """The order of checks is WordPress's."""
    ctx = call.ctx
    asked = _asked_posts(call)
    found = await posts.by_ids(ctx, asked)
    _unlock(call, list(found.values()) if len(asked) == 1 else [])
    for identity in asked:
        post = found.get(identity)
        if post and not comments.is_on_readable(ctx, post):
            raise forbidden(ctx, "rest_cannot_read_post", "You may not read this post.")
        if not identity and not can(ctx, "moderate_comments"):
            raise forbidden(ctx, "rest_cannot_read", "You may not read comments without a post.")
    if call.context == "edit" and not _may_list_to_edit(call, found):
        raise forbidden(ctx, "rest_forbidden_context", "You may not edit comments.")
    if not can(ctx, "edit_posts") and (names := comment_query.protected(call)):
        raise forbidden(
            ctx, "rest_forbidden_param", "You may not ask for these: %s", values=(", ".join(names),)
        )


def _asked_posts(call: Call) -> list[int]:
    """The posts whose comments are asked for; one alone where a call that makes a comment is weighed as a list."""
    given = call["post"]
    several = given if isinstance(given, list) else [given] if given else []
    return [one if isinstance(one, int) else _number(one) for one in several]


def _may_list_to_edit(call: Call, found: dict[int, Post]) -> bool:
    """Comments are edited by moderators, notes by whoever edits their posts."""
    asked = _asked_posts(call)
    if call["type"] == comments.NOTE and asked:
        return all(can(call.ctx, "edit_post", found.get(identity)) for identity in asked)
    return can(call.ctx, "moderate_comments")


def _unlock(call: Call, found: list[Post]) -> None:
    """Try the password that came along on the post that the call is about."""
    for post in found:
        if post.password and call["password"]:
            posts.unlock(call.ctx, post, str(call["password"]))


async def _list(call: Call) -> Page[Comment]:
    """The comments of a page that the actor may read; the total counts all."""
    asked = comment_query.query(call)
    cursor = cursors.given(call, order="date_gmt")
    if cursor:
        asked = replace(asked, beyond=cursor.beyond)
    found = await comments.query(call.ctx, asked)
    readable = tuple(comment for comment in found.items if comments.is_readable(call.ctx, comment))
    last = found.items[-1] if cursor and found.items else None
    return Page(readable, found.total, Position(last.date_gmt, last.id) if last else None)


# Reading.


async def _comment(call: Call) -> Comment:
    try:
        comment = await comments.get(call.ctx, int(call["id"]))
    except NotFound as error:
        raise renamed(error, "rest_comment_invalid_id", 404) from error
    if comment.post and comments.post_of(call.ctx, comment) is None:
        raise RestError("rest_post_invalid_id", "The post of this comment is gone.", 404)
    return comment


async def _may_read(call: Call) -> None:
    ctx, comment = call.ctx, await _comment(call)
    if call.context == "edit" and not _may_edit(ctx, comment):
        raise forbidden(ctx, "rest_forbidden_context", "You may not edit this comment.")
    post = comments.post_of(ctx, comment)
    _unlock(call, [post] if post else [])
    if not comments.is_readable(ctx, comment):
        raise forbidden(ctx, "rest_cannot_read", "You may not read this comment.")
    if post and not comments.is_on_readable(ctx, post):
        raise forbidden(ctx, "rest_cannot_read_post", "You may not read the post of this comment.")


def _may_edit(ctx: Context, comment: Comment) -> bool:
    """Who sees a comment as it is edited: moderators; of a note, who edits its post."""
    if comment.type == comments.NOTE:
        return can(ctx, "edit_comment", comment)
    return can(ctx, "moderate_comments")


async def _read(call: Call) -> Comment:
    return await _comment(call)


# Creating.


async def _may_create(call: Call) -> None:
    """The order of checks is WordPress's."""
    ctx = call.ctx
    if not ctx.actor.is_logged_in and not _takes_guests(ctx):
        raise RestError("rest_comment_login_required", "Please log in to comment.", 401)
    if not can(ctx, "moderate_comments"):
        _refuse_what_moderators_set(call)
    post = await _commented(call)
    if _is_note(call):
        if not can(ctx, "edit_post", post):
            raise forbidden(ctx, "rest_cannot_create_note", "You may not leave notes on this post.")
        return
    if post.status == "draft":
        raise RestError("rest_comment_draft_post", "This cannot be commented on yet.", 403)
    if post.status == "trash":
        raise RestError("rest_comment_trash_post", "This cannot be commented on.", 403)
    _unlock(call, [post])
    if not comments.is_on_readable(ctx, post):
        raise forbidden(ctx, "rest_cannot_read_post", "You may not read this post.")
    if not comments.is_open(ctx, post):
        raise RestError("rest_comment_closed", "Comments are closed.", 403)


def _takes_guests(ctx: Context) -> bool:
    return ctx.site.settings.rest_guest_comments and not ctx.options.flag("comment_registration")


def _refuse_what_moderators_set(call: Call) -> None:
    ctx = call.ctx
    if not ctx.actor.is_logged_in and any(call.given(name) for name in _NOT_FOR_GUESTS):
        raise forbidden(ctx, "rest_comment_invalid_field", "Guests may not say that.")
    if call.given("author") and _number(call["author"]) != ctx.actor.id:
        raise forbidden(ctx, "rest_comment_invalid_author", "You may not comment as somebody else.")
    if call.given("author_ip") and call["author_ip"] != call.address:
        raise forbidden(ctx, "rest_comment_invalid_author_ip", "You may not set this address.")
    if call.given("status"):
        raise forbidden(ctx, "rest_comment_invalid_status", "You may not set the status.")


async def _commented(call: Call) -> Post:
    identity = _number(call["post"])
    post = (await posts.by_ids(call.ctx, (identity,))).get(identity)
    if post is None:
        raise RestError("rest_comment_invalid_post_id", "There is no such post to comment on.", 403)
    return post


def _is_note(call: Call) -> bool:
    return bool(call["type"] == comments.NOTE)


async def _create(call: Call) -> Answer:
    ctx = call.ctx
    if call.given("id") and call["id"]:
        raise RestError("rest_comment_exists", "This comment is there already.", 400)
    kind = call["type"] or "comment"
    if kind not in _TYPES:
        raise RestError("rest_invalid_comment_type", "Comments of this type cannot be made here.", 400)
    draft = await _draft(call, kind)
    try:
        if not ctx.actor.is_logged_in:
            # A guest's comes the way that one from the form does.
            return await RESOURCE.item_answer(call, await commenting.submit(ctx, draft), status=201)
        commenting.refuse_too_long(draft)
        made = await commenting.create(
            ctx, draft, unfiltered=can(ctx, "unfiltered_html"), by_form=False, judged=kind != comments.NOTE
        )
    except DomainError as error:
        raise _refused(error) from error
    change = _CHANGES.get(str(call["status"]))
    if change and status(made) != call["status"]:
        made = await change(ctx, made)
    call.params["context"] = "edit" if can(ctx, "moderate_comments") else "view"
    return await RESOURCE.item_answer(call, made, status=201)


def _refused(error: DomainError) -> RestError:
    refusal = renamed(error, status=409 if isinstance(error, Conflict) else 400)
    if isinstance(error, TooMany):
        refusal.headers["Retry-After"] = str(error.retry_after)
    return refusal


async def _draft(call: Call, kind: str) -> CommentDraft:
    """A comment from the call, of the actor where it names nobody."""
    ctx = call.ctx
    author = await _author(call)
    draft = CommentDraft(
        post=_number(call["post"]),
        content=_content(call) or "",
        author=author.display_name if author else call["author_name"] or "",
        author_email=author.email if author else call["author_email"] or "",
        author_url=author.url if author else call["author_url"] or "",
        author_ip=call["author_ip"] or call.address,
        agent=call["author_user_agent"] or call.headers.get("user-agent", ""),
        parent=call["parent"] or 0,
        user=author.id if author else 0,
        type=kind,
        date=_moment(call, "date"),
        date_gmt=_moment(call, "date_gmt"),
        status=comments.APPROVED if kind == comments.NOTE else None,
    )
    if not draft.content.strip():
        raise RestError("rest_comment_content_invalid", "Please write something.", 400)
    if ctx.actor.user and not (draft.user or draft.author or draft.author_email or draft.author_url):
        draft = _of_actor(draft, ctx.actor.user)
    if ctx.options.flag("require_name_email") and not (draft.author and draft.author_email):
        raise RestError("rest_comment_author_data_required", "A name and an e-mail address are needed.", 400)
    return draft


def _of_actor(draft: CommentDraft, user: User) -> CommentDraft:
    return replace(
        draft, user=user.id, author=user.display_name, author_email=user.email, author_url=user.url
    )


async def _author(call: Call) -> User | None:
    if not call.given("author") or not call["author"]:
        return None
    try:
        return await users.get(call.ctx, int(call["author"]))
    except NotFound as error:
        raise RestError("rest_comment_author_invalid", "There is no such account.", 400) from error


def _content(call: Call) -> str | None:
    """The text, given as it is or as the part `raw` of an object."""
    given: Any = call["content"]
    if isinstance(given, dict):
        given = given.get("raw")
    return given if isinstance(given, str) else None


def _moment(call: Call, name: str) -> datetime | None:
    """A date of the site's clocks, or in GMT; one with a zone is brought there."""
    date = parse_date(str(call[name])) if call[name] else None
    if date is None or date.tzinfo is None:
        return date
    return date.astimezone(call.ctx.timezone if name == "date" else UTC).replace(tzinfo=None)


def _number(value: Any) -> int:
    """A number that an argument says; 0 for what says none."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


# Changing and removing.


async def _may_update(call: Call) -> None:
    comment = await _comment(call)
    if not comments.is_editable(call.ctx, comment):
        raise forbidden(call.ctx, "rest_cannot_edit", "You may not edit this comment.")


async def _may_delete(call: Call) -> None:
    comment = await _comment(call)
    if not comments.is_editable(call.ctx, comment):
        raise forbidden(call.ctx, "rest_cannot_delete", "You may not delete this comment.")


async def _update(call: Call) -> Answer:
    ctx, comment = call.ctx, await _comment(call)
    if call.given("type") and call["type"] != (comment.type or "comment"):
        raise RestError("rest_comment_invalid_type", "The type of a comment cannot be changed.", 404)
    changes = await _changes(call, comment)
    if changes.content is not None and not changes.content.strip():
        raise RestError("rest_comment_content_invalid", "Please write something.", 400)
    try:
        commenting.refuse_too_long(_lengths(comment, changes))
    except DomainError as error:
        raise _refused(error) from error
    changed = await comment_changes.change(ctx, comment, changes, unfiltered=can(ctx, "unfiltered_html"))
    change = _CHANGES.get(str(call["status"])) if call.given("status") else None
    if change:
        changed = await change(ctx, changed)
    call.params["context"] = "edit"
    ctx.remembered("replies").clear()
    return await RESOURCE.item_answer(call, changed)


async def _changes(call: Call, comment: Comment) -> CommentChanges:
    author = await _author(call)
    post = _number(call["post"]) if call.given("post") else None
    if post is not None and post != comment.post:
        await _may_move_to(call, post)
    return CommentChanges(
        post=post,
        content=_content(call),
        author=author.display_name if author else call["author_name"],
        author_email=author.email if author else call["author_email"],
        author_url=author.url if author else call["author_url"],
        author_ip=call["author_ip"] or call.address,
        agent=call["author_user_agent"] or call.headers.get("user-agent"),
        parent=call["parent"] if call.given("parent") else None,
        user=author.id if author else 0 if call.given("author") else None,
        date=_moment(call, "date"),
        date_gmt=_moment(call, "date_gmt"),
    )


async def _may_move_to(call: Call, identity: int) -> None:
    """A comment goes only where the actor decides about comments too."""
    ctx = call.ctx
    post = (await posts.by_ids(ctx, (identity,))).get(identity)
    if post is None:
        raise RestError("rest_comment_invalid_post_id", "There is no such post.", 403)
    if not can(ctx, "moderate_comments") and not can(ctx, "edit_post", post):
        raise forbidden(ctx, "rest_cannot_edit", "You may not move the comment to this post.")


def _lengths(comment: Comment, changes: CommentChanges) -> CommentDraft:
    """What the comment will be, as far as its length is limited."""
    return CommentDraft(
        post=comment.post,
        content=changes.content or "",
        author=changes.author or "",
        author_email=changes.author_email or "",
        author_url=changes.author_url or "",
    )


async def _delete(call: Call) -> Answer:
    comment = await _comment(call)
    call.params["context"] = "edit"
    if call["force"]:
        before = await RESOURCE.item_answer(call, comment)
        await comment_changes.delete(call.ctx, comment)
        return Answer({"deleted": True, "previous": before.data})
    if not call.ctx.site.settings.has_trash:
        raise RestError("rest_trash_not_supported", "There is no trash here: say force=true.", 501)
    if comment.approved == comment_changes.TRASH:
        raise RestError("rest_already_trashed", "The comment is in the trash already.", 410)
    return await RESOURCE.item_answer(call, await comment_changes.trash(call.ctx, comment))


RESOURCE: Resource[Comment] = Resource(
    name="comment",
    base="comments",
    fields=FIELDS,
    links=LINKS,
    hints=methods,
    prepare=_prepare,
    foresee=_foresee,
    foresee_lists=_foresee_lists,
    page_error="",
    listing=Operation(_may_list, _list, comment_query.PARAMS),
    reading=Operation(_may_read, _read, _PASSWORD),
    creating=Operation(_may_create, _create),
    updating=Operation(_may_update, _update),
    deleting=Operation(_may_delete, _delete, _FORCE),
)
