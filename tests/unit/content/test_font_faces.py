"""Faces of theme.json as rules of a style sheet."""

import pytest

from engine.content.fonts import face_css


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
