"""The search form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from engine.content.blocks.core.icons import drawing
from engine.content.blocks.core.interactivity import context_attribute
from engine.content.blocks.supports.wrapper import wrapper_attributes
from engine.content.escaping import esc_attr, esc_html
from engine.content.json_values import at, is_empty, is_numeric, to_int, to_text
from engine.content.kses import kses_post
from engine.content.markup import Markup
from engine.content.safe_css import safe_css
from engine.content.styles.fluid import font_size
from engine.content.styles.names import preset_slug
from engine.content.tags import strip_all_tags
from engine.content.urls import esc_url

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering
    from engine.content.json_values import JsonValue

_POSITIONS: Final = {
    "button-inside": "wp-block-search__button-inside",
    "button-outside": "wp-block-search__button-outside",
    "no-button": "wp-block-search__no-button",
    "button-only": "wp-block-search__button-only wp-block-search__searchfield-hidden",
}
_CORNER: Final = re.compile(r"(?<!^)([A-Z])")
_INNER_PADDING: Final = "4px"


@dataclass(slots=True)
class _Styles:
    """Declarations for the parts of the form."""

    input: list[str] = field(default_factory=list)
    button: list[str] = field(default_factory=list)
    wrapper: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)

    @staticmethod
    def written(declarations: list[str]) -> str:
        return f' style="{esc_attr(safe_css(" ".join(declarations)))}"' if declarations else ""


def search(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A search form in the arrangement that the block asks for."""
    name = rendering.ids.next("wp-block-search__input-")
    styles = _styles(instance, rendering)
    position = instance.text("buttonPosition")
    inside = position == "button-inside"
    border = _border_classes(instance)
    wrapper = " ".join(part for part in ("wp-block-search__inside-wrapper", border if inside else "") if part)
    fields = _input(instance, name, styles, rendering=rendering) + _hidden_fields(instance)
    fields += "" if position == "no-button" else _button(instance, name, styles, rendering=rendering)
    html = _label(instance, name, styles, rendering=rendering)
    html += f'<div class="{esc_attr(wrapper)}" {styles.written(styles.wrapper)}>{fields}</div>'
    attributes = wrapper_attributes(instance, rendering.theme, **{"class": _form_classes(instance)})
    directives = _directives(name, rendering) if position == "button-only" else ""
    action = esc_url(f"{rendering.site.home}/")
    if instance.get("tagName") == "search":
        return (
            f'<search {attributes} {directives}><form method="get" action="{action}">{html}</form></search>'
        )
    return f'<form role="search" method="get" action="{action}" {attributes} {directives}>{html}</form>'


def _form_classes(instance: Instance) -> str:
    position = instance.text("buttonPosition")
    names = [_POSITIONS.get(position, "")]
    if instance.get("buttonUseIcon") is not None and position and position != "no-button":
        names.append(f"wp-block-search__{'icon' if instance.has('buttonUseIcon') else 'text'}-button")
    return " ".join(name for name in names if name)


def _label(instance: Instance, name: str, styles: _Styles, *, rendering: Rendering) -> str:
    written = instance.get("label")
    text = esc_html(rendering.language.text("Search")) if is_empty(written) else kses_post(to_text(written))
    markup = Markup(f"<label {styles.written(styles.label)}>{text}</label>")
    tag = markup.next()
    if tag is not None:
        tag.set("for", name)
        tag.add_class("wp-block-search__label")
        is_shown = instance.has("showLabel") and (written is None or not is_empty(written))
        classes = _typography_classes(instance) if is_shown else "screen-reader-text"
        if classes:
            tag.add_class(classes)
    return str(markup)


def _input(instance: Instance, name: str, styles: _Styles, *, rendering: Rendering) -> str:
    markup = Markup(f'<input type="search" name="s" required {styles.written(styles.input)}/>')
    tag = markup.next()
    if tag is None:
        return ""
    position = instance.text("buttonPosition")
    classes = [
        "wp-block-search__input",
        "" if position == "button-inside" else _border_classes(instance),
        _typography_classes(instance),
        _colour_classes(instance) if position == "no-button" else "",
    ]
    tag.add_class(" ".join(part for part in classes if part))
    tag.set("id", name)
    tag.set("value", rendering.page.search)
    tag.set("placeholder", instance.text("placeholder"))
    if position == "button-only":
        tag.set("data-wp-bind--aria-hidden", "!context.isSearchInputVisible")
        tag.set("data-wp-bind--tabindex", "state.tabindex")
        tag.set("aria-hidden", "true")
        tag.set("tabindex", "-1")
    return str(markup)


