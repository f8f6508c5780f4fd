"""Finding a page, or what hangs below one, by the slugs of its ancestors and its own."""

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote

from engine.content.slugs import sanitize_title
from engine.content.urls import urldecode
from engine.domain import posts
from engine.domain.context import Context
from engine.model.posts import Post
from engine.store import posts as store

# Deeper paths name nothing; each part is a value of one statement.
MAX_DEPTH: Final = 64


async def find(ctx: Context, path: str, kind: str = "page") -> Post | None:
    """The post of a type, or else the attachment, that has this path, whatever its status (get_page_by_path)."""
    slugs = parts(path)
    if not slugs[-1] or len(slugs) > MAX_DEPTH:
        return None
    found = {post.id: post for post in await store.by_slugs(ctx.db, slugs, (kind, "attachment"))}
    fitting = [post for post in found.values() if _is_at(post, slugs, found)]
    chosen = next((post for post in fitting if post.type == kind), fitting[-1] if fitting else None)
    if chosen:
        await posts.remember(ctx, (chosen,))
    return chosen


def parts(path: str) -> list[str]:
    """The slugs that a path names, as they are stored."""
    encoded = quote(urldecode(path), safe="/ ~", errors="surrogateescape")
    return [sanitize_title(part, "", "query") for part in encoded.strip("/").split("/")]


def _is_at(post: Post, slugs: Sequence[str], known: Mapping[int, Post]) -> bool:
    """Whether a post and its ancestors have these slugs, and nothing is above them."""
    above: Post | None = post
    for slug in reversed(slugs):
        if above is None or above.name != slug:
            return False
        last, above = above, known.get(above.parent)
    return not last.parent
