"""The log-in cookies on an answer, with the flags that keep them from scripts and other sites."""

from typing import Final
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from engine.domain import attempts, authentication
from engine.domain.authentication import Session
from engine.domain.context import Context
from engine.domain.keys import Scheme
from engine.model.users import User
from engine.web.http import client

# How long a remembered cookie stays in the browser beyond its session, so that it can be refused with a reason.
_GRACE: Final = 12 * 60 * 60
_BROWSER: Final = "tympan_browser"
_BROWSER_LIFETIME: Final = 365 * 24 * 60 * 60


async def log_in(response: Response, request: Request, ctx: Context, *, user: User, session: Session) -> None:
    """Set the cookies that WordPress sets at log-in, and the one by which this browser will be known."""
    secure = client.is_secure(request, ctx.site.settings)
    age = session.expires - int(ctx.now.timestamp()) + _GRACE if session.remembered else None
    skipped = "auth" if secure else "secure_auth"
    for scheme, where in _places(ctx).items():
        if scheme == skipped:
            continue
        value = quote(await authentication.cookie(ctx, user, session, scheme), safe="")
        _set(response, authentication.cookie_name(ctx, scheme), value, path=where, age=age, secure=secure)
    known = await attempts.browser_cookie(ctx, user.login)
    _set(response, _BROWSER, known, path=path(ctx.home), age=_BROWSER_LIFETIME, secure=secure)


def log_out(response: Response, request: Request, ctx: Context) -> None:
    """Take the log-in cookies back; the browser stays known."""
    secure = client.is_secure(request, ctx.site.settings)
    for scheme, where in _places(ctx).items():
        _set(response, authentication.cookie_name(ctx, scheme), "", path=where, age=0, secure=secure)


def _places(ctx: Context) -> dict[Scheme, str]:
    """Which cookie goes to which paths: those that open the admin go nowhere else."""
    admin = path(ctx.site_url) + "wp-admin"
    return {"auth": admin, "secure_auth": admin, "logged_in": path(ctx.home)}


def browser(request: Request) -> str:
    """What the cookie of a known browser says; '' for none."""
    return request.cookies.get(_BROWSER, "")


def path(address: str) -> str:
    """The path of a site's address, with a slash at its end."""
    return urlsplit(address).path.rstrip("/") + "/"


def _set(response: Response, name: str, value: str, *, path: str, age: int | None, secure: bool) -> None:
    response.set_cookie(name, value, max_age=age, path=path, secure=secure, httponly=True, samesite="lax")
