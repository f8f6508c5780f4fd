from engine.content.chain import Parts, content_steps, the_content
from engine.content.shortcodes import Shortcode


def _unchanged(text: str) -> str:
    return text


def test_the_content_classic_text_gets_paragraphs_and_typography() -> None:
    assert the_content('a "b"\n\nc', Parts(_unchanged)) == "<p>a &#8220;b&#8221;</p>\n<p>c</p>\n"


def test_the_content_blocks_keep_their_own_paragraphs() -> None:
    assert (
        the_content("<!-- wp:x /-->a\n\nb", Parts(lambda text: text.removeprefix("<!-- wp:x /-->")))
        == "a\n\nb"
    )


def test_the_content_shortcodes_come_after_paragraphs() -> None:
    def greet(_use: Shortcode) -> str:
        return "<b>hi</b>"

    assert the_content("[hi]", Parts(_unchanged, shortcodes={"hi": greet})) == "<b>hi</b>\n"


def test_content_steps_stand_in_the_order_of_their_priorities() -> None:
    priorities = [
        step.priority for step in content_steps(Parts(_unchanged, embed=_unchanged), in_blocks=False)
    ]
    assert priorities == sorted(priorities)
