"""States of blocks and narrow screens make a class and rules."""

import re

import pytest

from engine.content.blocks.needs import Data
from engine.content.blocks.published import published_types
from engine.content.blocks.rendering import Rendered
from engine.content.blocks.walk import core_environment, render
from engine.content.global_styles.designs import merged_design
from engine.content.styles.selectors import split

ENVIRONMENT = core_environment(merged_design(published_types()).theme)
BUTTON = '<div class="wp-block-button"><a class="wp-block-button__link wp-element-button">a</a></div>'


def _rendered(name: str, style: str, html: str) -> Rendered:
    text = f'<!-- wp:{name} {{"style":{style}}} -->{html}<!-- /wp:{name} -->'
    return render(text, ENVIRONMENT, Data())


def test_render_colour_under_pointer_becomes_rule_of_the_link() -> None:
    rendered = _rendered("button", '{":hover":{"color":{"background":"var:preset|color|contrast"}}}', BUTTON)
    found = re.match(r'<div class="wp-block-button (wp-states-[0-9a-f]{8})">', rendered.html)
    assert found
    assert rendered.css == (
        f".{found[1]} .wp-block-button__link:hover{{background-color:var(--wp--preset--color--contrast) "
        "!important;background-image:unset !important;}"
    )


def test_render_border_on_narrow_screen_is_drawn() -> None:
    rendered = _rendered("group", '{"@mobile":{"border":{"color":"#abc"}}}', "<div>a</div>")
    assert "@media (width <= 480px){.wp-states-" in rendered.css
    assert "{border-color:#abc !important;border-style:solid;}" in rendered.css


def test_render_elements_on_narrow_screen_get_rules_of_their_own() -> None:
    style = '{"@tablet":{"elements":{"link":{"color":{"text":"red"},":hover":{"color":{"text":"blue"}}}}}}'
    css = _rendered("group", style, "<div>a</div>").css
    assert "a:where(:not(.wp-element-button)){color:red !important;}" in css
    assert "a:where(:not(.wp-element-button)):hover{color:blue !important;}" in css


@pytest.mark.parametrize(
    "style", ['{":hover":{"color":{"text":"red"}}}', '{"@wide":{"color":{"text":"red"}}}', "[]"]
)
def test_render_states_that_no_paragraph_has_change_nothing(style: str) -> None:
    assert "wp-states" not in _rendered("paragraph", style, "<p>a</p>").html


def test_render_menu_shares_its_layout_on_narrow_screens_with_its_list() -> None:
    text = (
        '<!-- wp:navigation {"style":{"@mobile":{"layout":{"orientation":"vertical","justifyContent":"right"}}}} -->'
        '<!-- wp:navigation-link {"label":"a","url":"/a"} /--><!-- /wp:navigation -->'
    )
    rendered = render(text, ENVIRONMENT, Data())
    (name,) = set(re.findall(r"wp-block-navigation-\d+(?!\d|-)", rendered.html))
    assert len(re.findall(rf'class="[^"]*\b{name}\b', rendered.html)) == 2
    assert (
        f".wp-block-navigation.{name},.wp-block-navigation.wp-block-navigation__container.{name}"
        in rendered.css
    )
    assert "--navigation-layout-direction:column;" in rendered.css


@pytest.mark.parametrize(
    ("selectors", "parts"),
    [
        ("a", ["a"]),
        ("a, b", ["a", " b"]),
        ("a:is(b,c),d", ["a:is(b,c)", "d"]),
        ("a)b,c", ["a)b", "c"]),
        ("", [""]),
    ],
)
def test_split_selectors_parts_at_outer_commas(selectors: str, parts: list[str]) -> None:
    assert split(selectors) == parts
