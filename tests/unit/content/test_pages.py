import pytest

from engine.content.pages import Teased, split_pages, tease, teaser


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
