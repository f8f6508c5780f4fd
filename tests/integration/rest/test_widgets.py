"""Widgets and sidebars over the API: who may, how settings are kept, and what is shown of hostile ones."""

from base64 import b64encode
from typing import Any

import pytest

from engine.domain import widget_rendering, widgets
from engine.domain.menu_trees import NOWHERE
from engine.model import php
from engine.model.errors import Invalid
from engine.store import options as stored_options
from tests.conformance.sites import RecordedSite

_API = "/wp-json/wp/v2"
_HOSTILE = '<img src=x onerror="alert(1)"><script>alert(1)</script>'


async def _option(site: RecordedSite, name: str) -> Any:
    rows = await site.database.run("SELECT option_value FROM wp_options WHERE option_name = ?", [name])
    return php.maybe_unserialize(str(rows[0][0]))


async def _made(site: RecordedSite, kind: str, raw: dict[str, Any], sidebar: str = "foot") -> dict[str, Any]:
    body = {"id_base": kind, "sidebar": sidebar, "instance": {"raw": raw}}
    answer = await site.send("POST", f"{_API}/widgets", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


@pytest.mark.parametrize("role", ["anon", "subscriber", "author", "editor"])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/widgets", None),
        ("GET", "/widget-types", None),
        ("POST", "/widgets", {"id_base": "text", "sidebar": "foot"}),
        ("POST", "/widgets/text-2", {"sidebar": "foot"}),
        ("DELETE", "/widgets/text-2?force=true", None),
        ("POST", "/sidebars/foot", {"widgets": ["text-2"]}),
        ("POST", "/widget-types/text/encode", {"instance": {}}),
        ("POST", "/widget-types/text/render", {"instance": {}}),
    ],
)
async def test_everything_by_who_does_not_design_is_refused(
    site: RecordedSite, role: str, method: str, path: str, body: Any
) -> None:
    answer = await site.send(method, _API + path, role, body)

    assert answer.status_code == (401 if role == "anon" else 403)
    assert answer.json()["code"] == "rest_cannot_manage_widgets"


async def test_new_widget_is_kept_in_wordpress_options(site: RecordedSite) -> None:
    made = await _made(site, "recent-posts", {"title": " Latest ", "number": "7", "show_date": True})

    assert made["id"] == "recent-posts-3"
    assert (await _option(site, "widget_recent-posts"))[3] == {
        "title": "Latest",
        "number": 7,
        "show_date": True,
    }
    assert (await _option(site, "sidebars_widgets"))["foot"] == ["recent-posts-3"]


async def test_widget_put_into_a_sidebar_leaves_the_one_it_was_in(site: RecordedSite) -> None:
    await site.send("POST", f"{_API}/sidebars/foot", json={"widgets": ["text-2", "block-2"]})
    await site.send("POST", f"{_API}/sidebars/foot", json={"widgets": ["block-2"]})

    found = {one["id"]: one["widgets"] for one in (await site.ask(f"{_API}/sidebars", "admin")).json()}
    assert found["foot"] == ["block-2"]
    assert "text-2" in found["wp_inactive_widgets"]
    assert "block-2" not in found["wp_inactive_widgets"]


async def test_deleted_widget_is_unused_and_with_force_gone(site: RecordedSite) -> None:
    made = await _made(site, "text", {"title": "x", "text": "y"})
    unused = await site.send("DELETE", f"{_API}/widgets/{made['id']}")
    gone = await site.send("DELETE", f"{_API}/widgets/{made['id']}?force=true")

    assert unused.json()["sidebar"] == "wp_inactive_widgets"
    assert gone.json()["deleted"] is True
    assert (await site.ask(f"{_API}/widgets/{made['id']}", "admin")).status_code == 404


@pytest.mark.parametrize("forged", ["x", "", "0" * 32])
async def test_settings_that_were_not_signed_here_are_refused(site: RecordedSite, forged: str) -> None:
    encoded = b64encode(php.serialize({"title": "x"}).encode()).decode()
    body = {"instance": {"encoded": encoded, "hash": forged}}

    for path in ("/widgets/text-2", "/widget-types/text/encode"):
        answer = await site.send("POST", _API + path, json=body)
        assert (answer.status_code, answer.json()["code"]) == (400, "rest_invalid_widget")


async def test_signed_settings_are_taken_back_as_they_were(site: RecordedSite) -> None:
    made = (await site.send("POST", f"{_API}/widget-types/text/encode", json={
        "instance": {}, "form_data": "widget-text[2][title]=Hello&widget-text[2][text]=There",
    })).json()["instance"]  # fmt: skip
    again = (await site.send("POST", f"{_API}/widget-types/text/encode", json={"instance": made})).json()

    assert again["instance"] == made
    assert "There" in again["preview"]


