"""What programs may have the site do: ``/wp-abilities/v1``."""

from typing import Any

from engine.domain import abilities
from engine.domain.abilities import Ability, AbilityCategory
from engine.domain.context import Context
from engine.model.pages import Page
from engine.web.rest.errors import RestError, renamed
from engine.web.rest.links import Link
from engine.web.rest.resource import Operation, Resource
from engine.web.rest.routes import Answer, Call, Endpoint, Param, Route
from engine.web.rest.schema import sanitize, validate
from engine.web.rest.serialize import ALL, SHOWN, Field, View, bare

_NAMESPACE = "wp-abilities/v1"
_PATH, _CATEGORIES = f"/{_NAMESPACE}/abilities", f"/{_NAMESPACE}/categories"
_STRING = {"type": "string"}
_OBJECT = {"type": "object"}
_NAME = {"type": "string", "pattern": r"^[a-zA-Z0-9\-\/]+$"}
_SLUG = {"type": "string", "pattern": "^[a-z0-9]+(?:-[a-z0-9]+)*$"}
_PER_PAGE = Param("per_page", {"type": "integer", "default": 50, "minimum": 1, "maximum": 100})
_NO_SEARCH, _NO_CONTEXT = Param("search", {}), Param("context", {})
_MAYBE = {"type": ["boolean", "null"]}
_META = {
    "type": "object",
    "additionalProperties": True,
    "properties": {
        "annotations": {
            "type": "object",
            "additionalProperties": True,
            "properties": {"readonly": _MAYBE, "destructive": _MAYBE, "idempotent": _MAYBE},
        }
    },
}
_INPUT = {"type": ["integer", "number", "boolean", "string", "array", "object", "null"], "default": None}
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


async def _may_read(call: Call) -> None:
    abilities.require_reading(call.ctx)


def _meta(_view: View[Ability], one: Ability) -> dict[str, Any]:
    annotations = {"readonly": one.readonly, "destructive": one.destructive, "idempotent": one.idempotent}
    return {"annotations": annotations, "show_in_rest": True, "public": True}


async def _list(call: Call) -> Page[Ability]:
    found = [one for one in abilities.CORE if _fits(call, one)]
    start = (call["page"] - 1) * call["per_page"]
    return Page(tuple(found[start : start + call["per_page"]]), len(found))


def _fits(call: Call, one: Ability) -> bool:
    if call["category"] and one.category != call["category"]:
        return False
    if call["namespace"] and one.name.partition("/")[0] != call["namespace"]:
        return False
    asked = (call["meta"] or {}).get("annotations") or {}
    return all(getattr(one, name, value) == value for name, value in asked.items() if name in _ANNOTATIONS)


_ANNOTATIONS = frozenset({"readonly", "destructive", "idempotent"})


async def _get(call: Call) -> Ability:
    return abilities.get(call.path["name"])


async def _list_categories(call: Call) -> Page[AbilityCategory]:
    start = (call["page"] - 1) * call["per_page"]
    found = abilities.CATEGORIES
    return Page(found[start : start + call["per_page"]], len(found))


async def _get_category(call: Call) -> AbilityCategory:
    return abilities.category(call.path["slug"])


_META_SHOWN = {
    "type": "object",
    "properties": {
        "annotations": {
            "type": "object",
            "properties": {name: {"type": ["boolean", "null"]} for name in sorted(_ANNOTATIONS)},
            "additionalProperties": True,
        },
        "public": {"type": "boolean"},
    },
}

