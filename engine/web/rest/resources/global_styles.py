"""The site's design in theme.json's terms: ``/wp/v2/global-styles``, its revisions, and what the theme says."""

from functools import cache
from typing import Any

from engine.domain import global_styles, posts, rendered_titles
from engine.domain.capabilities import can
from engine.domain.global_styles import StylesDraft
from engine.model.errors import NotFound
from engine.model.pages import Page
from engine.model.posts import Post, PostQuery
from engine.web.rest.errors import forbidden, renamed
from engine.web.rest.links import Link
from engine.web.rest.resource import Operation, Resource
from engine.web.rest.resources.post_draft import text
from engine.web.rest.resources.post_fields import date_text
from engine.web.rest.routes import EDIT as EDITING
from engine.web.rest.routes import READ, Answer, Call, Endpoint, Param, Route
from engine.web.rest.serialize import ALL, SHOWN, Field, View, bare, pick, wanted

StylesView = View[Post]

_PATH = "/wp/v2/global-styles"
_FIRST = ("embed", "view", "edit")
_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_OBJECT = {"type": ["object"]}
_DATE = {"type": "string", "format": "date-time"}


def routes() -> list[Route]:
    """Styles of the site, what they were, and those of the theme."""
    stylesheet = Param("stylesheet", _STRING)
    styles, past = _styles(), _past()
    own = Route(
        f"{_PATH}/(?P<id>[\\/\\d+]+)",
        (
            Endpoint(READ, _read, _may_read, (Param("id", _INTEGER),), batch=False),
            Endpoint(EDITING, _update, _may_update, styles.arguments(creating=False), batch=False),
        ),
        schema=styles.schema,
    )
    variations = Route(
        f"{_PATH}/themes/(?P<stylesheet>[\\/\\s%\\w\\.\\(\\)\\[\\]\\@_\\-]+)/variations",
        (Endpoint(READ, _variations, _may_read_theme, (stylesheet,), batch=False),),
    )
    theme = Route(
        _PATH + r'/themes/(?P<stylesheet>[^\/:<>\*\?"\|]+(?:\/[^\/:<>\*\?"\|]+)?)',
        (Endpoint(READ, _theme, _may_read_theme, (stylesheet,), batch=False),),
    )
    return [*past.routes(), variations, theme, own]


def _settings(view: StylesView, post: Post) -> Any:
    return dict(global_styles.config(view.ctx, post).settings)


def _values(view: StylesView, post: Post) -> Any:
    return dict(global_styles.config(view.ctx, post).styles)


@cache
def _styles() -> Resource[Post]:
    title = {"type": ["object", "string"], "default": ""}
    return Resource(
        name=global_styles.TYPE,
        base="global-styles",
        fields=(
            Field("id", _INTEGER, lambda _v, p: p.id, _FIRST, readonly=True),
            Field("styles", _OBJECT, _values, SHOWN, sets="styles"),
            Field("settings", _OBJECT, _settings, SHOWN, sets="settings"),
            Field("title", title, context=_FIRST, sets="title", parts=(
                Field("raw", _STRING, lambda _v, p: p.title, ALL),
                Field("rendered", _STRING, lambda v, p: rendered_titles.unmarked(v.ctx, p), ALL, readonly=True),
            )),
        ),
        links=(
            Link("self", lambda _v, p: f"{_PATH}/{p.id}"),
            Link("about", lambda _v, p: f"/wp/v2/types/{p.type}"),
            Link("version-history", _history),
            Link("wp:action-publish", lambda v, p: _allowed(v, p, "publish_posts")),
            Link("wp:action-edit-css", lambda v, p: _allowed(v, p, "edit_css")),
        ),
        hints=_methods,
        prepare=_prepare,
    )  # fmt: skip


def _history(view: StylesView, post: Post) -> dict[str, Any]:
    return {"count": posts.versions(view.ctx, post).count, "href": f"{_PATH}/{post.id}/revisions"}


def _allowed(view: StylesView, post: Post, capability: str) -> str | None:
    return f"{_PATH}/{post.id}" if can(view.ctx, capability) else None


def _methods(view: StylesView, post: Post) -> tuple[str, ...]:
    return ("GET", "POST", "PUT", "PATCH") if can(view.ctx, "edit_post", post) else ("GET",)


