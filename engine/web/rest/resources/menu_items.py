"""The items of classic menus: ``/wp/v2/menu-items``."""

from collections.abc import Iterator
from typing import Any

from engine.content import hooks as texts
from engine.content.fields import sanitize_text_field
from engine.content.slugs import sanitize_html_class, sanitize_key
from engine.content.tags import strip_tags
from engine.content.texturize import texturize
from engine.content.urls import sanitize_url
from engine.domain import menu_items, menus, posts
from engine.domain.context import Context
from engine.domain.menu_items import KINDS
from engine.domain.registrations import Registrations
from engine.model.menus import MenuItem, MenuItemDraft
from engine.model.pages import Page
from engine.model.posts import Post
from engine.model.types import PostType
from engine.web.rest.errors import RestError
from engine.web.rest.links import Link
from engine.web.rest.resource import Operation, Resource, merged
from engine.web.rest.resources import post_checks, post_links, post_query
from engine.web.rest.resources.post_checks import STATUSES
from engine.web.rest.resources.post_draft import text
from engine.web.rest.resources.post_fields import base_of
from engine.web.rest.resources.post_reading import Reading
from engine.web.rest.resources.post_writing import Writing
from engine.web.rest.resources.posts import history
from engine.web.rest.routes import Answer, Api, Call, Param, Route
from engine.web.rest.schema import validate
from engine.web.rest.serialize import ALL, EDIT, SHOWN, Field, View

ItemView = View[Post]

_STRING = {"type": "string"}
_WORDS = {"type": "array", "items": _STRING}
_COUNT = {"type": "integer", "minimum": 0, "default": 0}


def routes(types: Registrations) -> Iterator[Route]:
    """The routes of menu items, and of what is saved of them on the way."""
    kind = types.post_types[menu_items.TYPE]
    reading = ItemReading(kind, tuple(_params(types, kind)), tuple(_fields()))
    writing = ItemWriting(reading)
    made: Resource[Post] = Resource(
        name=kind.name,
        base=kind.rest_base,
        fields=reading.fields,
        links=(*post_links.links(types, kind), Link("wp:menu-item-object", _target, embeddable=True)),
        hints=post_links.methods,
        schema_links=lambda ctx: [*post_links.schema_links(types, kind)(ctx), _target_link(ctx)],
        prepare=reading.prepare,
        page_error="rest_post_invalid_page_number",
        listing=Operation(reading.may_list, reading.list, reading.params, batch=True),
        reading=Operation(reading.may_read, reading.item, batch=True),
        creating=Operation(writing.may_create, writing.create, batch=True),
        updating=Operation(writing.may_update, writing.update, beforehand=post_checks.know, batch=True),
        deleting=Operation(
            writing.may_delete,
            writing.delete,
            (Param("force", {"type": "boolean", "default": False}),),
            batch=True,
        ),
    )
    reading.resource = made
    yield from made.routes()
    yield from history(types, writing)


def _params(types: Registrations, kind: PostType) -> Iterator[Param]:
    """Items are listed in their menu's order, as many as there may be."""
    usual = post_query.params(types, kind)
    orderby = next(param for param in usual if param.name == "orderby").schema
    own = (
        Param("per_page", {"type": "integer", "default": 100, "minimum": 1, "maximum": 100}, early=True),
        Param("order", {"type": "string", "default": "asc", "enum": ["asc", "desc"]}),
        Param("orderby", {**orderby, "default": "menu_order", "enum": [*orderby["enum"], "menu_order"]}),
        Param("menu_order", {"type": "integer"}),
    )
    yield from merged(usual, own)


def _fields() -> Iterator[Field[Post]]:
    kinds = {"type": "string", "enum": list(KINDS), "default": "custom"}
    statuses = {"type": "string", "enum": list(STATUSES), "default": "publish"}
    yield Field("title", {"type": ["string", "object"]}, context=ALL, sets="title", parts=(
        Field("raw", _STRING, lambda v, p: _item(v, p).title, EDIT),
        Field("rendered", _STRING, _title, ALL, readonly=True),
    ))  # fmt: skip
    yield Field("id", _COUNT, lambda _v, p: p.id, ALL, readonly=True)
    yield Field("type_label", _STRING, lambda v, p: _item(v, p).label, ALL, readonly=True)
    yield Field("type", kinds, lambda v, p: _item(v, p).kind, ALL, sets="kind")
    yield Field("status", statuses, lambda _v, p: p.status, ALL, sets="status")
    yield Field("parent", _COUNT, lambda v, p: _item(v, p).parent, ALL, sets="parent")
    yield Field(
        "attr_title", _STRING, lambda v, p: _shown(v, p.excerpt), ALL, sets="attr_title", check=_plain
    )
    yield Field(
        "classes", _WORDS, lambda v, p: list(_item(v, p).classes), ALL, sets="classes", check=_class_names
    )
    yield Field(
        "description",
        _STRING,
        lambda v, p: _shown(v, _item(v, p).description),
        ALL,
        sets="description",
        check=_plain,
    )
    order = {"type": "integer", "minimum": 1, "default": 1}
    yield Field("menu_order", order, lambda _v, p: p.menu_order, ALL, sets="order")
    yield Field("object", _STRING, lambda v, p: _item(v, p).object, ALL, sets="object",
                check=lambda _call, value: sanitize_key(value))  # fmt: skip
    yield Field("object_id", _COUNT, lambda v, p: _item(v, p).object_id, ALL, sets="object_id")
    target = {"type": "string", "enum": ["_blank", ""]}
    yield Field("target", target, lambda v, p: _item(v, p).target, ALL, sets="target")
    url = {"type": "string", "format": "uri"}
    yield Field("url", url, lambda v, p: _item(v, p).url, ALL, sets="url", check=_url, free=True)
    yield Field("xfn", _WORDS, _xfn, ALL, sets="xfn", check=_class_names)
    yield Field("invalid", {"type": "boolean"}, lambda v, p: _item(v, p).invalid, ALL, readonly=True)
    yield Field("menus", {"type": "integer"}, lambda v, p: _item(v, p).menu, SHOWN, sets="menu")
    yield Field(
        "meta",
        {"type": "object", "properties": {}},
        lambda _v, _p: [],
        SHOWN,
        free=True,
        check=post_checks.meta,
    )


