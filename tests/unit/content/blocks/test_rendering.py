from engine.content.blocks.rendering import render


def test_render_delimiters_are_gone_and_text_stays() -> None:
    assert (
        render("a<!-- wp:group --><div><!-- wp:x -->b<!-- /wp:x --></div><!-- /wp:group -->c")
        == "a<div>b</div>c"
    )
