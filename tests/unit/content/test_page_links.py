"""Rows of links to pages name the ends and what lies around the current page."""

import pytest

from engine.content.page_links import DOTS, Row, Sheets, pattern_address


def address(number: int) -> str:
    return f"/page/{number}/"


def shown(links: list[str]) -> list[str]:
    """What stands in the links, dots as three of them."""
    return ["..." if link == DOTS else link.partition(">")[2].partition("<")[0] for link in links]


@pytest.mark.parametrize(
    ("row", "total", "page", "expected"),
    [
        (Row(turns=False), 1, 1, []),
        (Row(turns=False), 9, 5, ["1", "...", "3", "4", "5", "6", "7", "...", "9"]),
        (Row(turns=False, around=0), 9, 1, ["1", "...", "9"]),
        (Row(turns=False, all=True), 4, 2, ["1", "2", "3", "4"]),
        (
            Row(turns=False),
            12_000,
            6_000,
            ["1", "...", "5,998", "5,999", "6,000", "6,001", "6,002", "...", "12,000"],
        ),
        (Row(previous="P", following="N"), 3, 2, ["P", "1", "2", "3", "N"]),
    ],
    ids=["one page", "both gaps", "nothing around", "all", "many pages", "turns"],
)
def test_row_of_numbers_names_ends_and_surroundings(
    row: Row, total: int, page: int, expected: list[str]
) -> None:
    assert shown(row.links(total, page, address)) == expected


@pytest.mark.parametrize(
    ("total", "page", "expected"),
    [
        (2, 1, [1, 2]),
        (10, 1, [1, 2, 3, 0, 10]),
        (10, 5, [1, 0, 3, 4, 5, 6, 7, 0, 10]),
        (12, 12, [1, 0, 10, 11, 12]),
        (3, 99, [1, 0, 3]),
    ],
)
def test_numbers_of_a_row_have_a_gap_where_some_are_left_out(
    total: int, page: int, expected: list[int]
) -> None:
    assert Row().numbers(total, page) == expected


def test_address_keeps_the_query_string_but_not_the_number_in_it() -> None:
    url = pattern_address("http://a.test/%_%", "?paged=%#%", "s=tide&paged=4", fragment="#c")
    assert [url(1), url(2)] == ["http://a.test/?s=tide#c", "http://a.test/?paged=2&s=tide#c"]


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        (Sheets(before="", after="", text="p%"), ["p1", "p2", "p3"]),
        (Sheets(before="", after="", by="next"), ["Previous page", "Next page"]),
    ],
    ids=["by number", "by turns"],
)
def test_sheets_of_a_post_are_linked(sheets: Sheets, expected: list[str]) -> None:
    row = sheets.row(3, 2, address)
    assert [part.partition("<")[0] for part in row.split(">")[1::2]] == expected


def test_undivided_post_has_no_row() -> None:
    assert Sheets().row(1, 1, address) == ""
