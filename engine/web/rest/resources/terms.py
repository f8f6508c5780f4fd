"""Terms of any taxonomy that the API shows: ``/wp/v2/categories``, ``/wp/v2/tags`` and those of plugins."""

from collections.abc import Iterator, Sequence
from typing import Any

from engine.domain import archive_links, posts, terms
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.domain.registrations import Registrations
from engine.model.errors import DomainError, NotFound
from engine.model.pages import Page
from engine.model.posts import Post
from engine.model.terms import Term, TermDraft, TermQuery
from engine.model.types import Taxonomy
from engine.web.rest import cursors
from engine.web.rest.errors import RestError, forbidden, renamed
from engine.web.rest.links import Link
from engine.web.rest.paging import count_from_offset
from engine.web.rest.resource import Operation, Resource
from engine.web.rest.resources import post_checks
from engine.web.rest.resources.post_query import ids
from engine.web.rest.routes import Answer, Call, Param, Route
from engine.web.rest.serialize import Field, View

_EVERYWHERE = ("view", "embed", "edit")
_SHOWN = ("view", "edit")
_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_IDS = {"type": "array", "items": _INTEGER, "default": []}


def routes(types: Registrations) -> Iterator[Route]:
    """The routes of every taxonomy that the API shows, but for menus, which are more than terms."""
    for taxonomy in types.taxonomies.values():
        if taxonomy.show_in_rest and taxonomy.name != "nav_menu":
            yield from TermResource(taxonomy).resource().routes()


