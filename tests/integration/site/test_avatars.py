"""Pictures of those who comment: by default nothing is asked of anybody else, and no address is given away."""

import hashlib
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from engine.backends.fetch import Answer, Ask
from engine.domain import avatar_copies, comments
from tests.conformance.sites import recorded_site
from tests.integration.site.test_readers_comment import newest, page_of
from tests.providers.reading import Reading, reading

ANN = {"author": "Ann", "email": "ann@example.com"}
HASH = hashlib.sha256(b"ann@example.com").hexdigest()


async def said(site: Reading) -> int:
    await site.browser.comment("Well said.", **ANN)
    return (await newest(site.database)).id


@pytest.mark.parametrize("avatars", ["local", "proxied"])
async def test_page_asks_nobody_else_and_gives_no_address_away(
    sqlite_url: str, tmp_path: Path, avatars: str
) -> None:
    async with reading(sqlite_url, tmp_path, avatars=avatars) as site:
        identity = await said(site)
        page = await page_of(site.browser)
        assert "gravatar.com" not in page
        assert HASH not in page
        assert (f'src="http://blog.test/tympan/avatars/{identity}"' in page) == (avatars == "proxied")


async def test_page_has_gravatars_where_the_site_wants_them(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path, avatars="gravatar") as site:
        await said(site)
        assert f"https://secure.gravatar.com/avatar/{HASH}?s=80" in await page_of(site.browser)


def drawn(size: tuple[int, int]) -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", size, "teal").save(picture, "JPEG")
    return picture.getvalue()


ANSWERS: dict[str, tuple[int, bytes, str]] = {
    "a picture": (200, drawn((192, 192)), "image/jpeg"),
    "nobody": (404, b"", "image/svg+xml"),
    "a page": (200, b"<script>alert(1)</script>", "image/svg+xml"),
    "too much": (200, b"x" * 2_000_000, "image/svg+xml"),
}


@pytest.mark.parametrize("kind", ANSWERS)
async def test_copy_is_made_once_and_is_a_picture_whatever_came(
    sqlite_url: str, tmp_path: Path, kind: str
) -> None:
    status, content, expected = ANSWERS[kind]
    asked: list[Any] = []

    async def fetch(ask: Ask) -> Answer:
        asked.append(ask.url)
        assert ask.into is not None
        ask.into.write(content[: ask.most])
        return Answer(url=ask.url, status=status, cut=len(content) > ask.most)

    async with reading(sqlite_url, tmp_path, avatars="proxied") as site:
        identity = await said(site)
        running = await site.browser.app.state.application.running()  # type: ignore[attr-defined]
        own = replace(running.site, outside=replace(running.site.outside, fetch=fetch))
        for _ in range(2):
            ctx = await own.begin()
            picture = await avatar_copies.of_comment(ctx, await comments.get(ctx, identity))
            assert picture.media_type == expected
            assert b"<script" not in picture.content
        assert len(asked) == 1
        names = [file.name for file in (ctx.site.settings.uploads_dir / "tympan-avatars").iterdir()]
        assert not any(HASH.startswith(name.partition(".")[0]) for name in names)


async def test_picture_of_a_comment_that_is_not_public_is_not_there(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path, avatars="proxied") as site:
        await site.browser.comment("Held.", author="Wren", email="wren@example.com")
        made = await newest(site.database)
        assert made.approved == "0"
        answer = await site.another_browser().site.get(f"/tympan/avatars/{made.id}")
        assert answer.status_code == 404


@pytest.mark.parametrize(
    ("avatars", "shown"),
    [
        ("local", r"/tympan/avatars/[0-9a-f]+-\d+\.svg"),
        ("proxied", r"/tympan/avatars/\d+"),
        ("gravatar", "gravatar"),
    ],
)
async def test_blocks_have_pictures_as_the_settings_have_them(
    sqlite_url: str, tmp_path: Path, avatars: str, shown: str
) -> None:
    block = "/wp-json/wp/v2/block-renderer/core/latest-comments?context=edit&attributes[displayAvatar]=true"
    async with recorded_site(sqlite_url, tmp_path, avatars=avatars) as site:
        rendered = (await site.ask(block, "admin")).json()["rendered"]
        assert re.search(rf"src='[^']*{shown}", rendered)
        assert ("gravatar.com" in rendered) == (avatars == "gravatar")


async def test_letter_is_a_picture_of_its_own(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        letter = await site.ask("/tympan/avatars/e9-217.svg")
        assert letter.headers["content-type"] == "image/svg+xml"
        assert "immutable" in letter.headers["cache-control"]
        assert ">é<" in letter.text
        for none in ("3c-1.svg", "110000-1.svg", "d800-1.svg", "41-1.svgx", "41-1"):
            assert (await site.ask(f"/tympan/avatars/{none}")).status_code == 404, none
