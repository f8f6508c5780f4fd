"""blogger: the oldest of the interfaces, where title and categories are written into the content."""

import re
from dataclasses import replace
from typing import Final

from engine.domain import post_rights, posts, removal, users
from engine.domain.context import Context
from engine.model.posts import Post, PostDraft
from engine.web.xmlrpc import given, structs, writing
from engine.web.xmlrpc.calls import Call, require
from engine.web.xmlrpc.codec import Value
from engine.web.xmlrpc.faults import Fault
from engine.web.xmlrpc.methods.posts import editable, recent
from engine.web.xmlrpc.methods.weblog import recent_query
from engine.web.xmlrpc.writing import Writing

_TITLE: Final = re.compile(r"<title>(.+?)</title>", re.IGNORECASE | re.DOTALL)
_CATEGORY: Final = re.compile(r"<category>(.+?)</category>", re.IGNORECASE | re.DOTALL)


async def get_users_blogs(call: Call) -> Value:
    """blogger.getUsersBlogs, metaWeblog.getUsersBlogs and wp.getUsersBlogs: this site."""
    ctx = call.ctx
    return [
        {
            "isAdmin": given.truth(_manages(ctx)),
            "url": f"{ctx.home}/",
            "blogid": "1",
            "blogName": ctx.options.text("blogname"),
            "xmlrpc": f"{ctx.site_url}/xmlrpc.php",
        }
    ]


def _manages(ctx: Context) -> bool:
    return "manage_options" in ctx.actor.capabilities


async def get_user_info(call: Call) -> Value:
    """blogger.getUserInfo."""
    require(call.ctx, "edit_posts")
    user = call.user
    await users.remember_meta(call.ctx, (user,))
    return {
        "nickname": users.profile(call.ctx, user, "nickname"),
        "userid": user.id,
        "url": user.url,
        "lastname": users.profile(call.ctx, user, "last_name"),
        "firstname": users.profile(call.ctx, user, "first_name"),
    }


async def get_post(call: Call) -> Value:
    """blogger.getPost."""
    post = await editable(call.ctx, call.given.number(1))
    await structs.remember_posts(call.ctx, (post,))
    return structs.blogger_post(call.ctx, post)


async def get_recent_posts(call: Call) -> Value:
    """blogger.getRecentPosts."""
    require(call.ctx, "edit_posts")
    found = await recent(call.ctx, recent_query(call, 4))
    await structs.remember_posts(call.ctx, found)
    return [structs.blogger_post(call.ctx, post) for post in found]


async def template(_call: Call) -> Value:
    """blogger.getTemplate and blogger.setTemplate: themes are not edited this way."""
    raise Fault(403, "This site has no such templates.")


async def new_post(call: Call) -> Value:
    """blogger.newPost."""
    kind = call.ctx.types.post_types["post"]
    post_rights.require_creation(call.ctx, kind)
    publish = given.truth(call.given[5])
    require(call.ctx, kind.capabilities["publish_posts" if publish else "edit_posts"])
    made = _writing(call.given.text(4), publish=publish)
    made = replace(made, draft=replace(made.draft, date=call.ctx.now_local, date_gmt=call.ctx.now_gmt))
    return (await writing.insert(call.ctx, made)).id


async def edit_post(call: Call) -> Value:
    """blogger.editPost."""
    post = await _post(call.ctx, call.given.number(1))
    post_rights.require_edit(call.ctx, post)
    if post.status == "publish":
        require(call.ctx, "publish_posts")
    await posts.remember_terms(call.ctx, (post,))
    await writing.update(call.ctx, post, _writing(call.given.text(4), publish=given.truth(call.given[5])))
    return True


async def delete_post(call: Call) -> Value:
    """blogger.deletePost and metaWeblog.deletePost."""
    await removal.remove(call.ctx, await _post(call.ctx, call.given.number(1)))
    return True


async def _post(ctx: Context, identity: int) -> Post:
    return await posts.get(ctx, identity, types=("post",))


def _writing(content: str, *, publish: bool) -> Writing:
    title, categories = _TITLE.search(content), _CATEGORY.search(content)
    ids = [given.integer(one) for one in categories[1].split(",")] if categories else []
    chosen = tuple(one for one in ids if one > 0)
    draft = PostDraft(
        title=title[1] if title else "",
        content=_CATEGORY.sub("", _TITLE.sub("", content)).strip(),
        excerpt=None,
        status="publish" if publish else "draft",
        terms={"category": chosen} if categories else {},
    )
    return Writing(draft)
