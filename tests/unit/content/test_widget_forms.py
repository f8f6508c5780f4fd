"""Forms of widgets: fields under WordPress's names, with what is set, and nothing that a value could break out of."""

import pytest

from engine.content.widget_forms import form
from engine.model.widgets import WidgetField, WidgetType


def shown(one: WidgetField, **instance: object) -> str:
    kind = WidgetType("text", "Text", "", "widget_text", (one,))
    return form(kind, 2, instance, {"menu": {"3": "Main", "4": "<b>Foot</b>"}})


def test_field_has_wordpress_name_and_its_label() -> None:
    assert shown(WidgetField("title", label="Title"), title="Tide") == (
        '<p><label for="widget-text-2-title">Title</label> '
        '<input id="widget-text-2-title" name="widget-text[2][title]" class="widefat" type="text" value="Tide" /></p>'
    )


@pytest.mark.parametrize(
    ("field", "said", "control"),
    [
        (WidgetField("a", "checkbox", "A"), 1, 'type="checkbox" checked />'),
        (WidgetField("a", "checkbox", "A"), 0, 'type="checkbox" />'),
        (WidgetField("a", "flag"), True, 'type="hidden" value="on" />'),
        (WidgetField("a", "number", "A", lowest=1), 5, 'type="number" step="1" min="1" value="5" />'),
        (WidgetField("a", "url", "A"), "https://a.example", 'type="url" value="https://a.example" />'),
        (WidgetField("a"), [1, 2], 'type="hidden" value="1,2" />'),
        (WidgetField("a", "menu", "A"), 3, '<option value="3" selected>Main</option>'),
        (WidgetField("a", "choice", "A", choices={"x": "X"}), "x", '<option value="x" selected>X</option>'),
    ],
)
def test_kind_of_a_field_says_how_it_is_shown(field: WidgetField, said: object, control: str) -> None:
    assert control in shown(field, a=said)


def test_field_that_was_never_set_shows_what_is_usual() -> None:
    assert 'value="5"' in shown(WidgetField("number", "number", "Number", default=5))


@pytest.mark.parametrize("kind", ["text", "html", "url", "number"])
def test_value_never_leaves_its_control(kind: str) -> None:
    html = shown(WidgetField("a", kind, "A"), a='"></textarea><script>')  # type: ignore[arg-type] # every kind is tried

    assert "<script" not in html
    assert html.count("</textarea>") == (kind == "html")


def test_name_of_a_choice_is_text() -> None:
    assert "&lt;b&gt;Foot&lt;/b&gt;</option>" in shown(WidgetField("a", "menu", "A"))
