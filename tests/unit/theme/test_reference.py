"""The reference for authors of themes says what the presenters say."""

from engine.theme.reference import PAGE, themes_page


def test_page_of_themes_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == themes_page(), "run python -m engine.theme.reference"
