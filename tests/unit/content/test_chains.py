import pytest

from engine.content import chains, hooks, pipeline
from engine.content.passage import Passage
from engine.content.shortcodes import Shortcode
from engine.hooks import Registry


@pytest.fixture
def registry() -> Registry:
    registry = Registry()
    chains.add_default_filters(registry)
    return registry


def test_content_through_hooks_is_content_through_pipeline(registry: Registry) -> None:
    text = 'He said "no" :)\n\nWordpress -- it\'s [gallery]'
    assert registry.apply_sync(hooks.the_content, text, Passage()) == pipeline.render_content(text)


def test_callback_before_paragraphs_sees_text_as_typed(registry: Registry) -> None:
    seen: list[str] = []

    def look(text: str, _passage: Passage) -> str:
        seen.append(text)
        return text

    registry.add_filter(hooks.the_content, look, 9)
    registry.add_filter(hooks.the_content, look, 11)
    registry.apply_sync(hooks.the_content, "it's", Passage())
    assert seen == ["it's", "<p>it&#8217;s</p>\n"]


def test_removed_default_callback_no_longer_runs(registry: Registry) -> None:
    assert registry.remove(hooks.the_content, chains.wpautop)
    assert registry.apply_sync(hooks.the_content, "a\n\nb", Passage()) == "a\n\nb"


def test_title_keeps_its_smilies_and_makes_no_paragraph(registry: Registry) -> None:
    assert registry.apply_sync(hooks.the_title, " Wordpress :) ", 7) == "WordPress :)"


def test_comment_links_and_closes_tags(registry: Registry) -> None:
    shown = registry.apply_sync(
        hooks.comment_text, "<b>see http://a.example", Passage(home="http://b.example")
    )
    assert shown == '<p><b>see <a href="http://a.example" rel="nofollow ugc">http://a.example</a></b></p>\n'


@pytest.mark.parametrize(("wanted", "shown"), [(True, "<b>x</b>"), (False, "<b>x")])
def test_widget_text_is_balanced_where_the_site_wants_it(
    registry: Registry, *, wanted: bool, shown: str
) -> None:
    assert registry.apply_sync(hooks.widget_text, "<b>x", Passage(balances_tags=wanted)) == shown


def test_shortcode_of_a_plugin_stands_without_paragraph(registry: Registry) -> None:
    def answer(shortcode: Shortcode) -> str:
        return f"<div>{shortcode.attributes['a']}</div>"

    passage = Passage(shortcodes={"mine": answer})
    assert registry.apply_sync(hooks.the_content, '[mine a="b--c"]', passage) == "<div>b--c</div>\n"


def test_text_of_blocks_gets_no_paragraphs_and_is_rendered_by_their_renderer() -> None:
    passage = Passage(render_blocks=lambda text: text.replace("<!-- wp:x -->", "[x]"))
    assert pipeline.render_content("<!-- wp:x -->a\n\nb", passage=passage) == "[x]a\n\nb"


def test_smilies_stay_typed_where_the_site_does_not_draw_them() -> None:
    assert pipeline.render_excerpt(":)", passage=Passage(use_smilies=False)) == "<p>:)</p>\n"


def test_insecure_address_of_a_secure_site_is_corrected() -> None:
    passage = Passage(home="https://a.example")
    assert pipeline.render_content("http://a.example/x", passage=passage) == "<p>https://a.example/x</p>\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("one two three", "one two &hellip;"),
        ("one<!--more-->two", "one"),
        ("one<!--nextpage-->two", "one"),
        ("[gallery]one", "one"),
        (
            "<!-- wp:image --><img src=x><!-- /wp:image --><!-- wp:paragraph --><p>one</p><!-- /wp:paragraph -->",
            "one",
        ),
    ],
)
def test_excerpt_of_content_has_its_first_words(content: str, expected: str) -> None:
    assert pipeline.trim_excerpt(content, length=2, more=" &hellip;") == expected


def test_content_steps_stand_in_the_order_of_their_priorities() -> None:
    priorities = [priority for priority, _ in chains.THE_CONTENT]
    assert priorities == sorted(priorities)


def test_attachment_stands_before_its_text() -> None:
    assert pipeline.render_content("x", passage=Passage(prepended=lambda: "<img>")) == "<img>\n<p>x</p>\n"


def test_embed_of_a_lone_address_stands_without_paragraph() -> None:
    passage = Passage(embeds=lambda url, _attributes: f"<figure>{url}</figure>")
    assert (
        pipeline.render_content("http://a.example", passage=passage) == "<figure>http://a.example</figure>\n"
    )
