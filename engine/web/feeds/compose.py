"""From a query that has run to what the templates of feeds show: everything is awaited here."""

from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Final

from markupsafe import Markup

from engine.content.entities import convert_chars, named_to_numeric
from engine.content.escaping import esc_html
from engine.content.tags import strip_tags
from engine.content.urls import sanitize_url
from engine.content.values import absint
from engine.domain import (
    comments,
    feed_links,
    feed_texts,
    freshness,
    meta,
    permalinks,
    posts,
    site_icon,
    site_texts,
    users,
)
from engine.domain.context import Context
from engine.model.comments import Comment
from engine.model.main_query import MainQuery
from engine.model.posts import Post
from engine.theme import titles
from engine.theme.page import remember
from engine.theme.present import Dates
from engine.web.feeds.views import Answered, Enclosure, Feed, Item, Remark, Replies

ICON: Final = 32  # pixels

_LOCKED: Final = "Protected Comments: Please enter your password to view comments."
_NO_DATE: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - the columns are naive


def is_of_comments(query: MainQuery, kind: str) -> bool:
    """Whether comments are shown; RSS 0.92 and RDF have no form for them and show the posts that they are on."""
    return query.has("is_comment_feed") and kind not in {"rss", "rdf"}


async def compose(ctx: Context, query: MainQuery, kind: str) -> Feed:
    """The feed of a kind that a query is answered with."""
    of_comments = is_of_comments(query, kind)
    await remember(ctx, query.posts)
    return Feed(
        title=await _title(ctx, query, kind),
        home=ctx.home,
        page=_page(ctx, query, kind),
        url=asked(ctx),
        atom=_atom(ctx, query),
        description=_said(ctx.options.text("blogdescription")),
        language=ctx.options.text("WPLANG").replace("_", "-") or "en-US",
        built=await _built(ctx, query),
        icon=sanitize_url(await site_icon.of_size(ctx, ICON)),
        hub=ctx.site.settings.websub_hub,
        items=() if of_comments else await _items(ctx, query, kind),
        remarks=await _remarks(ctx, query) if of_comments else (),
    )


def _said(option: str) -> Markup:
    """What the site says of itself (bloginfo_rss)."""
    return Markup(esc_html(named_to_numeric(convert_chars(strip_tags(option)))))


async def _title(ctx: Context, query: MainQuery, kind: str) -> Markup:
    if not is_of_comments(query, kind):
        return await titles.document(ctx, query, Dates.of(ctx))
    if query.has("is_singular"):
        post = query.posts[0] if query.posts else None
        of = feed_texts.title(ctx, post) if post else ""
        return Markup(f"Comments on {of}" if kind == "atom" else f"Comments on: {of}".rstrip())
    site = _said(ctx.options.text("blogname"))
    if query.has("is_search"):
        return Markup("Comments for {} searching on {}").format(site, str(query.vars.get("s", "")))
    return Markup("Comments for ") + await titles.document(ctx, query, Dates.of(ctx))


def _page(ctx: Context, query: MainQuery, kind: str) -> str:
    """The page that a feed of comments stands for; of those of pages only Atom knows it, as in WordPress."""
    one = query.posts[0] if query.posts and query.has("is_singular") else None
    if one is None and kind != "atom" and query.has("is_single"):
        return ""
    if one is None or (kind != "atom" and not query.has("is_single")):
        return ctx.home
    address = permalinks.of_post(ctx, one)
    if kind != "atom":
        return address
    return f"{address}#{'comments' if one.comment_count else 'respond'}"


def asked(ctx: Context) -> str:
    """The address of this very feed (self_link)."""
    return sanitize_url(ctx.asked)


def _atom(ctx: Context, query: MainQuery) -> str:
    if not query.has("is_comment_feed"):
        return feed_links.of_site(ctx, "atom")
    if query.has("is_singular") and query.posts:
        return feed_links.of_post(ctx, query.posts[0], "atom")
    return feed_links.of_site(ctx, "atom", comments=True)


async def _built(ctx: Context, query: MainQuery) -> datetime:
    """When what the feed shows last changed; for an empty one, when anything did (get_feed_build_date)."""
    dates = [post.modified_gmt for post in query.posts] + [one.date_gmt for one in query.comments]
    latest = max((date for date in dates if date), default=None)
    return latest or await freshness.last_post(ctx) or ctx.now_gmt


# Posts.


