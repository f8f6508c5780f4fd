"""The folders that a site's addresses name: /blog of https://example.org/blog, /blog/wp of where WordPress's own files are."""

from urllib.parse import urlsplit

from starlette.requests import Request

from engine.domain.context import Context


def below(request: Request, ctx: Context) -> Request:
    """The request as it would be for a site at the root of its host; one that names neither folder stays as it is."""
    path = request.scope["path"]
    for address in (ctx.site_url, ctx.home):
        folder = urlsplit(address).path.rstrip("/")
        if folder and f"{path}/".startswith(f"{folder}/"):
            return Request({**request.scope, "path": path.removeprefix(folder) or "/"}, request.receive)
    return request
