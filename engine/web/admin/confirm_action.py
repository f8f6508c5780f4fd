"""``/wp-login.php?action=confirmaction``: who has asked for their personal data says that it was they.

The link alone confirms nothing, so that no program that looks at the links of a mail does; the button on its page does.
"""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from engine.domain import languages, user_requests
from engine.domain.context import Context
from engine.model.errors import DomainError, NotFound
from engine.model.ids import MAX_ID
from engine.model.privacy import EXPORT, PersonalRequest
from engine.web.admin import places
from engine.web.auth import origins
from engine.web.http import forms
from engine.web.http.pages import Pages

ACTION: Final = "confirmaction"

_MAX_FORM: Final = 4 * 1024
_PAGES: Final = Pages("engine.web.admin")


async def answer(request: Request, ctx: Context) -> Response:
    """The page to confirm a request on, and what its button sends."""
    asked = request.query_params
    number, key = asked.get("request_id", ""), asked.get("confirm_key", "")
    identity = int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
    try:
        if not 0 < identity <= MAX_ID:
            raise NotFound("There is no such request.", code="invalid_request")
        if request.method != "POST":
            return _page(ctx, await user_requests.by_key(ctx, identity, key), key)
        origins.refuse_other_sites(request, ctx)
        await forms.read(request, most=_MAX_FORM)
        return _page(ctx, await user_requests.confirm(ctx, identity, key), "")
    except DomainError as error:
        status = 404 if isinstance(error, NotFound) else 403
        told = languages.refusal(ctx, error)
        return _PAGES.answer(ctx, "confirm_action.html", title="Not possible", status=status, refusal=told)


def _page(ctx: Context, request: PersonalRequest, key: str) -> Response:
    """The question, or without a key that it is answered."""
    address = places.to(ctx, action=ACTION, request_id=str(request.id), confirm_key=key)
    return _PAGES.answer(
        ctx,
        "confirm_action.html",
        title="Confirm your request" if key else "Confirmed",
        refusal="",
        action=address if key else "",
        email=request.email,
        exports=request.kind == EXPORT,
    )
