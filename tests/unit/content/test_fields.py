import pytest

from engine.content.emails import is_email, sanitize_email
from engine.content.fields import (
    sanitize_sql_orderby,
    sanitize_text_field,
    sanitize_textarea_field,
    sanitize_user,
)
from engine.content.files import allowed_types, check_filetype, sanitize_file_name
from engine.content.numbers import number_format, size_format


def test_text_fields_lose_tags_octets_and_breaks() -> None:
    assert sanitize_text_field(" <b>a</b>\n %41%4%411 b ") == "a b"
    assert sanitize_textarea_field("a\n\n<i>b</i>") == "a\n\nb"


@pytest.mark.parametrize(
    ("name", "strict", "plain"), [("Zoë & <b>x</b>!", False, "Zoe & x!"), ("a/b é", True, "ab e")]
)
def test_sanitize_user_keeps_what_names_may_hold(name: str, plain: str, *, strict: bool) -> None:
    assert sanitize_user(name, strict=strict) == plain


@pytest.mark.parametrize("address", ["a@b.co", "a+b@c-d.example.org"])
def test_is_email_takes_addresses(address: str) -> None:
    assert is_email(address)


@pytest.mark.parametrize(
    "address", ["", "a@b", "@b.co", "a@b..co", "a b@c.co", "a@-b.co", "ab\n@c.co", "a@b.co\r\nBcc: x@y.co"]
)
def test_is_email_refuses_others(address: str) -> None:
    assert not is_email(address)


def test_sanitize_email_drops_what_no_address_holds() -> None:
    assert sanitize_email("a (b)@c,.co") == "ab@c.co"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("My Photo.JPG", "My-Photo.JPG"),
        ("a.php.jpg", "a.php_.jpg"),
        ("../../x", "x"),
        ("exe", "unnamed-file.exe"),
    ],
)
def test_sanitize_file_name_makes_names_harmless(name: str, safe: str) -> None:
    assert sanitize_file_name(name) == safe


def test_check_filetype_knows_what_may_be_uploaded() -> None:
    assert check_filetype("a.JPG", allowed_types()) == ("JPG", "image/jpeg")
    assert check_filetype("a.html", allowed_types()) is None
    assert check_filetype("a.html", allowed_types(unfiltered_html=True)) == ("html", "text/html")


@pytest.mark.parametrize(
    ("clause", "valid"), [("a ASC, b", True), ("RAND()", True), ("a;b", False), ("a,", False)]
)
def test_sanitize_sql_orderby_takes_columns_only(clause: str, *, valid: bool) -> None:
    assert sanitize_sql_orderby(clause) == (clause if valid else None)


def test_numbers_and_sizes_are_written_for_readers() -> None:
    assert number_format(1234567.891, 2) == "1,234,567.89"
    assert number_format(-0.4) == "0"
    assert size_format(1536, 1) == "1.5 KB"
    assert size_format(-1) is None
