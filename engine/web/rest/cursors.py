"""Reading a collection on from where one was: `cursor` beside WordPress's numbered pages.

`?cursor=` begins, and the Link header's `next` goes on. Unlike pages, what is added or removed meanwhile shifts nothing:
nothing is seen twice and nothing is left out. A cursor is opaque to clients and holds a position, no secret.
"""

import base64
import binascii
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol, TypeVar

from engine.model.ids import MAX_ID
from engine.model.pages import Page, Position
from engine.web.rest.errors import RestError, invalid_params
from engine.web.rest.paging import page_url
from engine.web.rest.routes import Answer, Call

_FORM: Final = "%Y-%m-%d %H:%M:%S"
_LONGEST: Final = 80
# What means a place in numbered pages, or another order, cannot stand beside a cursor.
_BESIDE: Final = ("page", "offset")


class Numbered(Protocol):
    """What has an id."""

    @property
    def id(self) -> int:
        """Its id."""


T = TypeVar("T", bound=Numbered)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where to read on; from the beginning if `beyond` is None."""

    beyond: Position | None


def given(call: Call, *, order: str) -> Cursor | None:
    """The cursor that a client sent; raises RestError for one that is none, and beside what contradicts it.

    `order` is what the collection has to be ordered by.
    """
    sent = call.query.get("cursor")
    if sent is None:
        return None
    clashing = [name for name in _BESIDE if call.given(name)]
    if call["orderby"] != order:
        clashing.append("orderby")
    if clashing:
        raise invalid_params(
            dict.fromkeys(clashing, RestError("rest_invalid_param", "This cannot be combined with a cursor."))
        )
    position = read(sent) if isinstance(sent, str) else None
    if position is None and sent != "":
        raise invalid_params({"cursor": RestError("rest_invalid_param", "This is no cursor.")})
    return Cursor(position)


def number(cursor: Cursor | None) -> int | None:
    """The id beyond which to read on in the order of ids; None from the beginning, or without a cursor."""
    return cursor.beyond.id if cursor and cursor.beyond else None


def to_read_on(page: Page[T], cursor: Cursor | None) -> Page[T]:
    """A page in the order of ids, with the place to read on from where a cursor asks for that."""
    if cursor is None or not page.items:
        return page
    return replace(page, last=Position(None, page.items[-1].id))


def written(position: Position) -> str:
    """A position as a cursor."""
    date = position.date.strftime(_FORM) if position.date else ""
    return base64.urlsafe_b64encode(f"{date}|{position.id}".encode()).decode().rstrip("=")


def read(text: str) -> Position | None:
    """The position of a cursor, None for what is none."""
    if len(text) > _LONGEST or not text.isascii():
        return None
    try:
        date, bar, number = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition("|")
        moment = datetime.strptime(date, _FORM) if date else None  # noqa: DTZ007 - as the columns hold it
    except (binascii.Error, ValueError):
        return None
    is_id = bar and number.isascii() and number.isdecimal() and int(number) <= MAX_ID
    return Position(moment, int(number)) if is_id else None


def add_next(answer: Answer, call: Call, last: Position | None) -> None:
    """Set the Link header's next, if there is more."""
    if last is not None:
        answer.link_header.append(f'<{page_url(call, cursor=written(last))}>; rel="next"')
