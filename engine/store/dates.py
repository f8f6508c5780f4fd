"""WordPress's dates in the database: text like 2026-01-31 09:30:00, and the zero date for none."""

from datetime import datetime
from typing import Any

from tortoise.fields.base import Field

ZERO = "0000-00-00 00:00:00"


def read(text: str | None) -> datetime | None:
    """The naive datetime a column holds; None for the zero date and for what is no date."""
    if not text or text.startswith("0000"):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def write(date: datetime | None) -> str:
    """The column's text for a naive datetime; None is the zero date."""
    return date.isoformat(" ", "seconds") if date else ZERO


class WordPressDate(Field[datetime | None]):
    """A DATETIME of MySQL, kept as text elsewhere, that knows the zero date."""

    SQL_TYPE = "VARCHAR(19)"

    def __init__(self, **kwargs: Any) -> None:
        # None is a value like others here; the column holds the zero date for it.
        super().__init__(**({"null": True} | kwargs))

    class _db_mysql:  # noqa: N801 - the name Tortoise looks for
        SQL_TYPE = "DATETIME"

    def to_python_value(self, value: Any) -> datetime | None:
        """From what the driver gives."""
        return read(value) if isinstance(value, str) or value is None else value

    def to_db_value(self, value: Any, instance: Any) -> str:  # noqa: ARG002 - Tortoise's signature
        """To what the column holds."""
        return value if isinstance(value, str) else write(value)
