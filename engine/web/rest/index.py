"""The index of the API: what this site is, and which routes it has."""

from collections.abc import Iterable
from typing import Any, Final

from engine.domain import application_passwords, block_templates, media, posts, site_logo, themes
from engine.domain.context import Context
from engine.model.errors import Forbidden
from engine.web.rest.errors import RestError
from engine.web.rest.routes import READ, Answer, Api, Call, Endpoint, Param, Route, public
from engine.web.rest.serialize import includes, pick, wanted

_HELP: Final = [{"href": "https://developer.wordpress.org/rest-api/"}]


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
    tree = wanted(call.query.get("_fields"))
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
        "site_logo": site_logo.identity(ctx),
        "site_icon": ctx.options.integer("site_icon"),
        "site_icon_url": await _icon_url(ctx) if includes(tree, "site_icon_url") else "",
    }
    if includes(tree, "routes"):
        data["routes"] = _routes(call, call.api.listed)
    # As in WordPress links are there for all, or else for the pictures that are asked for.
    linked = includes(tree, "_links") or "_embed" in call.query
    links = {"help": _HELP, **_design(ctx)} if linked else {}
    icon = includes(tree, "site_icon") or includes(tree, "site_icon_url")
    for name, asked in (("site_logo", includes(tree, "site_logo")), ("site_icon", icon)):
        if data[name] and (linked or asked):
            href = call.url(f"/wp/v2/media/{data[name]}")
            links.setdefault("wp:featuredmedia", []).append({"embeddable": True, "href": href, "type": name})
    return Answer(pick(data, tree), links, always_linked=True)


def _design(ctx: Context) -> dict[str, list[dict[str, Any]]]:
    """Where the active theme is, for those who may know."""
    try:
        themes.require_reading(ctx, active=True)
    except Forbidden:
        return {}
    path = f"/wp/v2/themes/{block_templates.stylesheet(ctx)}"
    return {"wp:active-theme": [{"href": Api.url(ctx, path)}]}


def _routes(call: Call, routes: Iterable[Route]) -> dict[str, Any]:
    """Routes by pattern, in the context `help` with their schemas."""
    helped = call.context == "help"
    return {route.pattern: route.shown(call.ctx, call.api, with_schema=helped) for route in routes}


async def _icon_url(ctx: Context) -> str:
    """The address of the site's icon, '' where it has none."""
    icon = ctx.options.integer("site_icon")
    post = (await posts.by_ids(ctx, (icon,))).get(icon)
    if post is None or post.type != "attachment":
        return ""
    await posts.remember_meta(ctx, (post,))
    return media.url_of(ctx, post)


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
    routes = _routes(call, [route for route in call.api.listed if route.namespace == namespace])
    if not routes:
        raise RestError("rest_invalid_namespace", "There is no such namespace.", 404)
    data = pick({"namespace": namespace, "routes": routes}, wanted(call.query.get("_fields")))
    return Answer(data, {"up": [{"href": call.url("/")}]}, always_linked=True)
