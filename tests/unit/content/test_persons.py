"""What people say of themselves, as it is stored."""

import pytest

from engine.content.persons import stored_address, stored_description, stored_email, stored_name


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Ann  <b>B</b> ", "Ann B"),
        ("Tom & Jerry", "Tom &amp; Jerry"),
        ("O'Hara", "O'Hara"),
        ("<script>x</script>Eve", "Eve"),
        ("山本 武", "山本 武"),
        ("\u202eEve\u202c \u2067nimda\u2069", "Eve nimda"),
        ("\u200fשרה", "\u200fשרה"),
    ],
)
def test_stored_name_is_plain_text(typed: str, stored: str) -> None:
    assert stored_name(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"), [(" a@example.org ", "a@example.org"), ("no mail", ""), ("<b@e.org>", "b@e.org")]
)
def test_stored_email_is_an_address_or_nothing(typed: str, stored: str) -> None:
    assert stored_email(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("example.org", "http://example.org"),
        ("https://example.org/?a=1&b=2", "https://example.org/?a=1&b=2"),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_stored_address_runs_nothing(typed: str, stored: str) -> None:
    assert stored_address(typed) in {stored, stored.replace("&", "&amp;")}


def test_stored_description_keeps_the_html_of_comments() -> None:
    assert stored_description(" <b>bio</b><script>x</script>\n") == "<b>bio</b>x"
