"""theme.json as one document of all who have a say, and the sheet that pages carry."""

import json
from typing import Any

import pytest

from engine.content.blocks.published import published_types
from engine.content.blocks.types import BlockStyle
from engine.content.global_styles.designs import Design, merged_design, of_site, variation
from engine.content.global_styles.variations import variation_rules
from engine.content.json_values import JsonObject, JsonValue, at

TYPES = published_types()


def _text(**parts: Any) -> str:
    return json.dumps({"version": 3, **parts})


def _design(theme: str = "", site: dict[str, Any] | None = None) -> Design:
    own = json.dumps({"version": 3, "isGlobalStylesUserThemeJSON": True, **site}) if site else ""
    return merged_design(TYPES, theme, own)


def _settings(**settings: Any) -> Any:
    return _design(_text(settings=settings)).theme.settings


def _sizes(scale: dict[str, Any]) -> list[Any]:
    spacing = {"spacingScale": scale, "defaultSpacingSizes": False}
    sizes: list[Any] = _settings(spacing=spacing)["spacing"]["spacingSizes"]["theme"]
    return sizes


def test_presets_of_a_theme_may_not_have_slugs_of_those_they_stand_beside() -> None:
    sizes = [{"slug": "small", "size": "1px"}, {"slug": "own", "size": "2px"}]

    assert _settings(typography={"fontSizes": sizes})["typography"]["fontSizes"]["theme"] == sizes[1:]


def test_presets_of_a_theme_may_have_any_slug_where_they_stand_alone() -> None:
    sizes = [{"slug": "own", "size": "1px"}, {"slug": "small", "size": "1px"}]
    found = _settings(typography={"fontSizes": sizes, "defaultFontSizes": False})

    assert found["typography"]["fontSizes"]["theme"] == [sizes[0], {**sizes[1], "name": "Small"}]


def test_scale_makes_sizes_named_like_shirts() -> None:
    scale = {"operator": "+", "increment": 2, "steps": 5, "mediumStep": 10, "unit": "px"}

    assert [(one["slug"], one["name"], one["size"]) for one in _sizes(scale)] == [
        ("30", "X-Small", "6px"), ("40", "Small", "8px"), ("50", "Medium", "10px"), ("60", "Large", "12px"),
        ("70", "X-Large", "14px"),
    ]  # fmt: skip


def test_scale_has_no_sizes_of_nothing() -> None:
    scale = {"operator": "+", "increment": 6, "steps": 5, "mediumStep": 10, "unit": "px"}

    assert [one["size"] for one in _sizes(scale)] == ["4px", "10px", "16px", "22px", "28px"]


def test_scale_with_hostile_steps_makes_few_sizes() -> None:
    scale = {"operator": "+", "increment": 1, "steps": 10**9, "mediumStep": 1, "unit": "px"}
    hostile = {"spacing": {"spacingScale": {**scale, "unit": "}x{"}}}

    assert len(_sizes(scale)) == 100
    assert _settings(**hostile)["spacing"]["spacingSizes"]["theme"] == []


def test_theme_without_a_document_has_wordpress_settings_and_styles() -> None:
    design = _design()

    assert design.theme.settings["color"]
    assert design.theme.styles["blocks"]
    assert not design.theme.has_theme_json


def test_what_means_nothing_to_wordpress_is_left_out() -> None:
    document: JsonObject = {"version": 3, "$schema": "x", "styles": {"evil": {}}, "evil": 1}

    assert variation(document, "dusk", TYPES) == {"version": 3, "title": "dusk"}


