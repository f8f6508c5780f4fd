"""Previews: what an author has written, seen as a page by those who may edit it."""

from pathlib import Path
from time import time
from urllib.parse import unquote

import pytest

from engine.domain.nonces import create_nonce
from engine.store import options
from tests.conformance.sites import RecordedSite, read_site

# A published post of Arthur's.
POST = 51
API = f"/wp-json/wp/v2/posts/{POST}"


async def log_in(site: RecordedSite, login: str) -> str:
    """Log in by the page for it; answers the nonce by which the session's pages call the API."""
    answer = await site.client.post("/wp-login.php", data={"log": login, "pwd": f"{login}-pass-1"})
    site.client.cookies.update(answer.cookies)
    value = next(value for name, value in answer.cookies.items() if "logged_in" in name)
    _, _, token, _ = unquote(value.strip('"')).split("|")
    kept = await options.named(site.database, ["nonce_key", "nonce_salt"])
    identity = {"admin": 1, "edith": 2, "arthur": 3, "conrad": 5}[login]
    salt = kept["nonce_key"] + kept["nonce_salt"]
    return create_nonce("wp_rest", user_id=identity, session=token, salt=salt, now=time())


async def save_aside(site: RecordedSite, login: str) -> str:
    """Autosave a change of the post; answers the address of the preview."""
    headers = {"X-WP-Nonce": await log_in(site, login)}
    said = {"title": "Unsaved title", "content": "Unsaved words."}
    answer = await site.client.post(f"{API}/autosaves", json=said, headers=headers)
    return str(answer.json()["preview_link"])


async def test_preview_shows_the_autosave_to_who_made_it(database_url: str, tmp_path: Path) -> None:
    async with read_site(database_url, tmp_path) as site:
        address = await save_aside(site, "arthur")
        page = await site.client.get(address)
        assert page.status_code == 200
        assert "Unsaved words." in page.text
        assert "Unsaved title" in page.text
        back = f'<a href="http://blog.test/wp-admin/post.php?post={POST}&amp;action=edit">Back to editing</a>'
        assert back in page.text
        plain = await site.client.get(address.partition("?")[0])
        assert back not in plain.text
        assert "Unsaved" not in plain.text


async def test_preview_is_nothing_to_readers(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        address = await save_aside(site, "arthur")
        site.client.cookies.clear()
        page = await site.client.get(address)
        assert page.status_code == 403
        assert "Unsaved" not in page.text


@pytest.mark.parametrize("login", ["conrad", "edith"])
async def test_preview_address_is_good_for_its_maker_alone(
    sqlite_url: str, tmp_path: Path, login: str
) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        address = await save_aside(site, "arthur")
        site.client.cookies.clear()
        await log_in(site, login)
        page = await site.client.get(address)
        assert (page.status_code, "Unsaved" in page.text) == (403, False)


async def test_preview_proof_of_one_post_opens_no_other(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        address = await save_aside(site, "arthur")
        other = (await site.ask("/wp-json/wp/v2/posts/52?_fields=link")).json()["link"]
        query = address.partition("?")[2].replace("preview_id=51", "preview_id=52")
        assert (await site.client.get(f"{other}?{query}")).status_code == 403
