"""How the REST protocol words a refusal: WordPress's codes and statuses, our own sentences."""

from collections.abc import Mapping
from typing import Any

from engine.content.language import ENGLISH, Language, filled
from engine.domain.context import Context
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

_STATUSES: dict[type[DomainError], int] = {
    NotFound: 404,
    Unauthenticated: 401,
    Invalid: 400,
    Conflict: 409,
    TooMany: 429,
    Unavailable: 503,
}


class RestError(Exception):
    """A refusal as the protocol answers it: ``{code, message, data: {status, …}}``."""

    def __init__(self, code: str, message: str = "", status: int = 400, **data: Any) -> None:
        super().__init__(message)
        self.code = code
        self._pattern = message
        self._values: tuple[str, ...] = ()
        self.status = status
        self.data = data
        self.headers: dict[str, str] = {}
        # Data of further causes of the same code, as WordPress lists it beside the first.
        self.additional: list[Any] = []
        # What WordPress's inner functions refuse comes without data, not even the status.
        self.without_data = False

    def saying(self, pattern: str, *values: str) -> "RestError":
        """The same with another sentence, as catalogues know it before its values are in it."""
        self._pattern, self._values = pattern, values
        return self

    @property
    def message(self) -> str:
        """The refusal in a sentence."""
        return self.told(ENGLISH)

    def told(self, language: Language) -> str:
        """The refusal in a sentence of a language."""
        said = language.text(self._pattern)
        return filled(said, *self._values) if self._values else said

    def body(self, spoken: Language = ENGLISH) -> dict[str, Any]:
        """The JSON body, in a language."""
        data = None if self.without_data else {"status": self.status, **self.data}
        body: dict[str, Any] = {"code": self.code, "message": self.told(spoken), "data": data}
        if self.additional:
            body["additional_data"] = self.additional
        return body


def authorization_status(ctx: Context) -> int:
    """401 where logging in might help, 403 where it would not."""
    return 403 if ctx.actor.is_logged_in else 401


def forbidden(ctx: Context, code: str = "rest_forbidden", message: str = "") -> RestError:
    """A refusal for want of a right."""
    return RestError(code, message or "You are not allowed to do that.", authorization_status(ctx))


def missing_params(names: list[str]) -> RestError:
    """Arguments that the endpoint needs were not given."""
    error = RestError("rest_missing_callback_param", status=400, params=names)
    return error.saying("These parameters are needed: %s", ", ".join(names))


def invalid_params(errors: Mapping[str, RestError]) -> RestError:
    """Arguments were given that the endpoint cannot take; each with its own reason, unless its error has no code."""
    error = RestError(
        "rest_invalid_param",
        status=400,
        params={name: error.message for name, error in errors.items()},
        details={
            name: {"code": error.code, "message": error.message, "data": error.data or None}
            for name, error in errors.items()
            if error.code
        }
        or [],
    )
    return error.saying("These parameters are not valid: %s", ", ".join(errors))


def from_domain(ctx: Context, error: DomainError) -> RestError:
    """A refusal of the domain in the protocol's words."""
    if isinstance(error, Forbidden):
        code = "rest_forbidden" if error.code == Forbidden.code else error.code
        answer = RestError(code, status=authorization_status(ctx), **error.data)
        return answer.saying(error.pattern, *error.values)
    status = next((status for kind, status in _STATUSES.items() if isinstance(error, kind)), 500)
    answer = RestError(error.code, status=status, **error.data).saying(error.pattern, *error.values)
    if isinstance(error, TooMany) and error.retry_after:
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer
