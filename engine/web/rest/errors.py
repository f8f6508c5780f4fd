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
    """A refusal as the protocol answers it: ``{code, message, data: {status, …}}``.

    `pattern` is the sentence before its `values` are in it, as catalogues know it.
    """

    def __init__(
        self, code: str, message: str = "", status: int = 400, *, values: tuple[str, ...] = (), **data: Any
    ) -> None:
        super().__init__(message)
        self.code = code
        self.pattern = message
        self.values = values
        self.status = status
        self.data = data
        # Why each argument is refused, which the data tells in the same language.
        self.causes: Mapping[str, RestError] = {}
        self.headers: dict[str, str] = {}
        # Data of further causes of the same code, as WordPress lists it beside the first.
        self.additional: list[Any] = []
        # What WordPress's inner functions refuse comes without data, not even the status.
        self.without_data = False

    @property
    def message(self) -> str:
        """The refusal in a sentence."""
        return self.told(ENGLISH)

    def told(self, language: Language) -> str:
        """The refusal in a sentence of a language."""
        said = language.text(self.pattern)
        return filled(said, *self.values) if self.values else said

    def body(self, spoken: Language = ENGLISH) -> dict[str, Any]:
        """The JSON body, in a language."""
        data = None if self.without_data else {"status": self.status, **self.data, **self._reasons(spoken)}
        body: dict[str, Any] = {"code": self.code, "message": self.told(spoken), "data": data}
        if self.additional:
            body["additional_data"] = self.additional
        return body

    def _reasons(self, spoken: Language) -> dict[str, Any]:
        """Each argument with its own reason; a reason without a code has no details."""
        if not self.causes:
            return {}
        told = {name: cause.told(spoken) for name, cause in self.causes.items()}
        details = {
            name: {"code": cause.code, "message": told[name], "data": cause.data or None}
            for name, cause in self.causes.items()
            if cause.code
        }
        return {"params": told, "details": details or []}


def authorization_status(ctx: Context) -> int:
    """401 where logging in might help, 403 where it would not."""
    return 403 if ctx.actor.is_logged_in else 401


def forbidden(
    ctx: Context, code: str = "rest_forbidden", message: str = "", *, values: tuple[str, ...] = ()
) -> RestError:
    """A refusal for want of a right."""
    said = message or "You are not allowed to do that."
    return RestError(code, said, authorization_status(ctx), values=values)


def missing_params(names: list[str]) -> RestError:
    """Arguments that the endpoint needs were not given."""
    return RestError(
        "rest_missing_callback_param",
        "These parameters are needed: %s",
        values=(", ".join(names),),
        params=names,
    )


def invalid_params(errors: Mapping[str, RestError]) -> RestError:
    """Arguments were given that the endpoint cannot take, each for a reason of its own."""
    error = RestError("rest_invalid_param", "These parameters are not valid: %s", values=(", ".join(errors),))
    error.causes = errors
    return error


def renamed(error: DomainError | RestError, code: str = "", status: int = 400, **data: Any) -> RestError:
    """The same refusal under the code and the status that WordPress has for it here; '' keeps its code."""
    return RestError(code or error.code, error.pattern, status, values=error.values, **data)


def from_domain(ctx: Context, error: DomainError) -> RestError:
    """A refusal of the domain in the protocol's words."""
    if isinstance(error, Forbidden):
        code = "rest_forbidden" if error.code == Forbidden.code else error.code
        return renamed(error, code, authorization_status(ctx), **error.data)
    status = next((status for kind, status in _STATUSES.items() if isinstance(error, kind)), 500)
    answer = renamed(error, status=status, **error.data)
    if isinstance(error, TooMany) and error.retry_after:
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer
