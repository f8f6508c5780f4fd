"""Secrets are sealed where the settings hold the keys, and say so when the keys have changed."""

import pytest

from engine.config.settings import Settings
from engine.domain import sealing

KEYED = Settings(auth_key="one key", auth_salt="one salt")
ROTATED = Settings(auth_key="another key", auth_salt="one salt")
KEYS_IN_THE_DATABASE = Settings()


def test_sealed_secret_is_hidden_and_opened_by_the_keys_that_sealed_it() -> None:
    kept = sealing.seal(KEYED, "hush-hush")
    assert "hush" not in kept
    assert sealing.is_sealed(kept)
    assert sealing.opened(KEYED, kept) == "hush-hush"
    assert sealing.seal(KEYED, "hush-hush") != kept


@pytest.mark.parametrize("settings", [ROTATED, KEYS_IN_THE_DATABASE], ids=["other keys", "no keys"])
def test_secret_sealed_by_other_keys_is_not_opened(settings: Settings) -> None:
    assert sealing.opened(settings, sealing.seal(KEYED, "hush-hush")) is None


@pytest.mark.parametrize("settings", [KEYED, KEYS_IN_THE_DATABASE])
def test_secret_of_before_is_read_as_it_is(settings: Settings) -> None:
    assert sealing.opened(settings, "hush-hush") == "hush-hush"


def test_keys_in_the_database_seal_nothing() -> None:
    assert sealing.seal(KEYS_IN_THE_DATABASE, "hush-hush") == "hush-hush"


def test_what_was_tampered_with_is_not_opened() -> None:
    kept = sealing.seal(KEYED, "hush-hush")
    assert sealing.opened(KEYED, kept[:-4] + "AAA=") is None
    assert sealing.opened(KEYED, "sealed:é") is None
