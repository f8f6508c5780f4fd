from engine.config.reference import PAGE, settings_page


def test_settings_page_after_a_change_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == settings_page(), "run: python -m engine.config.reference"
