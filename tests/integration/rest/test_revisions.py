"""What posts were, over the API: revisions as WordPress stores them, one autosave for each person."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette

from engine.app import Application, create
from engine.domain import meta, publishing, revisions
from engine.model.users import Actor
from tests.conformance import replay
from tests.conformance.serve import settings
from tests.conformance.sites import load

# A post by Arthur, who is an author, and a draft of his.
_POST = "/wp-json/wp/v2/posts/51"


@pytest.fixture
async def app(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Starlette]:
    await load(sqlite_url)
    made = create(settings(sqlite_url, tmp_path))
    async with made.router.lifespan_context(made):
        yield made


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[httpx2.AsyncClient]:
    async with replay.client(app) as opened:
        yield opened


async def _ask(
    client: httpx2.AsyncClient, role: str, path: str, method: str = "GET", **content: Any
) -> httpx2.Response:
    return await replay.send(client, {"path": path, "role": role, "method": method}, **content)


async def _revisions(client: httpx2.AsyncClient, path: str) -> list[dict[str, Any]]:
    answer = await _ask(client, "admin", f"{path}/revisions?context=edit")
    listed: list[dict[str, Any]] = answer.json()
    return listed


async def _change(client: httpx2.AsyncClient, path: str, role: str = "author", **changes: Any) -> Any:
    answer = await _ask(client, role, path, "POST", json=changes)
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()


async def test_change_of_a_text_makes_a_revision_with_the_new_text(client: httpx2.AsyncClient) -> None:
    before = await _revisions(client, _POST)

    await _change(client, _POST, content="Tide tables.")

    after = await _revisions(client, _POST)
    assert len(after) == len(before) + 1
    assert (after[0]["content"]["raw"], after[0]["slug"], after[0]["parent"]) == (
        "Tide tables.",
        "51-revision-v1",
        51,
    )


async def test_change_of_nothing_a_revision_keeps_makes_none(client: httpx2.AsyncClient) -> None:
    await _change(client, _POST, content="Tide tables.")
    before = await _revisions(client, _POST)

    await _change(client, _POST, comment_status="closed")

    assert await _revisions(client, _POST) == before


async def test_change_of_revisioned_meta_alone_makes_a_revision_that_has_it(
    client: httpx2.AsyncClient,
) -> None:
    await _change(client, _POST, content="Tide tables.")
    before = await _revisions(client, _POST)

    await _change(client, _POST, meta={"footnotes": '[{"id":"a","content":"low water"}]'})

    after = await _revisions(client, _POST)
    assert len(after) == len(before) + 1
    assert "low water" in after[0]["meta"]["footnotes"]


async def test_autosave_of_a_published_post_leaves_the_post_alone(client: httpx2.AsyncClient) -> None:
    shown = f"{_POST}?_fields=title,content,excerpt,modified"
    before = (await client.get(shown)).json()

    saved = await _change(client, f"{_POST}/autosaves", content="Half a thought")

    assert (saved["parent"], saved["slug"]) == (51, "51-autosave-v1")
    assert (await client.get(shown)).json() == before


async def test_second_autosave_of_a_person_takes_the_place_of_the_first(client: httpx2.AsyncClient) -> None:
    first = await _change(client, f"{_POST}/autosaves", title="One", content="first")
    second = await _change(client, f"{_POST}/autosaves", content="second")

    assert second["id"] == first["id"]
    assert (second["title"]["raw"], second["content"]["raw"]) == ("One", "second")


async def test_autosaves_of_two_people_stand_side_by_side(client: httpx2.AsyncClient) -> None:
    mine = await _change(client, f"{_POST}/autosaves", content="by the author")
    theirs = await _change(client, f"{_POST}/autosaves", role="editor", content="by an editor")

    listed = await _ask(client, "admin", f"{_POST}/autosaves?_fields=id,author")
    assert {one["id"] for one in listed.json()} == {mine["id"], theirs["id"]}


async def test_autosave_of_an_own_draft_is_the_draft(client: httpx2.AsyncClient) -> None:
    draft = await _change(client, "/wp-json/wp/v2/posts", title="Draft", content="one")

    saved = await _change(client, f"/wp-json/wp/v2/posts/{draft['id']}/autosaves", content="two")

    assert saved["id"] == draft["id"]
    path = f"/wp-json/wp/v2/posts/{draft['id']}"
    answer = await _ask(client, "author", f"{path}?context=edit")
    assert answer.json()["content"]["raw"] == "two"
    assert await _revisions(client, path) == []


async def test_autosave_of_a_draft_that_somebody_else_edits_is_put_aside(
    app: Starlette, client: httpx2.AsyncClient
) -> None:
    draft = await _change(client, "/wp-json/wp/v2/posts", title="Draft", content="one")
    application: Application = app.state.application
    site = (await application.running()).site
    ctx = await site.begin()
    await meta.put(ctx, "post", draft["id"], key="_edit_lock", value=f"{int(ctx.now.timestamp())}:2")

    saved = await _change(client, f"/wp-json/wp/v2/posts/{draft['id']}/autosaves", content="two")

    assert saved["parent"] == draft["id"]


async def test_autosave_that_says_what_the_post_says_keeps_the_older_one(client: httpx2.AsyncClient) -> None:
    first = await _change(client, f"{_POST}/autosaves", content="different")
    post = (await _ask(client, "author", f"{_POST}?context=edit")).json()

    again = await _change(client, f"{_POST}/autosaves", content=post["content"]["raw"])

    assert (again["id"], again["content"]["raw"]) == (first["id"], "different")


async def test_autosave_tells_where_it_is_previewed(client: httpx2.AsyncClient) -> None:
    saved = await _change(client, f"{_POST}/autosaves", content="x")

    assert "preview_nonce=" in saved["preview_link"]
    assert saved["preview_link"].endswith("preview=true")


async def test_restored_revision_is_what_the_post_was(app: Starlette, client: httpx2.AsyncClient) -> None:
    await _change(client, _POST, title="First", meta={"footnotes": "[1]"})
    await _change(client, _POST, title="Second", meta={"footnotes": ""})
    application: Application = app.state.application
    editor = Actor(capabilities=frozenset({"edit_posts", "edit_others_posts", "edit_published_posts"}))
    ctx = await (await application.running()).site.begin(editor)
    listed = await _revisions(client, _POST)
    first = next(one for one in listed if one["title"]["raw"] == "First")

    restored = await publishing.restore_revision(ctx, await revisions.get(ctx, first["id"]))

    answer = (await client.get(f"{_POST}?_fields=title,meta")).json()
    assert (restored.title, answer["title"]["rendered"], answer["meta"]["footnotes"]) == (
        "First",
        "First",
        "[1]",
    )


@pytest.mark.parametrize("role", ["anon", "subscriber", "contributor", "author", "editor", "admin"])
async def test_revision_is_deleted_by_nobody(client: httpx2.AsyncClient, role: str) -> None:
    answer = await _ask(client, role, f"{_POST}/revisions/170?force=true", "DELETE")

    assert answer.status_code in {401, 403}
    assert (await _ask(client, "admin", f"{_POST}/revisions/170")).status_code == 200
