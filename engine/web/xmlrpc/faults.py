"""Refusals as XML-RPC words them: numbers that WordPress's clients know."""

from collections.abc import Mapping
from typing import Final

from engine.model.errors import (
    Conflict,
    DomainError,
    Forbidden,
    Invalid,
    NotFound,
    TooMany,
    Unauthenticated,
    Unavailable,
)

NOT_WELL_FORMED: Final = -32700
NO_CALL: Final = -32600
NO_METHOD: Final = -32601


class Fault(Exception):
    """A refusal with its number; calls answer with it by raising it."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


_BY_CLASS: Final[tuple[tuple[type[DomainError], int], ...]] = (
    (NotFound, 404), (Forbidden, 401), (Unauthenticated, 403), (Invalid, 500), (Conflict, 500), (TooMany, 429),
    (Unavailable, 503),
)  # fmt: skip
# Where WordPress has a number of its own.
_BY_CODE: Final[Mapping[str, int]] = {
    "invalid_post_type": 403, "rest_invalid_author": 404, "rest_invalid_field": 401, "empty_login": 403,
}  # fmt: skip


def from_domain(error: DomainError) -> Fault:
    """A refusal of the domain as a fault."""
    code = _BY_CODE.get(error.code)
    if code is None:
        code = next((number for kind, number in _BY_CLASS if isinstance(error, kind)), 500)
    return Fault(code, error.message)
