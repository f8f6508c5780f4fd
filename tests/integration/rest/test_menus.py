"""Classic menus over the API: who may, what hostile arguments get, and what hangs on a menu."""

from typing import Any

import pytest

from engine.domain import theme_mods
from engine.model.errors import Invalid
from tests.conformance.sites import RecordedSite

MENU, ITEM = 58, 190
_API = "/wp-json/wp/v2"


@pytest.mark.parametrize("role", ["anon", "subscriber", "contributor", "author", "editor"])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/menus", {"name": "Mine"}),
        ("POST", f"/menus/{MENU}", {"name": "Mine"}),
        ("DELETE", f"/menus/{MENU}?force=true", None),
        ("POST", "/menu-items", {"title": "x", "url": "https://example.org", "menus": MENU}),
        ("POST", f"/menu-items/{ITEM}", {"title": "x"}),
        ("DELETE", f"/menu-items/{ITEM}?force=true", None),
    ],
)
async def test_write_by_who_does_not_design_is_refused(
    site: RecordedSite, role: str, method: str, path: str, body: Any
) -> None:
    answer = await site.send(method, _API + path, role, body)

    assert answer.status_code == (401 if role == "anon" else 403)
    assert (await site.ask(f"{_API}/menus/{MENU}?_fields=name", "admin")).json() == {"name": "Main menu"}
    assert (await site.ask(f"{_API}/menu-items/{ITEM}?_fields=title", "admin")).status_code == 200


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " jAvAscript:alert(1)"])
async def test_item_with_an_address_that_runs_code_is_refused(site: RecordedSite, url: str) -> None:
    answer = await site.send("POST", f"{_API}/menu-items", json={"title": "x", "url": url, "menus": MENU})

    assert answer.status_code == 400
    assert answer.json()["data"]["details"]["url"]["code"] == "rest_invalid_url"


async def test_item_of_a_menu_that_is_not_there_is_refused_and_nothing_is_stored(site: RecordedSite) -> None:
    body = {"title": "x", "url": "https://example.org", "menus": 999}
    answer = await site.send("POST", f"{_API}/menu-items", json=body)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_menu_id")
    assert (await site.ask(f"{_API}/menu-items?status=any", "admin")).headers["x-wp-total"] == "9"


async def test_item_follows_the_title_and_address_of_its_page(site: RecordedSite) -> None:
    await site.send("POST", f"{_API}/pages/147", json={"title": "Who we are", "slug": "who"})

    item = (await site.ask(f"{_API}/menu-items/191", "admin")).json()
    assert (item["title"]["rendered"], item["url"]) == ("Who we are", "http://blog.test/who/")


async def test_deleted_menu_leaves_its_place_empty_and_takes_its_items_along(site: RecordedSite) -> None:
    await site.send("DELETE", f"{_API}/menus/{MENU}?force=true")

    assert (await site.ask(f"{_API}/menu-locations/primary", "admin")).json()["menu"] == 0
    assert (await site.ask(f"{_API}/menu-items/{ITEM}", "admin")).status_code == 404


async def test_menu_given_a_place_takes_it_from_another(site: RecordedSite) -> None:
    await site.send("POST", f"{_API}/menus/59", json={"locations": ["primary"]})

    assert (await site.ask(f"{_API}/menus/{MENU}", "admin")).json()["locations"] == []
    assert (await site.ask(f"{_API}/menus/59", "admin")).json()["locations"] == ["primary"]


async def test_deleted_page_and_term_take_their_items_along(site: RecordedSite) -> None:
    await site.send("DELETE", f"{_API}/pages/148?force=true")
    await site.send("DELETE", f"{_API}/tags/17?force=true")

    assert (await site.ask(f"{_API}/menu-items/192", "admin")).status_code == 404
    assert (await site.ask(f"{_API}/menu-items/196", "admin")).status_code == 404
    assert (await site.ask(f"{_API}/menu-items/191", "admin")).status_code == 200


async def test_published_page_joins_the_menus_that_take_new_ones(site: RecordedSite) -> None:
    page = (await site.send("POST", f"{_API}/pages", "editor", {"title": "New", "status": "draft"})).json()[
        "id"
    ]
    await site.send("POST", f"{_API}/pages/{page}", "editor", {"status": "publish"})
    await site.send("POST", f"{_API}/pages/{page}", "editor", {"title": "Newer"})
    await site.send(
        "POST", f"{_API}/pages", "editor", {"title": "Below", "status": "publish", "parent": page}
    )

    items = (await site.ask(f"{_API}/menu-items?menus=59&_fields=title,object_id,menu_order", "admin")).json()
    assert items[-1] == {"title": {"rendered": "Newer"}, "object_id": page, "menu_order": 4}
    assert len(items) == 3


async def test_menu_that_cannot_be_placed_is_not_made(
    site: RecordedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise Invalid("There is no room.")

    monkeypatch.setattr(theme_mods, "put", fail)
    body = {"name": "Nowhere", "locations": ["primary"]}

    assert (await site.send("POST", f"{_API}/menus", json=body)).status_code == 400
    assert (await site.ask(f"{_API}/menus?search=Nowhere", "admin")).json() == []
