"""Rows of links to pages: to those of a collection (paginate_links), and to those of one divided post (wp_link_pages)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from engine.content.escaping import esc_attr
from engine.content.query_strings import Argument, add_query_args, parse_query
from engine.content.urls import esc_url, urlencode

DOTS: Final = '<span class="page-numbers dots">&hellip;</span>'

Address = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Row:
    """How a row of numbers looks: how many are named at the ends and around the current one, and what stands beside.

    Of the numbers that are none WordPress's own values are taken: at least one at each end, two around.
    """

    at_ends: int = 1
    around: int = 2
    all: bool = False
    turns: bool = True
    previous: str = "&laquo; Previous"
    following: str = "Next &raquo;"
    current: str = "page"
    before: str = ""
    after: str = ""

    def links(self, total: int, page: int, address: Address) -> list[str]:
        """The links and dots of the row; none for a single page."""
        return list(self._links(total, page, address)) if total > 1 else []

    def _links(self, total: int, page: int, address: Address) -> Iterator[str]:
        if self.turns and page > 1:
            yield f'<a class="prev page-numbers" href="{esc_url(address(page - 1))}">{self.previous}</a>'
        for number in self.numbers(total, page):
            text = f"{self.before}{number:,}{self.after}"
            if not number:
                yield DOTS
            elif number == page:
                yield f'<span aria-current="{esc_attr(self.current)}" class="page-numbers current">{text}</span>'
            else:
                yield f'<a class="page-numbers" href="{esc_url(address(number))}">{text}</a>'
        if self.turns and page and page < total:
            yield f'<a class="next page-numbers" href="{esc_url(address(page + 1))}">{self.following}</a>'

    def numbers(self, total: int, page: int) -> list[int]:
        """The numbers to name, 0 where some are left out."""
        row: list[int] = []
        last = 0
        for number in range(1, total + 1) if self.all else self._near(total, page):
            if number > last + 1:
                row.append(0)
            row.append(number)
            last = number
        return row

    def _near(self, total: int, page: int) -> list[int]:
        ends, around = max(self.at_ends, 1), self._around
        wanted = {*range(1, ends + 1), *range(total - ends + 1, total + 1)}
        wanted |= set(range(page - around, page + around + 1)) if page else set()
        return sorted(number for number in wanted if 1 <= number <= total)

    @property
    def _around(self) -> int:
        return self.around if self.around >= 0 else 2


def pattern_address(
    base: str, form: str, query: str = "", more: Mapping[str, Argument] | None = None, fragment: str = ""
) -> Address:
    """Addresses by WordPress's patterns: in `base` stands ``%_%`` for the form of a number, in `form` ``%#%`` for it.

    `query` is the query string of the page that is shown; what the form says itself is not kept of it.
    """
    said = parse_query(base.replace("%_%", form).partition("?")[2]) if query else {}
    kept = {name: _encoded(value) for name, value in parse_query(query).items() if name not in said}
    arguments: dict[str, Argument] = {**(more or {}), **kept}

    def address(number: int) -> str:
        url = base.replace("%_%", "" if number == 1 else form).replace("%#%", str(number))
        return (add_query_args(arguments, url) if arguments else url) + fragment

    return address


def _encoded(value: object) -> Argument:
    if isinstance(value, dict):
        return {name: _encoded(one) for name, one in value.items()}
    return urlencode(str(value))


def as_list(links: list[str]) -> str:
    """A row as an unordered list."""
    items = "</li>\n\t<li>".join(links)
    return f"<ul class='page-numbers'>\n\t<li>{items}</li>\n</ul>\n"


@dataclass(frozen=True, slots=True)
class Sheets:
    """How the links to the pages of one post look: by number, or to the next and the previous."""

    before: str = '<p class="post-nav-links">Pages:'
    after: str = "</p>"
    link_before: str = ""
    link_after: str = ""
    current: str = "page"
    by: Literal["number", "next"] = "number"
    separator: str = " "
    following: str = "Next page"
    previous: str = "Previous page"
    text: str = "%"

    def row(self, count: int, sheet: int, address: Address) -> str:
        """The links; '' for a post that is not divided."""
        if count < 2:
            return ""
        inner = (
            self._numbers(count, sheet, address)
            if self.by == "number"
            else self._turns(count, sheet, address)
        )
        return f"{self.before}{inner}{self.after}"

    def _numbers(self, count: int, sheet: int, address: Address) -> str:
        links = []
        for number in range(1, count + 1):
            text = f"{self.link_before}{self.text.replace('%', str(number))}{self.link_after}"
            if number == sheet:
                link = f'<span class="post-page-numbers current" aria-current="{esc_attr(self.current)}">{text}</span>'
            else:
                link = _sheet_link(address(number), text)
            links.append(link)
        return " " + self.separator.join(links)

    def _turns(self, count: int, sheet: int, address: Address) -> str:
        turns = []
        if sheet > 1:
            turns.append((sheet - 1, self.previous))
        if sheet < count:
            turns.append((sheet + 1, self.following))
        return self.separator.join(
            _sheet_link(address(number), f"{self.link_before}{text}{self.link_after}")
            for number, text in turns
        )


def _sheet_link(address: str, text: str) -> str:
    return f'<a href="{esc_url(address)}" class="post-page-numbers">{text}</a>'
