import pytest

from engine.config.settings import Settings


@pytest.mark.parametrize(
    ("settings", "remembers"),
    [
        (Settings(), True),
        (Settings(cache="off"), False),
        (Settings(shared_database=True), False),
        (Settings(shared_database=True, cache="memory"), False),
    ],
)
def test_settings_remember_only_in_a_database_of_their_own(settings: Settings, remembers: bool) -> None:
    assert settings.remembers is remembers
