"""Names of fonts in CSS, and what tells one face from another."""

import pytest

from engine.content.fonts import face_title, family_names, kind_of


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("F", "F"), ("F2", '"F2"'), ("Quay Sans, sans-serif", '"Quay Sans", sans-serif'),
        ("'Open Sans'", '"Open Sans"'), ("generic(kai), X", "generic(kai), X"), (" , ,a", "a"),
        ("<script>x</script>Y Z", '"Y Z"'),
    ],
)  # fmt: skip
def test_family_has_quotes_where_css_wants_them(said: str, written: str) -> None:
    assert family_names(said) == written


def test_faces_that_look_alike_have_one_title() -> None:
    plain = face_title({"fontFamily": '"Quay Sans"'})

    assert plain == "quay sans;normal;400;100%;U+0-10FFFF"
    assert face_title({"fontFamily": "Quay Sans", "fontWeight": "normal", "fontStyle": "normal"}) == plain
    assert face_title({"fontFamily": "Quay Sans", "fontWeight": 700}) != plain


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"wOF2....", "woff2"),
        (b"wOFF", "woff"),
        (b"OTTO", "otf"),
        (b"<html>", ""),
        (b"", ""),
        (b"PK\x03\x04", ""),
    ],
)
def test_kind_of_font_is_told_by_its_first_bytes(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind
