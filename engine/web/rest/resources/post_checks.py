"""Checks of the arguments by which posts are written, for what only the site can know."""

from collections.abc import Callable
from typing import Any

from engine.model.types import PostType
from engine.web.rest.errors import RestError
from engine.web.rest.routes import Call
from engine.web.rest.schema import validate

STATUSES = ("publish", "future", "draft", "pending", "private")


def status(call: Call, value: Any) -> Any:
    """One of the statuses that can be given; a change may also repeat the status the post has, see `kept`."""
    if "id" in call.path and isinstance(value, str) and value in call.ctx.types.statuses:
        return value
    validate(value, {"type": "string", "enum": list(STATUSES)}, "status")
    return value


def template(kind: PostType) -> Callable[[Call, Any], Any]:
    """One of the theme's templates for the type; a change may also repeat the one the post has, see `kept`."""

    def check(call: Call, value: str) -> str:
        if value and "id" not in call.path and not is_offered(call, kind, value):
            raise RestError("rest_invalid_param", "template is none of this theme's: %s", values=(value,))
        return value

    return check


def is_offered(call: Call, kind: PostType, name: str) -> bool:
    """Whether the theme offers a template for the type."""
    return kind.name in call.ctx.types.page_templates.get(name, ())


def meta(_call: Call, value: Any) -> Any:
    """An object; WordPress gives no reason for refusing anything else."""
    if not isinstance(value, (dict, list)) and value is not None:
        raise RestError("", "meta is no object.")
    return value
