"""Conditional requests: 304 for what a client has, 412 where what it would change is no longer what it saw.

An ETag is strong and of one representation. It is announced with whole representations; of one that `_fields` picks
from, only a client that sends If-None-Match hears. A write with If-Match is one whose ETag a GET of the same address
would have now, in any context and with the write's other query arguments.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any, Final

import orjson

from engine.web.rest.routes import Answer, Call

WRITES: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_CONTEXTS: Final = ("view", "edit", "embed")
_FORM: Final = "%Y-%m-%dT%H:%M:%S"


def etag(content: bytes) -> str:
    """The ETag of a body."""
    return f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'


def last_modified(data: Any) -> datetime | None:
    """When the item that an answer is about was changed, where it says so."""
    if not isinstance(data, Mapping):
        return None
    try:
        return datetime.strptime(str(data.get("modified_gmt", "")), _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None


def announced(call: Call, answer: Answer, content: bytes) -> dict[str, str]:
    """The validators of an answer as headers; none for anything but a success of reading."""
    if call.method != "GET" or answer.status != 200:
        return {}
    if "_fields" in call.query and "if-none-match" not in call.headers:
        return {}
    headers = {"ETag": etag(content)}
    changed = last_modified(answer.data)
    return headers | {"Last-Modified": format_datetime(changed, usegmt=True)} if changed else headers


def is_known(headers: Mapping[str, str], validators: Mapping[str, str]) -> bool:
    """Whether the client has this representation already."""
    known = headers.get("if-none-match")
    if known is not None:
        return "ETag" in validators and _names(known, {validators["ETag"]}, weak=True)
    since, changed = _moment(headers.get("if-modified-since")), _moment(validators.get("Last-Modified"))
    return since is not None and changed is not None and changed <= since


def are_set(call: Call) -> bool:
    """Whether a write depends on what is there."""
    return call.method in WRITES and ("if-match" in call.headers or "if-unmodified-since" in call.headers)


def reads(call: Call) -> list[Call]:
    """The calls whose answers are what a client may have seen before it writes."""
    query = {name: value for name, value in call.query.items() if name != "_method"}
    shared = replace(
        call,
        method="GET",
        body={},
        files={},
        raw=None,
        params={},
        headers={},
        ctx=call.ctx.acting_as(call.ctx.actor),
    )
    return [replace(shared, query={**query, "context": context}) for context in _CONTEXTS]


def are_met(call: Call, seen: list[Answer]) -> bool:
    """Whether what the answers show is what the client expects."""
    found = [answer for answer in seen if answer.status == 200]
    expected = call.headers.get("if-match")
    if expected is not None:
        return bool(found) and _names(expected, {etag(orjson.dumps(answer.data)) for answer in found})
    since = _moment(call.headers.get("if-unmodified-since"))
    dates = [date for answer in found if (date := last_modified(answer.data))]
    return since is None or not dates or max(dates) <= since


def _names(field: str, tags: set[str], *, weak: bool = False) -> bool:
    listed = [tag.strip() for tag in field.split(",")]
    if weak:
        listed = [tag.removeprefix("W/") for tag in listed]
    return "*" in listed or not tags.isdisjoint(listed)


def _moment(text: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)