@pytest.mark.parametrize(
    "kind", ["text", "recent-posts", "categories", "archives", "meta", "search", "pages"]
)
async def test_title_is_text_wherever_it_is_shown(site: RecordedSite, kind: str) -> None:
    made = await _made(site, kind, {"title": _HOSTILE})

    assert "<script" not in made["rendered"] + made["rendered_form"]
    assert "onerror" not in made["rendered"]


async def test_menu_widget_shows_its_items_below_each_other(site: RecordedSite) -> None:
    made = await _made(site, "nav_menu", {"nav_menu": 58})

    assert '<ul id="menu-main-menu" class="menu">' in made["rendered"]
    assert made["rendered"].count('<ul class="sub-menu">') == 2


async def test_menu_widget_shows_titles_without_what_runs(site: RecordedSite) -> None:
    body = {
        "title": f"{_HOSTILE}<b>Bold</b>",
        "url": "https://example.org/",
        "menus": 58,
        "attr_title": _HOSTILE,
    }
    await site.send("POST", f"{_API}/menu-items", json=body)
    made = await _made(site, "nav_menu", {"nav_menu": 58})

    assert "<b>Bold</b>" in made["rendered"]
    assert "<script" not in made["rendered"]
    assert 'onerror="' not in made["rendered"]


async def test_block_widget_shows_its_blocks(site: RecordedSite) -> None:
    made = await _made(site, "block", {"content": "<!-- wp:site-tagline /-->"}, "main-sidebar")

    assert made["rendered"].startswith(f'<section id="{made["id"]}" class="widget widget_block">')
    assert "wp-block-site-tagline" in made["rendered"]


async def test_what_only_wordpress_knows_stays_where_it_was(site: RecordedSite) -> None:
    await stored_options.put(site.database, "widget_archives", php.serialize({50: {}, 51: {}}))
    arrangement = {
        "wp_inactive_widgets": ["gone-2"],
        "foot": ["shop_cart-9", "archives-50", "shop_search-1"],
        "sidebar-of-its-theme": ["archives-51", "shop_cart-3", "single_of_old"],
        "array_version": 3,
    }
    await stored_options.put(site.database, "sidebars_widgets", php.serialize(arrangement))

    assert (
        "archives-51" in (await site.ask(f"{_API}/sidebars/wp_inactive_widgets", "admin")).json()["widgets"]
    )
    made = await _made(site, "archives", {})
    stored = await _option(site, "sidebars_widgets")
    assert stored["foot"] == ["shop_cart-9", "archives-50", "shop_search-1", made["id"]]
    assert stored["sidebar-of-its-theme"] == ["archives-51", "shop_cart-3", "single_of_old"]
    assert "gone-2" in stored["wp_inactive_widgets"]
    assert "archives-51" not in stored["wp_inactive_widgets"]

    await site.send("POST", f"{_API}/widgets/archives-51", json={"sidebar": "main-sidebar"})
    stored = await _option(site, "sidebars_widgets")
    assert stored["main-sidebar"][-1] == "archives-51"
    assert stored["sidebar-of-its-theme"] == ["shop_cart-3", "single_of_old"]


async def test_reading_stores_nothing(site: RecordedSite) -> None:
    before = await _option(site, "sidebars_widgets")
    await site.ask(f"{_API}/sidebars", "admin")
    await site.ask(f"{_API}/widgets?context=edit", "admin")

    assert await _option(site, "sidebars_widgets") == before


async def test_sidebar_shows_its_widgets_one_after_the_other(site: RecordedSite) -> None:
    await _made(site, "text", {"title": "One", "text": "first"})
    await _made(site, "text", {"title": "Two", "text": "second"})

    running = await site.application.running()
    shown = (await widget_rendering.sidebars(await running.site.begin(), NOWHERE))["foot"]

    assert shown.index("first") < shown.index("second")
    assert shown.startswith('<li id="text-3" class="widget widget_text"><h2 class="widgettitle">One</h2>')


async def test_widget_that_cannot_be_placed_is_not_made(
    site: RecordedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await _option(site, "widget_text")

    async def fail(*_: object) -> None:
        raise Invalid("There is no room.")

    monkeypatch.setattr(widgets, "_arrange", fail)
    answer = await site.send("POST", f"{_API}/widgets", json={"id_base": "text", "sidebar": "foot"})

    assert answer.status_code == 400
    assert await _option(site, "widget_text") == before
