"""The site's fonts: ``/wp/v2/font-families``, their faces, and ``/wp/v2/font-collections``."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from engine.domain import fonts, posts
from engine.domain.capabilities import can
from engine.domain.fonts import Collection
from engine.domain.uploads import NewFile
from engine.model.errors import Conflict, NotFound
from engine.model.pages import Page
from engine.model.posts import Post, PostQuery
from engine.web.rest.errors import RestError, renamed
from engine.web.rest.links import Link
from engine.web.rest.resource import Operation, Resource
from engine.web.rest.resources.post_query import ids
from engine.web.rest.routes import Answer, Call, Param, Route
from engine.web.rest.schema import validate
from engine.web.rest.serialize import ALL, Field, View

_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_ADDRESS = {"type": "string", "format": "uri"}
_IDS = {"type": "array", "items": _INTEGER, "default": []}
_VERSION = {"type": "integer", "default": 3, "minimum": 2, "maximum": 3}
_FAMILIES = "/wp/v2/font-families"

_FAMILY_SETTINGS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": _STRING, "slug": _STRING, "fontFamily": _STRING, "preview": {**_ADDRESS, "default": ""},
    },
    "required": ["name", "slug", "fontFamily"],
    "additionalProperties": False,
}  # fmt: skip
_WEIGHT = {"type": ["string", "integer"], "default": "400"}
_SOURCES = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}], "default": []}
_FACE_SETTINGS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "fontFamily": {**_STRING, "default": ""}, "fontStyle": {**_STRING, "default": "normal"}, "fontWeight": _WEIGHT,
        "fontDisplay": {"type": "string", "default": "fallback",
                        "enum": ["auto", "block", "fallback", "swap", "optional"]},
        "src": _SOURCES, **dict.fromkeys(("fontStretch", "ascentOverride", "descentOverride", "fontVariant", "fontFeatureSettings", "fontVariationSettings", "lineGapOverride", "sizeAdjust", "unicodeRange"), _STRING), "preview": {**_ADDRESS, "default": ""},
    },
    "required": ["fontFamily", "src"],
    "additionalProperties": False,
}  # fmt: skip


def routes() -> list[Route]:
    """Families, their faces, and the collections to choose from."""
    return [*FAMILIES.routes(), *FACES.routes(), *COLLECTIONS.routes()]


def _settings(call: Call, value: Any, schema: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Settings, which come as JSON in a text; an error of theirs bears a status of its own, as in WordPress."""
    try:
        found = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise _wrong("rest_invalid_param", "%s is no JSON object.", name)
    needed = [one for one in schema["required"] if not ("id" in call.path and one == "slug")]
    for one in needed:
        if one not in found:
            raise _wrong("rest_property_required", "%s of %s is needed.", one, name)
    try:
        validate(found, {key: value for key, value in schema.items() if key != "required"}, name)
    except RestError as error:
        raise _wrong(error.code, error.pattern, *error.values) from error
    for one in needed:
        if not found[one]:
            raise _wrong("rest_invalid_param", "%s of %s may not be empty.", one, name)
    return found


def _wrong(code: str, message: str, *values: str) -> RestError:
    error = RestError(code, message, values=values)
    error.data = {"status": 400}
    return error


async def _may_manage(call: Call) -> None:
    fonts.require_managing(call.ctx)


async def _family(call: Call, name: str = "id") -> Post:
    try:
        return await fonts.family(call.ctx, int(call.path[name]))
    except NotFound as error:
        code = "rest_post_invalid_id" if name == "id" else "rest_post_invalid_parent"
        raise renamed(error, code, 404) from error


# Families.


async def _may_see_family(call: Call) -> None:
    await _family(call)
    fonts.require_managing(call.ctx)


async def _may_create(call: Call) -> None:
    if not can(call.ctx, "edit_theme_options"):
        await _refuse(call, "rest_cannot_create")


async def _may_update(call: Call) -> None:
    await _family(call)
    if not can(call.ctx, "edit_theme_options"):
        await _refuse(call, "rest_cannot_edit")


async def _may_delete(call: Call) -> None:
    await _family(call)
    if not can(call.ctx, "edit_theme_options"):
        await _refuse(call, "rest_cannot_delete")


async def _refuse(call: Call, code: str) -> None:
    raise RestError(code, "You may not change the site's fonts.", 403 if call.ctx.actor.is_logged_in else 401)


async def _list_families(call: Call) -> Page[Post]:
    return await posts.query(call.ctx, _question(call, fonts.FAMILY))


