"""What MariaDB says of columns in charsets of old, and what is made of it."""

import pytest
from asyncmy.errors import DataError, OperationalError
from tortoise.exceptions import OperationalError as Wrapped

from engine.store.charsets import askable, refusal

SELECT = "SELECT * FROM wp_posts WHERE post_title LIKE %s"


def mixed(collation: str) -> OperationalError:
    words = f"({collation},IMPLICIT) and (utf8mb4_general_ci,COERCIBLE) for operation '='"
    return OperationalError(1267, f"Illegal mix of collations {words}")


@pytest.mark.parametrize(
    ("collation", "value", "fits"),
    [
        ("latin1_swedish_ci", "%Grüße – 5 €%", True),
        ("latin1_swedish_ci", "%Łódź%", False),
        ("utf8mb3_general_ci", "%Łódź%", True),
        ("utf8_general_ci", "%🎉%", False),
        ("cp1251_general_ci", "%Кот%", True),
        ("cp1251_general_ci", "%猫%", False),
        ("armscii8_general_ci", "%Кот%", False),
    ],
)
def test_question_names_nothing_that_the_column_has_not(collation: str, value: str, fits: bool) -> None:
    asked = askable(mixed(collation), SELECT, [value, 7, "plain", "🎉" if fits else value])
    assert asked == [value if fits else "\x7f", 7, "plain", "\x7f"]


def test_mix_of_many_is_asked_in_plain_letters() -> None:
    error = Wrapped(OperationalError(1271, "Illegal mix of collations for operation ' IN '"))
    assert askable(error, SELECT, ["é", "e"]) == ["\x7f", "e"]


def test_what_would_fail_again_or_writes_is_not_asked_again() -> None:
    assert askable(mixed("latin1_swedish_ci"), SELECT, ["plain"]) is None
    assert askable(mixed("latin1_swedish_ci"), "UPDATE wp_posts SET post_title = %s", ["猫"]) is None
    assert askable(OperationalError(1146, "no such table"), SELECT, ["猫"]) is None


def test_refusal_names_the_table() -> None:
    words = "Incorrect string value: '\\xF0\\x9F' for column `blog`.`wp_terms`.`name` at row 1"
    told = refusal(Wrapped(DataError(1366, words)))
    assert told is not None
    assert (told.code, told.values) == ("db_insert_error", ("wp_terms",))
    assert refusal(DataError(1366, "Incorrect integer value: 'x' for column `a`.`b`.`c` at row 1")) is None
