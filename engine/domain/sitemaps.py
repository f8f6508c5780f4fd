"""Every public address of the site, for search engines: posts, terms and authors, in sheets of two thousand."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from engine.domain import archive_links, hooks, permalinks, posts, terms, users
from engine.domain.context import Context
from engine.model.posts import Post, PostQuery
from engine.model.terms import TermQuery
from engine.model.types import PostType, Taxonomy
from engine.model.users import UserQuery

PER_SHEET: Final = 2000
PROVIDERS: Final = ("posts", "taxonomies", "users")


@dataclass(frozen=True, slots=True)
class Entry:
    """An address, and when what is there last changed (aware, in the site's time zone)."""

    url: str
    changed: datetime | None = None


def are_shown(ctx: Context) -> bool:
    """Whether the site wants to be found (wp_sitemaps_enabled)."""
    wanted = ctx.options.flag("blog_public", default=True)
    return ctx.hooks.apply_sync(hooks.wp_sitemaps_enabled, wanted)


async def index(ctx: Context) -> list[str]:
    """The addresses of all sheets."""
    found = []
    for kind in _types(ctx):
        at_least = 1 if _has_home(ctx, kind) else 0
        count = max(_sheets(await _post_count(ctx, kind)), at_least)
        found += [address(ctx, "posts", kind, number) for number in range(1, count + 1)]
    for name in _taxonomies(ctx):
        page = await terms.query(ctx, _of_taxonomy(name, 1, per_page=1))
        found += [address(ctx, "taxonomies", name, number) for number in range(1, _sheets(page.total) + 1)]
    authors = await users.query(ctx, _authors(ctx, 1, per_page=1))
    return found + [address(ctx, "users", "", number) for number in range(1, _sheets(authors.total) + 1)]


def address(ctx: Context, provider: str, subtype: str, number: int) -> str:
    """The address of a sheet (WP_Sitemaps_Provider::get_sitemap_url)."""
    if not permalinks.structure(ctx):
        fields = f"sitemap={provider}" + (f"&sitemap-subtype={subtype}" if subtype else "")
        return f"{ctx.home}/?{fields}{'' if provider == 'index' else f'&paged={number}'}"
    root = f"{ctx.home}/{permalinks.root(ctx)}"
    if provider == "index":
        return f"{root}wp-sitemap.xml"
    return f"{root}wp-sitemap-{'-'.join(part for part in (provider, subtype, str(number)) if part)}.xml"


async def sheet(ctx: Context, provider: str, subtype: str, number: int) -> list[Entry]:
    """The addresses of one sheet; none where there is no such sheet."""
    if provider == "posts":
        return await _posts(ctx, subtype, number)
    if provider == "taxonomies":
        return await _terms(ctx, subtype, number)
    return await _users(ctx, number)


def _sheets(count: int) -> int:
    return -(-count // PER_SHEET)


def _types(ctx: Context) -> dict[str, PostType]:
    return {
        kind.name: kind
        for kind in ctx.types.post_types.values()
        if kind.public and kind.is_viewable and kind.name != "attachment"
    }


def _taxonomies(ctx: Context) -> dict[str, Taxonomy]:
    known = ctx.types.taxonomies.values()
    return {one.name: one for one in known if one.public and one.publicly_queryable}


def _has_home(ctx: Context, kind: str) -> bool:
    """Whether the first sheet of a type begins with the home page, which is no page of its own."""
    return kind == "page" and ctx.options.text("show_on_front") != "page"


async def _post_count(ctx: Context, kind: str) -> int:
    return (await posts.query(ctx, PostQuery((kind,), per_page=1, orderby="id", texts=False))).total


async def _posts(ctx: Context, kind: str, number: int) -> list[Entry]:
    if kind not in _types(ctx):
        return []
    query = PostQuery(
        (kind,), orderby="id", order="asc", page=number, per_page=PER_SHEET, count=False, texts=False
    )
    found = (await posts.query(ctx, query)).items
    await permalinks.remember(ctx, found)
    entries = [Entry(permalinks.of_post(ctx, post), _changed(ctx, post)) for post in found]
    if number == 1 and _has_home(ctx, kind):
        entries.insert(0, Entry(f"{ctx.home}/", await _home_changed(ctx)))
    return entries


async def _home_changed(ctx: Context) -> datetime | None:
    """When one of the posts on the home page last changed."""
    size = max(ctx.options.integer("posts_per_page", 10), 1)
    latest = (await posts.query(ctx, PostQuery(per_page=size, count=False, texts=False))).items
    changes = [changed for changed in (_changed(ctx, post) for post in latest) if changed]
    return max(changes, default=None)


def _changed(ctx: Context, post: Post) -> datetime | None:
    return post.modified_gmt.replace(tzinfo=UTC).astimezone(ctx.timezone) if post.modified_gmt else None


def _of_taxonomy(name: str, number: int, *, per_page: int = PER_SHEET) -> TermQuery:
    return TermQuery((name,), used=True, orderby="id", page=number, per_page=per_page)


async def _terms(ctx: Context, name: str, number: int) -> list[Entry]:
    if name not in _taxonomies(ctx):
        return []
    found = (await terms.query(ctx, _of_taxonomy(name, number))).items
    await archive_links.remember_terms(ctx, found)
    return [Entry(archive_links.of_term(ctx, term)) for term in found]


def _authors(ctx: Context, number: int, *, per_page: int = PER_SHEET) -> UserQuery:
    kinds = tuple(
        kind.name for kind in ctx.types.post_types.values() if kind.public and kind.name != "attachment"
    )
    return UserQuery(with_published=kinds, orderby="login", page=number, per_page=per_page)


async def _users(ctx: Context, number: int) -> list[Entry]:
    found = (await users.query(ctx, _authors(ctx, number))).items
    return [Entry(archive_links.of_author(ctx, user)) for user in found]
