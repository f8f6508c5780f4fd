"""The API described for programs: OpenAPI 3.1, read off the declarations that answer the requests.

Schemas are WordPress's, in the form that JSON Schema has now. As WordPress writes them from PHP, an object without
members is an empty list, and what a field says in one context it may leave out in another: nothing is needed in answers.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from engine.domain.context import Context
from engine.web.rest.routes import Api, Endpoint, Param, Route

_GROUP: Final = "(?P<"
_KEPT: Final = (
    "type", "enum", "default", "minimum", "maximum", "multipleOf", "minLength", "maxLength", "pattern", "minItems",
    "maxItems", "uniqueItems", "minProperties", "maxProperties", "description",
)  # fmt: skip
# Formats that JSON Schema knows by the same name; an address may be relative, and a date may name no zone.
_FORMATS: Final = frozenset({"uuid"})
_DEPTH: Final = 20


def document(ctx: Context, api: Api) -> dict[str, Any]:
    """The description of a site's API."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {"error": _error()}
    for route in api.routes:
        path = path_of(route)
        for endpoint in route.endpoints:
            name = _schema_name(ctx, route, schemas)
            for method in endpoint.methods:
                paths.setdefault(path, {})[method.lower()] = _operation(route, endpoint, method, name)
    return {
        "openapi": "3.1.0",
        "info": {"title": ctx.options.text("blogname") or "Tympan", "version": "1.0.0"},
        "servers": [{"url": api.url(ctx, "").rstrip("/")}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"application-password": {"type": "http", "scheme": "basic"}},
        },
        "security": [{}, {"application-password": []}],
    }


def path_of(route: Route) -> str:
    """A route's pattern as a path with names in braces."""
    path, rest = "", route.pattern
    while _GROUP in rest:
        before, _, rest = rest.partition(_GROUP)
        name, _, rest = rest.partition(">")
        path += f"{before}{{{name}}}"
        rest = rest[_end_of_group(rest) :]
    return re.sub(r"\(\?:|\)\??|\?$|\\", "", path + rest)


def _end_of_group(pattern: str) -> int:
    """Where what follows a group begins, from inside of it."""
    depth, in_class, at = 1, False, 0
    while depth and at < len(pattern):
        sign = pattern[at]
        at += 2 if sign == "\\" else 1
        if in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        else:
            depth += {"(": 1, ")": -1}.get(sign, 0)
    return at


def _names(route: Route) -> list[str]:
    """The names of what stands in the path."""
    return re.findall(r"\{(\w+)\}", path_of(route))


def _schema_name(ctx: Context, route: Route, schemas: dict[str, Any]) -> str:
    if route.schema is None:
        return ""
    schema = route.schema(ctx)
    name = re.sub(r"[^\w.-]", "-", str(schema.get("title") or route.pattern))
    schemas.setdefault(name, answered(schema))
    return name


def _operation(route: Route, endpoint: Endpoint, method: str, name: str) -> dict[str, Any]:
    in_path = _names(route)
    others = [param for param in endpoint.params if param.name not in in_path]
    operation: dict[str, Any] = {
        "operationId": re.sub(r"\W+", "_", f"{method.lower()}{path_of(route)}").strip("_"),
        "tags": [route.namespace or "index"],
        "parameters": [_in_path(one, endpoint) for one in in_path],
        "responses": _responses(route, method, name),
    }
    if method in {"GET", "DELETE"}:
        operation["parameters"] += [_in_query(param) for param in others]
    elif others:
        operation["requestBody"] = _body(others)
    return operation


def _in_path(name: str, endpoint: Endpoint) -> dict[str, Any]:
    param = endpoint.by_name.get(name)
    schema: dict[str, Any] = taken(param) if param else {"type": "string"}
    schema.pop("default", None)
    if schema.get("type") == "integer" and "minimum" not in schema:
        schema["minimum"] = 0
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _in_query(param: Param) -> dict[str, Any]:
    style = {"style": "form", "explode": False} if param.schema.get("type") == "array" else {}
    style = {"style": "deepObject", "explode": True} if param.schema.get("type") == "object" else style
    return {"name": param.name, "in": "query", "required": param.required, "schema": taken(param), **style}


