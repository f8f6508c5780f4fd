"""Fresh sites to import into, and all that is in a site, for comparison."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from engine.config.settings import Settings
from engine.domain import meta, posts, publishing, terms, users
from engine.domain.context import Context, open_site
from engine.domain.exporting import batches, question
from engine.domain.installation import NewSite, install
from engine.domain.places import has_site
from engine.model.posts import PostQuery
from engine.model.terms import TermQuery
from engine.model.transfer import ExportFilter, ImportChoices, ImportReport
from engine.model.users import SYSTEM
from engine.transfer import wxr_writer
from engine.transfer.files import take_files
from engine.transfer.run import open_source, run


@asynccontextmanager
async def fresh_site(url: str, folder: Path, *, user: str = "admin") -> AsyncIterator[Context]:
    """A new site without posts, or the one that is there, asked by the engine itself."""
    settings = Settings(database_url=url, uploads_dir=folder / "uploads")
    if not await has_site(settings):
        new = NewSite("New", "http://new.example", user, f"{user}@new.example", "sesame-12")
        await install(settings, new)
        async with open_site(settings) as site:
            await _empty(await site.begin(SYSTEM))
    async with open_site(settings) as site:
        yield await site.begin(SYSTEM)


async def _empty(ctx: Context) -> None:
    query = PostQuery(types=("post", "page"), per_page=-1, count=False)
    for post in (await posts.query(ctx, query)).items:
        await publishing.delete(ctx, post)


async def imported(ctx: Context, path: Path, choices: ImportChoices | None = None) -> ImportReport:
    """Import a file or folder, without files."""
    _, report = await run(await ctx.site.begin(ctx.actor), open_source(path), choices or ImportChoices())
    return report


async def imported_with_files(ctx: Context, path: Path, folder: Path | None) -> ImportReport:
    """Import with files, from a folder or by fetching them."""
    importing, report = await run(
        await ctx.site.begin(ctx.actor), open_source(path), ImportChoices(takes_files=True)
    )
    await take_files(importing, folder)
    return report


async def exported(ctx: Context, path: Path, wanted: ExportFilter | None = None) -> Path:
    """Write an export file."""
    fresh = await ctx.site.begin(ctx.actor)
    pieces = [piece async for piece in wxr_writer.export(fresh, wanted or ExportFilter())]
    path.write_text("".join(pieces), encoding="utf-8")
    return path


async def content(ctx: Context) -> dict[str, Any]:
    """All posts by type and slug, with what hangs on them, free of ids."""
    ctx = await ctx.site.begin(ctx.actor)
    found: dict[str, Any] = {}
    async for batch in batches(ctx, question(ctx, ExportFilter())):
        for one in batch:
            post = one.post
            await users.remember(ctx, (post.author,))
            parents = await posts.by_ids(ctx, (post.parent,))
            await meta.remember(ctx, "comment", [each.id for each in one.comments])
            ids = {each.id: number for number, each in enumerate(one.comments)}
            found[f"{post.type}/{post.name or post.title}/{post.date}"] = {
                "post": (post.title, post.content, post.excerpt, post.status, post.date, post.date_gmt, post.modified,
                         post.comment_status, post.ping_status, post.password, post.menu_order, post.comment_count),
                "author": users.memory(ctx)[post.author].login,
                "parent": parents[post.parent].name if post.parent in parents else "",
                "terms": [(term.taxonomy, term.slug, term.name) for term in one.terms],
                "meta": sorted(one.meta),
                "comments": [
                    (each.author, each.author_email, each.content, each.approved, each.date, each.type,
                     ids.get(each.parent))
                    for each in one.comments
                ],
            }  # fmt: skip
    return found


async def counts(ctx: Context) -> dict[tuple[str, str], int]:
    """How many posts the terms say that they have."""
    ctx = await ctx.site.begin(ctx.actor)
    query = TermQuery(("category", "post_tag"), per_page=0, count=False)
    return {(one.taxonomy, one.slug): one.count for one in (await terms.query(ctx, query)).items}
