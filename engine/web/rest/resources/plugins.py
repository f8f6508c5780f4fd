"""``/wp/v2/plugins``: the plugins that are installed, and switching them on and off."""

from collections.abc import Iterator
from html import escape
from typing import Any

from engine.content.kses import kses_comment
from engine.content.tags import strip_all_tags
from engine.content.texturize import texturize
from engine.domain import plugins
from engine.domain.capabilities import can
from engine.model.errors import NotFound
from engine.model.extensions import Plugin
from engine.web.rest.errors import RestError, forbidden
from engine.web.rest.links import Link
from engine.web.rest.resource import Operation, Resource
from engine.web.rest.routes import Answer, Call, Param, Permit
from engine.web.rest.serialize import ALL, SHOWN, Field, Getter, View

PluginView = View[Plugin]

_STRING = {"type": "string"}
_ADDRESS = {"type": "string", "format": "uri"}
_STATUS = {"type": "string", "enum": ["inactive", "active"]}
_ID = r"[^.\/]+(?:\/[^.\/]+)?"
_NAMED: dict[str, Any] = {"type": "string", "pattern": _ID}
_TEXTS = {"raw": _STRING, "rendered": _STRING}


def _status(view: PluginView, plugin: Plugin) -> str:
    return "active" if plugins.is_active(view.ctx, plugin) else "inactive"


def _description(_view: PluginView, plugin: Plugin) -> dict[str, str]:
    return {"raw": plugin.description, "rendered": kses_comment(_with_author(plugin))}


def _with_author(plugin: Plugin) -> str:
    """What a plugin does and by whom it is."""
    text = texturize(plugin.description)
    if not plugin.author:
        return text
    author = escape(plugin.author, quote=False)
    if plugin.author_uri:
        author = f'<a href="{escape(plugin.author_uri)}">{author}</a>'
    return f"{text} <cite>By {author}.</cite>"


def _shown(schema: dict[str, Any], *, everywhere: bool = False) -> dict[str, Any]:
    """A schema that tells of contexts; as in WordPress answers have all fields in each."""
    return {**schema, "context": list(ALL if everywhere else SHOWN)}


def _fields() -> Iterator[Field[Plugin]]:
    texts = {"type": "object", "properties": _TEXTS}
    shown: tuple[tuple[str, dict[str, Any], Getter[Plugin], bool], ...] = (
        ("plugin", _NAMED, lambda _v, p: p.id, True),
        ("name", _STRING, lambda _v, p: p.name, True),
        ("plugin_uri", _ADDRESS, lambda _v, p: p.uri, False),
        ("author", _STRING, lambda _v, p: p.author, False),
        ("author_uri", _ADDRESS, lambda _v, p: p.author_uri, False),
        ("description", texts, _description, False),
        ("version", _STRING, lambda _v, p: p.version, False),
        ("network_only", {"type": "boolean"}, lambda _v, _p: False, True),
        ("requires_wp", _STRING, lambda _v, p: p.requires, True),
        ("requires_php", _STRING, lambda _v, p: p.requires_php, True),
        ("textdomain", _STRING, lambda _v, p: p.textdomain, False),
    )
    yield Field("status", _shown(_STATUS, everywhere=True), _status, (), sets="status")
    for name, schema, get, everywhere in shown:
        yield Field(name, _shown(schema, everywhere=everywhere), get, (), readonly=True)


def _methods(view: PluginView, _plugin: Plugin) -> tuple[str, ...]:
    """The methods the actor may use on a plugin."""
    if not can(view.ctx, "activate_plugins"):
        return ()
    return ("GET", "POST", "PUT", "PATCH", *(("DELETE",) if can(view.ctx, "delete_plugins") else ()))


# Who may.


def _may(code: str, *capabilities: str, item: bool = True) -> Permit:
    async def permit(call: Call) -> None:
        if not all(can(call.ctx, capability) for capability in capabilities):
            raise forbidden(call.ctx, code, "You may not manage plugins.")
        if item:
            _plugin(call)

    return permit