def _shown(view: ItemView, text: str) -> str:
    """A text as menus show it."""
    return strip_tags(texturize(text, typography=view.ctx.types.language.typography))


def _item(view: ItemView, post: Post) -> MenuItem:
    found: MenuItem = view.prepared[post.id]
    return found


def _title(view: ItemView, post: Post) -> str:
    return view.ctx.hooks.apply_sync(texts.the_title, _item(view, post).title, post.id)


def _xfn(view: ItemView, post: Post) -> list[str]:
    return [sanitize_html_class(one) for one in _item(view, post).xfn.split(" ")]


def _plain(_call: Call, value: str) -> str:
    return sanitize_text_field(value)


def _class_names(_call: Call, value: list[str]) -> list[str]:
    return [sanitize_html_class(one) for one in value]


def _url(_call: Call, value: Any) -> str:
    validate(value, {"type": "string"}, "url")
    address = sanitize_url(value)
    if value and not address:
        raise RestError("rest_invalid_url", "That is no address.")
    return address


def _target(view: ItemView, post: Post) -> dict[str, Any] | None:
    """The post or term an item points at, where the API shows its kind."""
    item, types = _item(view, post), view.ctx.types
    if item.kind == "post_type":
        target = posts.memory(view.ctx).get(item.object_id)
        kind = types.post_types.get(target.type) if target else None
        if kind and kind.show_in_rest:
            return {"post_type": kind.name, "href": f"{post_links.path_of_type(kind)}/{item.object_id}"}
    if item.kind == "taxonomy" and not item.invalid:
        taxonomy = types.taxonomies[item.object]
        if taxonomy.show_in_rest:
            path = f"/{taxonomy.rest_namespace}/{base_of(taxonomy)}/{item.object_id}"
            return {"taxonomy": taxonomy.name, "href": path}
    return None


def _target_link(ctx: Context) -> dict[str, Any]:
    return {
        "rel": "https://api.w.org/menu-item-object",
        "title": "Get linked object.",
        "href": Api.url(ctx, "/wp/v2/menu-items/{id}"),
        "targetSchema": {"type": "object", "properties": {"object": {"type": "integer"}}},
    }


class ItemReading(Reading):
    """Items are posts that only those see who write, each with what it points at."""

    async def prepare(self, call: Call, items: tuple[Post, ...]) -> dict[int, MenuItem]:  # type: ignore[override]
        """Find out what the items point at."""
        return await menu_items.resolved(call.ctx, items)

    async def may_list(self, call: Call) -> None:
        """Whether the actor may see menus."""
        await super().may_list(call)
        menus.require_reading(call.ctx)

    async def may_read(self, call: Call) -> None:
        """Whether the actor may see this item."""
        await super().may_read(call)
        menus.require_reading(call.ctx)

    async def list(self, call: Call) -> Page[Post]:
        """A page of items."""
        given = post_query.arguments(call, self.params)
        return await posts.query(call.ctx, self.question(call.ctx, given))

    async def item(self, call: Call) -> Post:
        """One item."""
        return await self.post(call)


class ItemWriting(Writing):
    """Items are written by what they point at; there is no trash for them."""

    async def create(self, call: Call) -> Answer:
        """Add an item."""
        return await self.answer(call, await menu_items.create(call.ctx, _draft(call)), status=201)

    async def update(self, call: Call) -> Answer:
        """Change an item."""
        post = await self.reading.post(call)
        return await self.answer(call, await menu_items.update(call.ctx, post, _draft(call)))

    async def delete(self, call: Call) -> Answer:
        """Remove an item for good."""
        post = await self.reading.post(call)
        if not call["force"]:
            raise RestError("rest_trash_not_supported", "Menu items have no trash: say force=true.", 501)
        before = await self.reading.resource.item_answer(call, post)
        await menu_items.delete(call.ctx, post)
        return Answer({"deleted": True, "previous": before.data})


def _draft(call: Call) -> MenuItemDraft:
    classes, xfn = call["classes"], call["xfn"]
    return MenuItemDraft(
        kind=call["type"],
        object=call["object"],
        object_id=call["object_id"],
        parent=call["parent"],
        title=text(call.params, "title"),
        url=call["url"],
        description=call["description"],
        attr_title=call["attr_title"],
        target=call["target"],
        classes=None if classes is None else tuple(classes),
        xfn=None if xfn is None else tuple(xfn),
        order=call["menu_order"],
        status=call["status"],
        menu=call["menus"] or None,
    )
