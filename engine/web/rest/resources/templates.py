"""Templates and parts made of blocks: ``/wp/v2/templates`` and ``/wp/v2/template-parts``."""

from dataclasses import replace
from functools import cached_property
from typing import Any
from urllib.parse import unquote_plus

from engine.content import hooks as texts
from engine.content.blocks.templates import with_patterns
from engine.domain import autosaves, block_templates, posts, revisions
from engine.domain.capabilities import can
from engine.domain.registrations import Registrations
from engine.model.block_templates import BlockTemplate, BlockTemplateDraft, BlockTemplateQuery, TemplateType
from engine.model.errors import Conflict, NotFound
from engine.model.pages import Page
from engine.model.posts import Post, PostDraft
from engine.model.types import PostType
from engine.web.rest.errors import RestError, forbidden, renamed
from engine.web.rest.links import Link
from engine.web.rest.resource import Operation, Resource
from engine.web.rest.resources import revisions as past
from engine.web.rest.resources.post_checks import STATUSES
from engine.web.rest.resources.post_draft import text
from engine.web.rest.resources.post_fields import date_text
from engine.web.rest.routes import CREATE, READ, Answer, Call, Endpoint, Param, Route
from engine.web.rest.serialize import ABSENT, ALL, EDIT, SHOWN, Field, View

TemplateView = View[BlockTemplate]

# A name of a template within an address: a theme's folder, which may be in another, and what follows it.
KEY = r'([^\/:<>\*\?"\|]+(?:\/[^\/:<>\*\?"\|]+)?)[\/\w%-]+'

_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_FIRST = ("embed", "view", "edit")


def identity(value: str) -> str:
    """A template's name as it is kept: ``theme//slug``, where an address may have lost a slash."""
    name = unquote_plus(value)
    theme, slash, slug = name.rpartition("/")
    return name if not slash or theme.endswith("/") else f"{theme}//{slug}"


