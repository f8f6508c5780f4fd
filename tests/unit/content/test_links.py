import pytest

from engine.content.links import add_base, add_rel, add_target, make_clickable

OWN = frozenset({"own.example"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://own.example/a", '<a href="http://own.example/a">http://own.example/a</a>'),
        ("(http://a.example/b)", '(<a href="http://a.example/b" rel="nofollow">http://a.example/b</a>)'),
        ("x@a.example", '<a href="mailto:x@a.example">x@a.example</a>'),
        ("<code>http://a.example</code>", "<code>http://a.example</code>"),
        (
            '<a href="http://a.example">http://a.example</a>',
            '<a href="http://a.example">http://a.example</a>',
        ),
    ],
)
def test_make_clickable_links_addresses(text: str, expected: str) -> None:
    assert make_clickable(text, hosts=OWN) == expected


def test_add_rel_keeps_own_links_followed() -> None:
    text = '<a href="http://own.example">a</a><a href="http://b.example" rel="me">b</a>'
    assert add_rel(text, "nofollow ugc", hosts=OWN) == (
        '<a href="http://own.example" rel="ugc">a</a><a href="http://b.example" rel="me nofollow ugc">b</a>'
    )


def test_add_target_replaces_the_old_one() -> None:
    assert add_target('<a href="x" target="y">z</a>') == '<a href="x" target="_blank">z</a>'


def test_add_base_leaves_absolute_addresses() -> None:
    text = '<a href="b"><img src="http://c/d">'
    assert add_base(text, "http://h/a/") == '<a href="http://h/a/b"><img src="http://c/d">'
