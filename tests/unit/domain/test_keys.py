import pytest

from engine.domain.keys import KEY_NAMES, Scheme, missing_keys, salt

CONSTANTS = {
    "auth_key": "key of auth",
    "auth_salt": "salt of auth",
    "secure_auth_key": "put your unique phrase here",
    "secure_auth_salt": "twice",
    "logged_in_key": "twice",
    "logged_in_salt": "salt of logged in",
}
STORED = {
    "secure_auth_key": "stored key",
    "secure_auth_salt": "stored salt",
    "logged_in_key": "stored li key",
    "nonce_key": "stored nonce key",
    "nonce_salt": "stored nonce salt",
}


# The answers of WordPress's own wp_salt() for these constants and options.
@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        ("auth", "key of authsalt of auth"),
        ("secure_auth", "stored keystored salt"),
        ("logged_in", "stored li keysalt of logged in"),
        ("nonce", "stored nonce keystored nonce salt"),
    ],
)
def test_salt_prefers_constants_unless_default_or_repeated(scheme: Scheme, expected: str) -> None:
    assert salt(scheme, CONSTANTS, STORED) == expected


def test_missing_keys_are_those_found_nowhere() -> None:
    assert missing_keys(CONSTANTS, STORED) == ()
    assert missing_keys({}, {}) == KEY_NAMES
    assert missing_keys(CONSTANTS, {"nonce_key": "", "nonce_salt": "x"}) == (
        "secure_auth_key",
        "secure_auth_salt",
        "logged_in_key",
        "nonce_key",
    )
