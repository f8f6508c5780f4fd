"""E25: texts that read like PHP's objects stay texts, here and in a WordPress that shares the database."""

from xmlrpc.client import dumps

from engine.model import php
from tests.conformance.sites import RecordedSite

GADGET = 'O:7:"Gadgets":1:{s:7:"command";s:2:"id";}'
OF_POSTS = "SELECT meta_value FROM wp_postmeta WHERE meta_value LIKE ?"
OF_USERS = "SELECT meta_value FROM wp_usermeta WHERE meta_value LIKE ?"


async def stored(site: RecordedSite, statement: str) -> list[str]:
    rows = await site.database.run(statement, ["%Gadgets%"])
    return [str(row[0]) for row in rows]


def reads_as_the_text(value: str) -> bool:
    return php.unserialize(value) == GADGET


async def test_description_of_a_picture_is_no_object(site: RecordedSite) -> None:
    picture = (await site.ask("/wp-json/wp/v2/media?per_page=1&_fields=id", "admin")).json()[0]["id"]
    answer = await site.send("POST", f"/wp-json/wp/v2/media/{picture}", json={"alt_text": GADGET})

    assert answer.json()["alt_text"] == GADGET
    assert [reads_as_the_text(one) for one in await stored(site, OF_POSTS)] == [True]


async def test_what_somebody_says_of_themselves_is_no_object(site: RecordedSite) -> None:
    body = {"description": GADGET, "first_name": GADGET, "nickname": GADGET}
    answer = await site.send("POST", "/wp-json/wp/v2/users/me", "author", json=body)

    assert answer.json()["description"] == GADGET
    assert [reads_as_the_text(one) for one in await stored(site, OF_USERS)] == [True] * 3


async def test_custom_field_is_no_object(site: RecordedSite) -> None:
    post = {"post_title": "One", "custom_fields": [{"key": "note", "value": GADGET}]}
    call = dumps((1, "admin", "admin-pass-1", post), "wp.newPost")
    answer = await site.client.post("/xmlrpc.php", content=call, headers={"Content-Type": "text/xml"})

    assert "fault" not in answer.text
    assert [reads_as_the_text(one) for one in await stored(site, OF_POSTS)] == [True]
