"""What the block editor asks: blocks as they are shown, patterns, icons."""

import pytest

from tests.conformance.sites import RecordedSite

_API = "/wp-json/wp/v2"


@pytest.mark.parametrize("role", ["anon", "subscriber"])
@pytest.mark.parametrize(
    "path",
    [
        "/block-types", "/block-types/core/paragraph", "/block-patterns/patterns", "/block-patterns/categories",
        "/icons", "/icons/core/audio", "/icon-collections", "/block-renderer/core/archives?context=edit",
        "/pattern-directory/patterns", "/block-directory/search?term=x",
    ],
)  # fmt: skip
async def test_who_writes_nothing_sees_nothing_of_the_editor(
    site: RecordedSite, role: str, path: str
) -> None:
    answer = await site.ask(_API + path, role)

    assert answer.status_code == (401 if role == "anon" else 403)


async def test_renderer_shows_no_post_that_the_actor_may_not_edit(site: RecordedSite) -> None:
    private = (await site.send("POST", f"{_API}/posts", json={
        "title": "Marker", "content": "secret", "status": "private",
    })).json()["id"]  # fmt: skip
    path = f"{_API}/block-renderer/core/post-title?context=edit&post_id={private}"

    assert (await site.ask(path, "author")).status_code == 403
    assert (await site.ask(path, "editor")).status_code == 200


async def test_renderer_writes_hostile_attributes_as_text(site: RecordedSite) -> None:
    hostile = '"><img src=x onerror=alert(1)>'
    body = {"attributes": {"label": hostile, "placeholder": hostile, "buttonText": hostile}}
    answer = await site.send("POST", f"{_API}/block-renderer/core/search?context=edit", "author", body)

    assert answer.status_code == 200
    assert "onerror" not in answer.json()["rendered"].replace("&lt;img src=x onerror=alert(1)&gt;", "")


async def test_patterns_of_the_theme_follow_those_of_every_site(site: RecordedSite) -> None:
    found = (await site.ask(f"{_API}/block-patterns/patterns", "contributor")).json()

    assert found[-1]["name"] == "fixture/hero"
    assert found[-1]["categories"] == ["text"]
    assert all(one["content"].startswith("<!-- wp:") for one in found[:-1])


async def test_icon_is_a_drawing_without_scripts(site: RecordedSite) -> None:
    found = (await site.ask(f"{_API}/icons", "contributor")).json()

    assert all(one["content"].startswith("<svg ") for one in found)
    assert not any("<script" in one["content"] or " on" in one["content"] for one in found)
