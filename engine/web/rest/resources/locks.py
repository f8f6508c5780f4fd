"""``/tympan/v1/locks/{post}``: who is editing a post, beside WordPress's heartbeat."""

from typing import Any

from engine.domain import avatars, locks, posts, previews
from engine.domain.capabilities import require
from engine.model.posts import Post
from engine.web.rest.resources.own import own_route
from engine.web.rest.routes import CREATE, DELETE, READ, Answer, Call, Endpoint, Param, Route

_STRING = {"type": "string"}
_HOLDER = {
    "type": ["object", "null"],
    "properties": {"id": {"type": "integer"}, "name": _STRING, "avatar": _STRING},
}


def routes() -> list[Route]:
    """The routes: who edits a post, doing so, leaving off; and an address by which anybody may see it."""
    key = Param("id", {"type": "integer"})
    taking = (key, Param("take_over", {"type": "boolean", "default": False}))
    return [
        own_route(
            r"/locks/(?P<id>[\d]+)",
            Endpoint(READ, _read, _may, (key,)),
            Endpoint(CREATE, _take, _may, taking),
            Endpoint(DELETE, _release, _may, (key,)),
            title="lock",
            lock=_STRING,
            holder=_HOLDER,
        ),
        own_route(
            r"/previews/(?P<id>[\d]+)", Endpoint(CREATE, _share, _may, (key,)), title="preview", link=_STRING
        ),
    ]


async def _may(call: Call) -> None:
    require(call.ctx, "edit_post", await posts.get(call.ctx, call["id"]))


async def _post(call: Call) -> Post:
    return await posts.get(call.ctx, call["id"])


async def _read(call: Call) -> Answer:
    return Answer({"lock": "", "holder": await _holder(call, await _post(call))})


async def _take(call: Call) -> Answer:
    """Edit the post, or go on doing so; with `take_over` whoever else does."""
    post = await _post(call)
    lock = await (locks.take if call["take_over"] else locks.refresh)(call.ctx, post)
    return Answer({"lock": lock, "holder": None if lock else await _holder(call, post)})


async def _release(call: Call) -> Answer:
    await locks.release(call.ctx, await _post(call))
    return Answer({"lock": "", "holder": None})


async def _holder(call: Call, post: Post) -> dict[str, Any] | None:
    found = await locks.editor(call.ctx, post)
    if found is None:
        return None
    return {
        "id": found.id,
        "name": found.display_name or found.login,
        "avatar": avatars.of_email(call.ctx, found.email, size=96),
    }


async def _share(call: Call) -> Answer:
    """An address that shows the post as it is stored, to whoever has it, for a while."""
    return Answer({"link": await previews.shared(call.ctx, await _post(call))})
