import pytest

from engine.domain.nonces import create_nonce, verify_nonce

NOW = 1795481335
SALT = "stored nonce keystored nonce salt"
HALF_LIFE = 12 * 60 * 60


# Made by WordPress's own wp_create_nonce().
@pytest.mark.parametrize(("action", "nonce"), [("wp_rest", "9e476ab842"), (-1, "f467a82f1c")])
def test_nonce_is_the_one_wordpress_makes(action: str | int, nonce: str) -> None:
    assert create_nonce(action, user_id=7, session="sesame", salt=SALT, now=NOW) == nonce
    assert verify_nonce(nonce, action, user_id=7, session="sesame", salt=SALT, now=NOW) == 1


@pytest.mark.parametrize(
    ("later", "age"), [(0, 1), (HALF_LIFE, 2), (2 * HALF_LIFE, 0), (-HALF_LIFE, 0)], ids=str
)
def test_nonce_lives_for_two_ticks(later: int, age: int) -> None:
    nonce = create_nonce("wp_rest", user_id=7, session="sesame", salt=SALT, now=NOW)
    assert verify_nonce(nonce, "wp_rest", user_id=7, session="sesame", salt=SALT, now=NOW + later) == age


@pytest.mark.parametrize("nonce", ["", "é", "0123456789", "9e476ab8420"])
def test_nonce_that_is_none_is_refused(nonce: str) -> None:
    assert verify_nonce(nonce, "wp_rest", user_id=7, session="sesame", salt=SALT, now=NOW) == 0


@pytest.mark.parametrize(
    ("action", "user_id", "session", "salt"),
    [
        ("other", 7, "sesame", SALT),
        ("wp_rest", 8, "sesame", SALT),
        ("wp_rest", 7, "", SALT),
        ("wp_rest", 7, "sesame", "x"),
    ],
)
def test_nonce_of_another_request_is_refused(action: str, user_id: int, session: str, salt: str) -> None:
    nonce = create_nonce("wp_rest", user_id=7, session="sesame", salt=SALT, now=NOW)
    assert verify_nonce(nonce, action, user_id=user_id, session=session, salt=salt, now=NOW) == 0
