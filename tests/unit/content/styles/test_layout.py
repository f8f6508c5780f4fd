import pytest

from engine.content.json_values import JsonObject, JsonValue
from engine.content.styles.layout import Gap, Override, child_rules, layout_rules, safe_gap
from engine.content.styles.stylesheet import Rule, Stylesheet


def _css(rules: list[Rule]) -> str:
    sheet = Stylesheet()
    sheet.add(rules)
    return sheet.css()


@pytest.mark.parametrize(
    ("layout", "gap", "css"),
    [
        pytest.param({}, None, "", id="flow-without-gap"),
        pytest.param(
            {},
            "3px",
            ".a > *{margin-block-start:0;margin-block-end:0;}.a > * + *{margin-block-start:3px;margin-block-end:0;}",
            id="flow",
        ),
        pytest.param(
            {"type": "flex", "flexWrap": "nowrap"},
            {"top": "1px", "left": "2px"},
            ".a{flex-wrap:nowrap;gap:1px 2px;}",
            id="row",
        ),
        pytest.param(
            {"type": "flex", "orientation": "vertical"},
            None,
            ".a{flex-direction:column;align-items:flex-start;}",
            id="column",
        ),
        pytest.param(
            {"type": "grid", "columnCount": 3},
            None,
            ".a{grid-template-columns:repeat(3, minmax(0, 1fr));}",
            id="grid",
        ),
        pytest.param(
            {"type": "grid"},
            None,
            ".a{grid-template-columns:repeat(auto-fill, minmax(min(12rem, 100%), 1fr));container-type:inline-size;}",
            id="grid-auto",
        ),
        pytest.param(
            {"type": "constrained", "justifyContent": "left"},
            None,
            ".a > :where(:not(.alignleft):not(.alignright):not(.alignfull)){margin-left:0 !important;}",
            id="left",
        ),
        pytest.param({"type": ["flex"]}, "3px", "", id="wrong-shape"),
    ],
)
def test_layout_rules_follow_type_and_gap(layout: JsonObject, gap: JsonValue, css: str) -> None:
    assert _css(layout_rules(".a", layout, Gap(gap, supported=True))) == css


def test_layout_rules_on_narrow_screens_hold_only_what_changes() -> None:
    rules = layout_rules(
        ".a",
        {"type": "flex", "flexWrap": "nowrap"},
        Gap("1px", supported=True),
        override=Override({"orientation": "vertical"}),
    )
    assert _css(rules) == ".a{flex-direction:column;align-items:flex-start;}"


def test_child_rules_wide_children_of_a_grid_break_in_small_containers() -> None:
    rules = child_rules(".a", {"columnSpan": 2}, {"minimumColumnWidth": "10rem"})
    assert (
        _css(rules)
        == ".a{grid-column:span 2;}@container (max-width: 21.5rem ){.a{grid-column:1/-1;grid-row:auto;}}"
    )


@pytest.mark.parametrize("value", ["calc(1px)", "1px}", "a=b", "/*"])
def test_safe_gap_what_could_leave_the_declaration_is_dropped(value: str) -> None:
    assert safe_gap(value) is None
    assert safe_gap({"top": value, "left": "1px"}) == {"top": None, "left": "1px"}
