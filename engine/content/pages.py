"""A post's pages, and what of a page stands before its more tag."""

import re
from dataclasses import dataclass
from typing import Final

from engine.content.balance import force_balance_tags
from engine.content.scan import NextIndex
from engine.content.tags import strip_tags
from engine.content.whitespace import trim

NEXT_PAGE: Final = "<!--nextpage-->"

_AROUND_NEXT_PAGE: Final = re.compile(rf"\n?{NEXT_PAGE}\n?")
_MORE_BLOCK: Final = re.compile(r"<!-- /?wp:more[^\n]*? -->")
_MORE_START: Final = "<!--more"
_NO_TEASER: Final = "<!--noteaser-->"


@dataclass(frozen=True, slots=True)
class Teased:
    """A page parted at its more tag; `label` is what the tag says instead of "more"."""

    teaser: str
    rest: str | None = None
    label: str = ""


def split_pages(content: str) -> list[str]:
    """Part a post's content into pages (WP_Query::generate_postdata)."""
    if NEXT_PAGE not in content:
        return [content]
    content = _AROUND_NEXT_PAGE.sub(NEXT_PAGE, content)
    content = content.replace("<!-- wp:nextpage -->", "").replace("<!-- /wp:nextpage -->", "")
    return content.removeprefix(NEXT_PAGE).split(NEXT_PAGE)


def tease(page: str) -> Teased:
    """Part a page at its first more tag (get_the_content)."""
    found = _more_tag(page)
    if not found:
        return Teased(page)
    start, end = found
    tag = page[start:end]
    if "<!-- wp:more" in page:
        page = _without_more_blocks(page)
    teaser, _, rest = page.partition(tag)
    label = strip_tags(trim(tag[len(_MORE_START) : -len("-->")]))
    return Teased(teaser, rest, label)


def sheet(content: str, number: int) -> str:
    """The page of this number, from 1; the nearest there is for one that is not there."""
    pages = split_pages(content)
    return pages[min(max(number, 1), len(pages)) - 1]


def whole(content: str, number: int, identity: int) -> str:
    """A page with what lies beyond its more tag, and in the tag's stead the place that links to a post's rest lead to."""
    teased = tease(sheet(content, number))
    if teased.rest is None:
        return teased.teaser
    teaser = "" if number <= 1 and _NO_TEASER in content else teased.teaser
    return f'{teaser}<span id="more-{identity}"></span>{teased.rest}'


def teaser(content: str) -> str:
    """Return what a list shows of a post: its first page up to the more tag, tags closed."""
    teased = tease(split_pages(content)[0])
    return teased.teaser if teased.rest is None else force_balance_tags(teased.teaser)


def _more_tag(page: str) -> tuple[int, int] | None:
    """The place of the first more tag that ends on its line."""
    if _MORE_START not in page:
        return None
    closing, line_end = NextIndex(page, "-->"), NextIndex(page, "\n")
    start = page.find(_MORE_START)
    while start >= 0 and (end := closing.after(start + len(_MORE_START))) >= 0:
        if not 0 <= line_end.after(start) < end:
            return start, end + len("-->")
        start = page.find(_MORE_START, start + 1)
    return None


def _without_more_blocks(page: str) -> str:
    last = page.rfind("-->") + len("-->")
    return _MORE_BLOCK.sub("", page[:last]) + page[last:]
