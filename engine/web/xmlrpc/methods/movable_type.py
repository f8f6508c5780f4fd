"""mt: what Movable Type's editors ask besides metaWeblog."""

from dataclasses import replace

from engine.domain import comments, posts, publishing
from engine.model.comments import CommentQuery
from engine.model.posts import PostDraft
from engine.web.xmlrpc import given, structs
from engine.web.xmlrpc.calls import Call, require
from engine.web.xmlrpc.codec import Value, stamp
from engine.web.xmlrpc.given import Struct
from engine.web.xmlrpc.methods.posts import editable, existing, recent
from engine.web.xmlrpc.methods.weblog import recent_query


async def get_recent_post_titles(call: Call) -> Value:
    """mt.getRecentPostTitles."""
    return [
        {
            "dateCreated": stamp(post.date),
            "userid": str(post.author),
            "postid": str(post.id),
            "title": post.title,
            "post_status": post.status,
            "date_created_gmt": structs.gmt(call.ctx, post),
        }
        for post in await recent(call.ctx, recent_query(call, 3))
    ]


async def get_post_categories(call: Call) -> Value:
    """mt.getPostCategories: the first one is the chief one."""
    post = await editable(call.ctx, call.given.number(0))
    await posts.remember_terms(call.ctx, (post,))
    return [
        {"categoryName": term.name, "categoryId": str(term.id), "isPrimary": not number}
        for number, term in enumerate(posts.terms(call.ctx, post, "category"))
    ]


async def set_post_categories(call: Call) -> Value:
    """mt.setPostCategories; none at all is the usual one, and nothing else of the post changes."""
    post = await editable(call.ctx, call.given.number(0))
    asked = given.array(call.given[3])
    ids = [Struct(one).number("categoryId") if isinstance(one, dict) else 0 for one in asked]
    chosen = tuple(ids) or (call.ctx.options.integer("default_category"),)
    await publishing.set_terms(call.ctx, post, {"category": chosen})
    return True


async def publish_post(call: Call) -> Value:
    """mt.publishPost."""
    post = await existing(call.ctx, call.given.number(0))
    require(call.ctx, "publish_posts")
    require(call.ctx, "edit_post", post)
    changed = await publishing.update(call.ctx, post, replace(PostDraft(type=post.type), status="publish"))
    return changed.id


async def supported_methods(call: Call) -> Value:
    """mt.supportedMethods: all that the site offers."""
    return list(call.offered)


async def supported_text_filters(_call: Call) -> Value:
    """mt.supportedTextFilters: texts are kept as they are sent."""
    return []


async def get_trackback_pings(call: Call) -> Value:
    """mt.getTrackbackPings, open to everybody: those that are approved, on posts that everybody may read."""
    post = await existing(call.ctx, given.integer(call.given.single))
    if not comments.is_on_readable(call.ctx, post):
        return []
    query = CommentQuery(posts=(post.id,), types=("trackback",), order="asc", per_page=-1, count=False)
    found = (await comments.query(call.ctx, query)).items
    return [
        {"pingTitle": _title(one.content), "pingURL": one.author_url, "pingIP": one.author_ip}
        for one in found
    ]


def _title(content: str) -> str:
    """The title in front of a trackback's excerpt."""
    return content[8:].partition("</strong>")[0] if content.startswith("<strong>") else ""
