"""Files that become attachments, and those that must not."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.domain import media, meta, posts, publishing, uploads, users
from engine.domain.context import Context, open_site
from engine.domain.uploads import NewFile
from engine.model.errors import Forbidden, Invalid
from engine.model.posts import PostDraft
from tests.conformance import recording
from tests.conformance.load import load
from tests.conformance.serve import settings

_PICTURE = recording.media("upload-test.png")
_DRAFT = PostDraft(type="attachment")


@pytest.fixture
async def nobody(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Context]:
    await load(sqlite_url)
    folder = tmp_path / "uploads"
    folder.mkdir()
    async with open_site(settings(sqlite_url, folder)) as site:
        yield await site.begin()


async def _as(ctx: Context, login: str) -> Context:
    user = await users.by_login(ctx, login)
    assert user
    await users.remember_meta(ctx, [user])
    return await users.act_as(ctx, user, via="cli")


def _files(ctx: Context) -> list[str]:
    root = ctx.site.settings.uploads_dir
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


async def test_attach_picture_stores_it_under_its_month(nobody: Context) -> None:
    ctx = await _as(nobody, "arthur")

    post = await uploads.attach(ctx, NewFile("My wall.png", _PICTURE), _DRAFT)
    await meta.remember(ctx, "post", (post.id,))

    month = ctx.now_local.strftime("%Y/%m")
    assert _files(ctx) == [f"{month}/My-wall.png"]
    assert (post.title, post.status, post.mime_type) == ("My wall", "inherit", "image/png")
    assert media.url_of(ctx, post) == f"http://blog.test/wp-content/uploads/{month}/My-wall.png"
    assert media.metadata(ctx, post)["width"] == 120


async def test_attach_same_name_gets_a_number(nobody: Context) -> None:
    ctx = await _as(nobody, "arthur")

    for _ in range(2):
        await uploads.attach(ctx, NewFile("wall.png", _PICTURE), _DRAFT)

    assert [Path(name).name for name in _files(ctx)] == ["wall-1.png", "wall.png"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("page.php", b"<?php", id="program"),
        pytest.param("page.html", b"<script>", id="page by an author"),
        pytest.param("drawing.svg", b"<svg onload='x'/>", id="svg"),
        pytest.param("fake.png", b"<?php", id="no picture inside"),
        pytest.param("fake.jpg", _PICTURE, id="another kind of picture"),
        pytest.param(".htaccess", b"x", id="hidden file"),
        pytest.param("../../etc/cron.d/x", b"x", id="path"),
        pytest.param("", b"x", id="no name"),
    ],
)
async def test_attach_refused_file_leaves_nothing(nobody: Context, name: str, content: bytes) -> None:
    ctx = await _as(nobody, "arthur")

    with pytest.raises(Invalid):
        await uploads.attach(ctx, NewFile(name, content), _DRAFT)

    assert _files(ctx) == []


async def test_attach_by_subscriber_is_refused(nobody: Context) -> None:
    with pytest.raises(Forbidden):
        await uploads.attach(await _as(nobody, "susan"), NewFile("wall.png", _PICTURE), _DRAFT)


async def test_attach_to_foreign_post_is_refused(nobody: Context) -> None:
    ctx = await _as(nobody, "arthur")

    with pytest.raises(Forbidden):
        await uploads.attach(ctx, NewFile("wall.png", _PICTURE), replace(_DRAFT, parent=78))


async def test_remove_files_leaves_what_lies_outside(nobody: Context) -> None:
    ctx = await _as(nobody, "edith")
    outside = ctx.site.settings.uploads_dir.parent / "keep.txt"
    outside.write_text("x")
    post = await uploads.attach(ctx, NewFile("wall.png", _PICTURE), _DRAFT)
    await meta.put(ctx, "post", post.id, key="_wp_attached_file", value="../keep.txt")
    await posts.remember_meta(ctx, (post,))

    await uploads.remove_files(ctx, post)

    assert outside.exists()


async def test_deleted_attachment_is_nobodys_featured_media(nobody: Context) -> None:
    ctx = await _as(nobody, "admin")
    await publishing.delete(ctx, await posts.get(ctx, 8))
    fresh = await ctx.site.begin()
    post = await posts.get(fresh, 209)
    await posts.remember_meta(fresh, (post,))

    assert posts.featured_media(fresh, post) == 0
