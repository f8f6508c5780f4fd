"""Files of WordPress's that other software still asks for, though there is little for them to do here."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from engine.domain.context import Context
from engine.web.http.caching import NO_CACHE

CRON: Final = "/wp-cron.php"
SIGN_UP: Final = "/wp-signup.php"
ACTIVATE: Final = "/wp-activate.php"

_HTML: Final = "text/html; charset=UTF-8"


async def cron(_request: Request, ctx: Context) -> Response:
    """Wake who does background work; a server's own clock may ask every minute."""
    ctx.site.outside.waker.wake()
    lasting = {"Cache-Control": "no-cache, must-revalidate, max-age=0"}
    return Response(headers={"Content-Type": _HTML, **NO_CACHE, **lasting})


async def sign_up(_request: Request, ctx: Context) -> Response:
    """To where accounts are made."""
    place = f"{ctx.site_url}/wp-login.php?action=register"
    return Response(status_code=302, headers={"Content-Type": _HTML, "Location": place, **NO_CACHE})
