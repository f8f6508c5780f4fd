"""Layouts of blocks: the rules that flow, constrained, flex and grid containers and their children get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from engine.content.json_values import at, is_empty, mapping, to_float, to_text
from engine.content.safe_css import safe_css
from engine.content.styles.engine import compute
from engine.content.styles.layout_definitions import LAYOUT_KINDS
from engine.content.styles.names import is_unsafe_gap, spacing_value
from engine.content.styles.stylesheet import Rule

if TYPE_CHECKING:
    from engine.content.json_values import JsonObject, JsonValue

LAYOUT_CLASSES: Final = {name: kind.class_name for name, kind in LAYOUT_KINDS.items()}

CHILD_KEYS: Final = ("selfStretch", "flexSize", "columnStart", "columnSpan", "rowStart", "rowSpan")

_NOT_ALIGNED = " > :where(:not(.alignleft):not(.alignright):not(.alignfull))"
_JUSTIFY = {"left": "flex-start", "right": "flex-end", "center": "center"}
_ALIGN = {"top": "flex-start", "center": "center", "bottom": "flex-end"}
_DEFAULT_COLUMN = "12rem"


@dataclass(frozen=True, slots=True)
class Gap:
    """The space between the blocks of a container."""

    value: JsonValue = None
    fallback: JsonValue = "0.5em"
    supported: bool = False
    """Whether the theme lets blocks set it."""
    skipped: bool = False
    """Whether the block writes it itself."""

    def side(self, name: str) -> JsonValue:
        """The gap of a side; the fallback where only the other one is set."""
        if not isinstance(self.value, Mapping):
            return self.value
        own = self.value.get(name)
        if own is not None:
            return own
        if isinstance(self.fallback, Mapping):
            first = next(iter(self.fallback.values()), None)
            return self.fallback.get(name) if self.fallback.get(name) is not None else first
        return self.fallback

    def combined(self) -> str:
        """Row and column gap as one value."""
        sides = ("top", "left") if isinstance(self.value, Mapping) else ("top",)
        return " ".join(to_text(spacing_value(self.side(side))) for side in sides).strip()


@dataclass(frozen=True, slots=True)
class Override:
    """What differs on a narrower screen: only the changed keys make rules."""

    keys: JsonObject = field(default_factory=dict)
    gap: bool = False

    def has(self, *names: str) -> bool:
        """Whether one of these keys is changed."""
        return any(name in self.keys for name in names)


def safe_gap(value: JsonValue) -> JsonValue:
    """The gap without what could leave its declaration."""
    if isinstance(value, Mapping):
        return {key: _safe_gap_side(item) for key, item in value.items()}
    return None if isinstance(value, str) and is_unsafe_gap(value) else value


def _safe_gap_side(value: JsonValue) -> JsonValue:
    if isinstance(value, Mapping | list | tuple):
        return None
    return None if not is_empty(value) and is_unsafe_gap(to_text(value)) else value


def layout_rules(
    selector: str,
    layout: JsonObject,
    gap: Gap,
    *,
    spacing: JsonValue = None,
    override: Override | None = None,
) -> list[Rule]:
    """The rules of a container (`wp_get_layout_style`)."""
    values = layout if override is None else {**layout, **override.keys}
    match layout.get("type", "default"):
        case "default":
            return _stacked_gap(selector, gap, override)
        case "constrained":
            return [
                *_constrained(selector, values, spacing, override=override),
                *_stacked_gap(selector, gap, override),
            ]
        case "flex":
            return _flex(selector, values, gap, override=override)
        case "grid":
            return _grid(selector, values, gap, base=layout, override=override)
        case _:
            return []


def _stacked_gap(selector: str, gap: Gap, override: Override | None) -> list[Rule]:
    value = at(gap.value, "top") if isinstance(gap.value, Mapping) else gap.value
    if not gap.supported or gap.skipped or value is None or (override is not None and not override.gap):
        return []
    return [
        Rule(f"{selector} > *", {"margin-block-start": "0", "margin-block-end": "0"}),
        Rule(f"{selector} > * + *", {"margin-block-start": spacing_value(value), "margin-block-end": "0"}),
    ]


def _constrained(
    selector: str, values: JsonObject, spacing: JsonValue, *, override: Override | None
) -> list[Rule]:
    justify = to_text(values.get("justifyContent", "center"))
    margins = {
        "margin-left": "0 !important" if justify == "left" else "auto !important",
        "margin-right": "0 !important" if justify == "right" else "auto !important",
    }
    rules = _content_sizes(selector, values, margins, override=override)
    if override is not None:
        sized = override.has("contentSize", "wideSize")
        return (
            rules if sized or not override.has("justifyContent") else [Rule(selector + _NOT_ALIGNED, margins)]
        )
    rules += _full_width(selector, spacing)
    if justify in {"left", "right"}:
        side = f"margin-{justify}"
        rules.append(Rule(selector + _NOT_ALIGNED, {side: margins[side]}))
    return rules


def _content_sizes(
    selector: str, values: JsonObject, margins: dict[str, str], *, override: Override | None
) -> list[Rule]:
    content, wide = to_text(values.get("contentSize")), to_text(values.get("wideSize"))
    changed = override or Override()
    if override is not None and not override.has("contentSize", "wideSize"):
        return []
    if override is None and is_empty(content) and is_empty(wide):
        return []
    fallback = "" if changed.has("contentSize") else wide
    widest = "" if changed.has("wideSize") else content
    declarations = {"max-width": _size(content or fallback or "var(--wp--style--global--content-size, none)")}
    if override is None or override.has("justifyContent"):
        declarations |= margins
    return [
        Rule(selector + _NOT_ALIGNED, declarations),
        Rule(
            f"{selector} > .alignwide",
            {"max-width": _size(wide or widest or "var(--wp--style--global--wide-size, none)")},
        ),
        Rule(f"{selector} .alignfull", {"max-width": "none"}),
    ]


def _size(value: str) -> str:
    """A single value; WordPress filters it as if it were a declaration."""
    return safe_css(value.partition(";")[0])


def _full_width(selector: str, spacing: JsonValue) -> list[Rule]:
    """Full-width blocks reach over the padding of their container."""
    if spacing is None:
        return []
    padding = compute({"spacing": spacing}).declarations
    rules = []
    for side in ("right", "left"):
        value = padding.get(f"padding-{side}")
        if value is not None:
            width = "0px" if value == "0" else to_text(value)
            rules.append(Rule(f"{selector} > .alignfull", {f"margin-{side}": f"calc({width} * -1)"}))
    return rules


def _flex(selector: str, values: JsonObject, gap: Gap, *, override: Override | None) -> list[Rule]:
    rules = []
    if values.get("flexWrap") == "nowrap" and (override is None or override.has("flexWrap")):
        rules.append(Rule(selector, {"flex-wrap": "nowrap"}))
    rules += _gap_rule(selector, gap, override)
    if to_text(values.get("orientation", "horizontal")) == "horizontal":
        return rules + _row(selector, values, override=override)
    return rules + _column(selector, values, override=override)


def _gap_rule(selector: str, gap: Gap, override: Override | None) -> list[Rule]:
    if not gap.supported or gap.skipped or gap.value is None or (override is not None and not override.gap):
        return []
    return [Rule(selector, {"gap": gap.combined()})]


def _row(selector: str, values: JsonObject, *, override: Override | None) -> list[Rule]:
    rules = []
    justify = {**_JUSTIFY, "space-between": "space-between"}.get(to_text(values.get("justifyContent")))
    align = {**_ALIGN, "stretch": "stretch"}.get(to_text(values.get("verticalAlignment")))
    if justify and (override is None or override.has("justifyContent", "orientation")):
        rules.append(Rule(selector, {"justify-content": justify}))
    if align and (override is None or override.has("verticalAlignment", "orientation")):
        rules.append(Rule(selector, {"align-items": align}))
    return rules


def _column(selector: str, values: JsonObject, *, override: Override | None) -> list[Rule]:
    rules = []
    justify = {**_JUSTIFY, "stretch": "stretch"}.get(to_text(values.get("justifyContent")), "flex-start")
    align = {**_ALIGN, "space-between": "space-between"}.get(to_text(values.get("verticalAlignment")))
    if override is None or override.has("orientation"):
        rules.append(Rule(selector, {"flex-direction": "column"}))
    if override is None or override.has("justifyContent", "orientation"):
        rules.append(Rule(selector, {"align-items": justify}))
    if align and (override is None or override.has("verticalAlignment", "orientation")):
        rules.append(Rule(selector, {"justify-content": align}))
    return rules


def _grid(
    selector: str, values: JsonObject, gap: Gap, *, base: JsonObject, override: Override | None
) -> list[Rule]:
    rules = []
    columns = _grid_columns(values, gap, override=override)
    if columns:
        declarations = {"grid-template-columns": columns}
        was_flexible = is_empty(base.get("columnCount")) or not is_empty(base.get("minimumColumnWidth"))
        is_flexible = is_empty(values.get("columnCount")) or not is_empty(values.get("minimumColumnWidth"))
        if is_flexible and (override is None or not was_flexible):
            declarations["container-type"] = "inline-size"
        rules.append(Rule(selector, declarations))
    rows = values.get("rowCount")
    if (
        not is_empty(values.get("columnCount"))
        and not is_empty(rows)
        and (override is None or override.has("rowCount"))
    ):
        rules.append(Rule(selector, {"grid-template-rows": f"repeat({to_text(rows)}, minmax(1rem, auto))"}))
    return rules + _gap_rule(selector, gap, override)


def _grid_columns(values: JsonObject, gap: Gap, *, override: Override | None) -> str:
    count, minimum = values.get("columnCount"), values.get("minimumColumnWidth")
    has_both = not is_empty(count) and not is_empty(minimum)
    if override is not None:
        uses_gap = override.gap and has_both
        if not uses_gap and not override.has("minimumColumnWidth", "columnCount", "autoFit"):
            return ""
    placement = "auto-fill" if is_empty(values.get("autoFit")) else "auto-fit"
    number, width = to_text(count), to_text(minimum)
    if has_both:
        between = _responsive_gap(gap)
        widest = f"max(min({width}, 100%), (100% - ({between} * ({number} - 1))) /{number})"
        return f"repeat({placement}, minmax({widest}, 1fr))"
    if not is_empty(count):
        return f"repeat({number}, minmax(0, 1fr))"
    return (
        f"repeat({placement}, minmax(min({width if not is_empty(minimum) else _DEFAULT_COLUMN}, 100%), 1fr))"
    )


def _responsive_gap(gap: Gap) -> str:
    if gap.supported and gap.value is not None:
        value: JsonValue = gap.combined()
    elif isinstance(gap.fallback, Mapping):
        first = next(iter(gap.fallback.values()), None)
        value = gap.fallback.get("left") if gap.fallback.get("left") is not None else first
    else:
        value = gap.fallback
    return "0px" if to_text(value) == "0" else to_text(value)


def child_rules(
    selector: str, layout: JsonObject, parent: JsonObject, *, override: JsonObject | None = None
) -> list[Rule]:
    """The rules of a block inside a flex or grid container (`wp_get_child_layout_style_rules`)."""
    changed = None if override is None else Override(override)
    values = layout if override is None else {**layout, **override}
    declarations = {**_flex_child(values, layout, changed), **_grid_child(values, changed)}
    rules = [Rule(selector, declarations)] if declarations else []
    breaks = is_empty(parent.get("columnCount")) or not is_empty(parent.get("minimumColumnWidth"))
    start, span = values.get("columnStart"), values.get("columnSpan")
    if override is None and breaks and not (is_empty(start) and is_empty(span)):
        rules.append(_grid_break(selector, start=start, span=span, width=parent.get("minimumColumnWidth")))
    return rules


def _flex_child(values: JsonObject, base: JsonObject, override: Override | None) -> dict[str, str]:
    if override is not None and not override.has("selfStretch", "flexSize"):
        return {}
    declarations: dict[str, str] = {}
    stretch, before = values.get("selfStretch"), base.get("selfStretch")
    was_sized = before in ("fixed", "fixedNoShrink")
    if override is not None and stretch in ("fit", "fill") and was_sized and base.get("flexSize") is not None:
        declarations["flex-basis"] = "unset"
        if before == "fixedNoShrink":
            declarations["flex-shrink"] = "unset"
    size = values.get("flexSize")
    if stretch in ("fixed", "fixedNoShrink") and size is not None:
        declarations["flex-basis"] = to_text(size)
        if stretch == "fixedNoShrink":
            declarations["flex-shrink"] = "0"
        elif override is not None and before == "fixedNoShrink":
            declarations["flex-shrink"] = "unset"
        declarations["box-sizing"] = "border-box"
    elif stretch == "fill":
        declarations["flex-grow"] = "1"
    return declarations


def _grid_child(values: JsonObject, override: Override | None) -> dict[str, str]:
    declarations = {}
    for axis in ("column", "row"):
        if override is None or override.has(f"{axis}Start", f"{axis}Span"):
            place = _place(values.get(f"{axis}Start"), values.get(f"{axis}Span"))
            if place:
                declarations[f"grid-{axis}"] = place
    return declarations


def _place(start: JsonValue, span: JsonValue) -> str:
    if is_empty(span):
        return "" if is_empty(start) else to_text(start)
    return f"span {to_text(span)}" if is_empty(start) else f"{to_text(start)} / span {to_text(span)}"


def _grid_break(selector: str, *, start: JsonValue, span: JsonValue, width: JsonValue) -> Rule:
    """Below the width that its columns need, a block in a grid takes what room there is."""
    spans, starts = to_float(span), to_float(start)
    columns = starts + spans - 1 if spans and starts else spans or starts
    column = _DEFAULT_COLUMN if is_empty(width) else to_text(width)
    number = to_float(column)
    before, found, unit = column.partition(to_text(number))
    if not found or before:
        number, unit = 12.0, "rem"
    elif unit not in {"px", "rem", "em"}:
        unit = "rem"
    between = 24 if unit == "px" else 1.5
    needed = max(columns * number + (columns - 1) * between, number * 2 + between - 1)
    is_wide = not is_empty(span) and to_float(span) > 1
    declarations = {"grid-column": "1/-1" if is_wide else "auto", "grid-row": "auto"}
    return Rule(selector, declarations, group=f"@container (max-width: {to_text(needed)}{unit} )")


def child_layout(layout: JsonValue) -> dict[str, JsonValue]:
    """The keys of a layout that place a block inside its parent."""
    found = mapping(layout)
    return {key: value for key, value in found.items() if key in CHILD_KEYS}


def container_layout(layout: JsonValue) -> dict[str, JsonValue]:
    """The keys of a layout that arrange a block's own children."""
    return {key: value for key, value in mapping(layout).items() if key not in CHILD_KEYS}
