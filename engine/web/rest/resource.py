"""A resource is declared once; its routes, arguments, schema, contexts, links and pages all derive from that."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from engine.content.fields import sanitize_text_field
from engine.domain.context import Context
from engine.web.rest import links as rest_links
from engine.web.rest.cursors import add_next
from engine.web.rest.errors import RestError
from engine.web.rest.links import Link
from engine.web.rest.paging import add_page_headers
from engine.web.rest.routes import (
    CREATE,
    DELETE,
    EDIT,
    READ,
    Answer,
    Call,
    Endpoint,
    Foresee,
    Param,
    Permit,
    Route,
)
from engine.web.rest.serialize import Field, Reading, View, bare, includes, pick, wanted

if TYPE_CHECKING:
    from engine.model.pages import Page

T = TypeVar("T")

CONTEXTS = ("view", "embed", "edit")


async def nothing(_call: Call, _items: tuple[Any, ...]) -> None:
    """No item of the resource needs anything loaded."""


@dataclass(frozen=True)
class Operation(Generic[T]):
    """Something that can be done with a resource: who may, what it does, and arguments beside the usual ones.

    `run` answers what the operation is about: a page of items for a list, an item for the others, or an Answer
    where the resource words it wholly itself. `beforehand` is the endpoint's. `params` come after, or in the place of, the derived ones of the
    same name.
    """

    permit: Permit
    run: Callable[[Call], Awaitable[Any]]
    params: tuple[Param, ...] = ()
    batch: bool | None = None
    beforehand: Permit | None = None


@dataclass(frozen=True, kw_only=True)
class Resource(Generic[T]):
    """One kind of thing behind ``/namespace/base`` and ``/namespace/base/key``.

    `prepare` loads, once for all items of an answer, whatever fields and links read; they find it in
    `View.prepared`; `foresee` and `foresee_lists` do so for several calls of an item's or the collection's route that
    are about to be made. `identity` is the item's path element. `hints` names the methods the actor may use on an item,
    shown beside its self link. `item_headers` adds to the Link header of a single item's answer. `page_error` is the
    code for a page beyond the last, or '' where such a page is merely empty. Links of an item that is `always_linked`
    are there even where `_fields` does not ask for them.
    """

    name: str
    base: str
    fields: tuple[Field[T], ...]
    namespace: str = "wp/v2"
    key: str = r"(?P<id>[\d]+)"
    key_params: tuple[Param, ...] = (Param("id", {"type": "integer"}),)
    identity: Callable[[T], Any] = lambda item: item.id  # type: ignore[attr-defined]
    links: tuple[Link[T], ...] = ()
    prepare: Callable[[Call, tuple[T, ...]], Awaitable[Any]] = nothing
    foresee: Foresee | None = None
    foresee_lists: Foresee | None = None
    hints: Callable[[View[T], T], tuple[str, ...]] | None = None
    item_headers: Callable[[View[T], T], list[str]] | None = None
    listing: Operation[T] | None = None
    reading: Operation[T] | None = None
    creating: Operation[T] | None = None
    updating: Operation[T] | None = None
    deleting: Operation[T] | None = None
    schema_links: Callable[[Context], list[dict[str, Any]]] | None = None
    page_error: str = "rest_invalid_page_number"
    always_linked: bool = False
    extra_schema: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def reader(self) -> Reading[T]:
        """The readers of the fields."""
        return Reading(self.fields)

    @cached_property
    def links_in(self) -> dict[str, tuple[Link[T], ...]]:
        """The links by context."""
        return {one: tuple(link for link in self.links if one in link.contexts) for one in CONTEXTS}

    @property
    def path(self) -> str:
        """The path of the collection."""
        return f"/{self.namespace}/{self.base}"

    @cached_property
    def context_param(self) -> Param:
        """The argument `context`, with those contexts in which the resource has fields."""
        present = [c for c in CONTEXTS if any(c in one.context for one in self.fields)]
        return Param("context", {"type": "string", "default": "view", "enum": present}, early=True)

    def routes(self) -> list[Route]:
        """The routes of the collection and of its items, as far as there are operations for them."""
        collection = [self._listing(), self._creating()]
        item = [self._reading(), self._updating(), self._deleting()]
        paths = (
            (self.path, collection, self.foresee_lists),
            (f"{self.path}/{self.key}", item, self.foresee),
        )
        return [
            Route(
                pattern,
                tuple(e for e in endpoints if e),
                self.namespace,
                self.schema,
                foresee,
                lists=pattern == self.path,
            )
            for pattern, endpoints, foresee in paths
            if any(endpoints)
        ]

    def schema(self, ctx: Context) -> dict[str, Any]:
        """The published JSON Schema."""
        shown: dict[str, Any] = {
            "$schema": "http://json-schema.org/draft-04/schema#",
            "title": self.name,
            "type": "object",
            "properties": {one.name: one.shown() for one in self.fields if one.published},
            **self.extra_schema,
        }
        if self.schema_links:
            shown["links"] = self.schema_links(ctx)
        return shown

    def _listing(self) -> Endpoint | None:
        operation = self.listing
        if not operation:
            return None
        params = merged((self.context_param, *collection_params()), operation.params)
        return Endpoint(READ, self._answer_list, operation.permit, params, operation.batch)

    def _reading(self) -> Endpoint | None:
        operation = self.reading
        if not operation:
            return None
        params = merged((*self.key_params, self.context_param), operation.params)
        return Endpoint(READ, self._answering(operation), operation.permit, params, operation.batch)

    def _creating(self) -> Endpoint | None:
        operation = self.creating
        if not operation:
            return None
        params = merged(self.arguments(creating=True), operation.params)
        return Endpoint(CREATE, self._answering(operation, 201), operation.permit, params, operation.batch)

    def _updating(self) -> Endpoint | None:
        operation = self.updating
        if not operation:
            return None
        params = merged((*self.key_params, *self.arguments(creating=False)), operation.params)
        return Endpoint(
            EDIT, self._answering(operation), operation.permit, params, operation.batch, operation.beforehand
        )

    def _deleting(self) -> Endpoint | None:
        operation = self.deleting
        if not operation:
            return None
        params = merged(self.key_params, operation.params)
        return Endpoint(DELETE, self._answering(operation), operation.permit, params, operation.batch)

    def arguments(self, *, creating: bool) -> tuple[Param, ...]:
        """The arguments by which a client sets fields; defaults and necessity count only where an item is made."""
        made = []
        for one in self.fields:
            if one.readonly or not one.in_args:
                continue
            schema = one.argument()
            if not creating or schema.get("default") is None:
                schema.pop("default", None)
            needed = one.required and creating
            made.append(
                Param(one.name, schema, required=needed, check=one.check, free=one.free, early=not one.late)
            )
        return tuple(made)

    async def view(self, call: Call, items: tuple[T, ...]) -> View[T]:
        """What getters see for these items."""
        prepared = await self.prepare(call, items)
        # Addresses of routes are the root's with the path behind it, whatever the site's permalinks.
        return View(call.ctx, call.context, prepared, call.url("").__add__, call.params)

    async def item_answer(self, call: Call, item: T, *, status: int = 200) -> Answer:
        """One item as an answer of its own."""
        view = await self.view(call, (item,))
        fields = call.query.get("_fields")
        data = self.reader(view.context, fields)(view, item)
        answer = Answer(bare(data), self.links_of(view, item), status, always_linked=self.always_linked)
        if self.item_headers:
            answer.link_header = self.item_headers(view, item)
        if status == 201:
            answer.headers["Location"] = call.url(f"{self.path}/{self.identity(item)}")
        return answer

    async def items_data(self, call: Call, items: tuple[T, ...]) -> list[Any]:
        """Items as members of a collection: each with its links inside."""
        if not items:
            return []
        view = await self.view(call, items)
        fields = call.query.get("_fields")
        tree = wanted(fields)
        read = self.reader(view.context, fields)
        if self.links and (includes(tree, "_links") or includes(tree, "_embedded")):
            sub = tree.get("_links") if tree else None
            return [
                {
                    **read(view, item),
                    "_links": bare(pick(rest_links.with_curies(self.links_of(view, item)), sub)),
                }
                for item in items
            ]
        return [bare(read(view, item)) for item in items]

    def links_of(self, view: View[T], item: T) -> rest_links.Links:
        """The links of one item."""
        made = rest_links.made(self.links_in[view.context], view, item)
        if self.hints and "self" in made:
            allowed = self.hints(view, item)
            if allowed:
                made["self"][0]["targetHints"] = {"allow": list(allowed)}
        return made

    async def _answer_list(self, call: Call) -> Answer:
        assert self.listing is not None
        found = await self.listing.run(call)
        if isinstance(found, Answer):
            return found
        page: Page[T] = found
        per_page = call.params.get("per_page") or 0
        if page.last is not None:
            answer = Answer(await self.items_data(call, () if call.method == "HEAD" else page.items))
            add_next(answer, call, page.last if page.total > per_page else None)
            return answer
        number = call.params.get("page") or 1
        beyond = number > max(page.pages(per_page), 1) and not call.params.get("offset")
        if self.page_error and page.total and beyond:
            raise RestError(self.page_error, "That page lies beyond the last one.", 400)
        items = () if call.method == "HEAD" else page.items
        answer = Answer(await self.items_data(call, items))
        add_page_headers(answer, call, page.total, page.pages(per_page))
        return answer

    def _answering(self, operation: Operation[T], status: int = 200) -> Callable[[Call], Awaitable[Answer]]:
        async def answer(call: Call) -> Answer:
            made = await operation.run(call)
            if isinstance(made, Answer):
                return made
            return await self.item_answer(call, made, status=status)

        return answer


def collection_params() -> tuple[Param, ...]:
    """The arguments that every collection has."""
    return (
        Param("page", {"type": "integer", "default": 1, "minimum": 1}, early=True),
        Param("per_page", {"type": "integer", "default": 10, "minimum": 1, "maximum": 100}, early=True),
        Param("search", {"type": "string"}, check=lambda _call, text: sanitize_text_field(text), early=True),
    )


def merged(usual: tuple[Param, ...], own: tuple[Param, ...]) -> tuple[Param, ...]:
    """The usual arguments, each replaced by a resource's own of the same name, and then the rest of its own.

    An own argument whose schema is empty takes the usual one away.
    """
    replaced = {param.name: param for param in usual} | {param.name: param for param in own}
    return tuple(param for param in replaced.values() if param.schema or param.required or param.check)
