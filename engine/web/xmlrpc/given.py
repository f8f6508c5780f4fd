"""Arguments of a call, as PHP reads them: loosely typed, and what is missing is nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from engine.content.dates import datetime_from_iso8601
from engine.content.values import leading_integer
from engine.domain.block_views import site_zone_of
from engine.domain.context import Context
from engine.web.xmlrpc.codec import Stamp, Value
from engine.web.xmlrpc.faults import Fault

_OFFSET: Final = re.compile(r":\d\d[+-]\d\d:?\d\d$")
_STORED: Final = "%Y-%m-%d %H:%M:%S"


class Arguments:
    """The parameters of a call by position; a single one that is an array stands for all of them."""

    def __init__(self, params: Sequence[Value]) -> None:
        only = params[0] if len(params) == 1 else None
        self.single: Value = only
        if isinstance(only, Mapping):
            self._items: dict[str, Value] = dict(only)
        elif isinstance(only, Sequence) and not isinstance(only, (str, bytes)):
            self._items = {str(number): value for number, value in enumerate(only)}
        elif len(params) == 1:
            self._items = {}
        else:
            self._items = {str(number): value for number, value in enumerate(params)}

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, position: int) -> Value:
        return self._items.get(str(position))

    def has(self, position: int) -> bool:
        """Whether there is a parameter at this place."""
        return self[position] is not None

    def number(self, position: int) -> int:
        """The whole number at this place."""
        return integer(self[position])

    def text(self, position: int) -> str:
        """The text at this place."""
        return text(self[position])

    def struct(self, position: int) -> "Struct":
        """The struct at this place; anything else has no members."""
        value = self[position]
        return Struct(value if isinstance(value, Mapping) else {})

    def required_struct(self, position: int) -> "Struct":
        """The struct at this place; raises Fault for anything else."""
        if not isinstance(self[position], Mapping):
            # An empty struct and an empty array are one and the same to WordPress's clients.
            if self[position] == []:
                return Struct({})
            raise Fault(400, f"Parameter {position + 1} has to be a struct.")
        return self.struct(position)

    def names(self, position: int, default: Sequence[str]) -> frozenset[str]:
        """The texts of the array at this place; raises Fault for anything but an array."""
        value = self[position]
        if value is None:
            return frozenset(default)
        if isinstance(value, (str, bytes)) or not isinstance(value, (Sequence, Mapping)):
            raise Fault(400, f"Parameter {position + 1} has to be an array.")
        return frozenset(one for one in array(value) if isinstance(one, str))


class Struct:
    """Members by name."""

    def __init__(self, members: Mapping[str, Value]) -> None:
        self._members = members

    def __contains__(self, name: str) -> bool:
        return self._members.get(name) is not None

    def __getitem__(self, name: str) -> Value:
        return self._members.get(name)

    def items(self) -> Iterator[tuple[str, Value]]:
        """All members."""
        yield from self._members.items()

    def text(self, name: str) -> str:
        """A member as text, '' where it is not there."""
        return text(self._members.get(name))

    def said(self, name: str) -> str | None:
        """A member as text, None where it is not there."""
        return self.text(name) if name in self else None

    def number(self, name: str) -> int:
        """A member as a whole number, 0 where it is not there."""
        return integer(self._members.get(name))

    def truth(self, name: str) -> bool:
        """Whether a member is there and says yes."""
        return truth(self._members.get(name))

    def array(self, name: str) -> list[Value]:
        """A member's values; a single value stands for an array of one."""
        return array(self._members.get(name))

    def struct(self, name: str) -> "Struct":
        """A member's own members."""
        value = self._members.get(name)
        return Struct(value if isinstance(value, Mapping) else {})


def text(value: Value) -> str:
    """A value as text; raises Fault for arrays and structs."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, (int, Stamp)):
        return str(value)
    raise Fault(400, "There is an array where a text is expected.")


def integer(value: Value) -> int:
    """A value as a whole number."""
    if isinstance(value, str):
        return leading_integer(value)
    if isinstance(value, (bool, int, float)):
        return int(value)
    return int(truth(value))


def truth(value: Value) -> bool:
    """Whether a value counts as true."""
    return value not in (None, False, 0, "", "0", b"", b"0", [], {})


def array(value: Value) -> list[Value]:
    """The values of an array or struct; any other value is an array of itself, nothing an empty one."""
    if value is None:
        return []
    if isinstance(value, Mapping):
        return list(value.values())
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return list(value)
    return [value]


def date(ctx: Context, value: Value) -> datetime | None:
    """A local date, from one that may name another zone; None for what is no date."""
    return _date(ctx, text(value), gmt=False)


def date_gmt(ctx: Context, value: Value) -> datetime | None:
    """A date of UTC, unless it names another zone."""
    said = text(value).rstrip("Z")
    if not said:
        return None
    return _date(ctx, said if _OFFSET.search(said) else f"{said}Z", gmt=True)


def _date(ctx: Context, said: str, *, gmt: bool) -> datetime | None:
    stored = datetime_from_iso8601(said, site_zone_of(ctx), gmt=gmt) if said else None
    try:
        return datetime.strptime(stored, _STORED) if stored else None  # noqa: DTZ007 - columns hold naive dates
    except ValueError:
        return None
