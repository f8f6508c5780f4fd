"""Numbers of pages as links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.content.urls import esc_url

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_THE_ENDS = 1


def page_links(
    total: int, current: int, url: Callable[[int], str], *, around: int = 2, first: str | None = None
) -> str:
    """The first and last page and those around the current one, dots between them; nothing for a single page.

    WordPress's `paginate_links` without links to the next and previous page. `first` is the first page's address
    where it follows another rule.
    """
    if total < 2:
        return ""
    links: list[str] = []
    in_gap = False
    for page in range(1, total + 1):
        if page == current:
            links.append(f'<span aria-current="page" class="page-numbers current">{page:,}</span>')
            in_gap = True
        elif page <= _AT_THE_ENDS or page > total - _AT_THE_ENDS or abs(page - current) <= around:
            address = first if page == 1 and first is not None else url(page)
            links.append(f'<a class="page-numbers" href="{esc_url(address)}">{page:,}</a>')
            in_gap = True
        elif in_gap:
            links.append('<span class="page-numbers dots">&hellip;</span>')
            in_gap = False
    return "\n".join(links)
