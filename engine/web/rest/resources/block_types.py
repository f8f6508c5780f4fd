"""The blocks there are: ``/wp/v2/block-types``."""

from collections.abc import Callable, Iterator
from typing import Any

from engine.content.blocks.published import is_dynamic
from engine.content.blocks.types import BlockStyle, BlockType
from engine.content.json_values import JsonObject, JsonValue
from engine.domain import post_rights
from engine.web.rest.errors import RestError, forbidden
from engine.web.rest.links import Link
from engine.web.rest.resource import CONTEXTS, Operation, Resource
from engine.web.rest.routes import READ, Answer, Call, Endpoint, Param, Route
from engine.web.rest.serialize import Field, bare

_EVERYWHERE = ("embed", "view", "edit")
_PATH = "/wp/v2/block-types"
_STRING = {"type": "string"}
_TEXT = {"type": "string", "default": ""}
_TEXTS = {"type": ["array"], "items": _STRING, "default": []}
_MAYBE = {"type": ["string", "null"], "default": None}
_NAME = {"type": "string", "pattern": "^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$"}
_NAMES = {"type": ["array", "null"], "items": _NAME, "default": None}
_MEMBERS: dict[str, Any] = {"type": "object", "properties": {}, "default": []}
_INNER = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "name": {**_NAME, "required": True}, "attributes": {"type": "object"}, "innerBlocks": {"type": "array"},
        },
    },
}  # fmt: skip
_EXAMPLE = {
    "type": ["object", "null"],
    "default": None,
    "properties": {"attributes": {"type": "object"}, "innerBlocks": _INNER},
}
_SHOWN = {"context": list(_EVERYWHERE), "readonly": True}
_VARIATIONS = {
    "type": "array",
    "default": None,
    "items": {
        "type": "object",
        "properties": {
            "name": {**_STRING, "required": True}, "title": {**_STRING, "required": True},
            "description": {**_STRING, "required": False}, "category": {**_MAYBE, **_SHOWN},
            "icon": {**_MAYBE, **_SHOWN}, "isDefault": {"type": "boolean", "required": False, "default": False},
            "attributes": {"type": "object"}, "innerBlocks": _INNER, "example": {**_EXAMPLE, **_SHOWN},
            "scope": {"type": ["array", "null"], "default": None, "readonly": True,
                      "items": {"type": "string", "enum": ["block", "inserter", "transform"]}},
            "keywords": {"type": "array", "items": _STRING, "default": [], **_SHOWN},
        },
    },
}  # fmt: skip
_STYLES = {
    "type": "array",
    "default": [],
    "items": {
        "type": "object",
        "properties": {
            "name": {**_STRING, "required": True}, "label": _STRING, "inline_style": _STRING, "style_handle": _STRING,
        },
    },
}  # fmt: skip
_HOOKS = {
    "type": "object",
    "default": [],
    "patternProperties": {
        "^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$": {
            "type": "string",
            "enum": ["before", "after", "first_child", "last_child"],
        }
    },
}

# Names of files and scripts in block.json, by the field that tells them.
_HANDLES = {
    "editor_script": "editorScript", "script": "script", "view_script": "viewScript", "editor_style": "editorStyle",
    "style": "style",
}  # fmt: skip


def _said(key: str, default: JsonValue = None) -> Callable[[Any, BlockType], Any]:
    return lambda _view, kind: kind.metadata.get(key, default)


def _styles(view: Any, kind: BlockType) -> list[JsonValue]:
    """The block's own styles, and those that were registered for it."""
    own = kind.metadata.get("styles")
    registered = view.ctx.types.block_types.styles_of(kind.name)
    return [*(own if isinstance(own, list) else []), *map(_style, registered)]


def _style(style: BlockStyle) -> JsonObject:
    said: dict[str, JsonValue] = {"name": style.name, "label": style.label or style.name}
    said |= {"inline_style": style.css} if style.css else {}
    said |= {"style_data": style.style} if style.style else {}
    return said | ({"is_default": True} if style.is_default else {})


def _handles(key: str) -> Callable[[Any, BlockType], list[JsonValue]]:
    def listed(_view: Any, kind: BlockType) -> list[JsonValue]:
        value = kind.metadata.get(key)
        if isinstance(value, list):
            return value
        if value is None and key == "style":
            # Every block of WordPress's own has a sheet by its name.
            return [kind.default_class]
        return [value] if isinstance(value, str) else []

    return listed


def _first(key: str) -> Callable[[Any, BlockType], JsonValue]:
    return lambda view, kind: next(iter(_handles(key)(view, kind)), None)