class TermResource:
    """Makes the resource of one taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self.base = f"/{taxonomy.rest_namespace}/{taxonomy.rest_base or taxonomy.name}"

    def resource(self) -> Resource[Term]:
        """The declaration."""
        taxonomy = self.taxonomy
        return Resource(
            name="tag" if taxonomy.name == "post_tag" else taxonomy.name,
            base=taxonomy.rest_base or taxonomy.name,
            namespace=taxonomy.rest_namespace,
            fields=self.fields(),
            links=self.links(),
            prepare=self._prepare,
            foresee_lists=self._foresee_lists,
            hints=methods,
            page_error="",
            listing=Operation(self.may_list, self._list, self._params(), batch=True),
            reading=Operation(self.may_read, self._get, batch=True),
            creating=Operation(self._may_create, self.create, batch=True),
            updating=Operation(self._may_update, self.update, batch=True),
            deleting=Operation(self._may_delete, self.delete, _FORCE, batch=True),
        )

    def fields(self) -> tuple[Field[Term], ...]:
        """What a term shows."""
        taxonomy = self.taxonomy
        parent: tuple[Field[Term], ...] = ()
        if taxonomy.hierarchical:
            parent = (Field("parent", _INTEGER, lambda _v, t: t.parent, _SHOWN, sets="parent"),)
        link = {"type": "string", "format": "uri"}
        return (
            Field("id", _INTEGER, lambda _v, t: t.id, _EVERYWHERE, readonly=True),
            Field("count", _INTEGER, lambda _v, t: t.count, _SHOWN, readonly=True),
            Field("description", _STRING, lambda _v, t: t.description, _SHOWN, sets="description"),
            Field("link", link, lambda v, t: archive_links.of_term(v.ctx, t), _EVERYWHERE, readonly=True),
            Field("name", _STRING, lambda _v, t: t.name, _EVERYWHERE, required=True, sets="name"),
            Field("slug", _STRING, lambda _v, t: t.slug, _EVERYWHERE, sets="slug"),
            Field(
                "taxonomy",
                {"type": "string", "enum": [taxonomy.name]},
                lambda _v, t: t.taxonomy,
                _EVERYWHERE,
                readonly=True,
            ),
            *parent,
            Field(
                "meta",
                {"type": "object", "properties": {}},
                lambda _v, _t: [],
                _SHOWN,
                free=True,
                check=post_checks.meta,
            ),
        )

    def links(self) -> tuple[Link[Term], ...]:
        """The relations of a term."""
        return (
            Link("self", lambda _v, t: f"{self.base}/{t.id}"),
            Link("collection", lambda _v, _t: self.base),
            Link("about", lambda _v, t: f"/wp/v2/taxonomies/{t.taxonomy}"),
            Link("up", lambda _v, t: f"{self.base}/{t.parent}" if t.parent else None, embeddable=True),
            Link("wp:post_type", self._post_types),
        )

    def _post_types(self, view: View[Term], term: Term) -> list[str]:
        kinds = (view.ctx.types.post_types.get(name) for name in self.taxonomy.object_types)
        param = self.taxonomy.rest_base or self.taxonomy.name
        return [
            f"/{kind.rest_namespace}/{kind.rest_base or kind.name}?{param}={term.id}"
            for kind in kinds
            if kind and kind.show_in_rest
        ]

    def _params(self) -> tuple[Param, ...]:
        flat = not self.taxonomy.hierarchical
        orders = ["id", "include", "name", "slug", "include_slugs", "term_group", "description", "count"]
        return (
            Param("exclude", _IDS),
            Param("include", _IDS),
            *((Param("offset", _INTEGER),) if flat else ()),
            Param("order", {"type": "string", "default": "asc", "enum": ["asc", "desc"]}),
            Param("orderby", {"type": "string", "default": "name", "enum": orders}),
            Param("hide_empty", {"type": "boolean", "default": False}),
            *(() if flat else (Param("parent", _INTEGER),)),
            Param("post", {"type": "integer", "default": None}),
            Param("slug", {"type": "array", "items": _STRING}),
        )

    async def _prepare(self, call: Call, items: tuple[Term, ...]) -> None:
        await archive_links.remember_terms(call.ctx, items)

    async def _foresee_lists(self, ctx: Context, calls: Sequence[Call]) -> None:
        """The lists of the terms of posts."""
        found = await posts.by_ids(ctx, [call["post"] or 0 for call in calls])
        await posts.remember_terms(ctx, found.values())
        all_terms = [term for post in found.values() for term in posts.terms(ctx, post, self.taxonomy.name)]
        await archive_links.remember_terms(ctx, all_terms)

    async def may_list(self, call: Call) -> None:
        """Whether the actor may list, and see the terms of the post that is asked about."""
        ctx = call.ctx
        if call.context == "edit" and not can(ctx, self.taxonomy.capabilities["edit_terms"]):
            raise forbidden(ctx, "rest_forbidden_context", "You may not edit terms of this taxonomy.")
        if not call["post"] or call["post"] == "0":
            return
        post = await _post(call)
        if post is None:
            raise RestError("rest_post_invalid_id", "There is no such post.", 400)
        if post.type not in self.taxonomy.object_types or not posts.is_readable(ctx, post):
            raise forbidden(ctx, "rest_forbidden_context", "You may not see the terms of this post.")

    async def _list(self, call: Call) -> Page[Term]:
        parent = call["parent"] if self.taxonomy.hierarchical else None
        cursor = cursors.given(call, order="id")
        found = await terms.query(
            call.ctx,
            TermQuery(
                taxonomies=(self.taxonomy.name,),
                include=ids(call["include"]),
                exclude=ids(call["exclude"]),
                slugs=tuple(call["slug"] or ()),
                parent=parent,
                post=call["post"] or None,
                search=call["search"] or "",
                hide_empty=call["hide_empty"],
                order=call["order"],
                orderby=call["orderby"],
                page=call["page"],
                per_page=call["per_page"],
                offset=call["offset"] if not self.taxonomy.hierarchical else None,
                beyond=cursors.number(cursor),
            ),
        )
        if call["offset"] and not self.taxonomy.hierarchical:
            count_from_offset(call)
        return cursors.to_read_on(found, cursor)

    async def term(self, call: Call) -> Term:
        """The term that a call is about; raises RestError where there is none."""
        try:
            return await terms.get(call.ctx, int(call.path["id"]), self.taxonomy.name)
        except NotFound as error:
            raise RestError("rest_term_invalid", "There is no such term.", 404) from error

    async def _get(self, call: Call) -> Term:
        return await self.term(call)

    async def may_read(self, call: Call) -> None:
        """Whether the actor may see the term."""
        term = await self.term(call)
        if call.context == "edit" and not can(call.ctx, "edit_term", term):
            raise forbidden(call.ctx, "rest_forbidden_context", "You may not edit this term.")

    async def _may_create(self, call: Call) -> None:
        verb = "edit_terms" if self.taxonomy.hierarchical else "assign_terms"
        if not can(call.ctx, self.taxonomy.capabilities[verb]):
            raise forbidden(call.ctx, "rest_cannot_create", "You may not create terms in this taxonomy.")

    async def create(self, call: Call) -> Term:
        """Add a term."""
        draft = await self._draft(call)
        try:
            made = await terms.create(call.ctx, self.taxonomy.name, draft)
        except DomainError as error:
            raise _refused(error) from error
        call.params["context"] = "edit"
        return made

    async def _may_update(self, call: Call) -> None:
        term = await self.term(call)
        if not can(call.ctx, "edit_term", term):
            raise forbidden(call.ctx, "rest_cannot_update", "You may not edit this term.")

    async def update(self, call: Call) -> Term:
        """Change a term."""
        term = await self.term(call)
        draft = await self._draft(call)
        try:
            changed = await terms.update(call.ctx, term, draft)
        except DomainError as error:
            raise _refused(error) from error
        call.params["context"] = "edit"
        return changed

    async def _may_delete(self, call: Call) -> None:
        term = await self.term(call)
        if not can(call.ctx, "delete_term", term):
            raise forbidden(call.ctx, "rest_cannot_delete", "You may not delete this term.")

    async def delete(self, call: Call) -> Answer:
        """Remove a term."""
        term = await self.term(call)
        if not call["force"]:
            raise RestError(
                "rest_trash_not_supported", "Terms have no trash; pass force=true to delete.", 501
            )
        before = await self.resource().item_answer(call, term)
        await terms.delete(call.ctx, term)
        return Answer({"deleted": True, "previous": before.data})

    async def _draft(self, call: Call) -> TermDraft:
        parent = call["parent"]
        if parent is not None:
            if not self.taxonomy.hierarchical:
                raise RestError(
                    "rest_taxonomy_not_hierarchical", "Terms of this taxonomy have no parent.", 400
                )
            if parent and not await terms.exists(call.ctx, parent, self.taxonomy.name):
                raise RestError("rest_term_invalid", "There is no such parent term.", 400)
        return TermDraft(call["name"], call["slug"], call["description"], parent)


_FORCE = (Param("force", {"type": "boolean", "default": False}),)


def _refused(error: DomainError) -> RestError:
    """WordPress answers what its term functions refuse as a failure of its own, but for a duplicate."""
    if error.code == "term_exists":
        term_id = error.data.get("term_id")
        refusal = renamed(error, "term_exists", term_id=term_id)
        refusal.additional = [term_id, term_id]
        return refusal
    refusal = renamed(error, status=500)
    refusal.without_data = True
    return refusal


async def _post(call: Call) -> Post | None:
    value: Any = call["post"]
    try:
        return await posts.get(call.ctx, int(value))
    except (NotFound, TypeError, ValueError):
        return None


def methods(view: View[Term], term: Term) -> tuple[str, ...]:
    """The methods the actor may use on a term."""
    allowed = ["GET"]
    if can(view.ctx, "edit_term", term):
        allowed += ["POST", "PUT", "PATCH"]
    if can(view.ctx, "delete_term", term):
        allowed.append("DELETE")
    return tuple(allowed)
