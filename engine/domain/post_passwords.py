"""Posts that a password keeps shut: what a browser is given to keep when the password was right, and what it opens."""

from collections.abc import Iterable
from typing import Final

from engine.domain import authentication, posts
from engine.domain.context import Context
from engine.domain.passwords import portable_hash, portable_matches
from engine.domain.sessions import site_hash
from engine.model.posts import Post

LIFETIME: Final = 10 * 24 * 60 * 60  # seconds

# As many characters as the column has.
MAX_LENGTH: Final = 255


def cookie_name(ctx: Context) -> str:
    """The name of the cookie, WordPress's own."""
    return f"wp-postpass_{site_hash(authentication.stored_site_url(ctx))}"


def cookie_value(password: str) -> str:
    """What a browser keeps of a password, right or wrong: a hash (post_password_required reads it)."""
    return portable_hash(password[:MAX_LENGTH])


def unlock(ctx: Context, shown: Iterable[Post], kept: str) -> None:
    """Open, for this request, the posts whose password is the one that the browser keeps."""
    known: dict[str, bool] = {}
    for post in shown:
        if post.password and post.password not in known:
            known[post.password] = portable_matches(post.password, kept)
        if known.get(post.password):
            posts.unlock(ctx, post, post.password)