async def _items(ctx: Context, query: MainQuery, kind: str) -> tuple[Item, ...]:
    await feed_texts.prepare(ctx, query.posts, kind)
    return tuple(_item(ctx, post, kind) for post in query.posts)


def _item(ctx: Context, post: Post, kind: str) -> Item:
    author = users.memory(ctx).get(post.author)
    summary = feed_texts.excerpt(ctx, post)
    whole = not ctx.options.flag("rss_use_excerpt")
    return Item(
        id=post.id,
        title=Markup(feed_texts.title(ctx, post)),
        url=sanitize_url(permalinks.of_post(ctx, post)),
        guid=sanitize_url(unescape(post.guid)),
        published=post.date_gmt or post.date or _NO_DATE,
        updated=post.modified_gmt or post.date_gmt or _NO_DATE,
        author=named_to_numeric(author.display_name) if author else "",
        author_url=sanitize_url(author.url) if author else "",
        categories=tuple(_categories(ctx, post)),
        summary=summary,
        content=feed_texts.content(ctx, post, kind) if whole else None,
        replies=_replies(ctx, post),
        enclosures=() if posts.is_locked(ctx, post) else tuple(_enclosures(ctx, post)),
    )


def _categories(ctx: Context, post: Post) -> Iterator[str]:
    """The names of categories and tags, each once (get_the_category_rss)."""
    terms = (*posts.terms(ctx, post, "category"), *posts.terms(ctx, post, "post_tag"))
    yield from dict.fromkeys(unescape(term.name) for term in terms)


def _replies(ctx: Context, post: Post) -> Replies | None:
    if not post.comment_count and not comments.is_open(ctx, post):
        return None
    mark = "comments" if post.comment_count else "respond"
    return Replies(
        url=f"{permalinks.of_post(ctx, post)}#{mark}",
        feed=feed_links.of_post(ctx, post),
        atom=feed_links.of_post(ctx, post, "atom"),
        count=post.comment_count,
    )


def _enclosures(ctx: Context, post: Post) -> Iterator[Enclosure]:
    """Files that the post's meta names line by line: address, length, type (rss_enclosure)."""
    for value in meta.of(ctx, "post", post.id).get("enclosure", ()):
        url, length, kind = (*value.split("\n"), "", "")[:3]
        if url.strip():
            yield Enclosure(sanitize_url(url.strip()), absint(length.strip()), (kind.split() or [""])[0])


# Comments.


async def _remarks(ctx: Context, query: MainQuery) -> tuple[Remark, ...]:
    shown = query.comments
    above = await comments.by_ids(ctx, {comment.parent for comment in shown})
    await comments.remember_pages(ctx, (*shown, *above.values()))
    singular = query.has("is_singular")
    return tuple(_remark(ctx, comment, above.get(comment.parent), singular=singular) for comment in shown)


def _remark(ctx: Context, comment: Comment, above: Comment | None, *, singular: bool) -> Remark:
    post = comments.post_of(ctx, comment)
    locked = post is not None and posts.is_locked(ctx, post)
    author = feed_texts.author(ctx, comment)
    text = feed_texts.replying(ctx, comment, above)
    return Remark(
        id=comment.id,
        title=_remark_title(ctx, post, author, singular=singular),
        url=sanitize_url(comments.link(ctx, comment)),
        guid=_guid(post, comment),
        published=comment.date_gmt or _NO_DATE,
        author=author,
        author_url=sanitize_url(comment.author_url),
        summary=_LOCKED if locked else feed_texts.comment_words(ctx, text),
        content=feed_texts.password_form(ctx, post) if locked and post else site_texts.comment(ctx, text),
        answers=_answered(ctx, post, above),
    )


def _remark_title(ctx: Context, post: Post | None, author: str, *, singular: bool) -> Markup:
    name = Markup(esc_html(author))
    if singular:
        return Markup("By: {}").format(name)
    of = Markup(feed_texts.title(ctx, post)) if post else Markup()
    return Markup("Comment on {} by {}").format(of, name)


def _guid(post: Post | None, comment: Comment) -> str:
    return sanitize_url(f"{unescape(post.guid) if post else ''}#comment-{comment.id}")


def _answered(ctx: Context, post: Post | None, above: Comment | None) -> Answered:
    if above is not None:
        return Answered(_guid(post, above), sanitize_url(comments.link(ctx, above)))
    return (
        Answered(sanitize_url(unescape(post.guid)), permalinks.of_post(ctx, post))
        if post
        else Answered("", "")
    )
