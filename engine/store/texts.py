"""Text in the database: it has no character NUL, which PostgreSQL refuses."""

from typing import Any

from tortoise import fields


def storable(value: Any) -> Any:
    """A value as every database takes it: texts lose their NULs."""
    return value.replace("\0", "") if isinstance(value, str) and "\0" in value else value


class Text(fields.TextField):
    """Text of any length."""

    def to_db_value(self, value: Any, instance: Any) -> Any:
        """To what the column holds."""
        return super().to_db_value(storable(value), instance)


class Chars(fields.CharField[str]):
    """Text of a limited length."""

    def to_db_value(self, value: Any, instance: Any) -> Any:
        """To what the column holds."""
        return super().to_db_value(storable(value), instance)
