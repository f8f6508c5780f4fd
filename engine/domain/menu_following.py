"""Menus follow what they point at: items of what is deleted go, and new pages join the menus that take them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from engine.domain.context import Context
from engine.model import php
from engine.model.posts import MetaQuery, Post, PostQuery, TaxQuery
from engine.store import post_writing
from engine.store import posts as store
from engine.store.post_writing import Saving

ITEM = "nav_menu_item"
OPTIONS = "nav_menu_options"

_ANY_STATUS = ("publish", "draft", "pending", "private", "trash", "auto-draft")


def options(ctx: Context) -> Mapping[str, object]:
    """What is set for menus, with what this request has changed."""
    known = ctx.remembered(OPTIONS)
    if not known:
        stored = ctx.options.data(OPTIONS)
        known["values"] = stored if isinstance(stored, dict) else {}
    return cast("Mapping[str, object]", known["values"])


def taking(ctx: Context) -> list[int]:
    """The menus that take new pages of the top level."""
    stored = options(ctx).get("auto_add")
    values = stored.values() if isinstance(stored, dict) else stored if isinstance(stored, list) else ()
    return [one for one in values if isinstance(one, int)]


async def forget(ctx: Context, kind: str, identity: int, *, name: str = "") -> None:
    """Remove the items that point at a post or a term of this `name` of taxonomy, which is gone."""
    pointing = [MetaQuery("_menu_item_object_id", str(identity)), MetaQuery("_menu_item_type", kind)]
    if name:
        pointing.append(MetaQuery("_menu_item_object", name))
    asked = PostQuery(types=(ITEM,), statuses=_ANY_STATUS, meta=tuple(pointing), per_page=-1, count=False)
    for item in (await store.select(ctx.db, asked))[0]:
        await post_writing.delete(ctx.db, item, hierarchical=False)


async def join(ctx: Context, page: Post) -> None:
    """Put a page that was published at the end of the menus that take new ones, unless it is there."""
    if page.type != "page" or page.parent:
        return
    for menu in taking(ctx):
        asked = PostQuery(
            types=(ITEM,), statuses=("publish", "draft"), taxonomies=(TaxQuery("nav_menu", (menu,)),),
            orderby="menu_order", order="desc", per_page=-1, count=False,
        )  # fmt: skip
        items = (await store.select(ctx.db, asked))[0]
        present = MetaQuery("_menu_item_object_id", str(page.id))
        if items and (await store.select(ctx.db, _among(items, present)))[0]:
            continue
        await post_writing.save(ctx.db, _pointing(ctx, page, menu, (items[0].menu_order if items else 0) + 1))


def _among(items: tuple[Post, ...], present: MetaQuery) -> PostQuery:
    ids = tuple(one.id for one in items)
    kind = MetaQuery("_menu_item_type", "post_type")
    return PostQuery(
        types=(ITEM,), statuses=_ANY_STATUS, include=ids, meta=(present, kind), per_page=1, count=False
    )


def _pointing(ctx: Context, page: Post, menu: int, order: int) -> Saving:
    item = Post(
        id=0, author=ctx.actor.id, date=ctx.now_local, date_gmt=ctx.now_gmt, content=" ", title="", excerpt="",
        status="publish", comment_status="closed", ping_status="closed", password="", name="", to_ping="", pinged="",
        modified=ctx.now_local, modified_gmt=ctx.now_gmt, content_filtered="", parent=page.parent, guid="",
        menu_order=order, type=ITEM, mime_type="", comment_count=0,
    )  # fmt: skip
    values = {
        "type": "post_type", "menu_item_parent": "0", "object_id": str(page.id), "object": "page", "target": "",
        "classes": php.serialize([""]), "xfn": "", "url": "",
    }  # fmt: skip
    return Saving(
        item,
        finish=lambda saved: _addressed(ctx, saved),
        meta={f"_menu_item_{name}": (value,) for name, value in values.items()},
        terms={"nav_menu": (menu,)},
    )


def _addressed(ctx: Context, item: Post) -> Post:
    return replace(item, name=str(item.id), guid=f"{ctx.home}/?p={item.id}")
