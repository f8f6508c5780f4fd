"""Columns in charsets of old: questions that name characters they do not have, and texts that they cannot hold.

MariaDB refuses both. Nothing in such a column is like such a text, so that is what a question gets for an answer.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from asyncmy.errors import MySQLError

from engine.model.errors import Invalid

# MySQL's numbers for a mix of two, three or more collations, and for a text that is none in the column's charset.
_MIXES: Final = {1267, 1270, 1271}
_INCORRECT: Final = 1366
_COLUMN: Final = re.compile(
    r"string value: .* for column (?:\S+\.)?`?([^`.\s]+)`?\.`?([^`.\s]+)`? at row", re.DOTALL
)
_COLLATION: Final = re.compile(r"\(([a-z0-9]+)_\w+,IMPLICIT\)")
# What MySQL calls otherwise than Python.
_CODECS: Final = {"latin1": "cp1252", "koi8r": "koi8_r", "koi8u": "koi8_u"}
# A text that no column holds, of a character that every charset has.
_NOWHERE: Final = "\x7f"


def askable(error: Exception, sql: str, values: Sequence[Any] | None) -> list[Any] | None:
    """The values for asking once more after such a refusal; None where that was not why, or nothing would be otherwise."""
    if not values or _number(error) not in _MIXES or not sql.lstrip("( ").upper().startswith("SELECT"):
        return None
    codec = _codec(str(error))
    changed = [value if _fits(value, codec) else _NOWHERE for value in values]
    return None if changed == list(values) else changed


def refusal(error: Exception) -> Invalid | None:
    """What people are told when a column cannot hold a text; None for whatever else went wrong."""
    if _number(error) != _INCORRECT or not (found := _COLUMN.search(str(error))):
        return None
    return Invalid(
        "The database cannot store all of these characters: the charset of its table %s is an older one.",
        code="db_insert_error",
        values=(found[1],),
    )


def _number(error: Exception) -> int:
    """The number of MySQL's error, also of one that Tortoise wrapped."""
    cause = error.args[0] if error.args and isinstance(error.args[0], MySQLError) else error
    return cause.args[0] if isinstance(cause, MySQLError) and isinstance(cause.args[0], int) else 0


def _codec(message: str) -> str:
    found = [name for name in _COLLATION.findall(message) if name != "utf8mb4"]
    return _CODECS.get(found[0], found[0]) if found else "ascii"


def _fits(value: Any, codec: str) -> bool:
    if not isinstance(value, str) or value.isascii():
        return True
    if codec in {"utf8", "utf8mb3"}:
        return max(value) < "\U00010000"
    try:
        value.encode(codec)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