def test_presets_of_the_site_stand_apart() -> None:
    text = '{"version":3,"isGlobalStylesUserThemeJSON":true,"settings":{"color":{"palette":[{"slug":"a","color":"red"}]}}}'

    assert at(of_site(text, TYPES), "settings", "color", "palette") == {
        "custom": [{"slug": "a", "color": "red"}]
    }


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version":3,"styles":{}}', "[" * 100_000])
def test_site_text_that_is_no_design_says_nothing(text: str) -> None:
    assert of_site(text, TYPES) == {}


# The sheet.


def test_variables_of_presets_have_the_last_word_of_the_site() -> None:
    palette = [{"slug": "inkBlot2", "name": "Ink", "color": "#111"}]
    theme = _text(settings={"color": {"palette": palette}, "custom": {"lineHeight": {"body": 1.7}}})
    site = {"settings": {"color": {"palette": {"custom": [{"slug": "inkBlot2", "color": "#222"}]}}}}
    variables = _design(theme, site).sheet.variables

    assert "--wp--preset--color--ink-blot-2: #222;" in variables
    assert "--wp--custom--line-height--body: 1.7;" in variables
    assert (
        ".has-ink-blot-2-color{color: var(--wp--preset--color--ink-blot-2) !important;}"
        in _design(theme).sheet.presets
    )


def test_sizes_of_layouts_and_gaps_stand_before_the_page() -> None:
    theme = _text(
        settings={"appearanceTools": True, "layout": {"contentSize": "40rem"}},
        styles={"spacing": {"blockGap": "1rem"}, "color": {"text": "red"}},
    )
    base = _design(theme).sheet.base

    assert base.startswith(
        ":root { --wp--style--global--content-size: 40rem;--wp--style--global--wide-size: 40rem; }"
    )
    assert ":root :where(.is-layout-flow) > *{margin-block-start: 1rem;margin-block-end: 0;}" in base
    assert base.index(".is-layout-flex{") < base.index("body{color: red;")


def test_page_padding_becomes_variables_where_blocks_keep_it() -> None:
    theme = _text(
        settings={"useRootPaddingAwareAlignments": True}, styles={"spacing": {"padding": {"left": "9px"}}}
    )
    base = _design(theme).sheet.base

    assert "--wp--style--root--padding-left: 9px;" in base
    assert "padding-left: 9px" not in base.replace("--wp--style--root--padding-left: 9px", "")


def test_elements_have_states_and_follow_references() -> None:
    link = {"color": {"text": {"ref": "styles.color.text"}}, ":hover": {"color": {"text": "blue"}}}
    theme = _text(styles={"color": {"text": "red"}, "elements": {"link": link}})
    base = _design(theme).sheet.base

    assert "a:where(:not(.wp-element-button)){color: red;}" in base
    assert ":root :where(a:where(:not(.wp-element-button)):hover){color: blue;}" in base


def test_features_of_blocks_have_their_own_selectors() -> None:
    styles = {"blocks": {"core/image": {"border": {"radius": "5px"}, "color": {"text": "red"}}}}
    rules = dict(_design(_text(styles=styles)).sheet.blocks)["core/image"]

    assert rules.startswith(":root :where(.wp-block-image){color: red;}:root :where(.wp-block-image img, ")


def test_narrow_screens_and_custom_css_of_a_block() -> None:
    style = {"@mobile": {"color": {"text": "red"}}, "css": "color:tan;&:hover{color:blue}"}
    rules = "".join(css for _, css in _design(_text(styles={"blocks": {"core/quote": style}})).sheet.blocks)

    assert "@media (width <= 480px){:root :where(.wp-block-quote){color: red;}}" in rules
    assert ":root :where(.wp-block-quote){color:tan;}:root :where(.wp-block-quote:hover){color:blue}" in rules


def test_page_has_rules_of_the_blocks_on_it_and_css_of_its_owner() -> None:
    blocks = {"core/quote": {"color": {"text": "red"}}, "core/code": {"color": {"text": "tan"}}}
    sheet = _design(_text(styles={"blocks": blocks}), {"styles": {"css": "p{x:y}"}}).sheet
    page = sheet.page({"core/quote"})

    assert page.endswith("p{x:y}\n:root :where(.wp-block-quote){color: red;}")
    assert "wp-block-code" in sheet.page()
    assert "p{x:y}" not in sheet.page(with_custom=False)


def test_form_for_comments_has_the_rules_of_its_button() -> None:
    blocks = {"core/button": {"color": {"text": "red"}}, "core/code": {"color": {"text": "tan"}}}
    page = _design(_text(styles={"blocks": blocks})).sheet.page({"core/post-comments-form"})

    assert ":root :where(.wp-block-button .wp-block-button__link){color: red;}" in page
    assert "wp-block-code" not in page


def test_page_of_a_classic_theme_has_the_presets_that_it_names() -> None:
    sheet = _design().sheet
    page = sheet.classic_page({"core/pullquote"}, ["has-black-color", "has-own-color"], ["spacing--20"])

    assert page.startswith(
        ":root{--wp--preset--color--black: #000000;--wp--preset--spacing--20: 0.44rem;}:where(.is-layout-flex){gap: 0.5em;}"
    )
    assert ".has-black-color{color: var(--wp--preset--color--black) !important;}" in page
    assert page.endswith(":root :where(.wp-block-pullquote){font-size: 1.5em;line-height: 1.6;}")
    assert sheet.classic_page((), (), ()) == ""


def test_classic_theme_says_by_its_code_what_presets_come_to() -> None:
    sizes: list[JsonValue] = [
        {"slug": "small", "name": "Small", "size": 11},
        {"slug": "own", "name": "Own", "size": "2em"},
    ]
    palette: list[JsonValue] = [{"slug": "ink", "name": "Ink", "color": "#123"}]
    features: dict[str, JsonValue] = {
        "editor-font-sizes": sizes,
        "editor-color-palette": palette,
        "disable-custom-colors": True,
    }
    design = merged_design(TYPES, features=features)
    page = design.sheet.classic_page((), ["has-small-font-size", "has-own-font-size"], ["color--ink"])

    # The classes of its own presets are the theme's to write.
    assert page == (
        ":root{--wp--preset--color--ink: #123;--wp--preset--font-size--small: 11px;}"
        ".has-small-font-size{font-size: var(--wp--preset--font-size--small) !important;}"
    )
    assert at(design.theme.settings, "color", "custom") is False
    assert at(design.theme.settings, "color", "defaultPalette") is False


def test_theme_that_lays_blocks_out_itself_gets_no_rules_of_layouts() -> None:
    text = _text(settings={"spacing": {"blockGap": True}, "layout": {"contentSize": "40rem"}})
    usual = merged_design(TYPES, text)
    own = merged_design(TYPES, text, features={"disable-layout-styles": True})

    assert ".is-layout-flex{" in usual.sheet.base
    assert "is-layout" not in own.sheet.whole
    # What is not of a layout stays, such as the size of the content.
    assert "--wp--style--global--content-size: 40rem" in own.sheet.base


def test_theme_json_stands_above_what_code_says() -> None:
    features: dict[str, JsonValue] = {
        "editor-color-palette": [{"slug": "ink", "color": "red"}],
        "custom-units": ["px"],
    }
    text = _text(settings={"color": {"palette": [{"slug": "ink", "color": "blue"}]}})
    settings = merged_design(TYPES, text, features=features).theme.settings

    assert at(settings, "color", "palette", "theme") == [{"slug": "ink", "color": "blue"}]
    assert at(settings, "spacing", "units") == ["px"]
    assert at(settings, "color", "defaultPalette") is True


@pytest.mark.parametrize(
    "value", ["red}body{display:none", "red;x:y", "</style><script>", "a\\", 'url("x', "{", "<!--"]
)
def test_value_that_leaves_its_declaration_is_left_out(value: str) -> None:
    palette = [{"slug": "a", "color": value}]
    site = {
        "styles": {"color": {"text": value}, "blocks": {"core/quote": {"typography": {"fontSize": value}}}},
        "settings": {"color": {"palette": palette}, "custom": {"own": value}},
    }
    sheet = _design("", site).sheet

    assert f": {value};" not in sheet.whole


def test_classic_themes_have_gaps_but_no_alignments() -> None:
    base = _design().sheet.base

    assert ":where(.is-layout-flex){gap: 0.5em;}" in base
    assert ".alignleft" not in base


# Block styles.


def test_use_of_a_block_style_has_rules_of_its_own() -> None:
    design = _design()
    rules = variation_rules([("core/button", "outline", "is-style-outline--2")], design.theme, design.types)

    assert rules.startswith(
        ":root :where(.wp-block-button.is-style-outline--2 .wp-block-button__link){background: transparent none;"
    )


def test_style_of_a_block_that_a_plugin_registers_is_the_theme_to_change() -> None:
    looks = BlockStyle("core/quote", "loud", style={"color": {"text": "red", "background": "tan"}})
    theme = _text(styles={"blocks": {"core/quote": {"variations": {"loud": {"color": {"text": "blue"}}}}}})
    design = merged_design(TYPES.with_style(looks), theme)

    assert at(design.theme.styles, "blocks", "core/quote", "variations", "loud", "color") == {
        "text": "blue",
        "background": "tan",
    }
    assert at(_design(theme).theme.styles, "blocks", "core/quote") is None


def test_theme_may_bring_a_block_style_for_several_blocks() -> None:
    part: JsonObject = {
        "version": 3,
        "title": "Section A",
        "blockTypes": ["core/group"],
        "styles": {"color": {"text": "red"}},
    }
    types = TYPES.with_style(BlockStyle("core/group", "section-a"))
    design = merged_design(types, partials=[part])

    assert variation_rules([("core/group", "section-a", "is-style-section-a--1")], design.theme, types) == (
        ":root :where(.wp-block-group.is-style-section-a--1){color: red;}"
    )
