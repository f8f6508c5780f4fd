"""The row of numbers under a collection, by the address that was asked for."""

from engine.domain import archive_links, permalinks
from engine.domain.context import Context
from engine.domain.rewrite import INDEX, PAGINATION_BASE


def pattern(ctx: Context) -> tuple[str, str, str]:
    """Where a page's number stands in the address that was asked for: base, form, and the query string that stays."""
    path, _, query = archive_links.page_of_request(ctx, 1).partition("?")
    base = f"{path.rstrip('/')}/"
    if not permalinks.structure(ctx):
        return f"{base}%_%", "?paged=%#%", query
    root = f"{INDEX}/" if permalinks.root(ctx) and INDEX not in base else ""
    return f"{base}%_%", root + permalinks.slashed(ctx, f"{PAGINATION_BASE}/%#%"), query
