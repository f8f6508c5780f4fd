from dataclasses import replace

import pytest

from engine.domain.keys import Scheme
from engine.domain.sessions import (
    LoginCookie,
    cookie_name,
    cookie_value,
    has_session,
    is_current,
    is_genuine,
    live_sessions,
    new_token,
    parse_cookie,
    with_session,
    without_session,
)

NOW = 1_700_000_000
PHPASS = "$P$BzC5x3SZnKWpEuDo1fPfmXNtKSUFbs/"
COOKIE = LoginCookie("zoë m", 1_800_000_000, "tOkEn")


# Made by WordPress's own wp_generate_auth_cookie().
@pytest.mark.parametrize(
    ("salt", "signature"),
    [
        ("key of authsalt of auth", "32059556f39d557df0c77291e2fcc8c03ca1abf1cdad0c57e05a06ac48a301f3"),
        (
            "stored li keysalt of logged in",
            "278ee7dcd51bb6e7e306718d358aa1cab11df6ac3e9180a5a10f82a4814e01ac",
        ),
    ],
)
def test_cookie_is_the_one_wordpress_makes(salt: str, signature: str) -> None:
    value = cookie_value(COOKIE, password_hash=PHPASS, salt=salt)
    assert value == f"zoë m|1800000000|tOkEn|{signature}"
    cookie = parse_cookie(value)
    assert cookie is not None
    assert is_genuine(cookie, password_hash=PHPASS, salt=salt)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("$P$BzC5x3SZ.end", "$P$BzC5x3SZ.other", True),
        ("$P$BzC5x3SZ.end", "$P$BzC5xxxx.end", False),
        ("$2y$10$abcdeX", "$2y$10$abcdeY", True),
        ("$wp$2y$10$aaaaWXYZ", "$wp$2y$10$bbbbWXYZ", True),
        ("$wp$2y$10$aaaaWXYZ", "$wp$2y$10$aaaaWXYy", False),
    ],
)
def test_cookie_dies_with_the_fragment_of_the_password_hash(first: str, second: str, same: bool) -> None:
    cookie = parse_cookie(cookie_value(COOKIE, password_hash=first, salt="s"))
    assert cookie is not None
    assert is_genuine(cookie, password_hash=second, salt="s") is same


@pytest.mark.parametrize(
    "changed", [{"login": "admin"}, {"expires": 1_900_000_000}, {"token": "other"}, {"signature": "0" * 64}]
)
def test_cookie_changed_in_any_part_is_not_genuine(changed: dict[str, str]) -> None:
    cookie = parse_cookie(cookie_value(COOKIE, password_hash=PHPASS, salt="s"))
    assert cookie is not None
    assert not is_genuine(replace(cookie, **changed), password_hash=PHPASS, salt="s")  # type: ignore[arg-type] # one of several fields


@pytest.mark.parametrize(
    "value",
    ["", "a|1|t", "a|x|t|" + "0" * 64, "a|1|t|" + "0" * 63, "a|1|t|" + "0" * 64 + "|b", "a|" + "9" * 5000 + "|t|" + "0" * 64, "a|-1|t|" + "0" * 64],
)  # fmt: skip
def test_cookie_malformed_is_none(value: str) -> None:
    assert parse_cookie(value) is None


def test_cookie_is_current_to_its_last_second() -> None:
    assert is_current(COOKIE, now=COOKIE.expires)
    assert not is_current(COOKIE, now=COOKIE.expires + 1)


@pytest.mark.parametrize(
    ("scheme", "prefix"),
    [("auth", "wordpress_"), ("secure_auth", "wordpress_sec_"), ("logged_in", "wordpress_logged_in_")],
)
def test_cookie_name_ends_with_the_hash_of_the_site(scheme: Scheme, prefix: str) -> None:
    assert cookie_name(scheme, "http://blog.test") == f"{prefix}a7e56af4260ed6d3319d716ecc7d0cb9"


def test_sessions_expired_or_malformed_are_dropped() -> None:
    stored: object = {
        "old form": NOW,
        "old": NOW - 1,
        "live": {"expiration": NOW, "plugin": "kept"},
        "expired": {"expiration": NOW - 1},
        "text": {"expiration": "soon"},
        "list": ["x"],
    }
    assert live_sessions(stored, now=NOW) == {
        "old form": {"expiration": NOW},
        "live": {"expiration": NOW, "plugin": "kept"},
    }


@pytest.mark.parametrize("stored", [None, "", False, [], "a:0:{}"])
def test_sessions_of_a_user_without_any_are_none(stored: object) -> None:
    assert live_sessions(stored, now=NOW) == {}


def test_session_begun_is_found_until_it_ends() -> None:
    token, other = new_token(), new_token()
    first = with_session(None, token, expires=NOW + 10, now=NOW, ip="192.0.2.1", user_agent="Lynx")
    (details,) = live_sessions(first, now=NOW).values()
    assert details == {"expiration": NOW + 10, "ip": "192.0.2.1", "ua": "Lynx", "login": NOW}
    both = with_session(first, other, expires=NOW + 20, now=NOW)
    assert has_session(both, token, now=NOW)
    assert has_session(both, other, now=NOW)
    assert not has_session(both, token, now=NOW + 11)
    assert not has_session(without_session(both, token, now=NOW), token, now=NOW)
    assert has_session(without_session(both, token, now=NOW), other, now=NOW)


def test_session_is_stored_under_the_hash_of_its_token() -> None:
    assert list(with_session(None, "sesame", expires=NOW, now=NOW)) == [
        "d0c04f4b1951e4aeaaec8223ed2039e542f3aae805a6fa7f6d794e5afff5d272"
    ]
