"""Reading posts: lists and items of one type, in WordPress's order of checks."""

from collections.abc import Sequence
from dataclasses import replace

from engine.domain import permalinks, posts
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.errors import NotFound
from engine.model.pages import Page, Position
from engine.model.posts import Post, PostQuery
from engine.model.types import PostType
from engine.web.rest import cursors
from engine.web.rest.errors import RestError, authorization_status, forbidden, renamed
from engine.web.rest.resource import Resource
from engine.web.rest.resources import post_fields, post_query
from engine.web.rest.routes import Answer, Call, Param
from engine.web.rest.serialize import Field


class Reading:
    """Reading the posts of one type."""

    resource: Resource[Post]

    def __init__(self, kind: PostType, params: tuple[Param, ...], fields: tuple[Field[Post], ...]) -> None:
        self.kind = kind
        self.params = params
        self.fields = fields
        self.names = frozenset(field.name for field in fields)

    async def prepare(self, call: Call, items: tuple[Post, ...]) -> None:
        """Read for all posts at once what the fields and links asked for need."""
        if call.context == "edit":
            for post in items:
                call.ctx.remembered("unlocked")[post.id] = True
        bases = tuple(
            post_fields.base_of(one) for one in post_fields.rest_taxonomies(call.ctx.types, self.kind)
        )
        asked = str(call.query.get("_fields") or "")
        edited, anew = call.context == "edit", self.kind.name in post_fields.WITH_HOOKED_BLOCKS
        for load in post_fields.loaders(asked, bases, edited=edited, anew=anew):
            await load(call.ctx, items)

    async def foresee(self, ctx: Context, calls: Sequence[Call]) -> None:
        """Read for several posts at once what showing each of them needs."""
        found = await posts.by_ids(ctx, [call["id"] for call in calls])
        await self.prepare(calls[0], tuple(found.values()))

    async def may_list(self, call: Call) -> None:
        """Anybody may list; for the context edit one must edit posts of the type."""
        if call.context == "edit" and not can(call.ctx, self.kind.capabilities["edit_posts"]):
            raise forbidden(call.ctx, "rest_forbidden_context", "You may not edit posts of this type.")

    async def list(self, call: Call) -> Page[Post]:
        """The posts of a page that the actor may read, or in the context edit may change; the total counts all."""
        given = post_query.arguments(call, self.params)
        asked = self.question(call.ctx, given)
        cursor = cursors.given(call, order="date")
        if cursor:
            asked = replace(asked, beyond=cursor.beyond, sticky_first=False)
        found = await posts.query(call.ctx, asked)
        last = found.items[-1] if cursor and found.items else None
        return Page(
            tuple(post for post in found.items if self._shown(call, post)),
            found.total,
            Position(last.date, last.id) if last else None,
        )

    def question(self, ctx: Context, given: post_query.Arguments) -> PostQuery:
        """What the arguments of a collection ask of the domain."""
        return post_query.query(ctx, given, self.kind)

    def _shown(self, call: Call, post: Post) -> bool:
        if call.context == "edit":
            return can(call.ctx, "edit_post", post)
        return posts.is_readable(call.ctx, post)

    async def post(self, call: Call) -> Post:
        """The post that a call is about; raises RestError where there is none of the type.

        An id besides that of the path finds nothing: it must not lead a question about one post to another.
        """
        others = (call.query.get("id"), call.body.get("id"))
        if any(other is not None and str(other) != call.path["id"] for other in others):
            raise RestError("rest_post_invalid_id", "There is no such post.", 404)
        try:
            return await posts.get(call.ctx, int(call["id"]), types=(self.kind.name,))
        except NotFound as error:
            raise renamed(error, "rest_post_invalid_id", 404) from error

    async def may_read(self, call: Call) -> None:
        """The order of checks is WordPress's: there, editable if asked to edit, the password right, readable."""
        post = await self.post(call)
        if call.context == "edit" and not can(call.ctx, "edit_post", post):
            raise forbidden(call.ctx, "rest_forbidden_context", "You may not edit this post.")
        given = call.query.get("password") or ""
        if given not in ("", "0") and not posts.unlock(call.ctx, post, str(given)):
            raise RestError("rest_post_incorrect_password", "That is not the password.", 403)
        if not posts.is_readable(call.ctx, post):
            raise RestError("rest_forbidden", "You may not read this post.", authorization_status(call.ctx))

    async def read(self, call: Call) -> Answer:
        """The post, with a pointer to its page."""
        post = await self.post(call)
        answer = await self.resource.item_answer(call, post)
        if self.kind.is_viewable:
            answer.link_header.append(
                f'<{permalinks.of_post(call.ctx, post)}>; rel="alternate"; type=text/html'
            )
        return answer
