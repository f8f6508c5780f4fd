"""How long somebody has to wait who guesses passwords."""

import pytest

from engine.domain import attempts
from engine.store.attempts import Attempts


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 1), (6, 2), (10, 32), (14, 512), (15, 900), (10_000, 900)]
)
def test_wait_of_an_account_doubles_up_to_a_quarter_of_an_hour(failures: int, seconds: int) -> None:
    bucket = attempts._bucket(attempts._ACCOUNT, "ada")
    assert attempts._wait(bucket, Attempts(failures, 0)) == seconds


def test_wait_of_an_address_begins_later_than_that_of_an_account() -> None:
    bucket = attempts._bucket(attempts._ADDRESS, "192.0.2.1")
    assert attempts._wait(bucket, Attempts(attempts.FREE_OF_ADDRESS - 1, 0)) == 0
    assert attempts._wait(bucket, Attempts(attempts.FREE_OF_ADDRESS, 0)) == 1


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def testnetwork_is_what_one_person_has(address: str, network: str) -> None:
    assert attempts.network(address) == network


def test_bucket_tells_nothing_and_fits_its_column() -> None:
    bucket = attempts._bucket(attempts._ACCOUNT, "ada@example.org")
    assert len(bucket) == 64
    assert "ada" not in bucket