def _plugin(call: Call) -> Plugin:
    """The plugin that a call is about; none is found before the arguments are understood, as in WordPress."""
    plugin = call["plugin"]
    if not isinstance(plugin, Plugin):
        raise NotFound("There is no such plugin.", code="rest_plugin_not_found")
    return plugin


async def _may_change(call: Call) -> None:
    """Whoever switches plugins may; a plugin's rights are asked for only where its status changes."""
    await _may("rest_cannot_manage_plugins", "activate_plugins")(call)


async def _may_install(call: Call) -> None:
    if not can(call.ctx, "install_plugins"):
        raise forbidden(call.ctx, "rest_cannot_install_plugin", "You may not install plugins.")
    if call["status"] != "inactive" and not can(call.ctx, "activate_plugins"):
        raise forbidden(call.ctx, "rest_cannot_activate_plugin", "You may not switch plugins on.")


# What can be done.


async def _list(call: Call) -> Answer:
    found = tuple(one for one in plugins.every(call.ctx) if _is_asked_for(call, one))
    return Answer(await RESOURCE.items_data(call, () if call.method == "HEAD" else found))


def _is_asked_for(call: Call, plugin: Plugin) -> bool:
    words = str(call["search"] or "").lower()
    texts = (
        plugin.name, plugin.uri, plugin.version, plugin.description, plugin.author, plugin.author_uri,
        plugin.textdomain, plugin.requires, plugin.requires_php,
    )  # fmt: skip
    if words and not any(words in strip_all_tags(text).lower() for text in texts):
        return False
    status = "active" if plugins.is_active(call.ctx, plugin) else "inactive"
    return not call["status"] or status in call["status"]


async def _read(call: Call) -> Plugin:
    return _plugin(call)


async def _install(call: Call) -> Answer:
    """The directory of WordPress's plugins is out of reach; they are written for PHP besides."""
    raise RestError(
        "plugins_api_failed",
        "The plugin %s cannot be fetched: put its folder where the site's plugins are.",
        500,
        values=(str(call["slug"]),),
    )


async def _update(call: Call) -> Plugin:
    plugin = _plugin(call)
    wanted = call["status"]
    if wanted and (wanted == "active") != plugins.is_active(call.ctx, plugin):
        call.ctx = await plugins.switch(call.ctx, plugin, on=wanted == "active")
    return plugin


async def _delete(call: Call) -> Answer:
    plugin = _plugin(call)
    previous = (await RESOURCE.item_answer(call, plugin)).data
    await plugins.remove(call.ctx, plugin)
    return Answer({"deleted": True, "previous": previous})


_CONTEXT = Param(
    "context", {"type": "string", "default": "view", "enum": ["view", "embed", "edit"]}, early=True
)
_LISTED = (
    _CONTEXT,
    *(Param(name, {}) for name in ("page", "per_page")),
    Param("status", {"type": "array", "items": _STATUS}),
)
_INSTALLED: tuple[Param, ...] = (
    Param("slug", {"type": "string", "pattern": r"[\w\-]+"}, required=True),
    Param("status", {**_STATUS, "default": "inactive"}),
)

RESOURCE: Resource[Plugin] = Resource(
    name="plugin",
    base="plugins",
    key=rf"(?P<plugin>{_ID})",
    key_params=(Param("plugin", _NAMED, check=lambda call, name: call.ctx.types.plugins.get(name, name)),),
    identity=lambda plugin: plugin.id,
    fields=tuple(_fields()),
    links=(Link("self", lambda _v, p: f"/wp/v2/plugins/{p.id}"),),
    hints=_methods,
    listing=Operation(_may("rest_cannot_view_plugins", "activate_plugins", item=False), _list, _LISTED),
    reading=Operation(_may("rest_cannot_view_plugin", "activate_plugins"), _read, (_CONTEXT,)),
    creating=Operation(_may_install, _install, _INSTALLED),
    updating=Operation(_may_change, _update, (_CONTEXT,)),
    deleting=Operation(
        _may("rest_cannot_manage_plugins", "activate_plugins", "delete_plugins"), _delete, (_CONTEXT,)
    ),
)