def _hidden_fields(instance: Instance) -> str:
    asked = instance.get("query")
    entries = (
        asked.items() if isinstance(asked, Mapping) else enumerate(asked) if isinstance(asked, list) else ()
    )
    return "".join(
        f'<input type="hidden" name="{esc_attr(str(name))}" value="{esc_attr(to_text(value))}" />'
        for name, value in entries
    )


def _button(instance: Instance, name: str, styles: _Styles, *, rendering: Rendering) -> str:
    position = instance.text("buttonPosition")
    text = instance.text("buttonText")
    if instance.get("buttonText") is None:
        text = rendering.language.text("Search")
    has_icon = instance.has("buttonUseIcon")
    classes = [
        "wp-block-search__button",
        _colour_classes(instance),
        _typography_classes(instance),
        "" if position == "button-inside" else _border_classes(instance),
        "has-icon" if has_icon else "",
        "wp-element-button",
    ]
    inner = drawing("search") if has_icon else "" if is_empty(text) else kses_post(text)
    markup = Markup(f'<button type="submit" {styles.written(styles.button)}>{inner}</button>')
    tag = markup.next()
    if tag is None:
        return ""
    tag.add_class(" ".join(part for part in classes if part))
    if position == "button-only":
        for attribute, value in _expanding(name, rendering).items():
            tag.set(attribute, value)
    else:
        tag.set("aria-label", strip_all_tags(text))
    return str(markup)


def _expanding(name: str, rendering: Rendering) -> dict[str, str]:
    return {
        "data-wp-bind--aria-label": "state.ariaLabel",
        "data-wp-bind--aria-controls": "state.ariaControls",
        "data-wp-bind--aria-expanded": "context.isSearchInputVisible",
        "data-wp-bind--type": "state.type",
        "data-wp-on--click": "actions.openSearchInput",
        "aria-label": rendering.language.text("Expand search field"),
        "aria-controls": f"wp-block-search__input-{name}",
        "aria-expanded": "false",
        "type": "button",
    }


def _directives(name: str, rendering: Rendering) -> str:
    _ = rendering.language.text
    context = context_attribute(
        {
            "isSearchInputVisible": False,
            "inputId": name,
            "ariaLabelExpanded": _("Submit Search"),
            "ariaLabelCollapsed": _("Expand search field"),
        }
    )
    return (
        f'\n\t\t data-wp-interactive="core/search"\n\t\t {context}\n'
        '\t\t data-wp-class--wp-block-search__searchfield-hidden="!context.isSearchInputVisible"\n'
        '\t\t data-wp-on--keydown="actions.handleSearchKeydown"\n'
        '\t\t data-wp-on--focusout="actions.handleSearchFocusout"\n\t\t'
    )


def _typography_classes(instance: Instance) -> str:
    names = [
        f"has-{esc_attr(instance.text(name))}-{kind}"
        for name, kind in (("fontSize", "font-size"), ("fontFamily", "font-family"))
        if instance.has(name)
    ]
    return " ".join(names)


def _border_classes(instance: Instance) -> str:
    named = instance.has("borderColor")
    names = ["has-border-color"] if named or instance.has("style", "border", "color") else []
    return " ".join(
        [*names, f"has-{esc_attr(instance.text('borderColor'))}-border-color"] if named else names
    )


def _colour_classes(instance: Instance) -> str:
    names = []
    if instance.has("textColor"):
        names.append(f"has-text-color has-{instance.text('textColor')}-color")
    elif instance.has("style", "color", "text"):
        names.append("has-text-color")
    custom = instance.has("style", "color", "background") or instance.has("style", "color", "gradient")
    if custom or instance.has("backgroundColor") or instance.has("gradient"):
        names.append("has-background")
    if instance.has("backgroundColor"):
        names.append(f"has-{instance.text('backgroundColor')}-background-color")
    if instance.has("gradient"):
        names.append(f"has-{instance.text('gradient')}-gradient-background")
    return " ".join(names)


