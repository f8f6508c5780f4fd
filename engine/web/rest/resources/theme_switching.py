"""``/tympan/v1/themes/{stylesheet}/activate``: another theme shows the site."""

from engine.domain import themes
from engine.domain.capabilities import require
from engine.web.rest.resources.own import own_route
from engine.web.rest.routes import CREATE, Answer, Call, Endpoint, Param, Route

_STRING = {"type": "string"}


def routes() -> list[Route]:
    """The route."""
    endpoint = Endpoint(CREATE, _activate, _may, (Param("stylesheet", _STRING),))
    pattern = r"/themes/(?P<stylesheet>[^\/:<>\*\?\"\|]+)/activate"
    return [own_route(pattern, endpoint, title="activated-theme", stylesheet=_STRING, status=_STRING)]


async def _may(call: Call) -> None:
    require(call.ctx, "switch_themes")


async def _activate(call: Call) -> Answer:
    theme = themes.get(call.ctx, call["stylesheet"])
    await themes.switch(call.ctx, theme)
    return Answer({"stylesheet": theme.slug, "status": "active"})