class Templates:
    """Makes the resource of templates, or of parts."""

    def __init__(self, kind: PostType) -> None:
        self.kind = kind
        self.type: TemplateType = "wp_template_part" if kind.name == "wp_template_part" else "wp_template"
        self.path = f"/{kind.rest_namespace}/{kind.rest_base}"

    def routes(self) -> list[Route]:
        """The collection, the best template for a name, and each template."""
        resource = self.resource
        collection, item = resource.routes()
        return [*Past(self, resource).routes(), collection, self._lookup(resource), item]

    @cached_property
    def resource(self) -> Resource[BlockTemplate]:
        """The declaration."""
        force = Param("force", {"type": "boolean", "default": False})
        return Resource(
            name=self.kind.name,
            base=self.kind.rest_base,
            fields=self.fields(),
            key=f"(?P<id>{KEY})",
            key_params=(Param("id", _STRING, check=lambda _call, value: identity(value)),),
            identity=lambda one: one.id,
            links=self._links(),
            hints=_methods,
            prepare=self._prepare,
            listing=Operation(_may_read, self._list, _params()),
            reading=Operation(_may_read, self._get),
            creating=Operation(_may_write, self._create),
            updating=Operation(_may_write, self._update),
            deleting=Operation(_may_write, self._delete, (force,)),
        )

    def _lookup(self, resource: Resource[BlockTemplate]) -> Route:
        async def answer(call: Call) -> Answer:
            ctx = call.ctx
            names = block_templates.hierarchy(
                ctx, call["slug"], is_custom=bool(call["is_custom"]), prefix=call["template_prefix"] or ""
            )
            found = await block_templates.resolve(ctx, names)
            while found is not None and not found.content and len(names) > 1:
                names = names[1:]
                found = await block_templates.resolve(ctx, names)
            return await resource.item_answer(call, found) if found else Answer({})

        params = (
            Param("slug", _STRING, required=True),
            Param("is_custom", {"type": "boolean"}),
            Param("template_prefix", _STRING),
        )
        endpoint = Endpoint(READ, answer, _may_read, params)
        return Route(f"{self.path}/lookup", (endpoint,), self.kind.rest_namespace)

    def fields(self) -> tuple[Field[BlockTemplate], ...]:
        """What a template or part shows."""
        part = self.type == "wp_template_part"
        own: tuple[Field[BlockTemplate], ...] = (
            Field("is_custom", {"type": "bool"}, lambda _v, t: t.is_custom, _FIRST, readonly=True),
            Field("plugin", _STRING, lambda _v, _t: ABSENT, ALL, readonly=True),
        )
        area: Field[BlockTemplate] = Field("area", _STRING, lambda _v, t: t.area, _FIRST, sets="area")
        slug = {"type": "string", "minLength": 1, "pattern": r"[a-zA-Z0-9_\%-]+"}
        statuses = {"type": "string", "enum": list(STATUSES), "default": "publish"}
        sources = {"type": "string", "enum": ["theme", "plugin", "site", "user"]}
        date = {"type": ["string", "null"], "format": "date-time"}
        return (
            Field("id", _STRING, lambda _v, t: t.id, _FIRST, readonly=True),
            Field("slug", slug, lambda _v, t: t.slug, _FIRST, required=True, sets="slug"),
            Field("theme", _STRING, lambda _v, t: t.theme, _FIRST, sets="theme"),
            Field("type", _STRING, lambda _v, t: t.type, _FIRST, sets="type"),
            Field("source", _STRING, lambda _v, t: t.source, _FIRST, readonly=True),
            Field("origin", _STRING, lambda _v, t: t.origin, _FIRST, readonly=True),
            _content(),
            _title(),
            Field("description", {"type": "string", "default": ""}, lambda _v, t: t.description, _FIRST,
                  sets="description"),
            Field("status", statuses, lambda _v, t: t.status, _FIRST, sets="status"),
            Field("wp_id", _INTEGER, lambda _v, t: t.wp_id, _FIRST, readonly=True),
            Field("has_theme_file", {"type": "bool"}, lambda _v, t: t.has_theme_file, _FIRST, readonly=True),
            Field("author", _INTEGER, lambda _v, t: t.author, ALL, sets="author"),
            Field("date", date, lambda _v, t: date_text(t.date), SHOWN, readonly=True),
            Field("modified", date, lambda _v, t: date_text(t.modified), SHOWN, readonly=True),
            Field("author_text", _STRING, lambda v, t: block_templates.author_text(v.ctx, t), ALL, readonly=True),
            Field("original_source", sources, lambda _v, t: block_templates.original_source(t), ALL,
                  readonly=True),
            *((area,) if part else own),
        )  # fmt: skip

    def _links(self) -> tuple[Link[BlockTemplate], ...]:
        def own(_view: TemplateView, one: BlockTemplate) -> str:
            return f"{self.path}/{one.id}"

        def history(view: TemplateView, one: BlockTemplate) -> dict[str, Any] | None:
            post = posts.memory(view.ctx).get(one.wp_id)
            if post is None or one.status == "trash":
                return None
            return {"count": posts.versions(view.ctx, post).count, "href": f"{own(view, one)}/revisions"}

        def latest(view: TemplateView, one: BlockTemplate) -> dict[str, Any] | None:
            post = posts.memory(view.ctx).get(one.wp_id)
            found = posts.versions(view.ctx, post).latest if post and one.status != "trash" else 0
            return {"id": found, "href": f"{own(view, one)}/revisions/{found}"} if found else None

        def publish(view: TemplateView, one: BlockTemplate) -> str | None:
            return own(view, one) if can(view.ctx, self.kind.capabilities["publish_posts"]) else None

        def unfiltered(view: TemplateView, one: BlockTemplate) -> str | None:
            return own(view, one) if can(view.ctx, "unfiltered_html") else None

        return (
            Link("self", own),
            Link("collection", lambda _v, _t: self.path),
            Link("about", lambda _v, t: f"/wp/v2/types/{t.type}"),
            Link("version-history", history),
            Link("predecessor-version", latest),
            Link("wp:action-publish", publish),
            Link("wp:action-unfiltered-html", unfiltered),
        )

    async def _prepare(self, call: Call, items: tuple[BlockTemplate, ...]) -> None:
        ctx = call.ctx
        await block_templates.remember_authors(ctx, items)
        stored = await posts.by_ids(ctx, [one.wp_id for one in items])
        await posts.remember_versions(ctx, stored.values())

    async def _list(self, call: Call) -> Answer:
        asked = BlockTemplateQuery(
            self.type, wp_id=call["wp_id"], area=call["area"], post_type=call["post_type"]
        )
        found = await block_templates.query(call.ctx, asked)
        return Answer(await self.resource.items_data(call, found))

    async def _get(self, call: Call) -> BlockTemplate:
        return await block_templates.get(call.ctx, call["id"], self.type)

    async def _create(self, call: Call) -> BlockTemplate:
        return await block_templates.create(call.ctx, self.type, _draft(call))

    async def _update(self, call: Call) -> Answer:
        template = await self._get(call)
        if call["source"] == "theme":
            changed = await block_templates.revert(call.ctx, template)
        else:
            changed = await block_templates.update(call.ctx, template, _draft(call))
        call.params["context"] = "edit"
        return await self.resource.item_answer(call, changed)

    async def _delete(self, call: Call) -> Answer:
        template = await self._get(call)
        resource = self.resource
        call.params["context"] = "edit"
        if not call["force"]:
            try:
                gone = await block_templates.trash(call.ctx, template)
            except Conflict as error:
                raise renamed(error, status=410) from error
            return await resource.item_answer(call, gone)
        previous = await resource.item_answer(call, template)
        await block_templates.delete(call.ctx, template)
        return Answer({"deleted": True, "previous": previous.data})


