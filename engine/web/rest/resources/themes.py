"""``/wp/v2/themes``: the themes that are installed, the active one with all that it supports."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from engine.content.json_values import to_float
from engine.content.texturize import texturize
from engine.domain import block_templates, designs, themes
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.extensions import InstalledTheme
from engine.web.rest.links import Link
from engine.web.rest.paging import add_page_headers
from engine.web.rest.resource import Operation, Resource
from engine.web.rest.resources.theme_supports import SUPPORTS
from engine.web.rest.routes import Answer, Call, Param
from engine.web.rest.serialize import ABSENT, Field, View

ThemeView = View[InstalledTheme]

_STRING = {"type": "string"}
_ADDRESS = {"type": "string", "format": "uri"}
_STATUS = {"type": "string", "enum": ["inactive", "active"]}
_ID = r'[^\/:<>\*\?"\|]+(?:\/[^\/:<>\*\?"\|]+)?'

# The look of the places that template parts are made for: tag, label, picture, what they are for.
_AREAS = {
    "uncategorized": ("div", "General", "layout", "A part that may stand anywhere."),
    "header": ("header", "Header", "header", "The top of a page: usually its title, logo and navigation."),
    "footer": ("footer", "Footer", "footer", "The end of a page: usually who made the site, and further links."),
    "navigation-overlay": (
        "div", "Navigation Overlay", "navigation-overlay", "What lies over a page while its navigation is open.",
    ),
}  # fmt: skip


def _texts(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": {"raw": schema, "rendered": schema}}


def _listed(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "object", "properties": properties}}


def _field(
    name: str, schema: dict[str, Any], get: Callable[[ThemeView, InstalledTheme], Any]
) -> Field[InstalledTheme]:
    """A field that is shown whatever the context, and cannot be set."""
    return Field(name, schema, get, (), readonly=True)


def _fields() -> Iterator[Field[InstalledTheme]]:
    tags = {"type": "object", "properties": {"raw": {"type": "array", "items": _STRING}, "rendered": _STRING}}
    yield _field("stylesheet", _STRING, lambda _v, t: t.slug)
    yield _field("stylesheet_uri", _ADDRESS, lambda v, t: _address(v, t.slug))
    yield _field("template", _STRING, lambda _v, t: t.template)
    yield _field("template_uri", _ADDRESS, lambda v, t: _address(v, t.template))
    yield _field("author", _texts(_STRING), lambda _v, t: {"raw": t.author, "rendered": _author(t)})
    yield _field("author_uri", _texts(_ADDRESS), lambda _v, t: _both(t.author_uri))
    yield _field("description", _texts(_STRING), lambda _v, t: _both(t.description, texturize(t.description)))
    yield _field("is_block_theme", {"type": "boolean"}, lambda _v, t: t.is_block_theme)
    yield _field("name", _texts(_STRING), lambda _v, t: _both(t.name))
    yield _field("requires_php", _STRING, lambda _v, t: t.requires_php)
    yield _field("requires_wp", _STRING, lambda _v, t: t.requires)
    yield _field(
        "screenshot", _ADDRESS, lambda v, t: f"{_address(v, t.slug)}/{t.screenshot}" if t.screenshot else ""
    )
    yield _field("tags", tags, lambda _v, t: {"raw": list(t.tags), "rendered": ", ".join(t.tags)})
    yield _field("textdomain", _STRING, lambda _v, t: t.textdomain)
    yield _field("theme_supports", {"type": "object", "properties": SUPPORTS}, _of_active(_supports))
    yield _field("theme_uri", _texts(_ADDRESS), lambda _v, t: _both(t.uri))
    yield _field("version", _STRING, lambda _v, t: t.version)
    yield Field("status", _STATUS, _status, ())
    yield _field(
        "default_template_types",
        _listed(slug=_STRING, title=_STRING, description=_STRING),
        _of_active(lambda _ctx, _theme: themes.template_types()),
    )
    yield _field(
        "default_template_part_areas",
        _listed(area=_STRING, label=_STRING, description=_STRING, icon=_STRING, area_tag=_STRING),
        _of_active(lambda _ctx, _theme: _areas()),
    )


def _both(raw: str, rendered: str | None = None) -> dict[str, str]:
    return {"raw": raw, "rendered": escape(raw) if rendered is None else rendered}


def _author(theme: InstalledTheme) -> str:
    name = escape(theme.author, quote=False)
    return f'<a href="{escape(theme.author_uri)}">{name}</a>' if theme.author_uri else name


def _address(view: ThemeView, slug: str) -> str:
    return f"{view.ctx.site_url}/wp-content/themes/{slug}"


def _status(view: ThemeView, theme: InstalledTheme) -> str:
    return "active" if themes.is_active(view.ctx, theme.slug) else "inactive"


def _of_active(get: Callable[..., Any]) -> Callable[[ThemeView, InstalledTheme], Any]:
    """What only the active theme tells."""
    return lambda view, theme: get(view.ctx, theme) if themes.is_active(view.ctx, theme.slug) else ABSENT


def _supports(ctx: Context, theme: InstalledTheme) -> dict[str, Any]:
    """The features by their schemas, in which the size of a font is a number: its unit is left out."""
    found = themes.supports(ctx, theme)
    sizes = found["editor-font-sizes"]
    if isinstance(sizes, list):
        found["editor-font-sizes"] = [
            {**one, "size": to_float(one["size"])} if "size" in one else one for one in sizes
        ]
    return found


def _areas() -> list[dict[str, str]]:
    shown = []
    for area in block_templates.AREAS:
        tag, label, icon, description = _AREAS[area]
        shown.append(
            {"area": area, "label": label, "description": description, "icon": icon, "area_tag": tag}
        )
    return shown


def _styles(view: ThemeView, theme: InstalledTheme) -> str | None:
    own = view.prepared if themes.is_active(view.ctx, theme.slug) else 0
    return f"/wp/v2/global-styles/{own}" if own else None


def _export(view: ThemeView, theme: InstalledTheme) -> dict[str, Any] | None:
    if not (theme.is_block_theme and themes.is_active(view.ctx, theme.slug)):
        return None
    allowed = ["GET"] if can(view.ctx, "export") else []
    return {"href": "/wp-block-editor/v1/export", "targetHints": {"allow": allowed}}


def _methods(view: ThemeView, theme: InstalledTheme) -> tuple[str, ...]:
    readable = can(view.ctx, "switch_themes") or themes.is_active(view.ctx, theme.slug)
    return ("GET",) if readable else ()


async def _may_list(call: Call) -> None:
    themes.require_reading(call.ctx, active=call["status"] == ["active"])


async def _may_read(call: Call) -> None:
    themes.require_reading(call.ctx, active=themes.is_active(call.ctx, call["stylesheet"]))


async def _list(call: Call) -> Answer:
    known = [one for one in themes.every(call.ctx) if _is_asked_for(call, one)]
    answer = Answer(await RESOURCE.items_data(call, () if call.method == "HEAD" else tuple(known)))
    add_page_headers(answer, call, len(known), 1)
    return answer


def _is_asked_for(call: Call, theme: InstalledTheme) -> bool:
    status = "active" if themes.is_active(call.ctx, theme.slug) else "inactive"
    return not call["status"] or status in call["status"]


async def _read(call: Call) -> InstalledTheme:
    return themes.get(call.ctx, call["stylesheet"])


async def _prepare(call: Call, items: tuple[InstalledTheme, ...]) -> int:
    """The id of what the site has made of the active theme's styles."""
    active = any(themes.is_active(call.ctx, one.slug) for one in items)
    own = await designs.user_post(call.ctx) if active else None
    return own.id if own else 0


RESOURCE: Resource[InstalledTheme] = Resource(
    name="theme",
    base="themes",
    key=rf"(?P<stylesheet>{_ID})",
    key_params=(Param("stylesheet", _STRING),),
    identity=lambda theme: theme.slug,
    fields=tuple(_fields()),
    links=(
        Link("self", lambda _v, t: f"/wp/v2/themes/{t.slug}"),
        Link("collection", lambda _v, _t: "/wp/v2/themes"),
        Link("wp:user-global-styles", _styles),
        Link("wp:export-theme", _export),
    ),
    hints=_methods,
    prepare=_prepare,
    listing=Operation(
        _may_list,
        _list,
        (
            *(Param(name, {}) for name in ("context", "page", "per_page", "search")),
            Param("status", {"type": "array", "items": {"type": "string", "enum": ["active", "inactive"]}}),
        ),
    ),
    reading=Operation(_may_read, _read, (Param("context", {}),)),
)
