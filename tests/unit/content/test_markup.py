import pytest

from engine.content.markup import Markup, add_classes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("<p>a</p>", '<p class="x">a</p>', id="new"),
        pytest.param("<p class='a  b'>", '<p class="a  b x">', id="spaces-stay"),
        pytest.param('<p class="x">', '<p class="x">', id="already-there"),
        pytest.param("<!-- <i> --><p>", '<!-- <i> --><p class="x">', id="comments-are-no-tags"),
        pytest.param("<!--><p>", '<!--><p class="x">', id="abrupt-comment"),
        pytest.param("<br/>", '<br class="x"/>', id="self-closing"),
        pytest.param('<p title="a>b" CLASS=c>', '<p title="a>b" class="c x">', id="quoted-bracket"),
        pytest.param("a < b", "a < b", id="no-tag"),
        pytest.param('<p class="a', '<p class="a', id="unfinished"),
        pytest.param("<script><p></script><b>", '<script class="x"><p></script><b>', id="script-is-a-tag"),
        pytest.param("<script>", "<script>", id="endless-script"),
        pytest.param("</p><b>", '</p><b class="x">', id="closing-tags-are-passed-over"),
    ],
)
def test_add_classes_changes_only_the_first_tag(text: str, expected: str) -> None:
    assert add_classes(text, "x") == expected


def test_tag_new_attributes_stand_sorted_after_the_name() -> None:
    markup = Markup("<video controls>")
    tag = markup.next("VIDEO")
    assert tag is not None
    tag.set("width", "1")
    tag.set("height", "2")
    tag.set("hidden", True)
    assert str(markup) == '<video height="2" hidden width="1" controls>'


def test_tag_values_are_decoded_and_escaped() -> None:
    markup = Markup("<a title='&lt;b&gt;'>")
    tag = markup.next()
    assert tag is not None
    assert tag.get("title") == "<b>"
    tag.set("title", "\"'<&")
    assert str(markup) == '<a title="&quot;&apos;&lt;&amp;">'


def test_tag_changed_before_later_ones_are_found_keeps_its_change() -> None:
    markup = Markup("<p><i class='a b'>")
    for tag in markup.tags():
        tag.set("id", tag.name.lower())
        tag.remove_class("a")
    assert str(markup) == '<p id="p"><i id="i" class="b">'


def test_next_class_and_name_are_both_asked_for() -> None:
    tag = Markup('<p class="y"><b class="x"><i class="x y">').next("I", "P", class_name="x")
    assert tag is not None
    assert tag.name == "I"


@pytest.mark.parametrize(
    ("html", "styled"),
    [
        ("<p>a</p>", '<p style="color:red">a</p>'),
        ('<p style="top:0">a</p>', '<p style="top:0;color:red">a</p>'),
        ('<p style="top:0;">a</p>', '<p style="top:0;color:red">a</p>'),
    ],
)
def test_style_is_written_behind_the_tags_own(html: str, styled: str) -> None:
    markup = Markup(html)
    tag = markup.next()
    assert tag
    tag.add_style("color:red")
    assert str(markup) == styled