async def _prepare(call: Call, items: tuple[Post, ...]) -> None:
    await posts.remember_versions(call.ctx, items)


async def _post(call: Call) -> Post:
    digits = call.path["id"].strip("/+")
    try:
        return await global_styles.get(call.ctx, int(digits) if digits.isdecimal() else 0)
    except NotFound as error:
        raise renamed(error, status=404) from error


async def _may_read(call: Call) -> None:
    post = await _post(call)
    if call.context == "edit" and not can(call.ctx, "edit_post", post):
        raise forbidden(call.ctx, "rest_forbidden_context", "You may not change these styles.")
    if not can(call.ctx, "read_post", post):
        raise forbidden(call.ctx, "rest_cannot_view", "You may not see these styles.")


async def _read(call: Call) -> Answer:
    return await _styles().item_answer(call, await _post(call))


async def _may_update(call: Call) -> None:
    if not can(call.ctx, "edit_post", await _post(call)):
        raise forbidden(call.ctx, "rest_cannot_edit", "You may not change these styles.")


async def _update(call: Call) -> Answer:
    draft = StylesDraft(call["settings"], call["styles"], text(call.params, "title"))
    return await _styles().item_answer(call, await global_styles.update(call.ctx, await _post(call), draft))


# What the theme says.


async def _may_read_theme(call: Call) -> None:
    global_styles.require_reading(call.ctx)


async def _theme(call: Call) -> Answer:
    found = global_styles.of_theme(call.ctx, call["stylesheet"])
    data = {"settings": bare(found.settings), "styles": bare(found.styles)}
    links = {"self": [{"href": call.url(f"{_PATH}/themes/{call['stylesheet']}")}]}
    return Answer(bare(pick(data, wanted(call.query.get("_fields")))), links)


async def _variations(call: Call) -> Answer:
    found = global_styles.variations(call.ctx, call["stylesheet"])
    return Answer(pick(list(found), wanted(call.query.get("_fields"))))


# What it was.


def _past() -> Resource[Post]:
    parent = Param("parent", _INTEGER)
    return Resource(
        name=f"{global_styles.TYPE}-revision",
        base="global-styles/(?P<parent>[\\d]+)/revisions",
        key_params=(parent, Param("id", _INTEGER)),
        fields=(
            Field("author", _INTEGER, lambda _v, p: p.author, ALL),
            Field("date", _DATE, lambda _v, p: date_text(p.date), ALL),
            Field("date_gmt", _DATE, lambda _v, p: date_text(p.date_gmt), SHOWN),
            Field("id", _INTEGER, lambda _v, p: p.id, ("embed", "view", "edit"), readonly=True),
            Field("modified", _DATE, lambda _v, p: date_text(p.modified), SHOWN),
            Field("modified_gmt", _DATE, lambda _v, p: date_text(p.modified_gmt), SHOWN),
            Field("parent", _INTEGER, lambda _v, p: p.parent, ALL),
            Field("styles", _OBJECT, _values, SHOWN),
            Field("settings", _OBJECT, _settings, SHOWN),
        ),
        page_error="rest_revision_invalid_page_number",
        listing=Operation(
            _may_read_past,
            _list_past,
            (parent, Param("per_page", {"type": "integer", "minimum": 1, "maximum": 100}, early=True), Param("search", {}),
             Param("offset", _INTEGER)),
        ),
        reading=Operation(_may_read_past, _read_past),
    )  # fmt: skip


async def _parent(call: Call) -> Post:
    try:
        return await posts.get(call.ctx, int(call.path["parent"]), types=(global_styles.TYPE,))
    except NotFound as error:
        raise renamed(error, "rest_post_invalid_parent", 404) from error


async def _may_read_past(call: Call) -> None:
    global_styles.require_history(call.ctx, await _parent(call))


async def _list_past(call: Call) -> Page[Post]:
    per_page = call["per_page"] or -1
    offset = abs(call["offset"]) if call["offset"] and per_page > 0 else None
    return await global_styles.history(
        call.ctx, await _parent(call), PostQuery(page=call["page"], per_page=per_page, offset=offset)
    )


async def _read_past(call: Call) -> Post:
    return await global_styles.revision(call.ctx, await _parent(call), int(call.path["id"]))
