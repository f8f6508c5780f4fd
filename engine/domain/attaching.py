"""Files that were uploaded for no post in particular find the post that shows them."""

import re
from dataclasses import replace
from typing import Final

from engine.domain import posts
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.posts import Post
from engine.store import post_writing
from engine.store import posts as store

_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>()\[\]]+")
# More addresses than that a post does not show.
_MOST: Final = 500


async def adopt(ctx: Context, post: Post) -> None:
    """Make the attachments that belong nowhere, and whose address stands in a post, its own.

    Only those that the actor may edit: what hangs on a draft is not seen by everybody any more.
    """
    addresses = tuple(dict.fromkeys(_ADDRESS.findall(post.content)))[:_MOST]
    if not addresses:
        return
    found = await store.unattached(ctx.db, addresses)
    await posts.remember(ctx, found)
    own = [one for one in found if can(ctx, "edit_post", one)]
    await post_writing.attach(ctx.db, [one.id for one in own], post.id)
    posts.memory(ctx).update({one.id: replace(one, parent=post.id) for one in own})
