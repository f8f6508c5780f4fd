"""pingback: what other sites have linked to here."""

from engine.domain import comments, post_ids, posts
from engine.model.comments import CommentQuery
from engine.model.errors import NotFound
from engine.web.xmlrpc import given
from engine.web.xmlrpc.calls import Call
from engine.web.xmlrpc.codec import Value
from engine.web.xmlrpc.faults import Fault


async def get_pingbacks(call: Call) -> Value:
    """pingback.extensions.getPingbacks, open to everybody: approved ones, on posts that everybody may read."""
    try:
        post = await posts.get(call.ctx, await post_ids.of_url(call.ctx, given.text(call.given.single)))
    except NotFound as error:
        raise Fault(0, "") from error
    if not comments.is_on_readable(call.ctx, post):
        raise Fault(0, "")
    query = CommentQuery(posts=(post.id,), types=("pingback",), order="asc", per_page=-1, count=False)
    return [one.author_url for one in (await comments.query(call.ctx, query)).items]
