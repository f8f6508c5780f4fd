"""``/wp/v2/settings``: the options that were registered for the API, as one object.

``/tympan/v1/settings`` has those that WordPress shows on its pages alone, by the names of their options.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from engine.domain import configuring
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.domain.options import Options
from engine.domain.registrations import Registrations
from engine.domain.settings import FURTHER_SETTINGS
from engine.model.types import Setting
from engine.web.rest.errors import RestError, forbidden
from engine.web.rest.routes import EDIT, READ, Answer, Call, Endpoint, Param, Route
from engine.web.rest.schema import sanitize, validate
from engine.web.rest.serialize import bare, pick, wanted


def routes(types: Registrations) -> Iterator[Route]:
    """The routes of the settings; they have no items."""
    yield _route("wp/v2", types.settings)
    yield _route("tympan/v1", FURTHER_SETTINGS, in_index=False)


def _route(namespace: str, known: Sequence[Setting], *, in_index: bool = True) -> Route:
    async def read(call: Call) -> Answer:
        return await _answer(call, known)

    async def change(call: Call) -> Answer:
        await _change(call, known)
        return await _answer(call, known)

    endpoints = (Endpoint(READ, read, _may), Endpoint(EDIT, change, _may, tuple(map(_param, known))))
    return Route(f"/{namespace}/settings", endpoints, namespace, _published(known), in_index=in_index)


def _schema(one: Setting) -> dict[str, Any]:
    schema: dict[str, Any] = {"title": one.label, "description": one.description, "type": one.type}
    if one.choices:
        schema["enum"] = list(one.choices)
    if one.format:
        schema["format"] = one.format
    return schema


def _published(known: Sequence[Setting]) -> Callable[[Context], dict[str, Any]]:
    properties = {one.name: {**_schema(one), "default": one.default} for one in known}
    return lambda _ctx: {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "settings",
        "type": "object",
        "properties": properties,
    }


def _param(one: Setting) -> Param:
    """An argument that may be null, which stands for the default."""
    schema = _schema(one)

    def check(_call: Call, value: Any) -> Any:
        if value is None:
            return None
        validate(value, schema, one.name)
        return sanitize(value, schema, one.name)

    return Param(one.name, schema, check=check, free=True, early=True)


async def _may(call: Call) -> None:
    if not can(call.ctx, "manage_options"):
        raise forbidden(call.ctx)


async def _answer(call: Call, known: Sequence[Setting]) -> Answer:
    options = await _stored(call, known)
    shown = {one.name: _value(one, options.data(one.option, one.default)) for one in known}
    return Answer(bare(pick(shown, wanted(call.query.get("_fields")))))


async def _stored(call: Call, known: Sequence[Setting]) -> Options:
    """The options as they stand now, with those of these settings that are not read for every request."""
    options = await call.ctx.site.options.current()
    aside = [one.option for one in known if one.option not in options]
    return options.with_texts(**(await call.ctx.site.options.beside(*aside)).raw) if aside else options


def _value(one: Setting, stored: Any) -> Any:
    """What is stored, in the setting's type; None where it is nothing that the setting can be."""
    if not _is_valid(one, stored):
        return None
    return sanitize(stored, _schema(one), one.name)


def _is_valid(one: Setting, stored: Any) -> bool:
    if stored is None:
        return False
    try:
        validate(stored, _schema(one), one.name)
    except RestError:
        return False
    return True


async def _change(call: Call, known: Sequence[Setting]) -> None:
    """Set what was sent; null deletes what is stored, unless that is nothing the client can have seen."""
    said = {one: call.params[one.name] for one in known if one.name in call.params}
    for one, value in said.items():
        if value is None and not _is_valid(one, call.ctx.options.data(one.option)):
            raise RestError(
                "rest_invalid_stored_value",
                "%s holds a value that cannot be shown.",
                500,
                values=(one.name,),
            )
    await configuring.change(call.ctx, {one.option: value for one, value in said.items()})
