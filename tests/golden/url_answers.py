"""What addresses of the recorded site lead to: queries, redirects, titles, classes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from engine.content import page_links
from engine.domain import canonical, permalinks, post_ids, post_views, posts, query, slugs, users
from engine.domain.request import Resolved, resolve
from engine.model.posts import Post
from engine.model.terms import Term
from engine.model.users import User
from engine.theme import body_class, pagination, titles
from engine.theme.loader import Theme, find
from engine.theme.page import remember
from engine.theme.present import Dates
from engine.web.http.php import parse
from tests.conformance import recording
from tests.golden.addresses import on_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.domain.context import Context
    from engine.model.main_query import MainQuery
    from tests.golden.cases import Case, RecordedSite

_VIEWS = {
    "is_404", "is_archive", "is_attachment", "is_author", "is_category", "is_comment_feed", "is_date", "is_day",
    "is_embed", "is_favicon", "is_feed", "is_front_page", "is_home", "is_month", "is_page", "is_paged",
    "is_post_type_archive", "is_posts_page", "is_preview", "is_privacy_policy", "is_robots", "is_search",
    "is_single", "is_singular", "is_sitemap", "is_tag", "is_tax", "is_time", "is_trackback", "is_year",
}  # fmt: skip


async def asked(ctx: Context, uri: str) -> tuple[Resolved, MainQuery, str, str]:
    """The main query of an address, with what it was resolved to, its path and its query string."""
    path, _, query_string = uri.partition("?")
    fields = parse(query_string)
    resolved = await resolve(ctx, path, fields)
    in_path = isinstance(resolved.vars.get("s"), str) and "s" not in fields
    found = await query.run(ctx, resolved.vars, words_in_path=in_path)
    return resolved, found, path, query_string


async def url_resolution(ctx: Context, case: Case) -> dict[str, Any]:
    """Everything that follows from an address."""
    resolved, found, path, query_string = await asked(ctx, case.args[0])
    await remember(ctx, found.posts)
    return {
        "query_vars": resolved.vars,
        "matched_rule": resolved.rule,
        "matched_query": resolved.query,
        "flags": sorted(found.flags & _VIEWS),
        "queried_object_id": found.queried.id if isinstance(found.queried, Post | Term | User) else 0,
        "ids": [post.id for post in found.posts],
        "found": found.total,
        "pages": found.pages,
        "canonical": await canonical.address(ctx, found, path, query_string.partition("#")[0]),
        "title": str(await titles.document(ctx, found, Dates.of(ctx))),
        "body_class": await body_class.classes(ctx, found, theme(ctx)),
        "template_title": titles.separated(ctx, found, Dates.of(ctx)),
    }


def theme(ctx: Context) -> Theme:
    """The theme that is switched on."""
    return find([recording.SITE / "themes"], ctx.options.text("stylesheet"))


async def url_user(ctx: Context, case: Case) -> dict[str, Any]:
    """Everything that follows from an address for somebody who is logged in."""
    user = await users.get(ctx, case.args[1])
    return await url_resolution(await users.act_as(ctx, user, via="cookie"), case)


async def url_to_postid(ctx: Context, case: Case) -> int:
    """The post that an address is of."""
    return await post_ids.of_url(ctx, case.args[0])


_ROW = {
    "end_size": "at_ends", "mid_size": "around", "show_all": "all", "prev_next": "turns", "prev_text": "previous",
    "next_text": "following", "aria_current": "current", "before_page_number": "before", "after_page_number": "after",
}  # fmt: skip


async def paginate_links(ctx: Context, case: Case) -> Any:
    """The row of numbers of an address."""
    uri, options = case.args
    _, found, _, _ = await asked(ctx, uri)
    ctx = replace(ctx, uri=uri)
    row = page_links.Row(**{ours: options[theirs] for theirs, ours in _ROW.items() if theirs in options})
    base, form, query_string = pagination.pattern(ctx)
    address = page_links.pattern_address(
        options.get("base", base),
        options.get("format", form),
        query_string,
        {name: quote(value) for name, value in (options.get("add_args") or {}).items()},
        options.get("add_fragment", ""),
    )
    links = row.links(options.get("total", found.pages), options.get("current", found.page), address)
    if not links:
        return None
    kind = options.get("type", "plain")
    return links if kind == "array" else page_links.as_list(links) if kind == "list" else "\n".join(links)


_SHEETS = {
    "before": "before", "after": "after", "link_before": "link_before", "link_after": "link_after",
    "aria_current": "current", "next_or_number": "by", "separator": "separator", "nextpagelink": "following",
    "previouspagelink": "previous", "pagelink": "text",
}  # fmt: skip


async def wp_link_pages(ctx: Context, case: Case) -> str:
    """The links to the pages of the post of an address."""
    uri, options = case.args
    _, found, _, _ = await asked(ctx, uri)
    post = found.posts[0]
    await permalinks.remember(ctx, (post,))
    sheets = page_links.Sheets(**{_SHEETS[name]: value for name, value in options.items()})
    count = post.content.count("<!--nextpage-->") + 1
    return sheets.row(count, found.number("page") or 1, partial(post_views.sheet, ctx, post))


NEW = Post(
    0,
    0,
    None,
    None,
    "",
    "",
    "",
    "publish",
    "open",
    "open",
    "",
    "",
    "",
    "",
    None,
    None,
    "",
    0,
    "",
    0,
    "post",
    "",
    0,
)


async def wp_unique_post_slug(ctx: Context, case: Case) -> str:
    """The slug that a post would get instead of one that is taken."""
    slug, number, status, kind, parent = case.args
    known = (await posts.by_ids(ctx, (number,))).get(number)
    post = replace(known or NEW, id=number, status=status, type=kind, parent=parent)
    return await slugs.unique(ctx, slug, post)


SITE_FUNCTIONS: dict[str, Callable[[RecordedSite, Case], Any]] = {
    "url_resolution": on_site(url_resolution),
    "url_user": on_site(url_user),
    "url_to_postid": on_site(url_to_postid),
    "paginate_links": on_site(paginate_links),
    "wp_link_pages": on_site(wp_link_pages),
    "wp_unique_post_slug": on_site(wp_unique_post_slug),
}
