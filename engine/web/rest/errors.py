"""How the REST protocol words a refusal: WordPress's codes and statuses, our own sentences."""

from collections.abc import Mapping
from typing import Any

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

    def __init__(self, code: str, message: str, status: int = 400, **data: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.data = data
        self.headers: dict[str, str] = {}
        # Data of further causes of the same code, as WordPress lists it beside the first.
        self.additional: list[Any] = []
        # What WordPress's inner functions refuse comes without data, not even the status.
        self.without_data = False

    def body(self) -> dict[str, Any]:
        """The JSON body."""
        data = None if self.without_data else {"status": self.status, **self.data}
        body: dict[str, Any] = {"code": self.code, "message": self.message, "data": data}
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
    listed = ", ".join(names)
    return RestError(
        "rest_missing_callback_param", f"These parameters are needed: {listed}", 400, params=names
    )


def invalid_params(errors: Mapping[str, RestError]) -> RestError:
    """Arguments were given that the endpoint cannot take; each with its own reason, unless its error has no code."""
    return RestError(
        "rest_invalid_param",
        f"These parameters are not valid: {', '.join(errors)}",
        400,
        params={name: error.message for name, error in errors.items()},
        details={
            name: {"code": error.code, "message": error.message, "data": error.data or None}
            for name, error in errors.items()
            if error.code
        }
        or [],
    )


def from_domain(ctx: Context, error: DomainError) -> RestError:
    """A refusal of the domain in the protocol's words."""
    if isinstance(error, Forbidden):
        code = "rest_forbidden" if error.code == Forbidden.code else error.code
        return RestError(code, error.message, authorization_status(ctx), **error.data)
    status = next((status for kind, status in _STATUSES.items() if isinstance(error, kind)), 500)
    answer = RestError(error.code, error.message, status, **error.data)
    if isinstance(error, TooMany) and error.retry_after:
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer
