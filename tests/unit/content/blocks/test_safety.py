"""What a contributor may write into a block's attributes never becomes a script on the page (E9)."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.content.blocks.attributes import encode
from engine.content.blocks.data import (
    ArchivesNeed,
    CommentNeed,
    CommentView,
    LatestCommentsNeed,
    MediaNeed,
    NavigationNeed,
    Page,
    PagesNeed,
    Person,
    PersonNeed,
    PostCommentsNeed,
    PostNeed,
    PostPage,
    PostsNeed,
    PostTermsNeed,
    PostView,
    Site,
    TaxonomyNeed,
    TaxonomyView,
    TermsNeed,
    TermView,
)
from engine.content.blocks.needs import Data, Need
from engine.content.blocks.published import published_types
from engine.content.blocks.rendering import Environment
from engine.content.blocks.types import core_types
from engine.content.blocks.walk import core_environment, render
from engine.content.dates import Moment
from engine.content.global_styles.designs import merged_design
from engine.content.images import Picture
from engine.content.json_values import JsonValue
from engine.content.markup import Markup
from engine.content.timezones import UTC_ZONE

NOW = Moment(1_700_000_000, UTC_ZONE)
PERSON = Person(1, "Ann", "http://a.test/author/ann/", "Bio", "http://g.test/{size}")
POST = PostView(
    1,
    "post",
    "p",
    "Title",
    "http://a.test/p/",
    NOW,
    NOW,
    "Text",
    PERSON,
    comment_count=2,
    comments_open=True,
    thumbnail=3,
)
TERM = TermView(1, "category", "Term", "term", "http://a.test/term/", "Text", "Text", 0, 3)
COMMENT = CommentView(1, 1, "Title", "http://a.test/p/#c", PERSON, NOW, "Text", "Text")
ANSWERS: dict[type[Any], object] = {
    PostNeed: POST,
    MediaNeed: Picture(3, "http://a.test/i.jpg", "Alt", "", 800, 600),
    PersonNeed: PERSON,
    PostsNeed: PostPage((POST,), 9, 3),
    PagesNeed: (POST,),
    TaxonomyNeed: TaxonomyView("category", "Categories", "Category", "None", "cat", is_hierarchical=True),
    TermsNeed: (TERM,),
    PostTermsNeed: (TERM,),
    ArchivesNeed: (),
    LatestCommentsNeed: (COMMENT,),
    CommentNeed: COMMENT,
    PostCommentsNeed: (COMMENT,),
    NavigationNeed: None,
}
HOSTILE = [
    '"><script>x</script>',
    "' onload='x",
    "javascript:alert(1)",
    "a\\",
    "</style><b>",
    "var:preset|color|a b",
    "1px;x:y",
]
VALUES: st.SearchStrategy[JsonValue] = st.recursive(
    st.sampled_from([*HOSTILE, "", "0", "left", 0, 1, -1, 2.5, True, False, None]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["top", "left", "color", "text", "url", "id"]), inner, max_size=2)
    ),
    max_leaves=4,
)
NAMES = sorted(block_type.name for block_type in core_types())
STYLE_GROUPS = [
    "color",
    "border",
    "spacing",
    "typography",
    "dimensions",
    "background",
    "layout",
    "elements",
    "position",
    "shadow",
]
CONTEXT: dict[str, JsonValue] = {
    "postId": 1,
    "postType": "post",
    "commentId": 1,
    "query": {},
    "termQuery": {"taxonomy": "category"},
}


class _Site(Data):
    def ask(self, need: Need[Any]) -> Any:
        return ANSWERS.get(type(need), need.empty())


@pytest.fixture(scope="module")
def environment() -> Environment:
    made = core_environment(
        merged_design(published_types(), '{"version": 3, "settings": {"appearanceTools": true}}').theme
    )
    page = Page(
        "http://a.test/",
        flags=frozenset({"is_singular"}),
        queried_id=1,
        now=NOW,
        posts=PostPage((POST,), 1, 1),
    )
    return replace(
        made, site=Site("Site", "Tagline", "http://a.test", "http://a.test/wp-login.php", logo=3), page=page
    )


@st.composite
def _attributes(draw: st.DrawFn, name: str) -> dict[str, JsonValue]:
    block_type = core_types().get(name)
    known = sorted(block_type.attributes) if block_type else []
    chosen = draw(st.lists(st.sampled_from([*known, "className"]), max_size=5))
    attributes = {key: draw(VALUES) for key in chosen}
    group = draw(st.sampled_from(STYLE_GROUPS))
    feature = draw(
        st.sampled_from(
            ["text", "background", "radius", "top", "padding", "fontSize", "blockGap", "link", "type"]
        )
    )
    return {**attributes, "style": {group: {feature: draw(VALUES)}}}


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=20)
@given(data=st.data())
def test_render_hostile_attributes_of_block_stay_text(
    name: str, data: st.DataObject, environment: Environment
) -> None:
    attributes = data.draw(_attributes(name))
    inner = '<div class="wp-block"><p>a</p><a href="#">b</a><img src="a.png"/></div>'
    text = f"<!-- wp:{name} {encode(attributes)} -->{inner}<!-- /wp:{name} -->"
    html = render(text, environment, _Site(), context=CONTEXT).html
    for tag in Markup(html).tags():
        assert tag.name != "SCRIPT" or "dropdown" in html
        assert not any(attribute.startswith("on") for attribute in tag.names())
        for attribute in ("href", "src", "action"):
            assert not tag.text(attribute).strip().lower().startswith("javascript:")
