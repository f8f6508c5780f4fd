"""Menus and widgets on the pages of bundled themes: shown where they were put, at a cost that does not grow."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.sites import RecordedSite, read_site

_API = "/wp-json/wp/v2"
_MENU = 58  # at the place `primary`


async def _line(site: RecordedSite, address: str, item: int) -> list[str]:
    """The classes of an item of the menu on a page."""
    page = (await site.ask(address)).text
    found = re.search(rf'<li class="([^"]*\bmenu-item-{item})"', page)
    assert found is not None
    return found[1].split()


async def test_menu_item_that_leads_to_the_page_is_current(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        assert await _line(site, "/about/", 191) == [
            "menu-item", "menu-item-type-post_type", "menu-item-object-page", "current-menu-item", "page_item",
            "page-item-147", "current_page_item", "menu-item-has-children", "menu-item-191",
        ]  # fmt: skip
        assert await _line(site, "/", 190) == [
            "menu-item", "menu-item-type-custom", "menu-item-object-custom", "current-menu-item",
            "current_page_item", "menu-item-home", "menu-item-190",
        ]  # fmt: skip
        page = (await site.ask("/about/")).text
        assert page.count('aria-current="page"') == 1


async def test_menu_items_above_the_page_are_its_ancestors(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        assert (await _line(site, "/about/team/", 191))[3:] == [
            "current-page-ancestor", "current-menu-ancestor", "current-menu-parent", "current-page-parent",
            "current_page_parent", "current_page_ancestor", "menu-item-has-children", "menu-item-191",
        ]  # fmt: skip


async def test_menu_item_of_a_category_knows_the_page_of_it_and_its_posts(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        shown = await _line(site, "/category/harbour/boats/", 193)
        assert shown[:2] == ["blue", "big"]
        assert "current-menu-item" in shown
        body = {"title": "Dated", "status": "publish", "categories": [3], "slug": "dated"}
        made = (await site.send("POST", f"{_API}/posts", json=body)).json()
        path = made["link"].removeprefix("http://blog.test")
        assert {"current-post-ancestor", "current-menu-parent", "current-post-parent"} < set(
            await _line(site, path, 193)
        )


async def test_titles_and_addresses_of_menu_items_hold_nothing_that_runs(
    sqlite_url: str, tmp_path: Path
) -> None:
    body = {"title": "<script>x</script>Bad", "url": 'https://example.org/?a="><script>y</script>'}
    async with read_site(sqlite_url, tmp_path) as site:
        await site.send("POST", f"{_API}/menu-items", json={**body, "menus": _MENU, "status": "publish"})
        page = (await site.ask("/about/")).text
        navigation = page[page.index('<nav class="site-nav"') : page.index("<main")]
        assert "Bad" in navigation
        assert "<script" not in navigation


@pytest.mark.parametrize("theme", ["frisket", "platen", "bodkin"])
async def test_pages_stand_where_no_menu_was_put(theme: str, sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path, theme=theme) as site:
        assert 'aria-label="Menu"' in (await site.ask("/")).text
        await site.send("POST", f"{_API}/menus/{_MENU}", json={"locations": []})
        page = (await site.ask("/")).text
        assert 'aria-label="Menu"' not in page
        assert '<nav class="site-nav" aria-label="Pages">' in page or '<nav aria-label="Pages">' in page


async def _widget(site: RecordedSite, **raw: Any) -> None:
    body = {"id_base": "block", "sidebar": "footer", "instance": {"raw": raw}}
    assert (await site.send("POST", f"{_API}/widgets", json=body)).status_code == 201


@pytest.mark.parametrize("theme", ["frisket", "platen", "bodkin"])
async def test_widgets_are_shown_below_the_page(theme: str, sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path, theme=theme) as site:
        assert "widget-area" not in (await site.ask("/")).text
        centred = '<!-- wp:group {"layout":{"type":"flex","justifyContent":"center"}} --><div class="wp-block-group">Moored</div><!-- /wp:group -->'
        await _widget(site, content=centred)
        page = (await site.ask("/about/")).text
        assert page.index("<footer") < page.index('class="widget-area"') < page.index("Moored")
        layout = re.search(r"wp-block-group [^\"]*(wp-container-core-group-is-layout-\w+)", page)
        assert layout is not None
        assert f".{layout[1]}" in page[: page.index("</head>")]


async def test_longer_menus_take_no_more_statements(database_url: str, tmp_path: Path) -> None:
    async with read_site(database_url, tmp_path, theme="frisket", cache="off") as site:
        few = await site.statements("/about/")
        for number in range(12):
            body = {
                "title": f"No {number}",
                "url": f"https://example.org/{number}",
                "menus": _MENU,
                "status": "publish",
            }
            assert (await site.send("POST", f"{_API}/menu-items", json=body)).status_code == 201
        assert len(await site.statements("/about/")) == len(few)
