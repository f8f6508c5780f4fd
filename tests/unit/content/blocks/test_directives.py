import pytest

from engine.content.blocks.directives import process

SCOPE = 'data-wp-interactive=\'a\' data-wp-context=\'{"on":true,"off":false,"text":"t"}\''


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param('<p data-wp-bind--title="context.text">', 'title="t"', id="value"),
        pytest.param('<p data-wp-bind--hidden="context.on">', "hidden ", id="true-has-no-value"),
        pytest.param(
            '<p data-wp-bind--aria-busy="!context.on">', 'aria-busy="false"', id="aria-spells-it-out"
        ),
        pytest.param('<p class="x" data-wp-class--x="context.off">', "<p  data-wp", id="class-off"),
        pytest.param('<p data-wp-class--x="!context.off">', 'class="x"', id="class-on"),
    ],
)
def test_process_binds_what_the_context_says(inner: str, expected: str) -> None:
    assert expected in process(f"<div {SCOPE}>{inner}</p></div>")


def test_process_unknown_state_takes_the_attribute_away() -> None:
    html = process(f'<div {SCOPE}><b type="x" data-wp-bind--type="state.none"></b></div>')
    assert ' type="x"' not in html


@pytest.mark.parametrize("inner", ["<p>", "</p>", "<b></i>"])
def test_process_tags_that_do_not_match_leave_the_html_alone(inner: str) -> None:
    html = f'<div {SCOPE} data-wp-bind--title="context.text">{inner}</div>'
    assert process(html) == html


def test_process_drawings_are_passed_over() -> None:
    html = process(f'<div {SCOPE} data-wp-bind--title="context.text"><svg><path/></svg></div>')
    assert 'title="t"' in html
