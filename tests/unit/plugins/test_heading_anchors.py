"""Headings get ids of their words."""

import pytest

from engine.content.hooks import the_content
from engine.content.passage import Passage
from engine.domain.registrations import Registrations
from engine.hooks import Registry
from plugins.heading_anchors.plugin import register, with_anchors


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>Low tide</h2>", '<h2 id="low-tide">Low tide</h2>'),
        (
            '<h3 class="a">Bread &amp; <em>salt</em></h3>',
            '<h3 id="bread-salt" class="a">Bread &amp; <em>salt</em></h3>',
        ),
        ("<h2>A</h2><h2>A</h2>", '<h2 id="a">A</h2><h2 id="a-2">A</h2>'),
        ('<h2 id="own">A</h2>', '<h2 id="own">A</h2>'),
        ("<h1>Title</h1><h2></h2><h2>!</h2>", "<h1>Title</h1><h2></h2><h2>!</h2>"),
        ("<h2>open <h3>in</h3>", '<h2>open <h3 id="in">in</h3>'),
        ('<h2>" onclick=x</h2>', '<h2 id="onclickx">" onclick=x</h2>'),
    ],
)
def test_heading_gets_an_id_made_of_its_words(html: str, expected: str) -> None:
    assert with_anchors(html, Passage()) == expected


def test_excerpt_stays_as_it_is() -> None:
    assert with_anchors("<h2>A</h2>", Passage(for_excerpt=True)) == "<h2>A</h2>"


def test_plugin_steps_into_the_content() -> None:
    hooks = Registry()
    register(hooks, Registrations())

    shown = hooks.apply_sync(the_content, "<h2>Low tide</h2>", Passage())

    assert shown == '<h2 id="low-tide">Low tide</h2>'
