from engine.cli.reference import PAGE, cli_page


def test_cli_page_after_a_change_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == cli_page(), "run: python -m engine.cli.reference"
