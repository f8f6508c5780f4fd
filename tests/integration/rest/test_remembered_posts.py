"""A list of posts does not render them anew, and no answer ever shows what is no longer so."""

from typing import Any

import pytest

from engine.content.hooks import the_content
from engine.hooks import Filter, Registry
from tests.conformance.sites import RecordedSite

LIST = "/wp-json/wp/v2/posts?per_page=20&_fields=id,content,excerpt"


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The contents that pass their chain from now on, each time one does."""
    seen: list[str] = []
    own = Registry.apply_sync

    def watched(registry: Registry, hook: Filter[Any, Any], value: Any, *args: Any) -> Any:
        if hook is the_content:
            seen.append(value)
        return own(registry, hook, value, *args)

    monkeypatch.setattr(Registry, "apply_sync", watched)
    return seen


async def content(site: RecordedSite, post: int, role: str = "anon") -> str:
    answer = await site.ask(f"/wp-json/wp/v2/posts/{post}", role)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["content"]["rendered"])


async def write(site: RecordedSite, path: str, **fields: object) -> int:
    answer = await site.send("POST", f"/wp-json/wp/v2/{path}", json=fields)
    assert answer.status_code in {200, 201}, answer.text
    return int(answer.json()["id"])


async def test_list_asked_again_renders_no_plain_text(site: RecordedSite, rendered: list[str]) -> None:
    for text in (
        "Quite plain, I'd say.",
        "<!-- wp:paragraph --><p>Quite plain, too.</p><!-- /wp:paragraph -->",
    ):
        await write(site, "posts", content=text, status="publish")
    first = await site.ask(LIST)
    assert [text for text in rendered if "Quite plain" in text]
    rendered.clear()

    again = await site.ask(LIST)

    assert again.json() == first.json()
    assert [text for text in rendered if "Quite plain" in text] == []


async def test_edited_text_is_shown_at_once(site: RecordedSite) -> None:
    post = await write(site, "posts", content="It's low tide.", status="publish")
    before = await content(site, post)
    await write(site, f"posts/{post}", content="It's high tide.")

    assert "low tide" in before
    assert await content(site, post) == "<p>It&#8217;s high tide.</p>\n"


async def test_synced_pattern_that_changes_changes_where_it_is_used(site: RecordedSite) -> None:
    pattern = await write(
        site,
        "blocks",
        content="<!-- wp:paragraph --><p>One</p><!-- /wp:paragraph -->",
        status="publish",
        title="P",
    )
    post = await write(site, "posts", content=f'<!-- wp:block {{"ref":{pattern}}} /-->', status="publish")
    before = await content(site, post)
    await write(site, f"blocks/{pattern}", content="<!-- wp:paragraph --><p>Two</p><!-- /wp:paragraph -->")

    assert "One" in before
    assert "Two" in await content(site, post)


async def test_new_post_is_among_the_latest_of_another(site: RecordedSite) -> None:
    post = await write(site, "posts", content="<!-- wp:latest-posts /-->", status="publish", title="Latest")
    before = await content(site, post)
    await write(site, "posts", content="x", status="publish", title="Newer than that")

    assert "Newer than that" not in before
    assert "Newer than that" in await content(site, post)


async def test_option_that_changes_texts_changes_them(site: RecordedSite) -> None:
    post = await write(site, "posts", content="Fine :)", status="publish")
    before = await content(site, post)
    answer = await site.send("POST", "/wp-json/wp/v2/settings", json={"use_smilies": False})
    assert answer.status_code == 200, answer.text

    assert "🙂" in before
    assert ":)" in await content(site, post)


async def test_text_of_one_reader_is_not_shown_to_another(site: RecordedSite) -> None:
    post = await write(site, "posts", content="<!-- wp:loginout /-->", status="publish")

    known = await content(site, post, "editor")
    guest = await content(site, post)

    assert "Log out" in known
    assert "Log in" in guest
    assert "_wpnonce" not in guest
