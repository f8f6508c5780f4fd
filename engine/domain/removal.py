"""What becomes of a post that somebody deletes without saying how (wp_delete_post)."""

from typing import Final

from engine.domain import posts, publishing, uploads
from engine.domain.context import Context
from engine.model.posts import Post

# The types whose posts lie in the trash before they are gone.
_TRASHED_FIRST: Final = frozenset({"post", "page"})


async def remove(ctx: Context, post: Post) -> None:
    """To the trash, where the site has one, with posts and pages not there yet; all else is deleted, and files with it.

    Raises Forbidden.
    """
    if ctx.site.settings.has_trash and post.type in _TRASHED_FIRST and post.status != "trash":
        await publishing.trash(ctx, post)
        return
    await posts.remember_meta(ctx, (post,))
    await publishing.delete(ctx, post)
    if post.type == "attachment":
        await uploads.remove_files(ctx, post)
