"""What the API shows of comments, and to what it links them."""

from collections.abc import Mapping
from typing import Any

from engine.content.fields import sanitize_text_field
from engine.domain import avatars, comments, meta, posts, site_texts
from engine.domain.capabilities import can
from engine.model.comments import Comment
from engine.web.rest.links import Link
from engine.web.rest.resources import post_checks
from engine.web.rest.resources.post_fields import date_text
from engine.web.rest.routes import Call
from engine.web.rest.schema import validate
from engine.web.rest.serialize import ABSENT, ALL, EDIT, SHOWN, Field, View

CommentView = View[Comment]

NOTE_STATUS = "_wp_note_status"

_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_ADDRESS = {"type": "string", "format": "uri"}
_DATE = {"type": "string", "format": "date-time"}
_EMAIL = {"type": "string", "format": "email"}
_STATUSES: Mapping[str, str] = {"1": "approved", "0": "hold"}
_META = {NOTE_STATUS: {"type": "string", "title": "", "default": "", "enum": ["resolved", "reopen"]}}


def status(comment: Comment) -> str:
    """The API's name of a comment's status."""
    return _STATUSES.get(comment.approved, comment.approved)


def _avatars(view: CommentView, comment: Comment) -> Any:
    if not avatars.are_shown(view.ctx):
        return ABSENT
    sizes = avatars.API_SIZES
    return {str(size): avatars.of_comment(view.ctx, comment, size=size) or False for size in sizes}


def _meta(view: CommentView, comment: Comment) -> dict[str, Any]:
    return {NOTE_STATUS: meta.value(view.ctx, "comment", comment.id, NOTE_STATUS) or None}


def _plain(_call: Call, text: str) -> str:
    return sanitize_text_field(text)


def _email(_call: Call, value: Any) -> str:
    """An address, or none."""
    if value in (None, "", "0"):
        return ""
    validate(value, _EMAIL, "author_email")
    return str(value)


FIELDS: tuple[Field[Comment], ...] = (
    Field("id", _INTEGER, lambda _v, c: c.id, ALL, readonly=True),
    Field("author", _INTEGER, lambda _v, c: c.user),
    Field("author_email", _EMAIL, lambda _v, c: c.author_email, EDIT, free=True, check=_email, late=True),
    Field("author_ip", {"type": "string", "format": "ip"}, lambda _v, c: c.author_ip, EDIT),
    Field("author_name", _STRING, lambda _v, c: c.author, check=_plain),
    Field("author_url", _ADDRESS, lambda _v, c: c.author_url),
    Field("author_user_agent", _STRING, lambda _v, c: c.agent, EDIT, check=_plain),
    Field("content", {"type": "object"}, context=ALL, free=True, parts=(
        Field("raw", _STRING, lambda _v, c: c.content, EDIT),
        Field("rendered", _STRING, lambda v, c: site_texts.comment(v.ctx, c.content), ALL, readonly=True),
    )),
    Field("date", _DATE, lambda _v, c: date_text(c.date)),
    Field("date_gmt", _DATE, lambda _v, c: date_text(c.date_gmt), SHOWN),
    Field("link", _ADDRESS, lambda v, c: comments.link(v.ctx, c), ALL, readonly=True),
    Field("parent", {"type": "integer", "default": 0}, lambda _v, c: c.parent),
    Field("post", {"type": "integer", "default": 0}, lambda _v, c: c.post, SHOWN),
    Field("status", _STRING, lambda _v, c: status(c), SHOWN),
    Field("type", {"type": "string", "default": "comment"}, lambda _v, c: c.type or "comment", ALL, readonly=True),
    Field(
        "author_avatar_urls",
        {"type": "object", "properties": {str(size): {**_ADDRESS, "context": ["embed", "view", "edit"]} for size in avatars.API_SIZES}},
        _avatars,
        ALL,
        readonly=True,
    ),
    Field("meta", {"type": "object", "properties": _META}, _meta, SHOWN, free=True, check=post_checks.meta),
)  # fmt: skip


def _post(view: CommentView, comment: Comment) -> Any:
    post = comments.post_of(view.ctx, comment)
    kind = view.ctx.types.post_types.get(post.type) if post else None
    if post is None or kind is None or not kind.show_in_rest:
        return None
    href = f"/{kind.rest_namespace}/{kind.rest_base or kind.name}/{post.id}"
    return {"href": href, "post_type": post.type}


def _replies(view: CommentView, comment: Comment) -> str | None:
    if not comments.has_replies(view.ctx, comment):
        return None
    more = "&type=note&status=all" if comment.type == comments.NOTE else ""
    return f"/wp/v2/comments?parent={comment.id}{more}"


LINKS: tuple[Link[Comment], ...] = (
    Link("self", lambda _v, c: f"/wp/v2/comments/{c.id}"),
    Link("collection", lambda _v, _c: "/wp/v2/comments"),
    Link("author", lambda _v, c: f"/wp/v2/users/{c.user}" if c.user else None, embeddable=True),
    Link("up", _post, embeddable=True),
    Link("in-reply-to", lambda _v, c: f"/wp/v2/comments/{c.parent}" if c.parent else None, embeddable=True),
    Link("children", _replies, embeddable=True),
)


def methods(view: CommentView, comment: Comment) -> tuple[str, ...]:
    """The methods the actor may use on a comment."""
    if comments.is_editable(view.ctx, comment):
        return ("GET", "POST", "PUT", "PATCH", "DELETE")
    post = posts.memory(view.ctx).get(comment.post)
    # A password that came with this request says nothing of the next.
    return () if post and post.password and not can(view.ctx, "edit_post", post) else ("GET",)
