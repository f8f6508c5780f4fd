"""The refusals of the domain: a stable code and data, no HTTP status, no HTML; each protocol words them itself."""

from collections.abc import Mapping
from typing import Any


class DomainError(Exception):
    """An answer the domain gives instead of a result; `code` is stable and WordPress's where it has one.

    `pattern` is the sentence before its `values` are in it, as catalogues know it.
    """

    code = "error"

    def __init__(
        self, message: str = "", *, code: str | None = None, values: tuple[str, ...] = (), **data: Any
    ) -> None:
        self.pattern = message or type(self).__doc__ or ""
        self.values = values
        super().__init__(self.pattern % values if values else self.pattern)
        self.code = code or type(self).code
        self.data: Mapping[str, Any] = data

    @property
    def message(self) -> str:
        """The refusal in a sentence, for people."""
        return str(self.args[0])


class NotFound(DomainError):
    """There is no such object, or none that this actor may know of."""

    code = "not_found"


class Forbidden(DomainError):
    """The actor lacks a capability; `capability` names it."""

    code = "forbidden"

    def __init__(
        self, message: str = "", *, code: str | None = None, capability: str = "", **data: Any
    ) -> None:
        super().__init__(message, code=code, **data)
        self.capability = capability


class Unauthenticated(DomainError):
    """The credentials offered are not valid."""

    code = "unauthenticated"


class Invalid(DomainError):
    """The input cannot be accepted; `fields` says why, by field."""

    code = "invalid"

    def __init__(
        self,
        message: str = "",
        *,
        code: str | None = None,
        fields: Mapping[str, str] | None = None,
        **data: Any,
    ) -> None:
        super().__init__(message, code=code, **data)
        self.fields: Mapping[str, str] = fields or {}


class Conflict(DomainError):
    """The change contradicts the present state: a duplicate, a lost race."""

    code = "conflict"


class TooMany(DomainError):
    """Too much at once; `retry_after` is in seconds."""

    code = "too_many"

    def __init__(
        self, message: str = "", *, code: str | None = None, retry_after: int = 0, **data: Any
    ) -> None:
        super().__init__(message, code=code, **data)
        self.retry_after = retry_after


class Unavailable(DomainError):
    """Something the engine depends on does not answer; trying again later may help."""

    code = "unavailable"