class Past:
    """What templates of one type were, and what has been written of them and not saved."""

    def __init__(self, templates: Templates, parents: Resource[BlockTemplate]) -> None:
        self.templates = templates
        self.parents = parents
        self.path = templates.path

    def routes(self) -> list[Route]:
        """Revisions, and autosaves."""
        listed, one = self._revisions().routes()
        (saved,) = self._autosaves.routes()
        context = self.parents.context_param
        own = Param("id", _STRING, check=lambda _call, value: identity(value))
        changes = self.parents.arguments(creating=False)
        autosaves = Route(
            f"{self.path}/(?P<id>{KEY})/autosaves",
            (
                Endpoint(READ, self._list_autosaves, self._may_see_own, (own, context)),
                Endpoint(CREATE, self._save, self._may_see_own, (own, *changes)),
            ),
            self.parents.namespace,
            self._autosaves.schema,
        )
        return [listed, one, autosaves, saved]

    def _revisions(self) -> Resource[BlockTemplate]:
        force = Param("force", {"type": "boolean", "default": False})
        return replace(
            self._past("revisions"),
            listing=Operation(self._may_see, self._list_revisions, (_PARENT, *past.PARAMS[1:])),
            deleting=Operation(self._may_delete, self._delete, (force,)),
        )

    @cached_property
    def _autosaves(self) -> Resource[BlockTemplate]:
        return self._past("autosaves")

    def _past(self, kind: str) -> Resource[BlockTemplate]:
        parent = Field[BlockTemplate]("parent", _INTEGER, lambda v, _t: v.params.get("parent_id", 0), ALL)
        return Resource(
            name=self.templates.kind.name,
            base=f"{self.templates.kind.rest_base}/(?P<parent>{KEY})/{kind}",
            fields=(*self.templates.fields(), parent),
            key_params=(_PARENT, Param("id", _INTEGER)),
            prepare=_prepare_past,
            links=(
                Link("self", lambda _v, t: f"{self.path}/{t.id}/{kind}/{t.wp_id}"),
                Link("parent", lambda _v, t: f"{self.path}/{t.id}"),
            ),
            page_error="rest_revision_invalid_page_number",
            reading=Operation(self._may_see, self._read if kind == "revisions" else self._read_autosave),
        )

    async def _found(self, call: Call, name: str = "parent") -> tuple[BlockTemplate, Post]:
        try:
            template = await block_templates.get(call.ctx, identity(call.path[name]), self.templates.type)
        except NotFound as error:
            raise renamed(error, "rest_post_invalid_parent", 404) from error
        post = await block_templates.stored_post(call.ctx, template)
        call.params["parent_id"] = post.id
        return template, post

    async def _may_see(self, call: Call) -> None:
        past.require_reader(call, (await self._found(call))[1])

    async def _may_see_own(self, call: Call) -> None:
        past.require_reader(call, (await self._found(call, "id"))[1])

    async def _may_delete(self, call: Call) -> None:
        await self._may_see(call)
        raise forbidden(call.ctx, "rest_cannot_delete", "You may not delete revisions.")

    async def _list_revisions(self, call: Call) -> Page[BlockTemplate]:
        template, post = await self._found(call)
        found = await past.page_of(call, post)
        return Page(tuple(block_templates.as_it_was(template, one) for one in found.items), found.total)

    async def _read(self, call: Call) -> BlockTemplate:
        template, post = await self._found(call)
        try:
            revision = await revisions.get(call.ctx, int(call.path["id"]))
        except NotFound as error:
            raise renamed(error, "rest_post_invalid_id", 404) from error
        if revision.parent != post.id:
            raise RestError("rest_revision_parent_id_mismatch", "That is no revision of this template.", 404)
        return block_templates.as_it_was(template, revision)

    async def _delete(self, _call: Call) -> Answer:
        raise RestError("rest_cannot_delete", "Revisions are not deleted.", 403)

    async def _list_autosaves(self, call: Call) -> Answer:
        template, post = await self._found(call, "id")
        found = await revisions.autosaves(call.ctx, post)
        shown = tuple(block_templates.as_it_was(template, one) for one in found)
        return Answer(await self._autosaves.items_data(call, shown))

    async def _read_autosave(self, call: Call) -> BlockTemplate:
        template, post = await self._found(call)
        found = await revisions.autosaves(call.ctx, post)
        if not found:
            raise RestError("rest_post_no_autosave", "Nothing is autosaved of this template.", 404)
        return block_templates.as_it_was(template, found[0])

    async def _save(self, call: Call) -> Answer:
        template, post = await self._found(call, "id")
        said = _draft(call)
        draft = PostDraft(type=post.type, title=said.title, content=said.content, excerpt=said.description)
        kept = await autosaves.save(call.ctx, post, draft)
        call.params["context"] = "edit"
        return await self._autosaves.item_answer(call, block_templates.as_it_was(template, kept))


