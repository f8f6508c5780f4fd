"""Which comments the API lists: its arguments as a question to the domain."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from engine.domain import comments
from engine.model.comments import CommentQuery
from engine.web.rest.resources.post_query import ids
from engine.web.rest.routes import Call, Param
from engine.web.rest.schema import parse_date

_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_DATE = {"type": "string", "format": "date-time"}
_IDS = {"type": "array", "items": _INTEGER}
_NO_IDS = {**_IDS, "default": []}
_ORDERS = ["date", "date_gmt", "id", "include", "post", "parent", "type"]

_STATUSES: Final[Mapping[str, tuple[str, ...]]] = {
    "approve": (comments.APPROVED,),
    "hold": (comments.HELD,),
    "all": (comments.HELD, comments.APPROVED),
    "": (comments.HELD, comments.APPROVED),
    "any": (comments.HELD, comments.APPROVED, "spam", "trash", "post-trashed"),
}
_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "comment": ("comment", ""),
    "comments": ("comment", ""),
    "pings": ("pingback", "trackback"),
    "all": (),
    "": (),
}

PARAMS: Final = (
    Param("after", _DATE),
    Param("author", _IDS),
    Param("author_exclude", _IDS),
    Param("author_email", {"type": "string", "format": "email", "default": None}),
    Param("before", _DATE),
    Param("exclude", _NO_IDS),
    Param("include", _NO_IDS),
    Param("offset", _INTEGER),
    Param("order", {"type": "string", "default": "desc", "enum": ["asc", "desc"]}),
    Param("orderby", {"type": "string", "default": "date_gmt", "enum": _ORDERS}),
    Param("parent", _NO_IDS),
    Param("parent_exclude", _NO_IDS),
    Param("post", _NO_IDS),
    Param("status", {"type": "string", "default": "approve"}, early=True),
    Param("type", {"type": "string", "default": "comment"}, early=True),
    Param("password", _STRING),
)


def query(call: Call) -> CommentQuery:
    """The question behind a call."""
    kind = call["type"]
    return CommentQuery(
        posts=ids(call["post"]),
        include=ids(call["include"]),
        exclude=ids(call["exclude"]),
        authors=ids(call["author"]),
        authors_exclude=ids(call["author_exclude"]),
        author_email=call["author_email"] or "",
        parents=ids(call["parent"]),
        parents_exclude=ids(call["parent_exclude"]),
        statuses=_STATUSES.get(call["status"], (call["status"],)),
        types=_TYPES.get(kind, (kind,)),
        types_exclude=() if kind in {comments.NOTE, "all"} else (comments.NOTE,),
        search=call["search"] or "",
        after=_local(call, call["after"]),
        before=_local(call, call["before"]),
        order=call["order"],
        orderby=call["orderby"],
        page=call["page"],
        per_page=call["per_page"],
        offset=call["offset"],
    )


def protected(call: Call) -> list[str]:
    """The arguments by which only those who edit posts may choose, as far as they were used."""
    used = [name for name in ("author", "author_exclude", "author_email") if call[name]]
    usual = {"type": "comment", "status": "approve"}
    return used + [name for name, value in usual.items() if call[name] != value]


def _local(call: Call, text: str | None) -> datetime | None:
    """A date as the site's clocks have it; one that names no zone is theirs already."""
    date = parse_date(text) if text else None
    if date is None or date.tzinfo is None:
        return date
    return date.astimezone(call.ctx.timezone).replace(tzinfo=None)
