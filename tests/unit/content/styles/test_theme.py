import json

from engine.content.json_values import JsonObject, JsonValue, at, mapping
from engine.content.styles.documents import cleaned
from engine.content.styles.fluid import font_size
from engine.content.styles.theme import Theme, core_theme_json, merge, preset
from engine.content.styles.viewports import viewport_queries


def _merged(*documents: JsonObject) -> Theme:
    origins = ("default", "theme", "custom")
    return merge(
        *(cleaned({"version": 3, **one}, origin, {}) for one, origin in zip(documents, origins, strict=False))
    )


def test_merge_presets_stay_apart_by_origin() -> None:
    theme = _merged(
        {"settings": {"color": {"palette": [{"slug": "a", "color": "#000"}]}}},
        {"settings": {"color": {"palette": [{"slug": "a", "color": "#111"}]}}},
    )
    assert at(theme.settings, "color", "palette", "default", 0, "color") == "#000"
    assert preset(theme, ("color", "palette"), "a")["color"] == "#111"


def test_merge_appearance_tools_open_what_the_theme_leaves_alone() -> None:
    theme = _merged(core_theme_json(), {"settings": {"appearanceTools": True, "spacing": {"margin": False}}})
    assert at(theme.settings, "spacing", "blockGap") is True
    assert at(theme.settings, "spacing", "margin") is False


def test_merge_later_styles_win_key_by_key() -> None:
    theme = _merged(
        {"styles": {"color": {"text": "a", "background": "b"}}}, {"styles": {"color": {"text": "c"}}}
    )
    assert theme.styles["color"] == {"text": "c", "background": "b"}


def test_merge_image_replaces_the_one_below_as_a_whole() -> None:
    theme = _merged(
        {"styles": {"background": {"backgroundImage": {"url": "a", "id": 1}, "backgroundSize": "cover"}}},
        {"styles": {"background": {"backgroundImage": {"url": "b"}}}},
    )
    assert theme.styles["background"] == {"backgroundImage": {"url": "b"}, "backgroundSize": "cover"}


def test_cleaned_document_without_a_version_says_nothing() -> None:
    assert cleaned({"styles": {"color": {"text": "a"}}}, "theme", {}) == {"version": 3}


def test_cleaned_older_document_says_it_in_todays_terms() -> None:
    old: JsonObject = {
        "version": 1,
        "settings": {
            "border": {"customRadius": True},
            "typography": {"fontSizes": [{"slug": "a", "size": "1px"}]},
        },
    }
    settings = mapping(cleaned(old, "theme", {}), "settings")
    assert at(settings, "border", "radius") is True
    assert at(settings, "typography", "defaultFontSizes") is False


def test_cleaned_document_is_no_deeper_than_anything_sensible() -> None:
    deep: JsonValue = "x"
    for _ in range(500):
        deep = {"a": deep}
    kept = cleaned({"version": 3, "settings": {"custom": deep}}, "custom", {})
    assert len(json.dumps(kept)) < 300


def test_viewport_queries_widths_come_from_the_theme_where_they_are_lengths() -> None:
    assert viewport_queries({"mobile": "30em", "tablet": "red"}) == {"@mobile": "@media (width <= 30em)"}
    assert viewport_queries(None)["@tablet"] == "@media (480px < width <= 782px)"


def test_font_size_grows_with_the_window_only_above_the_limit() -> None:
    settings: JsonObject = {"typography": {"fluid": True}, "layout": {"wideSize": "1000px"}}
    assert font_size("12px", settings) == "12px"
    assert font_size("33px", settings) == "clamp(20.515px, 1.282rem + ((1vw - 3.2px) * 1.836), 33px)"
    assert font_size("33px", settings, fluid=False) == "33px"
    assert font_size("calc(1px)", settings) == "calc(1px)"