_PARENT = Param("parent", _STRING)


async def _prepare_past(call: Call, items: tuple[BlockTemplate, ...]) -> None:
    await block_templates.remember_authors(call.ctx, items)


def routes(types: Registrations) -> list[Route]:
    """The routes of templates and of parts."""
    kinds = (types.post_types[name] for name in ("wp_template", "wp_template_part"))
    return [route for kind in kinds for route in Templates(kind).routes()]


def _params() -> tuple[Param, ...]:
    gone = (Param(name, {}) for name in ("page", "per_page", "search"))
    return (*gone, Param("wp_id", _INTEGER), Param("area", _STRING), Param("post_type", _STRING))


def _content() -> Field[BlockTemplate]:
    schema = {"type": ["object", "string"], "default": ""}
    return Field("content", schema, context=_FIRST, sets="content", parts=(
        Field("raw", _STRING, lambda v, t: with_patterns(t.content, v.ctx.types.patterns), SHOWN),
        Field("block_version", _INTEGER, lambda _v, t: int("<!-- wp:" in t.content), EDIT, readonly=True),
    ))  # fmt: skip


def _title() -> Field[BlockTemplate]:
    schema = {"type": ["object", "string"], "default": ""}
    return Field("title", schema, context=_FIRST, sets="title", parts=(
        Field("raw", _STRING, lambda _v, t: t.title, ALL),
        Field("rendered", _STRING, _title_rendered, ALL, readonly=True),
    ))  # fmt: skip


def _title_rendered(view: TemplateView, one: BlockTemplate) -> str:
    return view.ctx.hooks.apply_sync(texts.the_title, one.title, one.wp_id) if one.wp_id else one.title


def _methods(view: TemplateView, _one: BlockTemplate) -> tuple[str, ...]:
    writing = ("POST", "PUT", "PATCH", "DELETE") if can(view.ctx, "edit_theme_options") else ()
    return ("GET", *writing)


async def _may_read(call: Call) -> None:
    block_templates.require_reading(call.ctx)


async def _may_write(call: Call) -> None:
    block_templates.require_designing(call.ctx)


def _draft(call: Call) -> BlockTemplateDraft:
    given = call.params
    return BlockTemplateDraft(
        slug=given.get("slug"),
        theme=given.get("theme"),
        content=text(given, "content"),
        title=text(given, "title"),
        description=given.get("description"),
        author=given.get("author"),
        area=given.get("area"),
    )
