"""The wp methods for pages that are older than those for all types."""

from typing import Final

from engine.domain import posts, removal
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.posts import Post, PostQuery
from engine.web.xmlrpc import structs
from engine.web.xmlrpc.calls import Call, require
from engine.web.xmlrpc.codec import Value, stamp
from engine.web.xmlrpc.faults import Fault
from engine.web.xmlrpc.methods import weblog
from engine.web.xmlrpc.methods.posts import existing, per_page

_ANY: Final = ("publish", "future", "draft", "pending", "private", "inherit")
_PAGE: Final = "page"


async def _page(ctx: Context, identity: int) -> Post:
    return await posts.get(ctx, identity, types=(_PAGE,))


async def get_page(call: Call) -> Value:
    """wp.getPage."""
    post = await existing(call.ctx, call.given.number(1))
    require(call.ctx, "edit_page", post)
    if post.type != _PAGE:
        raise Fault(404, "There is no such page.")
    await structs.remember_posts(call.ctx, (post,))
    return structs.page(call.ctx, post)


async def get_pages(call: Call) -> Value:
    """wp.getPages: the newest ones, whatever their status."""
    require(call.ctx, "edit_pages")
    number = call.given.number(3) if call.given.has(3) else None
    most = -1 if number is not None and number < 0 else per_page(call.ctx, number)
    query = PostQuery(types=(_PAGE,), statuses=_ANY, per_page=most, count=False)
    found = [post for post in (await posts.query(call.ctx, query)).items if can(call.ctx, "edit_page", post)]
    await structs.remember_posts(call.ctx, found)
    return [structs.page(call.ctx, post) for post in found]


async def get_page_list(call: Call) -> Value:
    """wp.getPageList: the names of all pages."""
    require(call.ctx, "edit_pages")
    statuses = tuple(call.ctx.types.statuses)
    query = PostQuery(types=(_PAGE,), statuses=statuses, orderby="id", order="asc", per_page=-1, count=False)
    return [
        {
            "page_id": str(post.id),
            "page_title": post.title,
            "page_parent_id": str(post.parent),
            "dateCreated": stamp(post.date),
            "date_created_gmt": structs.gmt(call.ctx, post),
        }
        for post in (await posts.query(call.ctx, query)).items
    ]


async def new_page(call: Call) -> Value:
    """wp.newPage: as metaWeblog.newPost makes one."""
    return str((await weblog.create(call.ctx, call.given.struct(3), _PAGE, publish=call.given[4])).id)


async def edit_page(call: Call) -> Value:
    """wp.editPage: as metaWeblog.editPost changes one."""
    post = await _page(call.ctx, call.given.number(1))
    require(call.ctx, "edit_page", post)
    await weblog.change(call.ctx, post, call.given.struct(4), publish=call.given[5])
    return True


async def delete_page(call: Call) -> Value:
    """wp.deletePage."""
    await removal.remove(call.ctx, await _page(call.ctx, call.given.number(3)))
    return True
