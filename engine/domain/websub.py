"""WebSub: the hub that the settings name is told when the feeds have changed, and tells their subscribers."""

from typing import Final
from urllib.parse import urlencode

from engine.backends.fetch import Ask
from engine.domain import feed_links, queue
from engine.domain.context import Context
from engine.model.errors import Unavailable
from engine.model.jobs import Job, Nothing
from engine.model.posts import Post

TELL: Final = Job("websub", Nothing)

_KINDS: Final = ("rss2", "atom", "json")


async def tell_later(ctx: Context, post: Post) -> None:
    """A post was saved: have the hub told, once however many were saved meanwhile, if the feeds show it."""
    if ctx.site.settings.websub_hub and post.type == "post" and post.status == "publish":
        await queue.add(ctx, TELL, Nothing(), key="feeds")


async def tell(ctx: Context, _: Nothing) -> None:
    """Tell the hub that the site's feeds have changed; raises Unavailable where it does not take it."""
    hub = ctx.site.settings.websub_hub
    if not hub:
        return
    fields = [("hub.mode", "publish"), *(("hub.url", feed_links.of_site(ctx, kind)) for kind in _KINDS)]
    said = {"Content-Type": "application/x-www-form-urlencoded"}
    ask = Ask(url=hub, method="POST", headers=said, body=urlencode(fields).encode(), most=64 * 1024)
    answer = await ctx.site.outside.fetch(ask)
    if not answer.ok:
        raise Unavailable("The hub answered %s.", values=(str(answer.status),), code="websub_refused")
