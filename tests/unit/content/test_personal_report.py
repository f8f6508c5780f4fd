"""An export of personal data as a page and as data: complete, legible, and harmless whatever is in it."""

import json
from html.parser import HTMLParser

import pytest

from engine.content.language import ENGLISH
from engine.content.personal_report import document, page
from engine.model.privacy import Group

COMMENTS = Group(
    "Comments", "What was said.", {"comment-1": (("Text", "Hello"),), "comment-2": (("Text", "Bye"),)}
)
USER = Group("User", "", {"user-7": (("Name", "Wren"), ("URL", "https://example.org/?a=1&b=2"))})


class Seen(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, tag: str, attribute: str) -> list[str | None]:
        return [
            attributes[attribute] for name, attributes in self.tags if name == tag and attribute in attributes
        ]


def test_document_has_wordpress_shape() -> None:
    assert json.loads(document("Export", {"user": USER})) == {
        "Export": {
            "user": {
                "group_label": "User",
                "group_description": "",
                "items": {
                    "user-7": [
                        {"name": "Name", "value": "Wren"},
                        {"name": "URL", "value": "https://example.org/?a=1&b=2"},
                    ]
                },
            }
        }
    }


def test_page_lists_groups_and_leads_to_each() -> None:
    html = page("Export", {"user": USER, "comments": COMMENTS}, ENGLISH)

    links = [link for link in Seen(html).of("a", "href") if link and link != "#top" and link.startswith("#")]
    assert links == ["#user-user", "#comments-comments"]
    assert [f"#{identity}" for identity in Seen(html).of("h2", "id")] == links
    assert 'Comments <span class="count">(2)</span>' in html


def test_page_of_one_group_needs_no_list() -> None:
    html = page("Export", {"user": USER}, ENGLISH)

    assert "<nav" not in html
    assert "#top" not in html


def test_address_by_itself_is_a_link() -> None:
    assert Seen(page("Export", {"user": USER}, ENGLISH)).of("a", "href") == ["https://example.org/?a=1&b=2"]


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", '<b onclick="x">', '"><img src=x onerror=x>', "https://a/\"onmouseover='x'", "javascript:x"],
)  # fmt: skip
def test_hostile_words_run_nothing_wherever_they_stand(hostile: str) -> None:
    group = Group(hostile, hostile, {hostile: ((hostile, hostile),)})

    seen = Seen(page(hostile, {hostile: group, "user": USER}, ENGLISH))

    assert {tag for tag, _ in seen.tags} & {"script", "img", "iframe"} == set()
    assert [name for _, attributes in seen.tags for name in attributes if name.startswith("on")] == []
    assert [link for link in seen.of("a", "href") if link and link.startswith("javascript:")] == []
