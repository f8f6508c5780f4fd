"""Checks of the arguments by which posts are written, for what only the site can know."""

from collections.abc import Callable
from typing import Any

from engine.domain import posts
from engine.model.posts import Post
from engine.model.types import PostType
from engine.web.rest.errors import RestError
from engine.web.rest.routes import Call
from engine.web.rest.schema import validate

STATUSES = ("publish", "future", "draft", "pending", "private")


async def know(call: Call) -> None:
    """Load the post that a call would change, which may keep what it has."""
    identity = _id(call)
    if identity and not {"status", "template"}.isdisjoint(call.sent()):
        found = await posts.by_ids(call.ctx, (identity,))
        await posts.remember_meta(call.ctx, found.values())


def status(call: Call, value: Any) -> Any:
    """One of the statuses that can be given; a change may also repeat the status the post has."""
    if value is None:
        return ""
    post = _known(call)
    if post is None or post.status != value:
        validate(value, {"type": "string", "enum": list(STATUSES)}, "status")
    return value


def template(kind: PostType) -> Callable[[Call, Any], Any]:
    """One of the theme's templates for the type; a change may also repeat the one the post has."""

    def check(call: Call, value: Any) -> str:
        if not value:
            return ""
        name, post = str(value), _known(call)
        if is_offered(call, kind, name) or (post and posts.template(call.ctx, post) == name):
            return name
        raise RestError("rest_invalid_param", "template is none of this theme's: %s", values=(name,))

    return check


def _id(call: Call) -> int:
    text = call.path.get("id", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _known(call: Call) -> Post | None:
    return posts.memory(call.ctx).get(_id(call))


def is_offered(call: Call, kind: PostType, name: str) -> bool:
    """Whether the theme offers a template for the type."""
    return kind.name in call.ctx.types.page_templates.get(name, ())


def meta(_call: Call, value: Any) -> Any:
    """An object; WordPress gives no reason for refusing anything else."""
    if not isinstance(value, (dict, list)) and value is not None:
        raise RestError("", "meta is no object.")
    return value
