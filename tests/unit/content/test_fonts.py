"""Names of fonts in CSS, what tells one face from another, and faces of theme.json as rules."""

import pytest

from engine.content.fonts import face_css, face_title, family_names, kind_of


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


def address(path: str) -> str:
    return f"/themes/slate/{path}" if path != "missing.woff2" else ""


def test_face_names_the_themes_file() -> None:
    face = {"fontFamily": "DM Sans", "fontWeight": "700", "src": ["file:./a/bold.woff2", "file:./a/bold.ttf"]}
    assert face_css(face, address) == (
        '@font-face{font-family:"DM Sans";font-style:normal;font-weight:700;font-display:fallback;'
        'src:url("/themes/slate/a/bold.woff2") format("woff2"), url("/themes/slate/a/bold.ttf") format("truetype");}'
    )


@pytest.mark.parametrize(
    "face",
    [
        {"fontFamily": "A"},
        {"fontFamily": "A", "src": "file:./missing.woff2"},
        {"fontFamily": "A", "src": "javascript:alert(1)"},
        {"fontFamily": "A;}body{", "src": "file:./a.woff2"},
    ],
)
def test_face_without_a_file_or_with_a_hostile_name_is_left_out(face: dict[str, str]) -> None:
    assert face_css(face, address) == ""


def test_hostile_descriptor_is_left_out() -> None:
    css = face_css({"fontFamily": "A", "fontWeight": "400;}body{", "src": 'file:./a").woff2'}, address)
    assert css.count("{") == 1
    assert "body" not in css
    assert '/a%22).woff2"' in css
