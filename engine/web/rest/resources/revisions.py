"""``/wp/v2/posts/…/revisions``: what posts of a type were, and what was saved of them on the way."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.domain import posts, publishing, rendered_titles, rendering, revisions
from engine.domain.capabilities import can
from engine.domain.registrations import Registrations
from engine.model.errors import NotFound
from engine.model.pages import Page
from engine.model.posts import Post, PostQuery
from engine.model.types import PostType
from engine.web.rest.errors import RestError, forbidden, renamed
from engine.web.rest.links import Link
from engine.web.rest.resource import Operation, Resource
from engine.web.rest.resources import post_fields, post_links, post_query
from engine.web.rest.resources.post_meta import meta_field
from engine.web.rest.routes import Answer, Call, Param
from engine.web.rest.serialize import ALL, SHOWN, Field, View, includes, wanted

_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_DATE = {"type": "string", "format": "date-time"}
_IDS: dict[str, Any] = {"type": "array", "items": _INTEGER, "default": []}
_ORDERS = ("date", "id", "include", "relevance", "slug", "include_slugs", "title")

PARENT = Param("parent", _INTEGER)
KEY_PARAMS = (PARENT, Param("id", _INTEGER))
_FORCE = Param("force", {"type": "boolean", "default": False})
PARAMS = (
    PARENT,
    Param("per_page", {"type": "integer", "minimum": 1, "maximum": 100}, early=True),
    Param("exclude", _IDS),
    Param("include", _IDS),
    Param("offset", _INTEGER),
    Param("order", {"type": "string", "default": "desc", "enum": ["asc", "desc"]}),
    Param("orderby", {"type": "string", "default": "date", "enum": list(_ORDERS)}),
)


def resource(types: Registrations, parents: Resource[Post], kind: PostType) -> Resource[Post]:
    """The revisions of the posts of `parents`, which are of this type."""
    reading = Revisions(kind)
    return Resource(
        name=f"{kind.name}-revision",
        base=f"{parents.base}/(?P<parent>[\\d]+)/revisions",
        namespace=parents.namespace,
        key_params=KEY_PARAMS,
        fields=fields(types, parents, kind),
        links=(parent_link(kind),),
        prepare=prepare,
        always_linked=True,
        page_error="rest_revision_invalid_page_number",
        listing=Operation(reading.may_read, reading.list, PARAMS),
        reading=Operation(reading.may_read, reading.read),
        deleting=Operation(reading.may_delete, reading.delete, (_FORCE,)),
    )


# Fields, links, and what they need.


def fields(types: Registrations, parents: Resource[Post], kind: PostType) -> tuple[Field[Post], ...]:
    """The fields of a type's revisions: texts are shown in the contexts in which the posts show theirs."""
    shown = {field.name: field for field in parents.fields}
    return (
        Field("author", _INTEGER, lambda _v, p: p.author, ALL),
        Field("date", _DATE, lambda _v, p: post_fields.date_text(p.date), ALL),
        Field("date_gmt", _DATE, lambda _v, p: post_fields.date_text(p.date_gmt), SHOWN),
        Field("id", _INTEGER, lambda _v, p: p.id, ALL),
        Field("modified", _DATE, lambda _v, p: post_fields.date_text(p.modified), SHOWN),
        Field("modified_gmt", _DATE, lambda _v, p: post_fields.date_text(p.modified_gmt), SHOWN),
        Field("parent", _INTEGER, lambda _v, p: p.parent, ALL),
        Field("slug", _STRING, lambda _v, p: p.name, ALL),
        _text(shown.get("guid", Field("guid", _STRING, context=SHOWN))),
        *(_text(shown[name]) for name in ("title", "content", "excerpt") if name in shown),
        meta_field(types, kind, whole=True),
    )


def _text(field: Field[Post]) -> Field[Post]:
    """A text as the posts describe it, read from the revision."""

    def get(view: View[Post], post: Post) -> dict[str, str]:
        made = {}
        for part, read in _READERS[field.name].items():
            if view.context in contexts.get(part, ALL):
                made[part] = read(view, post)
        return made

    contexts = {part.name: part.context for part in field.parts}
    return replace(field, get=get, sets="")


def _excerpt(view: View[Post], post: Post) -> str:
    return rendering.excerpt(view.ctx, post) if post.excerpt else ""


# What there is to read of a text; other parts that the posts describe a revision does not have.
_READERS: Mapping[str, Mapping[str, Any]] = {
    "guid": {"rendered": lambda _v, p: p.guid, "raw": lambda _v, p: p.guid},
    "title": {"raw": lambda _v, p: p.title, "rendered": lambda v, p: rendered_titles.unmarked(v.ctx, p)},
    "content": {"raw": lambda _v, p: p.content, "rendered": lambda v, p: rendering.content(v.ctx, p)},
    "excerpt": {"raw": lambda _v, p: p.excerpt, "rendered": _excerpt},
}


def parent_link(kind: PostType) -> Link[Post]:
    """The post that a revision is of; as in WordPress it goes with the field that says its id."""
    path = post_links.path_of_type(kind)

    def target(view: View[Post], post: Post) -> str | None:
        shown = includes(wanted(view.params.get("_fields")), "parent")
        return f"{path}/{post.parent}" if shown and post.parent else None

    return Link("parent", target)


async def prepare(call: Call, items: tuple[Post, ...]) -> None:
    """Read meta and render texts for all revisions at once, as far as they are asked for."""
    tree = wanted(call.query.get("_fields"))
    if includes(tree, "meta"):
        await posts.remember_meta(call.ctx, items)
    if includes(tree, "content") or includes(tree, "excerpt"):
        await rendering.prepare(call.ctx, items)


# Reading.


async def parent(call: Call, kind: PostType, identity: str) -> Post:
    """The post of the type that a call names in its path; raises RestError where there is none."""
    try:
        return await posts.get(call.ctx, int(identity), types=(kind.name,))
    except NotFound as error:
        raise renamed(error, "rest_post_invalid_parent", 404) from error


def require_reader(call: Call, post: Post) -> None:
    """Raise RestError unless the actor may know what the post was: whoever may edit it."""
    if not can(call.ctx, "edit_post", post):
        raise forbidden(call.ctx, "rest_cannot_read", "You may not see what this post was.")


async def page_of(call: Call, post: Post) -> Page[Post]:
    """The revisions of a post that a collection's arguments ask for; raises RestError where these contradict themselves."""
    given = post_query.arguments(call, PARAMS)
    if given["orderby"] == "relevance" and not call["search"]:
        raise RestError("rest_no_search_term_defined", "Ordering by relevance needs a search.", 400)
    if given["orderby"] == "include" and not given["include"]:
        raise RestError("rest_orderby_include_missing_include", "That order needs a list of ids.", 400)
    per_page, offset = given["per_page"] or -1, abs(given["offset"] or 0)
    asked = PostQuery(
        include=post_query.ids(given["include"]),
        exclude=post_query.ids(given["exclude"]),
        search=call["search"] or "",
        order=given["order"],
        orderby=given["orderby"],
        page=given["page"],
        per_page=per_page,
        # As in MySQL an offset counts only where the page has a size.
        offset=offset if offset and per_page > 0 else None,
    )
    found = await revisions.query(call.ctx, post, asked)
    if offset:
        total = found.total or (await revisions.query(call.ctx, post, replace(asked, offset=None))).total
        if total and offset >= total:
            raise RestError(
                "rest_revision_invalid_offset_number", "The offset lies beyond the last one.", 400
            )
    return found


class Revisions:
    """The revisions of the posts of one type."""

    def __init__(self, kind: PostType) -> None:
        self.kind = kind

    async def may_read(self, call: Call) -> None:
        """Whether the post is there and the actor may edit it."""
        require_reader(call, await self._parent(call))

    async def may_delete(self, call: Call) -> None:
        """Nobody may, as in WordPress, unless a plugin has it otherwise; the post's rights are asked first."""
        post = await self._parent(call)
        revision = await self._revision(call) if can(call.ctx, "delete_post", post) else None
        if revision is None or not can(call.ctx, "delete_post", revision):
            raise forbidden(call.ctx, "rest_cannot_delete", "You may not delete revisions.")

    async def list(self, call: Call) -> Page[Post]:
        """A page of the revisions, autosaves among them, all where nothing is said of its size."""
        post = await self._parent(call)
        return await page_of(call, post) if self.kind.supports_feature("revisions") else Page((), 0)

    async def read(self, call: Call) -> Post:
        """One revision of the post."""
        await self._parent(call)
        revision = await self._revision(call)
        if revision.parent != int(call["parent"]):
            raise RestError("rest_revision_parent_id_mismatch", "That is no revision of this post.", 404)
        return revision

    async def delete(self, call: Call) -> Answer:
        """Delete a revision, as far as the domain has it."""
        if not call["force"]:
            raise RestError("rest_trash_not_supported", "There is no trash here: say force=true.", 501)
        await publishing.delete(call.ctx, await self._revision(call))
        return Answer({"deleted": True})

    async def _parent(self, call: Call) -> Post:
        return await parent(call, self.kind, call.path["parent"])

    async def _revision(self, call: Call) -> Post:
        try:
            return await revisions.get(call.ctx, int(call.path["id"]))
        except NotFound as error:
            raise renamed(error, "rest_post_invalid_id", 404) from error
