"""Numbers of pages as links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.content.page_links import Row

if TYPE_CHECKING:
    from collections.abc import Callable


def page_links(
    total: int, current: int, url: Callable[[int], str], *, around: int = 2, first: str | None = None
) -> str:
    """The first and last page and those around the current one, dots between them; nothing for a single page.

    WordPress's `paginate_links` without links to the next and previous page. `first` is the first page's address
    where it follows another rule.
    """

    def address(page: int) -> str:
        return first if page == 1 and first is not None else url(page)

    return "\n".join(Row(around=around, turns=False).links(total, current, address))