def _fields() -> Iterator[Field[BlockType]]:
    attributes = {"type": ["object", "null"], "properties": {}, "additionalProperties": {"type": "object"}}
    context = {"type": "object", "properties": {}, "additionalProperties": _STRING, "default": []}
    yield _field("api_version", {"type": "integer", "default": 1}, _said("apiVersion", 1))
    yield _field("title", _TEXT, _said("title", ""))
    yield Field("name", _NAME, lambda _v, t: t.name, _EVERYWHERE, readonly=True, required=True)
    yield _field("description", _TEXT, _said("description", ""))
    yield _field("icon", _MAYBE, _said("icon"))
    yield _field("attributes", {**attributes, "default": None}, lambda _v, t: bare(dict(t.attributes)))
    yield _field("provides_context", context, lambda _v, t: bare(dict(t.provides_context)))
    yield _field("uses_context", {**_TEXTS, "type": "array"}, lambda _v, t: list(t.uses_context))
    yield _field("selectors", _MEMBERS, lambda _v, t: bare(dict(t.selectors)))
    yield _field("supports", _MEMBERS, lambda _v, t: bare(dict(t.supports)))
    yield _field("category", _MAYBE, _said("category"))
    yield _field("is_dynamic", {"type": "boolean", "default": False}, lambda _v, t: is_dynamic(t))
    for name, key in _HANDLES.items():
        yield _field(f"{name}_handles", _TEXTS, _handles(key))
    yield _field("view_script_module_ids", _TEXTS, _handles("viewScriptModule"))
    yield _field("view_style_handles", _TEXTS, _handles("viewStyle"))
    yield _field("styles", _STYLES, _styles)
    yield _field("variations", _VARIATIONS, _said("variations", []))
    yield _field("textdomain", _MAYBE, _said("textdomain"))
    yield _field("parent", _NAMES, _said("parent"))
    yield _field("ancestor", _NAMES, _said("ancestor"))
    yield _field("allowed_blocks", _NAMES, _said("allowedBlocks"))
    yield _field("keywords", {**_TEXTS, "type": "array"}, _said("keywords", []))
    yield _field("example", _EXAMPLE, _said("example"))
    yield _field("block_hooks", _HOOKS, lambda _v, t: bare(t.metadata.get("blockHooks", {})))
    for name, key in _HANDLES.items():
        yield _field(name, _MAYBE, _first(key))


def _field(name: str, schema: dict[str, Any], get: Callable[[Any, BlockType], Any]) -> Field[BlockType]:
    return Field(name, schema, get, _EVERYWHERE, readonly=True)


async def _may_read(call: Call) -> None:
    if not post_rights.writes_anything(call.ctx):
        raise forbidden(call.ctx, "rest_block_type_cannot_view", "You may not see block types.")


async def _may_read_one(call: Call) -> None:
    await _may_read(call)
    _found(call)


def _found(call: Call) -> BlockType:
    kind = call.ctx.types.block_types.get(f"{call.path['namespace']}/{call.path['name']}")
    if kind is None:
        raise RestError("rest_block_type_invalid", "There is no such block.", 404)
    return kind


async def _list(call: Call) -> Answer:
    namespace = call["namespace"]
    found = call.ctx.types.block_types
    shown = [kind for kind in found if not namespace or kind.name.partition("/")[0] == namespace]
    return Answer(await RESOURCE.items_data(call, tuple(shown)))


async def _get(call: Call) -> BlockType:
    return _found(call)


_CONTEXT = Param("context", {"type": "string", "default": "view", "enum": list(CONTEXTS)}, early=True)
_NAMESPACE = Param("namespace", _STRING)

RESOURCE: Resource[BlockType] = Resource(
    name="block-type",
    base="block-types",
    fields=tuple(_fields()),
    key="(?P<namespace>[a-zA-Z0-9_-]+)/(?P<name>[a-zA-Z0-9_-]+)",
    key_params=(Param("name", _STRING), _NAMESPACE),
    identity=lambda kind: kind.name,
    links=(
        Link("self", lambda _v, t: f"{_PATH}/{t.name}"),
        Link("collection", lambda _v, _t: _PATH),
        Link("up", lambda _v, t: f"{_PATH}/{t.name.partition('/')[0]}"),
    ),
    hints=lambda _v, _t: ("GET",),
    listing=Operation(
        _may_read,
        _list,
        (_CONTEXT, *(Param(name, {}) for name in ("page", "per_page", "search")), _NAMESPACE),
    ),
    reading=Operation(_may_read_one, _get),
)


def routes() -> list[Route]:
    """All blocks, those of a namespace, and each."""
    collection, item = RESOURCE.routes()
    params = (_CONTEXT, _NAMESPACE)
    of_namespace = Endpoint(READ, _list, _may_read, params)
    path = f"{_PATH}/(?P<namespace>[a-zA-Z0-9_-]+)"
    return [collection, Route(path, (of_namespace,), schema=RESOURCE.schema), item]
