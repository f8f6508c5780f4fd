"""Menus as trees, each item with the classes that say what it is and where its reader is (wp_nav_menu)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from engine.content.kses import kses_comment
from engine.content.texturize import texturize
from engine.domain import posts, terms
from engine.domain.context import Context
from engine.model.main_query import MainQuery
from engine.model.menus import MenuItem, MenuNode
from engine.model.posts import Post
from engine.model.terms import Term

# How deep menus are followed; a circle in the data ends here at the latest.
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Here:
    """The page that a reader is on: its main query, the terms a post is filed under, and what is above it.

    `above` are terms by taxonomy, those of the post or the page itself among them, and `pages` the pages above a page.
    """

    query: MainQuery = field(default_factory=MainQuery)
    filed: frozenset[int] = frozenset()
    above: Mapping[str, frozenset[int]] = field(default_factory=dict)
    pages: frozenset[int] = frozenset()


NOWHERE = Here()


async def here(ctx: Context, query: MainQuery) -> Here:
    """What menus need to know of a page; the statements needed do not depend on what is in them."""
    queried = query.queried
    if isinstance(queried, Term):
        return Here(query, above=await _lines(ctx, [queried]))
    if not isinstance(queried, Post):
        return Here(query)
    kind = ctx.types.post_types.get(queried.type)
    if kind and kind.hierarchical:
        return Here(query, pages=_pages_above(ctx, queried))
    if not query.has("is_singular"):
        return Here(query)
    await posts.remember_terms(ctx, (queried,))
    filed = [term for term in posts.every_term(ctx, queried) if _is_tree(ctx, term)]
    return Here(query, frozenset(term.id for term in filed), await _lines(ctx, filed))


def _is_tree(ctx: Context, term: Term) -> bool:
    taxonomy = ctx.types.taxonomies.get(term.taxonomy)
    return taxonomy is not None and taxonomy.hierarchical


async def _lines(ctx: Context, below: Sequence[Term]) -> dict[str, frozenset[int]]:
    """These terms with those above them, by taxonomy; of taxonomies that are no trees none."""
    rooted = [term for term in below if _is_tree(ctx, term)]
    known = (
        {**await terms.with_ancestors(ctx, rooted), **{term.id: term for term in rooted}} if rooted else {}
    )
    found: dict[str, set[int]] = {}
    for term in rooted:
        line = found.setdefault(term.taxonomy, set())
        one: Term | None = term
        while one is not None and one.id not in line:
            line.add(one.id)
            one = known.get(one.parent)
    return {taxonomy: frozenset(line) for taxonomy, line in found.items()}


def _pages_above(ctx: Context, page: Post) -> frozenset[int]:
    found: set[int] = set()
    known = posts.memory(ctx)
    one: Post | None = page
    while one is not None and one.parent and one.parent not in found:
        found.add(one.parent)
        one = known.get(one.parent)
    return frozenset(found - {page.id})


def tree(ctx: Context, items: Sequence[MenuItem], where: Here = NOWHERE) -> tuple[MenuNode, ...]:
    """These items of one menu below each other, as somebody sees them who is at a place of the site."""
    marks = _Marks(ctx, items, where)
    below: dict[int, list[MenuItem]] = {}
    for item in items:
        below.setdefault(item.parent, []).append(item)

    def nodes(parent: int, depth: int) -> tuple[MenuNode, ...]:
        if depth > _DEEPEST:
            return ()
        return tuple(node(item, nodes(item.id, depth + 1)) for item in below.get(parent, ()))

    def node(item: MenuItem, inner: tuple[MenuNode, ...]) -> MenuNode:
        last = [*(["menu-item-has-children"] if inner else []), f"menu-item-{item.id}"]
        classes = tuple(dict.fromkeys([*marks.classes(item), *last]))
        return MenuNode(item, classes, item.id in marks.current, inner)

    return nodes(0, 0)


class _Marks:
    """Which items of a menu lead to where the reader is, and which lie on the way there."""

    def __init__(self, ctx: Context, items: Sequence[MenuItem], where: Here) -> None:
        self._ctx = ctx
        self._where = where
        self._posts_page = ctx.options.integer("page_for_posts")
        by_id = {item.id: item for item in items}
        holding = [item for item in items if self._holds(item)]
        now = [item for item in items if item not in holding and self._leads_here(item)]
        self.current = {item.id for item in now}
        self._ancestors = {above for item in now for above in _line_above(by_id, item)}
        self._parents = {item.id for item in holding} | {item.parent for item in now if item.parent}
        objects = [item for item in now if item.kind != "post_type_archive"]
        self._objects = {item.object_id for item in holding} | {
            item.post.parent for item in objects if item.post.parent
        }
        self._kind = self._kind_of(holding, objects, items)

    def _kind_of(
        self, holding: Sequence[MenuItem], now: Sequence[MenuItem], items: Sequence[MenuItem]
    ) -> str:
        """What a direct parent is called after: the last item of the menu that has one says."""
        queried = self._where.query.queried
        for item in reversed(items):
            if item in now:
                return item.object
            if item in holding and isinstance(queried, Post):
                return queried.type
        return ""

    def _holds(self, item: MenuItem) -> bool:
        """Whether the post that is shown is filed under this term."""
        return (
            item.kind == "taxonomy"
            and self._where.query.has("is_singular")
            and item.object_id in self._where.filed
        )

    def _leads_here(self, item: MenuItem) -> bool:
        query, queried = self._where.query, self._where.query.queried
        if item.kind == "post_type":
            is_posts_page = query.has("is_home") and item.object_id == self._posts_page
            return (
                isinstance(queried, Post)
                and item.object_id == queried.id
                and (query.has("is_singular") or is_posts_page)
            )
        if item.kind == "taxonomy":
            is_shown = bool(query.flags & {"is_category", "is_tag", "is_tax"})
            return (
                is_shown
                and isinstance(queried, Term)
                and (queried.taxonomy, queried.id) == (item.object, item.object_id)
            )
        if item.kind == "post_type_archive":
            return query.has("is_post_type_archive") and query.vars.get("post_type") == item.object
        return bool(query.flags) and _plain(self._ctx, item.url) == _plain(self._ctx, self._ctx.uri)

    def classes(self, item: MenuItem) -> Iterator[str]:
        """The item's own classes, WordPress's of its kind, and those of where the reader is."""
        yield from filter(None, item.classes)
        yield from ("menu-item", f"menu-item-type-{item.kind}", f"menu-item-object-{item.object}")
        if item.kind == "post_type":
            yield from self._of_special_pages(item)
        if item.id in self.current:
            yield from self._of_current(item)
        if item.object == "custom" and _plain(self._ctx, item.url) == _plain(self._ctx, self._ctx.home):
            if self._where.query.has("is_front_page"):
                yield "current-menu-item"
            yield "menu-item-home"
        is_posts_page = item.kind == "post_type" and item.object_id == self._posts_page != 0
        if is_posts_page and self._where.query.flags and not self._where.query.has("is_page"):
            yield "current_page_parent"
        yield from self._of_way(item)

    def _of_special_pages(self, item: MenuItem) -> Iterator[str]:
        for option, name in (("page_on_front", "home"), ("wp_page_for_privacy_policy", "privacy-policy")):
            if item.object_id and item.object_id == self._ctx.options.integer(option):
                yield f"menu-item-{name}"

    def _of_current(self, item: MenuItem) -> Iterator[str]:
        yield "current-menu-item"
        if item.kind == "post_type" and item.object == "page":
            yield from ("page_item", f"page-item-{item.object_id}", "current_page_item")
        elif item.kind == "custom" and _plain(self._ctx, self._ctx.uri) == _plain(self._ctx, self._ctx.home):
            yield "current_page_item"

    def _of_way(self, item: MenuItem) -> Iterator[str]:
        """Classes of what is above the page: by the site's own trees, then by the menu's."""
        queried = self._where.query.queried
        if isinstance(queried, Post | Term) and self._is_above(item, queried):
            yield f"current-{queried.type if isinstance(queried, Post) else queried.taxonomy}-ancestor"
        is_parent, is_ancestor = item.id in self._parents, item.id in self._ancestors
        if is_ancestor:
            yield "current-menu-ancestor"
        if is_parent:
            yield "current-menu-parent"
        if item.object_id in self._objects:
            yield f"current-{self._kind}-parent"
        if item.kind == "post_type" and item.object == "page":
            if is_parent:
                yield "current_page_parent"
            if is_ancestor:
                yield "current_page_ancestor"

    def _is_above(self, item: MenuItem, queried: Post | Term) -> bool:
        if item.kind == "post_type":
            return item.object_id in self._where.pages
        is_itself = isinstance(queried, Term) and queried.id == item.object_id
        return (
            item.kind == "taxonomy"
            and not is_itself
            and item.object_id in self._where.above.get(item.object, ())
        )


def title(ctx: Context, item: MenuItem) -> str:
    """The text of an item, as HTML."""
    return kses_comment(texturize(item.title, typography=ctx.types.language.typography))


def _line_above(by_id: Mapping[int, MenuItem], item: MenuItem) -> list[int]:
    """The items above an item, from below."""
    line: list[int] = []
    parent = item.parent
    while parent in by_id and parent not in line:
        line.append(parent)
        parent = by_id[parent].parent
    return line


def _plain(ctx: Context, address: str) -> str:
    """An address as it is compared: without a scheme, a fragment, or a slash at its end; of this site where none is named."""
    try:
        parts = urlsplit(address.partition("#")[0])
    except ValueError:
        return address
    path = unquote(parts.path).removesuffix("index.php").rstrip("/")
    query = f"?{parts.query}" if parts.query else ""
    host = parts.netloc or ("" if parts.scheme else urlsplit(ctx.home).netloc)
    return f"{host}{path}{query}" if address else ""
