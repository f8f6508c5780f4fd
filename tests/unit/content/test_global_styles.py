"""theme.json as the editor asks for it."""

import json
from typing import Any

from engine.content.global_styles import of_user, published, variation
from engine.content.json_values import at


def _settings(**settings: Any) -> Any:
    return published(json.dumps({"version": 3, "settings": settings}))[0]


def _sizes(scale: dict[str, Any]) -> list[Any]:
    spacing = {"spacingScale": scale, "defaultSpacingSizes": False}
    sizes: list[Any] = _settings(spacing=spacing)["spacing"]["spacingSizes"]["theme"]
    return sizes


def test_presets_of_a_theme_may_not_have_slugs_of_those_they_stand_beside() -> None:
    sizes = [{"slug": "small", "size": "1px"}, {"slug": "own", "size": "2px"}]

    assert _settings(typography={"fontSizes": sizes})["typography"]["fontSizes"]["theme"] == sizes[1:]


def test_presets_of_a_theme_may_have_any_slug_where_they_stand_alone() -> None:
    sizes = [{"slug": "small", "size": "1px"}]
    found = _settings(typography={"fontSizes": sizes, "defaultFontSizes": False})

    assert found["typography"]["fontSizes"]["theme"] == sizes


def test_scale_makes_sizes_named_like_shirts() -> None:
    scale = {"operator": "+", "increment": 2, "steps": 5, "mediumStep": 10, "unit": "px"}
    sizes = _sizes(scale)

    assert [(one["slug"], one["name"], one["size"]) for one in sizes] == [
        ("30", "X-Small", "6px"), ("40", "Small", "8px"), ("50", "Medium", "10px"), ("60", "Large", "12px"),
        ("70", "X-Large", "14px"),
    ]  # fmt: skip


def test_scale_with_hostile_steps_makes_few_sizes() -> None:
    scale = {"operator": "+", "increment": 1, "steps": 10**9, "mediumStep": 1, "unit": "px"}

    assert len(_sizes(scale)) == 100
    assert (
        _settings(spacing={"spacingScale": {**scale, "unit": "}x{"}})["spacing"]["spacingSizes"]["theme"]
        == []
    )


def test_theme_without_a_document_has_wordpress_settings_and_styles() -> None:
    settings, styles = published("")

    assert settings["color"]
    assert styles["blocks"]


def test_what_means_nothing_to_wordpress_is_left_out() -> None:
    assert variation({"$schema": "x", "styles": {}, "evil": 1}, "dusk") == {"styles": {}, "title": "dusk"}


def test_presets_of_the_site_stand_apart() -> None:
    settings, _ = of_user({"settings": {"color": {"palette": [{"slug": "a", "color": "red"}]}}})

    assert at(settings, "color", "palette") == {"custom": [{"slug": "a", "color": "red"}]}
