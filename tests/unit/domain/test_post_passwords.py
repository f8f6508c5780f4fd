"""Hashes of posts' passwords, as WordPress reads them from a cookie."""

import pytest

from engine.domain.passwords import portable_hash, portable_matches


@pytest.mark.parametrize("password", ["leek", "key with space", "ключ", ""])
def test_hash_of_a_password_is_its_own_alone(password: str) -> None:
    made = portable_hash(password)
    assert made.startswith("$P$B")
    assert len(made) == 34
    assert portable_matches(password, made)
    assert not portable_matches(password + "x", made)


def test_hash_of_fewer_rounds_is_none_of_ours() -> None:
    # A genuine phpass hash of 2,048 rounds.
    assert not portable_matches("test12345", "$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0")


@pytest.mark.parametrize("rounds", ["C", "K", "S", "z"])
def test_hash_of_more_rounds_costs_nothing_and_matches_nothing(rounds: str) -> None:
    assert not portable_matches("leek", f"$P${rounds}{portable_hash('leek')[4:]}")
