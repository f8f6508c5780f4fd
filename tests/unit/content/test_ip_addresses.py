"""Addresses lose what tells one machine from the next (wp_privacy_anonymize_ip)."""

import pytest

from engine.content.ip_addresses import anonymized


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("203.0.113.77:8080", "203.0.113.0"),
        ("2001:db8:85a3:8d3:1319:8a2e:370:7348", "2001:db8:85a3:8d3::"),
        ("[2001:db8::1]:443", "2001:db8::"),
        ("fe80::1%eth0", "fe80::"),
        ("::ffff:203.0.113.77", "::ffff:203.0.113.0"),
        ("::1", "::"),
        ("", "0.0.0.0"),  # noqa: S104 - as above
        ("unknown", "0.0.0.0"),  # noqa: S104 - as above
        ("2001:db8:::1", "::"),
    ],
)
def test_address_is_that_of_its_network(address: str, left: str) -> None:
    assert anonymized(address) == left
