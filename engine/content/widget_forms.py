"""The forms in which widgets are set: one field after the other, named as WordPress names them."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.content.escaping import esc_attr, esc_html, esc_textarea
from engine.model.widgets import WidgetField, WidgetType

Choices = Mapping[str, Mapping[str, str]]


def form(kind: WidgetType, number: int | str, instance: Mapping[str, Any], choices: Choices) -> str:
    """The form of a widget; `choices` are those that only the site knows, by the kind of field: menus, taxonomies."""
    return "\n".join(_fields(kind, number, instance, choices))


def _fields(
    kind: WidgetType, number: int | str, instance: Mapping[str, Any], choices: Choices
) -> Iterator[str]:
    for one in kind.fields:
        value = instance.get(one.name, one.default)
        identity = esc_attr(f"widget-{kind.id}-{number}-{one.name}")
        name = esc_attr(f"widget-{kind.id}[{number}][{one.name}]")
        label = f'<label for="{identity}">{esc_html(one.label)}</label>'
        control = _control(one, f'id="{identity}" name="{name}"', value, choices)
        if not one.label:
            yield control
        elif one.kind in {"checkbox", "flag"}:
            yield f"<p>{control} {label}</p>"
        else:
            yield f"<p>{label} {control}</p>"


def _control(one: WidgetField, named: str, value: Any, choices: Choices) -> str:
    if one.kind in {"checkbox", "flag"}:
        if not one.label:
            return f'<input {named} type="hidden" value="{"on" if value else ""}" />'
        return f'<input {named} class="checkbox" type="checkbox"{" checked" if value else ""} />'
    if one.kind == "html":
        hidden = "" if one.label else " hidden"
        return f'<textarea {named} rows="6" cols="50" class="widefat code"{hidden}>{esc_textarea(_text(value))}</textarea>'
    if one.kind in {"choice", "menu", "taxonomy"}:
        offered = one.choices or choices.get(one.kind, {})
        options = "".join(
            f'<option value="{esc_attr(key)}"{" selected" if key == _text(value) else ""}>{esc_html(text)}</option>'
            for key, text in offered.items()
        )
        return f'<select {named} class="widefat">{options}</select>'
    if one.kind == "number" and one.label:
        lowest = f' min="{one.lowest}"' if one.lowest else ""
        return f'<input {named} class="tiny-text" type="number" step="1"{lowest} value="{esc_attr(_text(value))}" />'
    kind = "hidden" if not one.label else "url" if one.kind == "url" else "text"
    return f'<input {named} class="widefat" type="{kind}" value="{esc_attr(_text(value))}" />'


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ",".join(map(str, value))
    return "" if value is None else str(value)
