"""pingback: what other sites have linked to here."""

from engine.domain import comments, pings, post_ids, posts
from engine.model.comments import CommentQuery
from engine.model.errors import NotFound, TooMany
from engine.web.xmlrpc import given
from engine.web.xmlrpc.calls import Call
from engine.web.xmlrpc.codec import Value
from engine.web.xmlrpc.faults import Fault


async def ping(call: Call) -> Value:
    """pingback.ping: taken at once, believed once the page was looked at.

    As in WordPress a refusal does not say why, so that nobody learns from it what this server can reach; only that it
    was said before.
    """
    source, target = call.given.text(0), call.given.text(1)
    try:
        await pings.receive(call.ctx, source, target, address=call.address, agent=call.agent)
    except pings.Refused as refusal:
        raise Fault(pings.KNOWN if refusal.number == pings.KNOWN else 0, "") from refusal
    except TooMany as error:
        raise Fault(0, "") from error
    return f"Thank you. That {source} links to {target} will be looked at."


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