def _question(call: Call, kind: str, *, parents: tuple[int, ...] = ()) -> PostQuery:
    include = ids(call["include"])
    if call["orderby"] == "include" and not include:
        raise RestError("rest_orderby_include_missing_include", "That order needs a list of ids.", 400)
    return PostQuery(
        types=(kind,), statuses=("publish",), parents=parents, include=include, exclude=ids(call["exclude"]),
        slugs=tuple(call["slug"] or ()), order=call["order"], orderby=call["orderby"], page=call["page"],
        per_page=call["per_page"], offset=None if call["offset"] is None else abs(call["offset"]),
    )  # fmt: skip


async def _prepare_families(call: Call, items: tuple[Post, ...]) -> None:
    await fonts.remember_faces(call.ctx, items)


def _family_settings(call: Call, value: Any) -> dict[str, Any]:
    found = _settings(call, value, _FAMILY_SETTINGS, "font_family_settings")
    if "id" in call.path and "slug" in found:
        raise _wrong("rest_invalid_param", "A family keeps its slug.")
    return found


async def _create_family(call: Call) -> Answer:
    try:
        made = await fonts.create_family(call.ctx, call["font_family_settings"])
    except Conflict as error:
        raise renamed(error) from error
    return await _edited(FAMILIES, call, made, status=201)


async def _update_family(call: Call) -> Answer:
    changed = await fonts.update_family(call.ctx, await _family(call), call["font_family_settings"])
    return await _edited(FAMILIES, call, changed)


async def _delete_family(call: Call) -> Answer:
    post = await _family(call)
    _require_force(call)
    before = await _edited(FAMILIES, call, post)
    await fonts.delete_family(call.ctx, post)
    return Answer({"deleted": True, "previous": before.data})


def _require_force(call: Call) -> None:
    if not call["force"]:
        raise RestError("rest_trash_not_supported", "Fonts have no trash: say force=true.", 501)


async def _edited(resource: Resource[Post], call: Call, post: Post, *, status: int = 200) -> Answer:
    call.params["context"] = "edit"
    return await resource.item_answer(call, post, status=status)


def _face_ids(view: View[Post], post: Post) -> list[int]:
    return [one.id for one in fonts.faces(view.ctx, post)]


_FORCE = Param("force", {"type": "boolean", "default": False})
_USUAL = (
    Param("search", {}), Param("exclude", _IDS), Param("include", _IDS),
    Param("search_semantics", {"type": "string", "enum": ["exact"]}), Param("offset", _INTEGER),
    Param("order", {"type": "string", "default": "desc", "enum": ["asc", "desc"]}),
    Param("orderby", {"type": "string", "default": "id", "enum": ["id", "include"]}),
)  # fmt: skip
_SLUG = Param("slug", {"type": "array", "items": _STRING})
_FAMILY_TEXT = Param("font_family_settings", _STRING, required=True, check=_family_settings, free=True)
_VERSIONED = Param("theme_json_version", _VERSION)

FAMILIES: Resource[Post] = Resource(
    name=fonts.FAMILY,
    base="font-families",
    fields=(
        Field("id", _INTEGER, lambda _v, p: p.id, ALL, readonly=True),
        Field("theme_json_version", _VERSION, lambda _v, _p: 3, ALL),
        Field("font_faces", {"type": "array", "items": _INTEGER}, _face_ids, ALL, in_args=False),
        Field("font_family_settings", _FAMILY_SETTINGS, lambda _v, p: fonts.settings_of(p), ALL, in_args=False),
    ),
    links=(
        Link("self", lambda _v, p: f"{_FAMILIES}/{p.id}"),
        Link("collection", lambda _v, _p: _FAMILIES),
        Link("font_faces", lambda v, p: [f"{_FAMILIES}/{p.id}/font-faces/{one}" for one in _face_ids(v, p)],
             embeddable=True),
    ),
    hints=lambda _v, _p: ("GET", "POST", "PUT", "PATCH", "DELETE"),
    prepare=_prepare_families,
    page_error="rest_post_invalid_page_number",
    listing=Operation(_may_manage, _list_families, (*_USUAL, _SLUG)),
    reading=Operation(_may_see_family, _family),
    creating=Operation(_may_create, _create_family, (_FAMILY_TEXT,)),
    updating=Operation(_may_update, _update_family, (_VERSIONED, _FAMILY_TEXT)),
    deleting=Operation(_may_delete, _delete_family, (_FORCE,)),
)  # fmt: skip


# Faces.


async def _face(call: Call) -> Post:
    family = await _family(call, "font_family_id")
    try:
        return await fonts.face(call.ctx, family, int(call.path["id"]))
    except NotFound as error:
        raise renamed(error, status=404) from error


async def _may_see_face(call: Call) -> None:
    fonts.require_managing(call.ctx)
    await _face(call)


async def _may_delete_face(call: Call) -> None:
    if not can(call.ctx, "edit_theme_options"):
        await _refuse(call, "rest_cannot_delete")
    await _face(call)


