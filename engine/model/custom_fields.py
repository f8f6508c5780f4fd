"""Rows of meta as clients edit them one by one: named by their own ids."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CustomField:
    """One row of meta on an object."""

    id: int
    object: int
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A row to add (`id` of 0), to change, or, with a `key` of None, to take away."""

    id: int = 0
    key: str | None = None
    value: str = ""