def _styles(instance: Instance, rendering: Rendering) -> _Styles:
    styles = _Styles()
    if instance.has("width") and instance.has("widthUnit"):
        styles.wrapper.append(f"width: {instance.number('width')}{esc_attr(instance.text('widthUnit'))};")
    for name in ("width", "color", "style"):
        for side in ("", "top", "right", "bottom", "left"):
            _add_border(instance, styles, name, side=side)
    _add_radius(instance, styles)
    target = styles.input if instance.get("buttonPosition") == "no-button" else styles.button
    for part, property_name in (
        ("text", "color"),
        ("background", "background-color"),
        ("gradient", "background"),
    ):
        if instance.has("style", "color", part):
            target.append(f"{property_name}: {instance.text('style', 'color', part)};")
    _add_typography(instance, styles, rendering)
    return styles


def _add_border(instance: Instance, styles: _Styles, name: str, *, side: str) -> None:
    path = (side, name) if side else (name,)
    value = instance.text("style", "border", *path)
    if is_empty(value):
        return
    if name == "color" and side and "var:preset|color|" in value:
        value = f"var(--wp--preset--color--{value.rpartition('|')[2]})"
    declaration = f"border-{'-'.join(path)}: {esc_attr(value)};"
    if instance.get("buttonPosition") == "button-inside":
        styles.wrapper.append(declaration)
    else:
        styles.button.append(declaration)
        styles.input.append(declaration)


def _add_radius(instance: Instance, styles: _Styles) -> None:
    radius = instance.get("style", "border", "radius")
    if is_empty(radius):
        return
    inside = instance.get("buttonPosition") == "button-inside"
    corners: dict[str, JsonValue] = {"": f"{to_text(radius)}px" if is_numeric(radius) else radius}
    if isinstance(radius, Mapping):
        corners = {f"-{_kebab(key)}": value for key, value in radius.items() if value is not None}
    for corner, given in corners.items():
        value = _radius(given)
        declaration = f"border{esc_attr(corner)}-radius: {esc_attr(value)};"
        styles.input.append(declaration)
        styles.button.append(declaration)
        is_preset = bool(corner) and "var(--wp--preset--border-radius--" in value
        if inside and (to_int(value) != 0 or is_preset):
            styles.wrapper.append(
                f"border{esc_attr(corner)}-radius: calc({esc_attr(value)} + {_INNER_PADDING});"
            )


def _kebab(corner: str) -> str:
    return _CORNER.sub(r"-\1", corner).lower()


def _radius(value: JsonValue) -> str:
    slug = preset_slug(value, "border-radius")
    return f"var(--wp--preset--border-radius--{slug})" if slug else to_text(value)


def _add_typography(instance: Instance, styles: _Styles, rendering: Rendering) -> None:
    custom = instance.get("style", "typography")
    declarations = []
    if not is_empty(at(custom, "fontSize")):
        size = to_text(font_size(at(custom, "fontSize"), rendering.theme.settings))
        declarations.append(f"font-size: {size};")
    for key, name in (
        ("fontFamily", "font-family"),
        ("letterSpacing", "letter-spacing"),
        ("fontWeight", "font-weight"),
        ("fontStyle", "font-style"),
        ("lineHeight", "line-height"),
        ("textTransform", "text-transform"),
    ):
        if not is_empty(at(custom, key)):
            declarations.append(f"{name}: {to_text(at(custom, key))};")
    if declarations:
        joined = esc_attr("".join(declarations))
        for part in (styles.label, styles.button, styles.input):
            part.append(joined)
    decoration = at(custom, "textDecoration")
    if not is_empty(decoration):
        declaration = f"text-decoration: {esc_attr(to_text(decoration))};"
        styles.button.append(declaration)
        if instance.get("showLabel") not in (None, False):
            styles.label.append(declaration)


RENDERERS: Final[Renderers] = {"core/search": search}
