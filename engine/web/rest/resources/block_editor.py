"""What else the block editor asks: ``/wp-block-editor/v1``."""

from typing import Any

from engine.domain import design_export, navigation, url_details
from engine.web.rest.routes import READ, Answer, Call, Endpoint, Param, Route
from engine.web.rest.schema import validate
from engine.web.rest.serialize import pick, wanted

_NAMESPACE = "wp-block-editor/v1"
_FALLBACK_SCHEMA = {
    "$schema": "http://json-schema.org/draft-04/schema#",
    "title": "navigation-fallback",
    "type": "object",
    "properties": {"id": {"type": "integer", "context": ["view", "edit", "embed"], "readonly": True}},
}


async def _may_ask(call: Call) -> None:
    url_details.require_asking(call.ctx)


async def _details(call: Call) -> Answer:
    found = await url_details.of(call.ctx, call["url"])
    data = {"title": found.title, "icon": found.icon, "description": found.description, "image": found.image}
    return Answer(pick(data, wanted(call.query.get("_fields"))))


async def _may_export(call: Call) -> None:
    design_export.require_exporting(call.ctx)


async def _export(call: Call) -> Answer:
    archive = await design_export.archive(call.ctx)
    headers = {"Content-Disposition": 'attachment; filename="edit-site-export.zip"'}
    return Answer(archive, headers=headers, document="application/zip")


async def _may_fall_back(call: Call) -> None:
    navigation.require_creating(call.ctx)


async def _fallback(call: Call) -> Answer:
    post = await navigation.fallback(call.ctx)
    if post is None:
        return Answer({})
    links = {"self": [{"href": call.url(f"/wp/v2/navigation/{post.id}"), "embeddable": True}]}
    return Answer({"id": post.id}, links)


def _as_sent(_call: Call, value: Any) -> str:
    """The address as it came: what is none is refused, not mended."""
    validate(value, {"type": "string"}, "url")
    return str(value)


def routes() -> list[Route]:
    """Details of an address, the design as an archive, and the menu to begin with."""
    url = Param("url", {"type": "string", "format": "uri"}, required=True, check=_as_sent, free=True)
    return [
        Route(f"/{_NAMESPACE}/url-details", (Endpoint(READ, _details, _may_ask, (url,)),), _NAMESPACE),
        Route(f"/{_NAMESPACE}/export", (Endpoint(READ, _export, _may_export),), _NAMESPACE),
        Route(
            f"/{_NAMESPACE}/navigation-fallback",
            (Endpoint(READ, _fallback, _may_fall_back),),
            _NAMESPACE,
            lambda _ctx: _FALLBACK_SCHEMA,
        ),
    ]
