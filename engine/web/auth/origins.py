"""Which site a form or a call comes from: only our own pages may change who somebody is here."""

from urllib.parse import urlsplit

from starlette.requests import Request

from engine.domain.context import Context
from engine.model.errors import Forbidden
from engine.web.http import client


def refuse_other_sites(request: Request, ctx: Context) -> None:
    """Raise Forbidden for what a page of another site sent; browsers say so, and nobody else can be tricked."""
    origin = request.headers.get("origin")
    if origin in {None, "null"}:
        if request.headers.get("sec-fetch-site", "none") in {"cross-site", "same-site"}:
            raise Forbidden("Please do this on our own page.", code="cross_site")
        return
    if urlsplit(origin or "").netloc.lower() != client.host(request, ctx.site.settings):
        raise Forbidden("Please do this on our own page.", code="cross_site")
