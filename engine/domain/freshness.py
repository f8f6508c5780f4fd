"""When the site last changed, as feeds and their caches are told."""

from datetime import datetime
from typing import Final

from engine.domain.context import Context
from engine.model.main_query import MainQuery
from engine.store import comments as stored_comments
from engine.store import posts as stored_posts

_OF_ONE: Final = ("p", "name", "page_id", "pagename", "attachment", "attachment_id")


async def of_feed(ctx: Context, query: MainQuery) -> datetime:
    """When what feeds of this kind show may last have changed, in UTC (WP::send_headers); now where nothing ever was."""
    changed = await last_post(ctx)
    asks_one = any(query.vars.get(name) for name in _OF_ONE) and not query.vars.get("withoutcomments")
    if query.vars.get("withcomments") or asks_one:
        commented = await last_comment(ctx)
        changed = max((date for date in (changed, commented) if date), default=None)
    return changed or ctx.now_gmt


async def last_post(ctx: Context) -> datetime | None:
    """When a public post was last published or changed, in UTC (get_lastpostmodified)."""
    known = ctx.remembered("freshness")
    if "post" not in known:
        types = tuple(kind.name for kind in ctx.types.post_types.values() if kind.public)
        known["post"] = await stored_posts.last_change(ctx.db, types)
    found: datetime | None = known["post"]
    return found


async def last_comment(ctx: Context) -> datetime | None:
    """When the latest approved comment was written, in UTC (get_lastcommentmodified)."""
    return await stored_comments.last_approved(ctx.db)