def _body(params: list[Param]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {param.name: taken(param) for param in params},
    }
    needed = [param.name for param in params if param.required]
    if needed:
        schema["required"] = needed
    return {"required": bool(needed), "content": {"application/json": {"schema": schema}}}


def _responses(route: Route, method: str, name: str) -> dict[str, Any]:
    item: dict[str, Any] = {"$ref": f"#/components/schemas/{name}"} if name else {}
    if name and method == "DELETE":
        item = {"anyOf": [item, {"type": "object"}]}
    if name and method == "GET" and route.lists is not False:
        # Kinds of things, such as post types, are listed by their names.
        by_name = {"type": "object", "additionalProperties": item}
        item = {"anyOf": [{"type": "array", "items": item}, by_name if route.lists else item]}
    good = {"description": "What was asked for.", "content": {"application/json": {"schema": item}}}
    refused = {
        "description": "A refusal.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/error"}}},
    }
    codes = {"200": good, "4XX": refused, "501": refused, "default": good}
    if method == "POST":
        codes |= {"201": {**good, "description": "What was made."}, "500": refused}
    return codes


def _error() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["code", "message", "data"],
        "properties": {"code": {"type": ["string", "integer"]}, "message": {"type": "string"}, "data": {}},
    }


def taken(param: Param) -> dict[str, Any]:
    """The schema of an argument; that of one whose schema is only shown promises nothing."""
    return {} if param.free else converted(param.schema)


def converted(schema: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """A schema of WordPress's kind, between draft 3 and 4, as JSON Schema has it."""
    if depth > _DEPTH:
        return {}
    made = {key: schema[key] for key in _KEPT if key in schema}
    if isinstance(made.get("enum"), Mapping):
        made["enum"] = list(made["enum"].values())
    if schema.get("format") in _FORMATS:
        made["format"] = schema["format"]
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if schema.get(exclusive) is True and bound in made:
            made[exclusive] = made.pop(bound)
    if schema.get("readonly"):
        made["readOnly"] = True
    for several in ("anyOf", "oneOf"):
        if several in schema:
            made[several] = [converted(form, depth + 1) for form in schema[several]]
    if isinstance(schema.get("items"), Mapping):
        made["items"] = converted(schema["items"], depth + 1)
    return made | _members(schema, depth)


def _members(schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
    known = schema.get("properties") or {}
    made: dict[str, Any] = {}
    if known:
        made["properties"] = {name: converted(sub, depth + 1) for name, sub in known.items()}
    listed = schema.get("required")
    needed = list(listed) if isinstance(listed, (list, tuple)) else []
    needed += [name for name, sub in known.items() if sub.get("required") is True]
    if needed:
        made["required"] = needed
    others = schema.get("additionalProperties")
    if isinstance(others, Mapping):
        made["additionalProperties"] = converted(others, depth + 1)
    elif others is False:
        made["additionalProperties"] = False
    return made


def answered(schema: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """The schema of an answer: types and members, and for each object the empty list that stands for none."""
    # As PHP writes it, a schema that says nothing is an empty list.
    if depth > _DEPTH or not schema:
        return {}
    kind = schema.get("type")
    kinds = list(dict.fromkeys(kind)) if isinstance(kind, (list, tuple)) else [kind] if kind else []
    # Some of WordPress's own schemas have a type that there is not.
    kinds = ["boolean" if one == "bool" else one for one in kinds]
    if not kinds or "anyOf" in schema or "oneOf" in schema:
        return {}
    if depth:
        kinds = list(dict.fromkeys([*kinds, "null", *(["array"] if "object" in kinds else [])]))
    made: dict[str, Any] = {"type": kinds[0] if len(kinds) == 1 else kinds}
    if "object" in kinds and depth:
        made |= {} if isinstance(kind, (list, tuple)) and "array" in kind else {"maxItems": 0}
    if isinstance(schema.get("items"), Mapping) and "array" in kinds:
        made["items"] = answered(schema["items"], depth + 1)
    known = schema.get("properties")
    if known and "object" in kinds:
        made["properties"] = {name: answered(sub, depth + 1) for name, sub in known.items()}
    return made
