from engine.content.json_values import JsonObject, at
from engine.content.styles.fluid import font_size
from engine.content.styles.theme import core_theme_json, merge, preset, viewport_queries


def test_merge_presets_stay_apart_by_origin() -> None:
    theme = merge(
        {"settings": {"color": {"palette": [{"slug": "a", "color": "#000"}]}}},
        {"settings": {"color": {"palette": [{"slug": "a", "color": "#111"}]}}},
    )
    assert at(theme.settings, "color", "palette", "default", 0, "color") == "#000"
    assert preset(theme, ("color", "palette"), "a")["color"] == "#111"


def test_merge_appearance_tools_open_what_the_theme_leaves_alone() -> None:
    theme = merge(core_theme_json(), {"settings": {"appearanceTools": True, "spacing": {"margin": False}}})
    assert at(theme.settings, "spacing", "blockGap") is True
    assert at(theme.settings, "spacing", "margin") is False


def test_merge_later_styles_win_key_by_key() -> None:
    theme = merge(
        {"styles": {"color": {"text": "a", "background": "b"}}}, {"styles": {"color": {"text": "c"}}}
    )
    assert theme.styles["color"] == {"text": "c", "background": "b"}


def test_viewport_queries_widths_come_from_the_theme_where_they_are_lengths() -> None:
    assert viewport_queries({"mobile": "30em", "tablet": "red"}) == {"@mobile": "@media (width <= 30em)"}
    assert viewport_queries(None)["@tablet"] == "@media (480px < width <= 782px)"


def test_font_size_grows_with_the_window_only_above_the_limit() -> None:
    settings: JsonObject = {"typography": {"fluid": True}, "layout": {"wideSize": "1000px"}}
    assert font_size("12px", settings) == "12px"
    assert font_size("33px", settings) == "clamp(20.515px, 1.282rem + ((1vw - 3.2px) * 1.836), 33px)"
    assert font_size("33px", settings, fluid=False) == "33px"
    assert font_size("calc(1px)", settings) == "calc(1px)"
