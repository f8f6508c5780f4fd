"""Addresses of avatars."""

import hashlib

import pytest

from engine.content.avatars import avatar_url

PERSON = hashlib.sha256(b"nell@example.com").hexdigest()
SERVICE = "https://secure.gravatar.com/avatar/"


@pytest.mark.parametrize("email", ["nell@example.com", "NELL@EXAMPLE.COM ", " nell@example.com"])
def test_avatar_is_found_by_the_address_whatever_its_case(email: str) -> None:
    assert avatar_url(email, size=32) == f"{SERVICE}{PERSON}?s=32&d=mm&r=g"


@pytest.mark.parametrize(
    ("options", "query"),
    [
        ({"size": 512, "rating": "PG"}, "s=512&d=mm&r=pg"),
        ({"default": "identicon", "force_default": True}, "s=96&d=identicon&f=y&r=g"),
        ({"size": -5}, "s=5&d=mm&r=g"),
        ({"default": "blank", "size": 0}, "s=96&d=blank&r=g"),
        ({"default": "gravatar_default"}, "s=96&r=g"),
        ({"default": "http://x.example/d.png"}, "s=96&d=http%3A%2F%2Fx.example%2Fd.png&r=g"),
    ],
)
def test_avatar_options_are_written_as_wordpress_writes_them(options: dict[str, object], query: str) -> None:
    assert avatar_url("nell@example.com", **options) == f"{SERVICE}{PERSON}?{query}"  # type: ignore[arg-type] # a table of options


def test_avatar_of_nobody_is_the_default_picture() -> None:
    assert avatar_url("") == f"{SERVICE}?s=96&d=mm&r=g"
