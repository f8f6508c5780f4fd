"""The map of addresses; its whole content is compared with WordPress's by the recorded rewrite_rules."""

import pytest

from engine.domain.rewrite import _TAGS as TAGS
from engine.domain.rewrite import Place, Structure, compiled, rules

PRETTY = "/%year%/%monthnum%/%day%/%postname%/"


def structure(pattern: str, *places: Place) -> Structure:
    tags = {**TAGS, **{place.tag: (place.pattern, place.query) for place in places}}
    return Structure(pattern, places, tags=tags)


def test_rules_of_plain_addresses_are_none() -> None:
    assert rules(structure("")) == {}


@pytest.mark.parametrize(
    ("pattern", "path", "query"),
    [
        (
            PRETTY,
            "2024/02/01/first/",
            "year=$matches[1]&monthnum=$matches[2]&day=$matches[3]&name=$matches[4]",
        ),
        (PRETTY, "2024/02", "year=$matches[1]&monthnum=$matches[2]"),
        (PRETTY, "about/team", "pagename=$matches[1]&page=$matches[2]"),
        (PRETTY, "feed/atom", "&feed=$matches[1]"),
        (PRETTY, "wp-json/wp/v2", "rest_route=/$matches[1]"),
        ("/archives/%post_id%", "archives/7", "p=$matches[1]&page=$matches[2]"),
        ("/archives/%post_id%", "archives/date/2024", "year=$matches[1]"),
    ],
)
def test_rule_first_to_match_asks_for_what_the_path_names(pattern: str, path: str, query: str) -> None:
    found = next(asked for rule, _, asked in compiled(structure(pattern)) if rule.match(path))
    assert found.partition("?")[2].startswith(query)


def test_rules_of_slugs_alone_look_for_pages_first() -> None:
    made = list(rules(structure("/%postname%/")).values())
    page = made.index("index.php?pagename=$matches[1]&page=$matches[2]")
    post = made.index("index.php?name=$matches[1]&page=$matches[2]")
    assert page < post


def test_rules_of_a_type_with_archive_have_its_feeds_and_pages() -> None:
    book = Place("/book/%book%", "%book%", "([^/]+)", "book=", is_type=True, archive="book")
    made = rules(structure(PRETTY, book))
    assert made["book/?$"] == "index.php?post_type=book"
    assert made["book/page/([0-9]{1,})/?$"] == "index.php?post_type=book&paged=$matches[1]"
    assert "book/[^/]+/attachment/([^/]+)/?$" in made
