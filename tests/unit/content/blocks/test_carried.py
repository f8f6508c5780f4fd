"""What a page carries for its blocks, and which texts are the same on every page."""

from typing import TYPE_CHECKING

import pytest

from engine.content.blocks.needs import Data
from engine.content.blocks.published import published_types
from engine.content.blocks.rendering import PageState
from engine.content.blocks.walk import core_environment, render
from engine.content.global_styles.designs import merged_design
from engine.content.styles.stylesheet import Rule, Stylesheet

if TYPE_CHECKING:
    from engine.content.json_values import JsonValue

ENVIRONMENT = core_environment(merged_design(published_types()).theme)
GROUP = '<!-- wp:group {"layout":{"type":"flex","verticalAlignment":"top"}} --><div>a</div><!-- /wp:group -->'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>a</p>", True),
        ("<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->", True),
        (GROUP, True),
        ("<!-- wp:site-title /-->", False),
        ("<!-- wp:loginout /-->", False),
        ("<!-- wp:post-title /-->", False),
        ("<!-- wp:latest-posts /-->", False),
        ("<!-- wp:search /-->", False),
        (
            '<!-- wp:group {"style":{"elements":{"link":{"color":{"text":"red"}}}}} --><div>a</div><!-- /wp:group -->',
            False,
        ),
    ],
)
def test_render_says_whether_text_is_same_everywhere(text: str, *, expected: bool) -> None:
    context: dict[str, JsonValue] = {"postId": 1, "postType": "post"}
    assert render(text, ENVIRONMENT, Data(), context=context).stands_alone is expected


def test_text_whose_question_was_answered_before_does_not_stand_alone() -> None:
    context: dict[str, JsonValue] = {"postId": 1, "postType": "post"}
    text = "<!-- wp:post-title /-->"
    data = Data()
    render(text, ENVIRONMENT, data, context=context)
    answered = data.with_answers(dict.fromkeys(data.missing))

    assert not render(text, ENVIRONMENT, answered, context=context).stands_alone
    assert not answered.missing


def test_render_adds_to_what_page_carries() -> None:
    state = PageState()
    first = render(GROUP, ENVIRONMENT, Data(), state=state).css
    second = render(GROUP.replace("top", "bottom"), ENVIRONMENT, Data(), state=state).css
    assert "align-items:flex-start" in first
    assert second.startswith(first)
    assert "align-items:flex-end" in second


def test_block_of_a_theme_that_lays_out_itself_keeps_the_classes_and_makes_no_rules() -> None:
    design = merged_design(published_types(), features={"disable-layout-styles": True})
    shown = render(GROUP, core_environment(design.theme), Data())
    assert "is-layout-flex" in shown.html
    assert "wp-container" not in shown.html
    assert "align-items" not in shown.css


def test_join_carries_both() -> None:
    alone = render(GROUP, ENVIRONMENT, Data()).carried
    state = PageState()
    state.carried.join(alone)
    assert state.carried.styles.css() == alone.styles.css()
    assert alone is not state.carried


def test_join_lets_later_declarations_win() -> None:
    one, other = Stylesheet(), Stylesheet()
    one.add([Rule("a", {"color": "red", "margin": "0"}, important=True)])
    other.add([Rule("a", {"color": "blue"}), Rule("b", {"color": "red"})])
    one.join(other)
    assert one.css() == "a{color:blue;margin:0 !important;}b{color:red;}"


def test_page_carries_names_of_blocks_that_show_something() -> None:
    empty = "<!-- wp:group --><!-- wp:spacer /--><!-- /wp:group --><!-- wp:quote /-->"
    text = "<!-- wp:cover --><div><!-- wp:code --><pre>x</pre><!-- /wp:code --></div><!-- /wp:cover -->"

    assert list(render(empty + text, ENVIRONMENT, Data()).carried.blocks) == ["core/code", "core/cover"]


def test_block_that_hides_what_is_in_it_names_nothing() -> None:
    title = "<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->"
    hidden = f"<!-- wp:comments -->{title}<!-- /wp:comments -->"

    assert not render(hidden, ENVIRONMENT, Data()).carried.blocks
