"""What our own routes, beside WordPress's and in no index, have in common: their namespace."""

from typing import Any, Final

from engine.web.rest.routes import Endpoint, Route

NAMESPACE: Final = "tympan/v1"


def own_route(path: str, *endpoints: Endpoint, title: str, lists: bool = False, **fields: Any) -> Route:
    """A route below our namespace; `fields` are what its answer has, by the schema of each."""
    schema = {"title": title, "type": "object", "properties": fields}
    return Route(
        f"/{NAMESPACE}{path}", endpoints, NAMESPACE, lambda _ctx: schema, lists=lists, in_index=False
    )
