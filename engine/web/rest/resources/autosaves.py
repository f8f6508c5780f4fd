"""``/wp/v2/posts/…/autosaves``: what people have written of posts of a type and not saved yet."""

from collections.abc import Iterator

from engine.domain import autosaves, posts, previews, revisions
from engine.domain.registrations import Registrations
from engine.model.posts import Post
from engine.web.rest.errors import RestError
from engine.web.rest.resource import Operation, Resource
from engine.web.rest.resources import post_checks
from engine.web.rest.resources import revisions as past
from engine.web.rest.resources.post_writing import Writing
from engine.web.rest.routes import CREATE, READ, Answer, Call, Endpoint, Route
from engine.web.rest.serialize import EDIT, Field, View

_ADDRESS = {"type": "string", "format": "uri"}


def routes(types: Registrations, writing: Writing) -> Iterator[Route]:
    """The routes of the autosaves of a type's posts."""
    parents = writing.reading.resource
    saved = Autosaves(writing)
    kind = writing.kind
    made: Resource[Post] = Resource(
        name=f"{kind.name}-revision",
        base=f"{parents.base}/(?P<parent>[\\d]+)/autosaves",
        namespace=parents.namespace,
        key_params=past.KEY_PARAMS,
        fields=(
            *past.fields(types, parents, kind),
            Field("preview_link", _ADDRESS, _preview_link, EDIT, readonly=True),
        ),
        links=(past.parent_link(kind),),
        prepare=saved.prepare,
        always_linked=True,
        reading=Operation(saved.may_read, saved.read),
    )
    saved.resource = made
    yield Route(
        f"{parents.path}/(?P<id>[\\d]+)/autosaves",
        (
            Endpoint(READ, saved.list, saved.may_list, (past.PARENT, made.context_param)),
            Endpoint(
                CREATE,
                saved.save,
                saved.may_save,
                (past.PARENT, *parents.arguments(creating=False)),
                beforehand=post_checks.know,
            ),
        ),
        parents.namespace,
        made.schema,
    )
    yield from made.routes()


def _preview_link(view: View[Post], post: Post) -> str:
    addresses: dict[int, str] = view.prepared
    return addresses.get(post.id, "")


class Autosaves:
    """The autosaves of the posts of one type, which are checked and read as `writing` does."""

    resource: Resource[Post]

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self.kind = writing.kind

    async def prepare(self, call: Call, items: tuple[Post, ...]) -> dict[int, str]:
        """What revisions need, and to edit them the addresses of their previews."""
        await past.prepare(call, items)
        if call.context != "edit":
            return {}
        addresses = {}
        for post in items:
            autosaved = revisions.is_autosave(post)
            shown = posts.memory(call.ctx).get(post.parent) if autosaved else post
            if shown:
                addresses[post.id] = await previews.address(call.ctx, shown, autosaved=autosaved)
        return addresses

    async def may_list(self, call: Call) -> None:
        """Whether the post is there and the actor may edit it."""
        past.require_reader(call, await past.parent(call, self.kind, call.path["id"]))

    async def list(self, call: Call) -> Answer:
        """Everybody's autosaves of the post, the latest first."""
        post = await past.parent(call, self.kind, call.path["id"])
        found = await revisions.autosaves(call.ctx, post)
        return Answer(await self.resource.items_data(call, () if call.method == "HEAD" else found))

    async def may_read(self, call: Call) -> None:
        """Whether the post is there and the actor may edit it."""
        past.require_reader(call, await past.parent(call, self.kind, call.path["parent"]))

    async def read(self, call: Call) -> Post:
        """The latest autosave of the post; as in WordPress whatever id is asked for."""
        post = await past.parent(call, self.kind, call.path["parent"])
        found = await revisions.autosaves(call.ctx, post)
        if not found:
            raise RestError("rest_post_no_autosave", "Nothing is autosaved of this post.", 404)
        return found[0]

    async def may_save(self, call: Call) -> None:
        """Whether the actor may change the post, and so."""
        await self.writing.may_update(call)

    async def save(self, call: Call) -> Answer:
        """Keep what was written so far; the answer is in the context edit, and has the status 200."""
        post = await self.writing.reading.post(call)
        kept = await autosaves.save(call.ctx, post, self.writing.draft(call))
        call.params["context"] = "edit"
        return await self.resource.item_answer(call, kept)
