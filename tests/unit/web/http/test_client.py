"""Addresses and host names are believed of trusted proxies only."""

import pytest
from starlette.requests import Request

from engine.config.settings import Settings
from engine.web.http.client import address, host, is_secure

PROXIED = Settings(trusted_proxies=("10.0.0.0/8",))
BY_SOCKET = Settings(trusted_proxies=("unix",))


def request(peer: str, **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http", "method": "GET", "scheme": "http", "path": "/", "query_string": b"",
        "server": ("blog.test", 80), "client": (peer, 1) if peer else None, "headers": raw,
    }  # fmt: skip
    return Request(scope)


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "198.51.100.1, 10.0.0.7", "198.51.100.1"),
        ("10.0.0.2", "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "not an address", "10.0.0.2"),
        ("10.0.0.2", "", "10.0.0.2"),
    ],
)
def test_address_is_the_last_one_no_trusted_proxy_has(peer: str, forwarded: str, expected: str) -> None:
    assert address(request(peer, x_forwarded_for=forwarded), PROXIED) == expected


def test_forwarded_host_of_a_stranger_is_ignored() -> None:
    assert (
        host(request("203.0.113.9", host="blog.test", x_forwarded_host="evil.test"), PROXIED) == "blog.test"
    )


def test_forwarded_host_of_a_trusted_proxy_counts() -> None:
    assert host(request("10.1.1.1", host="inner", x_forwarded_host="Blog.test"), PROXIED) == "blog.test"


@pytest.mark.parametrize(("peer", "expected"), [("203.0.113.9", False), ("10.0.0.2", True)])
def test_forwarded_https_counts_of_a_trusted_proxy_only(peer: str, expected: bool) -> None:
    assert is_secure(request(peer, x_forwarded_proto="https"), PROXIED) is expected


@pytest.mark.parametrize(
    ("peer", "settings", "expected"),
    [("", BY_SOCKET, "198.51.100.1"), ("", PROXIED, ""), ("203.0.113.9", BY_SOCKET, "203.0.113.9")],
)
def test_socket_without_an_address_is_trusted_by_name(peer: str, settings: Settings, expected: str) -> None:
    assert address(request(peer, x_forwarded_for="198.51.100.1"), settings) == expected