ABILITIES: Resource[Ability] = Resource(
    name="ability",
    base="abilities",
    namespace=_NAMESPACE,
    fields=(
        Field("name", _STRING, lambda _v, a: a.name, ALL, readonly=True),
        Field("label", _STRING, lambda _v, a: a.label, ALL, readonly=True),
        Field("description", _STRING, lambda _v, a: a.description, SHOWN, readonly=True),
        Field("category", _STRING, lambda _v, a: a.category, ALL, readonly=True),
        Field("input_schema", _OBJECT, lambda _v, a: bare(dict(a.input_schema)), SHOWN, readonly=True),
        Field("output_schema", _OBJECT, lambda _v, a: bare(dict(a.output_schema)), SHOWN, readonly=True),
        Field("meta", _META_SHOWN, _meta, SHOWN, readonly=True),
    ),
    key=r"(?P<name>[a-zA-Z0-9\-\/]+)",
    key_params=(Param("name", _NAME),),
    identity=lambda one: one.name,
    links=(
        Link("self", lambda _v, a: f"{_PATH}/{a.name}"),
        Link("collection", lambda _v, _a: _PATH),
        Link("wp:action-run", lambda _v, a: f"{_PATH}/{a.name}/run"),
    ),
    page_error="",
    listing=Operation(
        _may_read,
        _list,
        (
            _PER_PAGE,
            _NO_SEARCH,
            Param("category", _STRING),
            Param("namespace", _STRING),
            Param("meta", _META),
        ),
    ),
    reading=Operation(_may_read, _get, (_NO_CONTEXT,)),
)

CATEGORIES: Resource[AbilityCategory] = Resource(
    name="ability-category",
    base="categories",
    namespace=_NAMESPACE,
    fields=(
        Field("slug", _STRING, lambda _v, c: c.slug, ALL, readonly=True),
        Field("label", _STRING, lambda _v, c: c.label, ALL, readonly=True),
        Field("description", _STRING, lambda _v, c: c.description, SHOWN, readonly=True),
        Field("meta", _OBJECT, lambda _v, _c: [], SHOWN, readonly=True),
    ),
    key="(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)",
    key_params=(Param("slug", _SLUG),),
    identity=lambda one: one.slug,
    links=(
        Link("self", lambda _v, c: f"{_CATEGORIES}/{c.slug}"),
        Link("collection", lambda _v, _c: _CATEGORIES),
        Link("abilities", lambda v, c: f"{v.url(_PATH)}?category={c.slug}"),
    ),
    page_error="",
    listing=Operation(_may_read, _list_categories, (_PER_PAGE, _NO_SEARCH)),
    reading=Operation(_may_read, _get_category, (_NO_CONTEXT,)),
)


# Running.


async def _may_run(call: Call) -> None:
    """There, asked for by the method that fits, with input that fits, by who may: in this order."""
    ability = abilities.get(call.path["name"])
    _require_method(call, ability)
    _input(call, ability)
    abilities.require_running(call.ctx, ability)


def _require_method(call: Call, ability: Ability) -> None:
    if ability.readonly:
        expected = "GET"
    else:
        expected = "DELETE" if ability.destructive and ability.idempotent else "POST"
    asked = "GET" if call.method == "HEAD" else call.method
    if asked != expected:
        raise RestError(
            "rest_ability_invalid_method", "This ability is asked for by %s.", 405, values=(expected,)
        )


def _input(call: Call, ability: Ability) -> Any:
    value = call["input"]
    if not ability.input_schema:
        if value is not None:
            raise RestError("ability_missing_input_schema", "This ability takes no input.", 400)
        return None
    try:
        validate(value, ability.input_schema, "input")
    except RestError as error:
        raise renamed(error, "ability_invalid_input") from error
    return sanitize(value, ability.input_schema, "input")


async def _run(call: Call) -> Answer:
    ability = abilities.get(call.path["name"])
    return Answer(await abilities.run(call.ctx, ability, _input(call, ability)))


def _execution(_ctx: Context) -> dict[str, Any]:
    """What running an ability answers: whatever its own schema says."""
    result = {"context": list(SHOWN), "readonly": True, "type": _INPUT["type"]}
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "ability-execution",
        "type": "object",
        "properties": {"result": result},
    }


def routes() -> list[Route]:
    """Categories, the running of an ability, and the abilities there are."""
    params = (Param("name", _NAME), Param("input", _INPUT))
    run = Route(
        rf"{_PATH}/(?P<name>[a-zA-Z0-9\-\/]+?)/run",
        (Endpoint(_METHODS, _run, _may_run, params),),
        _NAMESPACE,
        schema=_execution,
    )
    return [*CATEGORIES.routes(), run, *ABILITIES.routes()]
