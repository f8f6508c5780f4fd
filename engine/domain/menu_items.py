"""The items of classic menus: posts of the type nav_menu_item, whose meta says what they point at."""

from collections.abc import Iterable
from dataclasses import replace

from engine.content.escaping import specialchars_decode
from engine.content.excerpts import trim_words
from engine.content.slugs import sanitize_html_class, sanitize_key
from engine.content.urls import sanitize_url
from engine.domain import archive_links, meta, permalinks, posts, publishing, rendered_titles, terms
from engine.domain.context import Context
from engine.model import php
from engine.model.errors import Invalid
from engine.model.menus import MenuItem, MenuItemDraft
from engine.model.posts import Post, PostDraft, PostQuery, TaxQuery
from engine.model.terms import Term

TYPE = "nav_menu_item"
KINDS = ("taxonomy", "post_type", "post_type_archive", "custom")

_DESCRIPTION_WORDS = 200


async def resolved(ctx: Context, items: Iterable[Post]) -> dict[int, MenuItem]:
    """These items with what they point at, by id; the statements needed do not depend on their number."""
    found = list(items)
    await posts.remember_meta(ctx, found)
    await posts.remember_terms(ctx, found)
    wanted = [_object_id(ctx, one) for one in found if _kind(ctx, one) == "post_type"]
    targets = await posts.by_ids(ctx, [*wanted, ctx.options.integer("page_for_posts")])
    await permalinks.remember(ctx, targets.values())
    filed = await terms.by_ids(ctx, [_object_id(ctx, one) for one in found if _kind(ctx, one) == "taxonomy"])
    await archive_links.remember_terms(ctx, filed)
    by_key = {(term.taxonomy, term.id): term for term in filed}
    return {one.id: _resolved(ctx, one, targets, by_key) for one in found}


async def of_menu(
    ctx: Context, menu: int, *, statuses: tuple[str, ...] = ("publish",)
) -> tuple[MenuItem, ...]:
    """All items of a menu, in their order (wp_get_nav_menu_items)."""
    asked = PostQuery(
        types=(TYPE,),
        statuses=statuses,
        taxonomies=(TaxQuery("nav_menu", (menu,)),),
        orderby="menu_order",
        order="asc",
        per_page=-1,
        count=False,
    )
    found = (await posts.query(ctx, asked)).items
    return tuple((await resolved(ctx, found)).values())


def _kind(ctx: Context, post: Post) -> str:
    return meta.value(ctx, "post", post.id, "_menu_item_type")


def _object_id(ctx: Context, post: Post) -> int:
    return _number(meta.value(ctx, "post", post.id, "_menu_item_object_id"))


def _number(text: str) -> int:
    digits = text.strip()
    return int(digits) if digits.isdecimal() and digits.isascii() else 0


def _resolved(
    ctx: Context, post: Post, targets: dict[int, Post], filed: dict[tuple[str, int], Term]
) -> MenuItem:
    def stored(key: str) -> str:
        return meta.value(ctx, "post", post.id, f"_menu_item_{key}")

    menu = posts.terms(ctx, post, "nav_menu")
    plain = MenuItem(
        post=post,
        kind=stored("type"),
        object=stored("object"),
        object_id=_number(stored("object_id")),
        parent=_number(stored("menu_item_parent")),
        title=post.title,
        url="",
        label="Custom Link",
        target=stored("target"),
        classes=_classes(stored("classes")),
        xfn=stored("xfn"),
        description=trim_words(post.content, _DESCRIPTION_WORDS),
        menu=menu[0].id if menu else 0,
    )
    if plain.kind == "post_type":
        return _to_post(ctx, plain, targets.get(plain.object_id))
    if plain.kind == "taxonomy":
        return _to_term(ctx, plain, filed.get((plain.object, plain.object_id)))
    if plain.kind == "post_type_archive":
        return _to_archive(ctx, plain)
    return replace(plain, url=stored("url"))


def _classes(stored: str) -> tuple[str, ...]:
    value = php.maybe_unserialize(stored)
    if isinstance(value, dict):
        value = list(value.values())
    return tuple(str(one) for one in value) if isinstance(value, list) else (str(value),)


def _named(item: MenuItem, original: str) -> str:
    """An item goes by its own title, else its object's, else by a number."""
    return item.title or original or f"#{item.object_id} (no title)"


def _to_post(ctx: Context, item: MenuItem, target: Post | None) -> MenuItem:
    kind = ctx.types.post_types.get(item.object)
    return replace(
        item,
        label=kind.singular if kind else item.object,
        url=permalinks.of_post(ctx, target) if target else "",
        title=_named(item, rendered_titles.unmarked(ctx, target) if target else ""),
        invalid=kind is None or target is None or target.status == "trash",
    )


def _to_term(ctx: Context, item: MenuItem, target: Term | None) -> MenuItem:
    taxonomy = ctx.types.taxonomies.get(item.object)
    return replace(
        item,
        label=taxonomy.singular if taxonomy else item.object,
        url=archive_links.of_term(ctx, target) if target else "",
        title=_named(item, target.name if target else ""),
        invalid=taxonomy is None or target is None,
    )


def _to_archive(ctx: Context, item: MenuItem) -> MenuItem:
    kind = ctx.types.post_types.get(item.object)
    return replace(
        item,
        label="Post Type Archive",
        url=archive_links.of_type(ctx, kind) if kind else "",
        title=item.title or (kind.label if kind else ""),
        description=item.description or (kind.description if kind else ""),
        invalid=kind is None,
    )


# Writing.


