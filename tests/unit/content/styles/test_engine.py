import pytest

from engine.content.json_values import JsonObject
from engine.content.styles.engine import compute


@pytest.mark.parametrize(
    ("style", "classes", "css"),
    [
        pytest.param({"color": {"text": "#123"}}, ("has-text-color",), "color:#123;", id="custom"),
        pytest.param(
            {"color": {"text": "var:preset|color|Deep Sea2"}},
            ("has-text-color", "has-deep-sea-2-color"),
            "color:var(--wp--preset--color--deep-sea-2);",
            id="preset",
        ),
        pytest.param(
            {"spacing": {"padding": {"top": "1px", "blockEnd": "var:preset|spacing|40"}}},
            (),
            "padding-top:1px;padding-block-end:var(--wp--preset--spacing--40);",
            id="sides",
        ),
        pytest.param(
            {"border": {"top": {"color": "var:preset|color|ink", "width": "2px", "shade": "x"}}},
            (),
            "border-top-color:var(--wp--preset--color--ink);border-top-width:2px;",
            id="border-side",
        ),
        pytest.param(
            {"background": {"backgroundImage": {"url": "/a.png"}}},
            (),
            "background-image:url('/a.png');",
            id="image",
        ),
        pytest.param({"typography": {"lineHeight": 1.5}}, (), "", id="numbers-are-no-css"),
        pytest.param({"color": {"text": "red;}</style>"}}, ("has-text-color",), "color:red;", id="unsafe"),
        pytest.param({"color": "red"}, (), "", id="wrong-shape"),
    ],
)
def test_compute_style_becomes_classes_and_css(style: JsonObject, classes: tuple[str, ...], css: str) -> None:
    styles = compute(style)
    assert styles.classes == classes
    assert styles.css == css


def test_compute_presets_as_classes_leave_no_declaration() -> None:
    styles = compute({"color": {"background": "var:preset|color|ink"}}, presets_as_classes=True)
    assert styles.classes == ("has-background", "has-ink-background-color")
    assert styles.css == ""