async def _list_faces(call: Call) -> Page[Post]:
    family = await _family(call, "font_family_id")
    return await posts.query(call.ctx, _question(call, fonts.FACE, parents=(family.id,)))


def _face_settings(call: Call, value: Any) -> dict[str, Any]:
    found = _settings(call, value, _FACE_SETTINGS, "font_face_settings")
    sources = found["src"] if isinstance(found["src"], list) else [found["src"]]
    for one in sources:
        if one not in call.files and not str(one).startswith(("http://", "https://")):
            raise _wrong("rest_invalid_param", "src names neither an address nor a file that was sent.")
    if set(call.files) - set(sources):
        raise _wrong("rest_invalid_param", "A file was sent that src does not name.")
    return found


async def _create_face(call: Call) -> Answer:
    family = await _family(call, "font_family_id")
    sent = {
        name: NewFile(file.name, await asyncio.to_thread(file.file.read, fonts.LARGEST + 1))
        for name, file in call.files.items()
    }
    try:
        made = await fonts.create_face(call.ctx, family, call["font_face_settings"], sent)
    except Conflict as error:
        raise renamed(error) from error
    answer = await _edited(FACES, call, made, status=201)
    answer.headers["Location"] = call.url(f"{_FAMILIES}/{family.id}/font-faces/{made.id}")
    return answer


async def _delete_face(call: Call) -> Answer:
    post = await _face(call)
    _require_force(call)
    before = await _edited(FACES, call, post)
    await fonts.delete_face(call.ctx, post)
    return Answer({"deleted": True, "previous": before.data})


_OF_FAMILY = Param("font_family_id", _INTEGER, required=True)
_FACE_TEXT = Param("font_face_settings", _STRING, required=True, check=_face_settings, free=True)

FACES: Resource[Post] = Resource(
    name=fonts.FACE,
    base=r"font-families/(?P<font_family_id>[\d]+)/font-faces",
    key_params=(_OF_FAMILY, Param("id", _INTEGER, required=True)),
    fields=(
        Field("id", _INTEGER, lambda _v, p: p.id, ALL, readonly=True),
        Field("theme_json_version", _VERSION, lambda _v, _p: 3, ALL),
        Field("parent", _INTEGER, lambda _v, p: p.parent, ALL, in_args=False),
        Field("font_face_settings", _FACE_SETTINGS, lambda _v, p: fonts.settings_of(p), ALL, in_args=False),
    ),
    links=(
        Link("self", lambda _v, p: f"{_FAMILIES}/{p.parent}/font-faces/{p.id}"),
        Link("collection", lambda _v, p: f"{_FAMILIES}/{p.parent}/font-faces"),
        Link("parent", lambda _v, p: f"{_FAMILIES}/{p.parent}"),
    ),
    hints=lambda _v, _p: ("GET", "DELETE"),
    page_error="rest_post_invalid_page_number",
    listing=Operation(_may_manage, _list_faces, (_OF_FAMILY, *_USUAL)),
    reading=Operation(_may_see_face, _face),
    creating=Operation(_may_create, _create_face, (_OF_FAMILY, _FACE_TEXT)),
    deleting=Operation(_may_delete_face, _delete_face, (_FORCE,)),
)


# Collections.


async def _list_collections(call: Call) -> Page[Collection]:
    start = (call["page"] - 1) * call["per_page"]
    return Page(fonts.COLLECTIONS[start : start + call["per_page"]], len(fonts.COLLECTIONS))


async def _collection(call: Call) -> Collection:
    try:
        return fonts.collection(call.path["slug"])
    except NotFound as error:
        raise renamed(error, status=404) from error


_LISTED = {"type": "array"}
_FIRST = ("view", "edit", "embed")

COLLECTIONS: Resource[Collection] = Resource(
    name="font-collection",
    base="font-collections",
    fields=(
        Field("slug", _STRING, lambda _v, c: c.slug, _FIRST, readonly=True),
        Field("name", _STRING, lambda _v, c: c.name, _FIRST),
        Field("description", _STRING, lambda _v, c: c.description, _FIRST),
        Field("font_families", _LISTED, lambda _v, _c: [], _FIRST),
        Field("categories", _LISTED, lambda _v, _c: [], _FIRST),
    ),
    key=r"(?P<slug>[\/\w-]+)",
    key_params=(),
    links=(
        Link("self", lambda _v, c: f"/wp/v2/font-collections/{c.slug}"),
        Link("collection", lambda _v, _c: "/wp/v2/font-collections"),
    ),
    hints=lambda _v, _c: ("GET",),
    page_error="rest_post_invalid_page_number",
    listing=Operation(_may_manage, _list_collections, (Param("search", {}),)),
    reading=Operation(_may_manage, _collection),
)