async def create(ctx: Context, draft: MenuItemDraft) -> Post:
    """Add an item (wp_update_nav_menu_item); raises Invalid for what points at nothing or belongs to no menu."""
    wish = MenuItemDraft(
        kind="custom", object="", object_id=0, parent=0, title="", url="", description="", attr_title="",
        target="", classes=(), xfn=(), order=1, status="publish", menu=0,
    )  # fmt: skip
    wish = _over(wish, draft)
    post = await _draft(ctx, wish, None)
    return await publishing.create(ctx, post)


async def update(ctx: Context, post: Post, changes: MenuItemDraft) -> Post:
    """Change an item; raises as `create` does."""
    before = (await resolved(ctx, (post,)))[post.id]
    wish = MenuItemDraft(
        kind=before.kind, object=before.object, object_id=before.object_id, parent=before.parent,
        title=before.title, url=before.url, description=before.description, attr_title=post.excerpt,
        target=before.target, classes=before.classes, xfn=tuple(before.xfn.split(" ")),
        order=post.menu_order or 1, status=post.status, menu=before.menu,
    )  # fmt: skip
    return await publishing.update(ctx, post, await _draft(ctx, _over(wish, changes), post))


async def delete(ctx: Context, post: Post) -> None:
    """Remove an item for good; those below it keep it as their parent, as in WordPress."""
    await publishing.delete(ctx, post)


def _over(wish: MenuItemDraft, said: MenuItemDraft) -> MenuItemDraft:
    given = {name: getattr(said, name) for name in MenuItemDraft.__slots__}
    return replace(wish, **{name: value for name, value in given.items() if value is not None})


async def _draft(ctx: Context, wish: MenuItemDraft, before: Post | None) -> PostDraft:
    menu = wish.menu or 0
    wish = await _with_object(ctx, wish)
    if menu and not await terms.exists(ctx, menu, "nav_menu"):
        raise Invalid("There is no such menu.", code="invalid_menu_id")
    title, parent = wish.title or "", before.parent if before else 0
    description, url = wish.description or "", (wish.url or "").strip()
    if wish.kind != "custom":
        original, parent = await _original(ctx, wish)
        title = "" if title == specialchars_decode(original) else title
        # Of a post without any text there would be nothing to store.
        description, url = description or ("" if title else " "), ""
    own = () if wish.kind != "custom" else ("_menu_item_object_id",)
    status = wish.status == "publish" if before is None else wish.status != "draft"
    return PostDraft(
        type=TYPE,
        title=title,
        content=description,
        excerpt=wish.attr_title,
        status="publish" if status else "draft",
        parent=parent,
        menu_order=wish.order if menu else 1,
        terms={"nav_menu": (menu,)} if menu else {},
        meta=_meta(wish, url, orphaned="" if menu else str(int(ctx.now.timestamp()))),
        own_id_in=own,
    )


async def _with_object(ctx: Context, wish: MenuItemDraft) -> MenuItemDraft:
    """The wish with the kind of object named; raises Invalid for one that says too little."""
    identity = wish.object_id or 0
    if wish.kind == "custom":
        if not wish.title:
            raise Invalid("A link of one's own needs a title.", code="rest_title_required")
        if not wish.url:
            raise Invalid("A link of one's own needs an address.", code="rest_url_required")
        return replace(wish, object="custom")
    if wish.kind == "post_type_archive" and wish.object not in ctx.types.post_types:
        raise Invalid("There is no such post type.", code="rest_post_invalid_type")
    if wish.object:
        return wish
    if wish.kind == "taxonomy":
        found = await terms.by_ids(ctx, (identity,))
        if not found:
            raise Invalid("There is no such term.", code="rest_term_invalid_id")
        return replace(wish, object=found[0].taxonomy)
    post = (await posts.by_ids(ctx, (identity,))).get(identity)
    if post is None:
        raise Invalid("There is no such post.", code="rest_post_invalid_id")
    return replace(wish, object=post.type)


async def _original(ctx: Context, wish: MenuItemDraft) -> tuple[str, int]:
    """The title and the parent of what an item points at; the item's row keeps the latter."""
    identity = wish.object_id or 0
    if wish.kind == "post_type":
        post = (await posts.by_ids(ctx, (identity,))).get(identity)
        return (post.title, post.parent) if post else ("", 0)
    if wish.kind == "taxonomy":
        found = [term for term in await terms.by_ids(ctx, (identity,)) if term.taxonomy == wish.object]
        return (found[0].name, found[0].parent) if found else ("", 0)
    kind = ctx.types.post_types.get(wish.object or "")
    return (kind.label if kind else "", 0)


def _meta(wish: MenuItemDraft, url: str, *, orphaned: str) -> dict[str, tuple[str, ...]]:
    classes = [sanitize_html_class(one) for one in " ".join(wish.classes or ()).split(" ")]
    xfn = " ".join(sanitize_html_class(one) for one in " ".join(wish.xfn or ()).split(" "))
    serialized = php.maybe_serialize(classes)
    values = {
        "type": sanitize_key(wish.kind or ""),
        "menu_item_parent": str(wish.parent or 0),
        "object_id": str(wish.object_id or 0),
        "object": sanitize_key(wish.object or ""),
        "target": sanitize_key(wish.target or ""),
        "classes": serialized if isinstance(serialized, str) else "",
        "xfn": xfn,
        "url": sanitize_url(url),
    }
    kept = {f"_menu_item_{name}": (value,) for name, value in values.items()}
    return kept | {"_menu_item_orphaned": (orphaned,) if orphaned else ()}
