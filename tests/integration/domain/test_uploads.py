"""Files that become attachments, and those that must not."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from engine.backends.images import Images, Limits, Looked, TooMuch
from engine.config.bundled import bundled
from engine.domain import hooks, media, meta, posts, publishing, uploads, users
from engine.domain.context import Context, open_site
from engine.domain.uploads import NewFile
from engine.model import php
from engine.model.errors import Forbidden, Invalid
from engine.model.posts import PostDraft
from tests.conformance import recording
from tests.conformance.serve import settings
from tests.conformance.sites import load

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
        pytest.param("song.mp3", b"<script>alert(1)</script>", id="page named sound"),
        pytest.param("notes.txt", b"<!DOCTYPE html><script>", id="page named text"),
        pytest.param("film.mp4", b"just some words", id="text named film"),
        pytest.param("sheet.xlsx", b"#!/bin/sh", id="program named sheet"),
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


async def test_attach_another_kind_of_picture_is_named_after_what_it_is(nobody: Context) -> None:
    ctx = await _as(nobody, "arthur")

    post = await uploads.attach(ctx, NewFile("fake.jpg", _PICTURE), _DRAFT)

    assert post.mime_type == "image/png"
    assert [Path(name).name for name in _files(ctx)] == ["fake.png"]


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("page.php.jpg", "page.php_.jpg"),
        ("..\\..\\x.jpg", "x.jpg"),
        ("a%00b?.jpg", "a00b.jpg"),
        ("wall-300x225.jpg", "wall-300x225-1.jpg"),
        ("MIXED case.JPG", "MIXED-case.jpg"),
    ],
)
async def test_attach_hostile_name_becomes_a_plain_one(nobody: Context, sent: str, stored: str) -> None:
    ctx = await _as(nobody, "arthur")

    await uploads.attach(ctx, NewFile(sent, recording.media("tiny.png")), _DRAFT)

    assert [Path(name).stem for name in _files(ctx)] == [Path(stored).stem]


async def test_attach_photograph_has_every_size_and_what_wordpress_noted(nobody: Context) -> None:
    """The same file as in the recorded site: all but the bytes of pictures is as WordPress noted it."""
    ctx = await _as(nobody, "arthur")
    await meta.remember(ctx, "post", (5,))
    noted = media.metadata(ctx, await posts.get(ctx, 5))

    post = await uploads.attach(ctx, NewFile("harbour.jpg", recording.media("harbour.jpg")), _DRAFT)
    await meta.remember(ctx, "post", (post.id,))
    made = media.metadata(ctx, post)

    assert list(made) == list(noted)
    assert made["image_meta"] == noted["image_meta"]
    assert [list(size) for size in made["sizes"].values()] == [list(size) for size in noted["sizes"].values()]
    assert list(made["sizes"]) == list(noted["sizes"])
    sizes = {(size["file"], size["width"], size["height"]) for size in made["sizes"].values()}
    assert sizes == {(size["file"], size["width"], size["height"]) for size in noted["sizes"].values()}
    assert (post.title, post.excerpt) == ("Harbour wall at low water",) * 2
    assert len(_files(ctx)) == 1 + len(sizes)


async def test_attach_large_picture_is_shown_smaller_and_kept(nobody: Context) -> None:
    ctx = await _as(nobody, "arthur")

    post = await uploads.attach(ctx, NewFile("panorama.jpg", recording.media("panorama.jpg")), _DRAFT)
    await meta.remember(ctx, "post", (post.id,))

    noted = media.metadata(ctx, post)
    assert noted["file"].endswith("/panorama-scaled.jpg")
    assert (noted["width"], noted["height"], noted["original_image"]) == (2560, 1422, "panorama.jpg")
    assert media.file_of(ctx, post) == noted["file"]
    assert post.guid.endswith("/panorama.jpg")
    assert noted["sizes"]["medium"]["file"] == "panorama-300x167.jpg"


async def test_attach_turned_photograph_is_shown_upright(nobody: Context, tmp_path: Path) -> None:
    ctx = await _as(nobody, "arthur")
    exif = Image.Exif()
    exif[0x0112] = 8
    Image.new("RGB", (400, 200)).save(tmp_path / "turned.jpg", exif=exif)

    post = await uploads.attach(ctx, NewFile("turned.jpg", tmp_path / "turned.jpg"), _DRAFT)
    await meta.remember(ctx, "post", (post.id,))

    noted = media.metadata(ctx, post)
    assert (noted["file"][-19:], noted["width"], noted["height"]) == ("/turned-rotated.jpg", 200, 400)
    assert (noted["original_image"], noted["image_meta"]["orientation"]) == ("turned.jpg", 1)
    assert (noted["sizes"]["medium"]["width"], noted["sizes"]["medium"]["height"]) == (150, 300)


async def test_attach_size_of_a_plugin_is_made_too(nobody: Context) -> None:
    ctx = await _as(nobody, "arthur")
    ctx.types.register_image_size("card", 200, 100, crop=True)

    post = await uploads.attach(ctx, NewFile("kiln.jpg", recording.media("kiln.jpg")), _DRAFT)
    await meta.remember(ctx, "post", (post.id,))

    assert media.metadata(ctx, post)["sizes"]["card"]["file"] == "kiln-200x100.jpg"


async def test_attach_that_is_not_stored_leaves_no_file(
    nobody: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    ctx = await _as(nobody, "arthur")

    async def fail(*_: object, **__: object) -> None:
        raise Invalid("No.")

    monkeypatch.setattr(publishing, "create", fail)
    for name in ("panorama.jpg", "foghorn.mp3"):
        with pytest.raises(Invalid):
            await uploads.attach(ctx, NewFile(name, recording.media(name)), _DRAFT)

    assert _files(ctx) == []


async def test_attach_bomb_is_refused_and_leaves_no_file(nobody: Context) -> None:
    ctx = await _as(nobody, "arthur")
    ctx.site.outside.images.limits = Limits(pixels=1000)

    with pytest.raises(TooMuch):
        await uploads.attach(ctx, NewFile("kiln.jpg", recording.media("kiln.jpg")), _DRAFT)

    assert _files(ctx) == []


async def test_file_is_nowhere_where_it_could_be_fetched_until_it_was_checked(
    nobody: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    ctx = await _as(nobody, "arthur")
    served = (ctx.site.settings.uploads_dir, ctx.site.settings.themes_dir, bundled("themes"))
    look, checked = Images.look, []

    async def watched(images: Images, path: Path) -> Looked:
        checked.append(path)
        assert not any(path.resolve().is_relative_to(folder.resolve()) for folder in served if folder)
        assert _files(ctx) == []
        return await look(images, path)

    monkeypatch.setattr(Images, "look", watched)
    await uploads.attach(ctx, NewFile("wall.png", _PICTURE), _DRAFT)

    assert len(checked) == 1
    assert not checked[0].exists()


async def test_remove_files_takes_every_size_along(nobody: Context) -> None:
    ctx = await _as(nobody, "arthur")
    post = await uploads.attach(ctx, NewFile("panorama.jpg", recording.media("panorama.jpg")), _DRAFT)
    await posts.remember_meta(ctx, (post,))

    await uploads.remove_files(ctx, post)

    assert _files(ctx) == []


async def test_remove_files_named_in_metadata_stay_in_their_folder(nobody: Context) -> None:
    """Metadata cannot name files of other folders (CVE-2018-12895), nor can links lead there."""
    ctx = await _as(nobody, "edith")
    root = ctx.site.settings.uploads_dir
    (root / "other").mkdir()
    for path in (root / "other/keep.txt", root.parent / "keep.txt"):
        path.write_text("x")
    post = await uploads.attach(ctx, NewFile("wall.png", _PICTURE), _DRAFT)
    folder = (root / f"{ctx.now_local:%Y/%m}").resolve()
    (folder / "link.txt").symlink_to(root.parent / "keep.txt")
    names = ["../../other/keep.txt", "../../../keep.txt", "link.txt"]
    sizes = {name: {"file": name, "width": 1, "height": 1} for name in names}
    value = php.serialize({"sizes": sizes, "original_image": names[0]})
    await meta.put(ctx, "post", post.id, key="_wp_attachment_metadata", value=value)
    await posts.remember_meta(ctx, (post,))

    await uploads.remove_files(ctx, post)

    assert (root / "other/keep.txt").exists()
    assert (root.parent / "keep.txt").exists()


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


def _written_as(ctx: Context, **types: str) -> None:
    """Have pictures of some types written in others."""
    wanted = {f"image/{own}": f"image/{other}" for own, other in types.items()}

    def add(formats: Mapping[str, str], _name: str, _media_type: str) -> Mapping[str, str]:
        return {**formats, **wanted}

    ctx.hooks.add_filter(hooks.image_editor_output_format, add)


def _format_of(ctx: Context, file: str) -> str | None:
    with Image.open(ctx.site.settings.uploads_dir / file) as image:
        return image.format


async def test_attach_picture_of_a_type_that_is_written_in_another_is_converted(nobody: Context) -> None:
    ctx = await _as(nobody, "arthur")
    _written_as(ctx, jpeg="webp")

    post = await uploads.attach(ctx, NewFile("kiln.jpg", recording.media("kiln.jpg")), _DRAFT)
    await meta.remember(ctx, "post", (post.id,))

    month, facts = ctx.now_local.strftime("%Y/%m"), media.metadata(ctx, post)
    assert (media.file_of(ctx, post), post.mime_type) == (f"{month}/kiln.webp", "image/webp")
    assert facts["original_image"] == "kiln.jpg"
    assert {size["mime-type"] for size in facts["sizes"].values()} == {"image/webp"}
    made = [media.file_of(ctx, post), *(f"{month}/{size['file']}" for size in facts["sizes"].values())]
    assert {_format_of(ctx, file) for file in made} == {"WEBP"}
    await uploads.remove_files(ctx, post)
    assert _files(ctx) == []


async def test_attach_large_picture_that_is_converted_is_shown_smaller(nobody: Context) -> None:
    ctx = await _as(nobody, "arthur")
    _written_as(ctx, jpeg="avif")

    post = await uploads.attach(ctx, NewFile("large.jpg", _picture("JPEG", (2600, 40))), _DRAFT)
    await meta.remember(ctx, "post", (post.id,))

    assert media.file_of(ctx, post).endswith("/large-scaled.avif")
    assert _format_of(ctx, media.file_of(ctx, post)) == "AVIF"


async def test_attach_png_stays_and_its_sizes_lie_on_white_in_a_type_without_transparency(
    nobody: Context,
) -> None:
    ctx = await _as(nobody, "arthur")
    _written_as(ctx, png="jpeg")

    post = await uploads.attach(ctx, NewFile("glass.png", _picture("PNG", (400, 400))), _DRAFT)
    await meta.remember(ctx, "post", (post.id,))

    month, sizes = ctx.now_local.strftime("%Y/%m"), media.metadata(ctx, post)["sizes"]
    assert (media.file_of(ctx, post), post.mime_type) == (f"{month}/glass.png", "image/png")
    assert sizes["thumbnail"]["file"] == "glass-150x150.jpg"
    with Image.open(ctx.site.settings.uploads_dir / month / "glass-150x150.jpg") as small:
        assert small.format == "JPEG"
        assert small.getpixel((75, 75)) == (255, 255, 255)


async def test_attach_keeps_the_type_where_nothing_is_to_be_converted_or_nobody_can_write_it(
    nobody: Context,
) -> None:
    ctx = await _as(nobody, "arthur")
    _written_as(ctx, jpeg="webp", webp="tiff")

    kept = await uploads.attach(ctx, NewFile("a.jpg", _picture("JPEG", (400, 40))), _DRAFT, converted=False)
    own = await uploads.attach(ctx, NewFile("b.webp", _picture("WEBP", (400, 40))), _DRAFT)

    month = ctx.now_local.strftime("%Y/%m")
    assert (kept.mime_type, own.mime_type) == ("image/jpeg", "image/webp")
    assert f"{month}/a-300x30.jpg" in _files(ctx)
    assert f"{month}/b-300x30.webp" in _files(ctx)


async def test_attach_picture_that_is_converted_takes_no_name_of_another(nobody: Context) -> None:
    ctx = await _as(nobody, "arthur")
    first = await uploads.attach(ctx, NewFile("wall.webp", _picture("WEBP", (40, 40))), _DRAFT)
    _written_as(ctx, jpeg="webp")

    second = await uploads.attach(ctx, NewFile("wall.jpg", _picture("JPEG", (40, 40))), _DRAFT)
    await meta.remember(ctx, "post", (first.id, second.id))

    names = [Path(media.file_of(ctx, one)).name for one in (first, second)]
    assert names == ["wall.webp", "wall-1.webp"]


def _picture(kind: str, size: tuple[int, int]) -> bytes:
    """A picture that can be seen through, where its type has that."""
    made = BytesIO()
    Image.new("RGB" if kind == "JPEG" else "RGBA", size, (0, 0, 0) if kind == "JPEG" else (0, 0, 0, 0)).save(
        made, kind
    )
    return made.getvalue()
