import pytest

from engine.content.pages import Teased, sheet, split_pages, tease, teaser, whole


@pytest.mark.parametrize(
    ("content", "pages"),
    [
        ("a", ["a"]),
        ("a\n<!--nextpage-->\nb", ["a", "b"]),
        ("<!--nextpage-->a<!--nextpage-->b", ["a", "b"]),
        ("a<!-- wp:nextpage -->\n<!--nextpage-->\n<!-- /wp:nextpage -->x", ["a", "x"]),
    ],
)
def test_split_pages_parts_at_the_marks(content: str, pages: list[str]) -> None:
    assert split_pages(content) == pages


@pytest.mark.parametrize(
    ("page", "teased"),
    [
        ("a", Teased("a")),
        ("a<!--more-->b<!--more-->c", Teased("a", "b<!--more-->c")),
        ("a<!--more Go <b>on</b> -->b", Teased("a", "b", "Go on")),
        ("a<!--more\n-->b", Teased("a<!--more\n-->b")),
        ("<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->b", Teased("\n", "\nb")),
    ],
)
def test_tease_parts_at_the_first_more_tag(page: str, teased: Teased) -> None:
    assert tease(page) == teased


def test_teaser_closes_its_tags() -> None:
    assert teaser("<b>a<!--more-->b</b>") == "<b>a</b>"


@pytest.mark.parametrize(("number", "expected"), [(0, "a"), (1, "a"), (2, "b"), (9, "b")])
def test_sheet_is_the_nearest_there_is(number: int, expected: str) -> None:
    assert sheet("a<!--nextpage-->b", number) == expected


@pytest.mark.parametrize(
    ("content", "number", "expected"),
    [
        ("a", 1, "a"),
        ("a<!--more-->b", 1, 'a<span id="more-7"></span>b'),
        ("<!--noteaser-->a<!--more-->b", 1, '<span id="more-7"></span>b'),
        ("<!--noteaser-->a<!--nextpage-->b<!--more-->c", 2, 'b<span id="more-7"></span>c'),
    ],
)
def test_whole_page_has_the_place_that_links_to_the_rest_lead_to(
    content: str, number: int, expected: str
) -> None:
    assert whole(content, number, 7) == expected
