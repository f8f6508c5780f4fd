"""The index of the API: what this site is, and which routes it has."""

import zoneinfo
from typing import Any

from engine.domain import application_passwords
from engine.domain.context import Context
from engine.web.rest.errors import RestError
from engine.web.rest.routes import READ, Answer, Call, Endpoint, Param, Route, public


def root_route() -> Route:
    """``/``: the site, its namespaces and routes."""
    params = (Param("context", {"default": "view"}),)
    return Route("/", (Endpoint(READ, _index, public, params),), namespace="")


def namespace_route(namespace: str) -> Route:
    """The routes of one namespace."""

    async def index(call: Call) -> Answer:
        return _namespace(call, namespace)

    params = (Param("namespace", {"default": namespace}), Param("context", {"default": "view"}))
    return Route(f"/{namespace}", (Endpoint(READ, index, public, params),), namespace)


async def _index(call: Call) -> Answer:
    ctx = call.ctx
    data: dict[str, Any] = {
        "name": ctx.options.text("blogname"),
        "description": ctx.options.text("blogdescription"),
        "url": ctx.site_url,
        "home": ctx.home,
        "gmt_offset": _gmt_offset(ctx),
        "timezone_string": ctx.options.text("timezone_string"),
        "page_for_posts": ctx.options.integer("page_for_posts"),
        "page_on_front": ctx.options.integer("page_on_front"),
        "show_on_front": ctx.options.text("show_on_front"),
        "namespaces": call.api.namespaces,
        "authentication": await _authentication(ctx),
        "routes": {route.pattern: route.shown(ctx, call.api) for route in call.api.routes},
    }
    links: dict[str, list[dict[str, Any]]] = {"help": [{"href": "https://developer.wordpress.org/rest-api/"}]}
    for name in ("site_logo", "site_icon"):
        media = ctx.options.integer(name)
        data[name] = media
        if media:
            href = call.url(f"/wp/v2/media/{media}")
            links.setdefault("wp:featuredmedia", []).append({"embeddable": True, "href": href, "type": name})
    data["site_icon_url"] = ""
    return Answer(data, links)


def _gmt_offset(ctx: Context) -> float:
    """Hours from UTC now; whole ones as whole numbers."""
    offset = ctx.now.astimezone(ctx.timezone).utcoffset()
    hours = offset.total_seconds() / 3600 if offset else 0.0
    return int(hours) if hours == int(hours) else hours


async def _authentication(ctx: Context) -> Any:
    """The ways to prove who asks, and where a program gets the right to; an empty array where there is none."""
    if not await application_passwords.are_available(ctx):
        return []
    endpoint = f"{ctx.site_url}/wp-admin/authorize-application.php"
    return {"application-passwords": {"endpoints": {"authorization": endpoint}}}


def _namespace(call: Call, namespace: str) -> Answer:
    routes = {r.pattern: r.shown(call.ctx, call.api) for r in call.api.routes if r.namespace == namespace}
    if not routes:
        raise RestError("rest_invalid_namespace", "There is no such namespace.", 404)
    return Answer({"namespace": namespace, "routes": routes}, {"up": [{"href": call.url("/")}]})


def is_time_zone(name: str) -> bool:
    """Whether a time zone of this name is known."""
    return name in zoneinfo.available_timezones()
