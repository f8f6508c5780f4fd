"""Addresses by what they link to, as the recorded `links` cases name it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from engine.content.slugs import sanitize_title
from engine.content.urls import esc_url, sanitize_url
from engine.domain import (
    archive_links,
    comments,
    feed_links,
    permalinks,
    post_views,
    posts,
    slugs,
    term_parents,
    terms,
    users,
)
from engine.store import terms as stored_terms
from tests.golden.addresses import on_site

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from engine.domain.context import Context
    from engine.model.posts import Post
    from engine.model.terms import Term
    from tests.golden.cases import Case, RecordedSite


async def post_of(ctx: Context, number: int) -> Post:
    """A post with what its addresses need."""
    found = await posts.get(ctx, number)
    await permalinks.remember(ctx, (found,))
    return found


async def term_of(ctx: Context, number: int) -> Term:
    """A term of whatever taxonomy, with those above it."""
    found = (await stored_terms.by_ids(ctx.db, (number,)))[0]
    await archive_links.remember_terms(ctx, (found,))
    return found


async def term(ctx: Context, number: int) -> str:
    return archive_links.of_term(ctx, await term_of(ctx, number))


async def author(ctx: Context, number: int) -> str:
    return archive_links.of_author(ctx, await users.get(ctx, number))


async def date(ctx: Context, *parts: int) -> str:
    return archive_links.of_date(ctx, *parts)


async def feed(ctx: Context, kind: str) -> str:
    return feed_links.of_site(ctx, kind.removeprefix("comments_"), comments=kind.startswith("comments_"))


async def post_comments_feed(ctx: Context, number: int, kind: str = "rss2") -> str:
    return feed_links.of_post(ctx, await post_of(ctx, number), kind)


async def author_feed(ctx: Context, number: int) -> str:
    return escaped(feed_links.of_author(ctx, await users.get(ctx, number)))


async def term_feed(ctx: Context, number: int, _taxonomy: str, kind: str = "rss2") -> str:
    return escaped(feed_links.of_term(ctx, await term_of(ctx, number), kind))


def escaped(address: str) -> str:
    """WordPress writes these two for attributes, where they are plain."""
    return address.replace("&", "&amp;")


async def archive(ctx: Context, name: str) -> Any:
    await posts.by_ids(ctx, (ctx.options.integer("page_for_posts"),))
    kind = ctx.types.post_types.get(name)
    return (archive_links.of_type(ctx, kind) if kind else "") or False


async def archive_feed(ctx: Context, name: str) -> Any:
    kind = ctx.types.post_types.get(name)
    return (feed_links.of_type(ctx, kind) if kind else "") or False


async def attachment(ctx: Context, number: int) -> str:
    return permalinks.of_post(ctx, await post_of(ctx, number))


async def shortlink(ctx: Context, number: int) -> str:
    return post_views.short(ctx, await post_of(ctx, number))


async def preview(ctx: Context, number: int) -> str:
    return post_views.preview(ctx, await post_of(ctx, number))


async def comment(ctx: Context, number: int) -> str:
    found = await comments.get(ctx, number)
    await comments.remember_pages(ctx, (found,))
    return comments.link(ctx, found)


async def comments_pagenum(ctx: Context, number: int, page: int) -> str:
    return f"{comments.page_link(ctx, await post_of(ctx, number), page)}#comments"


async def trackback(ctx: Context, number: int) -> str:
    return post_views.trackback(ctx, await post_of(ctx, number))


async def embed(ctx: Context, number: int) -> str:
    return await post_views.embed(ctx, await post_of(ctx, number))


async def home(ctx: Context, path: str = "", scheme: str = "http") -> str:
    address = f"{scheme}{ctx.home.removeprefix('http')}"
    return f"{address}/{path.lstrip('/')}" if path else address


async def rest(ctx: Context, path: str = "") -> str:
    return permalinks.api(ctx, f"/{path}")


async def pagenum(ctx: Context, uri: str, page: int, escape: bool = True) -> str:
    address = archive_links.page_of_request(replace(ctx, uri=uri), page)
    return esc_url(address) if escape else sanitize_url(address)


async def adjacent(ctx: Context, number: int, same_term: bool, previous: bool) -> Any:
    taxonomy = "category" if same_term else ""
    found = await posts.adjacent(ctx, await posts.get(ctx, number), previous=previous, taxonomy=taxonomy)
    return found.id if found else ""


async def term_parents_list(ctx: Context, number: int, taxonomy: str, options: dict[str, Any]) -> str:
    found = await terms.get(ctx, number, taxonomy)
    by = {"format": "by", "separator": "separator", "link": "linked", "inclusive": "inclusive"}
    return await term_parents.row(ctx, found, **{by[name]: value for name, value in options.items()})


async def sample(ctx: Context, number: int, title: str | None = None, name: str | None = None) -> list[str]:
    post = await post_of(ctx, number)
    if name is None:
        await slugs.remember_samples(ctx, (post,))
        return [slugs.template(ctx, post), post.name or slugs.sample(ctx, post)]
    wanted = sanitize_title(name or title or "", str(post.id))
    return [slugs.template(ctx, post), unquote(await slugs.unique(ctx, wanted, slugs.placed(post)))]


async def search(ctx: Context, words: str) -> str:
    return archive_links.of_search(ctx, words)


async def search_feed(ctx: Context, words: str) -> str:
    return feed_links.of_search(ctx, words)


KINDS: dict[str, Callable[..., Awaitable[Any]]] = {
    "term": term, "author": author, "year": date, "month": date, "day": date, "feed": feed,
    "post_comments_feed": post_comments_feed, "author_feed": author_feed, "term_feed": term_feed,
    "archive": archive, "archive_feed": archive_feed, "attachment": attachment, "shortlink": shortlink,
    "preview": preview, "comment": comment, "comments_pagenum": comments_pagenum, "trackback": trackback,
    "embed": embed, "home": home, "rest": rest, "pagenum": pagenum, "adjacent": adjacent,
    "term_parents": term_parents_list, "sample": sample, "search": search, "search_feed": search_feed,
}  # fmt: skip


async def links(ctx: Context, case: Case) -> Any:
    """The address of what a case names."""
    kind, *arguments = case.args
    return await KINDS[kind](ctx, *arguments)


SITE_FUNCTIONS: dict[str, Callable[[RecordedSite, Case], Any]] = {"links": on_site(links)}
