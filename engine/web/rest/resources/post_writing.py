"""Writing posts: creating, changing, trashing and deleting, in WordPress's order of checks."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from engine.domain import drafts, post_rights, posts, publishing, slugs
from engine.model.errors import Invalid
from engine.model.posts import Post, PostDraft
from engine.web.rest.errors import RestError
from engine.web.rest.resources.post_draft import draft
from engine.web.rest.resources.post_fields import base_of, rest_taxonomies
from engine.web.rest.resources.post_reading import Reading
from engine.web.rest.routes import Answer, Call
from engine.web.rest.serialize import pick, wanted


class Writing:
    """Writing the posts of one type; finds them as `reading` does."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.kind = reading.kind

    async def may_create(self, call: Call) -> None:
        """Whether the actor may create such a post; its status is asked about later, as in WordPress."""
        if call["id"]:
            raise RestError("rest_post_exists", "There is such a post already.", 400)
        author, sticky = call["author"], bool(call["sticky"])
        post_rights.require_creation(call.ctx, self.kind, author=author, sticky=sticky)
        await self._may_assign(call)

    async def may_update(self, call: Call) -> None:
        """Whether the actor may change the post, and so."""
        post = await self.reading.post(call)
        author, sticky = call["author"], bool(call["sticky"])
        post_rights.require_change(call.ctx, self.kind, post, author=author, sticky=sticky)
        await self._may_assign(call)

    async def may_delete(self, call: Call) -> None:
        """Whether the actor may remove the post."""
        post_rights.require_removal(call.ctx, await self.reading.post(call))

    async def _may_assign(self, call: Call) -> None:
        for taxonomy in rest_taxonomies(call.ctx.types, self.kind):
            given = call[base_of(taxonomy)]
            if given is not None and not isinstance(given, dict):
                several = given if isinstance(given, list) else [given]
                await post_rights.require_terms(call.ctx, taxonomy, _integers(several))

    async def create(self, call: Call) -> Answer:
        """Create a post; the answer is in the context edit."""
        wish = self.draft(call)
        await self._refuse_parent(call, wish)
        wish = await self._with_slug(call, drafts.blank(call.ctx, self.kind), wish)
        post = await publishing.create(call.ctx, wish)
        return await self.answer(call, post, status=201)

    async def update(self, call: Call) -> Answer:
        """Change a post; the answer is in the context edit."""
        post = await self.reading.post(call)
        changes = self.draft(call)
        await self._refuse_parent(call, changes)
        changes = await self._with_slug(call, post, changes)
        return await self.answer(call, await publishing.update(call.ctx, post, changes))

    async def delete(self, call: Call) -> Answer:
        """Trash a post, or with `force` delete it; what is in the trash already is gone, as far as one can tell."""
        post = await self.reading.post(call)
        if call["force"]:
            previous = await self._previous(call, post)
            await publishing.delete(call.ctx, post)
            return Answer(pick({"deleted": True, "previous": previous}, wanted(call.query.get("_fields"))))
        if self.kind.name == "attachment" or not call.ctx.site.settings.has_trash:
            raise RestError("rest_trash_not_supported", "There is no trash here: say force=true.", 501)
        if post.status == "trash":
            raise RestError("rest_already_trashed", "This post is in the trash already.", 410)
        return await self.answer(call, await publishing.trash(call.ctx, post))

    def draft(self, call: Call) -> PostDraft:
        """What the client sent, as the domain's draft."""
        return draft(call, call.ctx.types, self.kind, self.reading.names)

    async def answer(self, call: Call, post: Post, *, status: int = 200) -> Answer:
        """The post in the context edit."""
        call.params["context"] = "edit"
        return await self.reading.resource.item_answer(call, post, status=status)

    async def _previous(self, call: Call, post: Post) -> dict[str, Any]:
        """All fields of a post that is about to go; what is asked for is picked from the whole answer."""
        whole = replace(call, query={}, params={**call.params, "context": "edit"})
        resource = self.reading.resource
        return resource.reader("edit", None)(await resource.view(whole, (post,)), post)

    async def _with_slug(self, call: Call, post: Post, wish: PostDraft) -> PostDraft:
        """A slug given to a draft is reserved for it, as if it were published."""
        status = wish.status or post.status
        if not wish.name or status not in {"draft", "pending"}:
            return wish
        parent = post.parent if wish.parent is None else wish.parent
        placed = replace(post, status="publish", parent=parent)
        return replace(wish, name=await slugs.unique(call.ctx, wish.name, placed))

    async def _refuse_parent(self, call: Call, wish: PostDraft) -> None:
        if wish.parent and wish.parent not in await posts.by_ids(call.ctx, (wish.parent,)):
            raise Invalid("There is no such parent.", code="rest_post_invalid_id")


def _integers(values: Iterable[Any]) -> list[int]:
    """Numbers of terms, also as they were sent: nothing is 0, which nobody may assign."""
    return [
        0 if value in ("", "0") else value for value in values if value in ("", "0") or isinstance(value, int)
    ]
