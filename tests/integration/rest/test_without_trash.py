"""A site with EMPTY_TRASH_DAYS of 0 has no trash: what is to be deleted has to be deleted for good."""

from pathlib import Path

import pytest

from engine.domain import comment_changes, comments, posts, removal
from engine.model.errors import NotFound
from engine.model.users import SYSTEM
from tests.conformance.sites import recorded_site

_API = "/wp-json/wp/v2"


async def test_nothing_is_put_into_the_trash(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path, empty_trash_days=0) as site:
        remark = await site.send("POST", f"{_API}/comments", json={"post": 77, "content": "x"})
        for path in ("posts/77", f"comments/{remark.json()['id']}"):
            refused = await site.send("DELETE", f"{_API}/{path}")
            assert (refused.status_code, refused.json()["code"]) == (501, "rest_trash_not_supported")

        ctx = (await (await site.application.running()).site.begin()).acting_as(SYSTEM)
        await comment_changes.trash(ctx, await comments.get(ctx, remark.json()["id"]))
        with pytest.raises(NotFound):
            await comments.get(ctx, remark.json()["id"])
        await removal.remove(ctx, await posts.get(ctx, 77))
        assert (await site.ask(f"{_API}/posts/77", "admin")).status_code == 404
