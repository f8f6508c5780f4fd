"""``/tympan/v1/views/{list}``: the views of a list that an account has given names."""

from dataclasses import asdict

from engine.domain import list_views
from engine.domain.list_views import LONGEST_NAME, MOST_VIEWS, ListView
from engine.web.rest.errors import forbidden
from engine.web.rest.resources.own import own_route
from engine.web.rest.routes import EDIT, READ, Answer, Call, Endpoint, Param, Route

_STRING = {"type": "string"}
_VIEWS = {
    "type": "array",
    "maxItems": MOST_VIEWS,
    "items": {
        "type": "object",
        "properties": {
            "name": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
            "view": {"type": "object"},
        },
        "required": ["name", "view"],
        "additionalProperties": False,
    },
}


def routes() -> list[Route]:
    """The routes."""
    of = Param("list", _STRING)
    return [
        own_route(
            r"/views/(?P<list>[a-z_]{1,40})",
            Endpoint(READ, _read, _logged_in, (of,)),
            Endpoint(EDIT, _write, _logged_in, (of, Param("views", _VIEWS, required=True))),
            title="list-views",
            views=_VIEWS,
        )
    ]


async def _logged_in(call: Call) -> None:
    if not call.ctx.actor.is_logged_in:
        raise forbidden(call.ctx, "rest_not_logged_in", "Please log in first.")


async def _read(call: Call) -> Answer:
    return _shown(await list_views.of_list(call.ctx, call["list"]))


async def _write(call: Call) -> Answer:
    views = [ListView(one["name"], one["view"]) for one in call["views"]]
    return _shown(await list_views.keep(call.ctx, call["list"], views))


def _shown(views: tuple[ListView, ...]) -> Answer:
    return Answer({"views": [asdict(one) for one in views]})
