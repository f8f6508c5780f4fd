"""The addresses of feeds: the site's, those of its comments, of terms, authors, types, searches and of one post."""

from typing import Final

from engine.domain import archive_links, permalinks
from engine.domain.context import Context
from engine.model.posts import Post
from engine.model.terms import Term
from engine.model.types import PostType
from engine.model.users import User

DEFAULT: Final = "rss2"

_TERM_VARIABLES: Final = {"category": "cat"}


def of_site(ctx: Context, kind: str = DEFAULT, *, comments: bool = False) -> str:
    """The feed of the latest posts, or of the latest comments on any (get_feed_link)."""
    if not permalinks.structure(ctx):
        return f"{ctx.home}/?feed={'comments-' if comments else ''}{kind}"
    above = f"{ctx.home}/{permalinks.root(ctx)}{'comments' if comments else ''}"
    return permalinks.slashed(ctx, _ended(above, kind))


def of_post(ctx: Context, post: Post, kind: str = DEFAULT) -> str:
    """The feed of a post's comments (get_post_comments_feed_link); the post was remembered."""
    attached_to_nothing = post.type == "attachment" and not post.parent
    if not permalinks.structure(ctx):
        name = "attachment_id" if attached_to_nothing else "page_id" if post.type == "page" else "p"
        return f"{ctx.home}/?feed={kind}&{name}={post.id}"
    if attached_to_nothing:
        return f"{_ended(ctx.home, kind)}/?attachment_id={post.id}"
    return permalinks.slashed(ctx, _ended(permalinks.of_post(ctx, post, as_front=False), kind))


def of_term(ctx: Context, term: Term, kind: str = DEFAULT) -> str:
    """The feed of a term's posts (get_term_feed_link); the terms above it were remembered."""
    if permalinks.structure(ctx):
        return permalinks.slashed(ctx, _ended(archive_links.of_term(ctx, term), kind))
    taxonomy = ctx.types.taxonomies.get(term.taxonomy)
    variable = _TERM_VARIABLES.get(term.taxonomy) or (taxonomy.query_var if taxonomy else term.taxonomy)
    value = term.id if term.taxonomy in _TERM_VARIABLES else term.slug
    return f"{ctx.home}/?feed={kind}&{variable}={value}"


def of_author(ctx: Context, user: User, kind: str = DEFAULT) -> str:
    """The feed of an author's posts (get_author_feed_link)."""
    if permalinks.structure(ctx):
        return permalinks.slashed(ctx, _ended(archive_links.of_author(ctx, user), kind))
    return f"{ctx.home}/?feed={kind}&author={user.id}"


def of_type(ctx: Context, kind: PostType, feed: str = DEFAULT) -> str:
    """The feed of a post type's archive (get_post_type_archive_feed_link), '' where it has none."""
    address = archive_links.of_type(ctx, kind)
    if not address:
        return ""
    if permalinks.structure(ctx) and kind.rewrite:
        return _ended(address, feed) + "/"
    return f"{address}{'&' if '?' in address else '?'}feed={feed}"


def of_search(ctx: Context, words: str, kind: str = DEFAULT) -> str:
    """The feed of a search's results (get_search_feed_link)."""
    address = archive_links.of_search(ctx, words)
    if permalinks.structure(ctx):
        return f"{address.rstrip('/')}/feed/{kind}/"
    return f"{address}&feed={kind}"


def _ended(address: str, kind: str) -> str:
    return f"{address.rstrip('/')}/feed{'' if kind == DEFAULT else f'/{kind}'}"
