from engine.content.blocks.needs import Data
from engine.content.blocks.walk import MAX_DEPTH, core_environment, render


def _html(text: str) -> str:
    return render(text, core_environment(), Data()).html


def test_render_unknown_blocks_show_their_saved_html() -> None:
    assert (
        _html("a<!-- wp:my/x --><div><!-- wp:my/y -->b<!-- /wp:my/y --></div><!-- /wp:my/x -->c")
        == "a<div>b</div>c"
    )


def test_render_deep_nesting_ends_without_an_error() -> None:
    depth = MAX_DEPTH * 50
    html = _html("<!-- wp:group --><p>" * depth + "x" + "</p><!-- /wp:group -->" * depth)
    assert html.count("<p") == MAX_DEPTH + 1
