"""The wp methods about the site itself: its options, types, taxonomies, statuses, formats, templates."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from engine.domain.capabilities import can
from engine.domain.request import POST_FORMATS
from engine.model.types import PostType, Taxonomy
from engine.web.xmlrpc import given, options, structs
from engine.web.xmlrpc.calls import Call, require
from engine.web.xmlrpc.codec import Value
from engine.web.xmlrpc.faults import Fault
from engine.web.xmlrpc.given import Struct

T = TypeVar("T", PostType, Taxonomy)

_PAGE_STATUSES: Final = {"draft": "Draft", "private": "Private", "publish": "Published"}
_POST_STATUSES: Final = {
    "draft": "Draft",
    "pending": "Pending Review",
    "private": "Private",
    "publish": "Published",
}
_TYPE_FIELDS: Final = ("labels", "cap", "taxonomies")
_TAXONOMY_FIELDS: Final = ("labels", "cap", "object_type")
# What lists may be filtered by, where its name is another one than the field's.
_NAMED: Final[Mapping[str, str]] = {"_builtin": "builtin", "has_archive": "archive", "menu_icon": "icon"}


async def get_post_type(call: Call) -> Value:
    """wp.getPostType."""
    name = call.given[3]
    kind = call.ctx.types.post_types.get(name) if isinstance(name, str) else None
    if kind is None:
        raise Fault(403, "There is no such post type.")
    require(call.ctx, kind.capabilities["edit_posts"])
    return structs.post_type(call.ctx, kind, call.given.names(4, _TYPE_FIELDS))


async def get_post_types(call: Call) -> Value:
    """wp.getPostTypes: by name, those whose posts the actor may edit."""
    fields = call.given.names(4, _TYPE_FIELDS)
    found = _filtered(call, call.ctx.types.post_types)
    return {
        kind.name: structs.post_type(call.ctx, kind, fields)
        for kind in found
        if can(call.ctx, kind.capabilities["edit_posts"])
    }


async def get_taxonomy(call: Call) -> Value:
    """wp.getTaxonomy."""
    name = call.given[3]
    taxonomy = call.ctx.types.taxonomies.get(name) if isinstance(name, str) else None
    if taxonomy is None:
        raise Fault(403, "There is no such taxonomy.")
    require(call.ctx, taxonomy.capabilities["assign_terms"])
    return structs.taxonomy(taxonomy, call.given.names(4, _TAXONOMY_FIELDS))


async def get_taxonomies(call: Call) -> Value:
    """wp.getTaxonomies: those whose terms the actor may assign."""
    fields = call.given.names(4, _TAXONOMY_FIELDS)
    found = _filtered(call, call.ctx.types.taxonomies)
    return [structs.taxonomy(one, fields) for one in found if can(call.ctx, one.capabilities["assign_terms"])]


def _filtered(call: Call, registered: Mapping[str, T]) -> list[T]:
    """What fits all members of the filter; without one, what is public."""
    wanted = call.given.struct(3) if call.given.has(3) else Struct({"public": True})
    if isinstance(call.given[3], list) and call.given[3]:
        return []  # what has no name is no field of anything
    checks = [(_NAMED.get(name, name), _same(value)) for name, value in wanted.items()]
    return [
        one for one in registered.values() if all(check(getattr(one, name, None)) for name, check in checks)
    ]


def _same(value: Value) -> Callable[[Any], bool]:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return lambda own: own is not None and bool(own) == given.truth(value)
    return lambda own: str(int(own) if isinstance(own, bool) else own) == str(value)


async def get_post_formats(call: Call) -> Value:
    """wp.getPostFormats: all, and where asked for what the theme supports."""
    require(call.ctx, "edit_posts", code=403)
    formats: dict[str, Value] = {name: name.capitalize() for name in POST_FORMATS}
    if call.given.struct(3).truth("show-supported") and "post-formats" in call.ctx.types.theme_features:
        return {"all": formats, "supported": list(call.ctx.types.post_formats)}
    return formats


async def get_post_status_list(call: Call) -> Value:
    """wp.getPostStatusList."""
    require(call.ctx, "edit_posts", code=403)
    return dict(_POST_STATUSES)


async def get_page_status_list(call: Call) -> Value:
    """wp.getPageStatusList."""
    require(call.ctx, "edit_pages", code=403)
    return dict(_PAGE_STATUSES)


async def get_page_templates(call: Call) -> Value:
    """wp.getPageTemplates: file by name, the usual one last."""
    require(call.ctx, "edit_pages", code=403)
    offered = call.ctx.types.page_templates.items()
    return {name: name for name, types in offered if "page" in types} | {"Default": "default"}


async def get_options(call: Call) -> Value:
    """wp.getOptions: those asked for by name, or all."""
    asked = [one for one in given.array(call.given[3]) if isinstance(one, str)]
    return options.shown(call.ctx, asked or options.OPTIONS)


async def set_options(call: Call) -> Value:
    """wp.setOptions; what is unknown or read-only is passed over."""
    require(call.ctx, "manage_options", code=403)
    asked = call.given.struct(3)
    return await options.changed(call.ctx, {name: given.text(value) for name, value in asked.items()})
