"""Pictures of readers: copied once, small, from addresses that may be asked, and gone with who is forgotten."""

import io
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from PIL import Image

from engine.backends.fetch import Answer, Ask, Unreachable
from engine.domain import readers
from engine.domain.context import Context
from engine.model.readers import Profile
from engine.store import readers as store
from tests.integration.site.test_subscriptions import Postman, postman_of
from tests.providers.reading import Reading, reading

ROBIN = Profile("google", "1", "Robin", picture="http://networks.test/pictures/robin.png")


async def worker(site: Reading) -> tuple[Postman, Context]:
    """Whoever does the background work, and reaches the networks."""
    postman = await postman_of(site)

    async def fetch(ask: Ask) -> Answer:
        try:
            answer = await site.browser.networks.get(ask.url)
        except httpx2.HTTPError as error:
            raise Unreachable from error
        assert ask.into is not None
        ask.into.write(answer.content[: ask.most])
        return Answer(url=ask.url, status=answer.status_code, cut=len(answer.content) > ask.most)

    postman.site = replace(postman.site, outside=replace(postman.site.outside, fetch=fetch))
    return postman, await postman.site.begin()


async def test_picture_is_copied_small_and_square_and_shown_from_here(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        postman, _ = await worker(site)
        await site.browser.log_in("google")
        await postman.work()
        who = await site.browser.who()
        assert who is not None
        avatar = str(who["avatar"])
        assert 'src="http://blog.test/wp-content/uploads/tympan-readers/' in avatar
        file = await site.browser.site.get(avatar.split('src="')[1].split('"', maxsplit=1)[0])
        assert file.headers["x-content-type-options"] == "nosniff"
        assert Image.open(io.BytesIO(file.content)).size == (96, 96)
        await site.browser.comment(post_as="google")
        await site.browser.log_in("google")
        assert await postman.work() == []


@pytest.mark.parametrize(
    "picture",
    ["http://networks.test/api/v1/apps", "http://networks.test/pictures/nobody.png", "javascript:x", ""],
)
async def test_what_is_no_picture_leaves_the_letter(sqlite_url: str, tmp_path: Path, picture: str) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        postman, ctx = await worker(site)
        reader, _ = await readers.sign_in(ctx, replace(ROBIN, picture=picture))
        await postman.work()
        known = await store.by_id(site.database, reader.id)
        assert known is not None
        assert known.avatar == ""


async def test_picture_goes_with_who_is_forgotten(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        postman, ctx = await worker(site)
        reader, _ = await readers.sign_in(ctx, ROBIN)
        await postman.work()
        folder = ctx.site.settings.uploads_dir / "tympan-readers"
        assert len([*folder.iterdir()]) == 1
        known = await store.by_id(site.database, reader.id)
        assert known is not None
        await readers.forget(ctx, known)
        assert [*folder.iterdir()] == []
