"""Menus as trees: a circle ends, what nobody is at is not current, addresses are compared as readers mean them."""

from dataclasses import replace

import pytest

from engine.config.settings import Settings
from engine.domain.context import Context, Site
from engine.domain.menu_trees import NOWHERE, Here, tree
from engine.domain.options import Options
from engine.domain.registrations import Registrations
from engine.hooks import Registry
from engine.model.main_query import MainQuery
from engine.model.menus import MenuItem
from engine.model.posts import Post
from engine.model.users import NOBODY

HOME = "https://blog.example"
SEARCH = Here(MainQuery(frozenset({"is_search"})))


def context(uri: str) -> Context:
    settings = Settings(home_url=HOME, site_url=HOME)
    site = Site(settings, None, None, Registry(), Registrations(), None)  # type: ignore[arg-type] # nothing is read
    return Context(site=site, actor=NOBODY, options=Options({}), now=site.clock(), uri=uri)


def item(number: int, *, parent: int = 0, url: str = "") -> MenuItem:
    post = Post(
        id=number, author=0, date=None, date_gmt=None, content="", title="", excerpt="", status="publish",
        comment_status="closed", ping_status="closed", password="", name="", to_ping="", pinged="", modified=None,
        modified_gmt=None, content_filtered="", parent=0, guid="", menu_order=0, type="nav_menu_item", mime_type="",
        comment_count=0,
    )  # fmt: skip
    return MenuItem(
        post=post, kind="custom", object="custom", object_id=number, parent=parent, title="", url=url, label="",
        target="", classes=("",), xfn="", description="",
    )  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "/?s=a",
        "https://blog.example/?s=a",
        "http://blog.example/?s=a#top",
        "/index.php?s=a",
        "https://blog.example?s=a",
    ],
)
def test_item_with_the_address_of_the_page_is_current(url: str) -> None:
    assert tree(context("/?s=a"), [item(1, url=url)], SEARCH)[0].is_current


@pytest.mark.parametrize(
    "url", ["", "#", "/?s=b", "https://other.example/?s=a", "https://[", "mailto:a@b.example"]
)
def test_item_with_another_address_is_not(url: str) -> None:
    assert not tree(context("/?s=a"), [item(1, url=url)], SEARCH)[0].is_current


def test_nothing_is_current_for_who_is_nowhere() -> None:
    (node,) = tree(context("/"), [item(1, url="/")], NOWHERE)
    assert not node.is_current
    assert node.classes == (
        "menu-item", "menu-item-type-custom", "menu-item-object-custom", "menu-item-home", "menu-item-1",
    )  # fmt: skip


def test_line_from_the_current_item_up_is_marked() -> None:
    items = [item(1), item(2, parent=1), item(3, parent=2, url="/?s=a")]
    (top,) = tree(context("/?s=a"), items, SEARCH)
    (middle,) = top.below
    assert "current-menu-ancestor" in top.classes
    assert "current-menu-parent" not in top.classes
    assert {"current-menu-ancestor", "current-menu-parent"} < set(middle.classes)
    assert middle.below[0].is_current


def test_items_that_hang_below_each_other_in_a_circle_end() -> None:
    items = [item(1, url="/"), item(2, parent=3), item(3, parent=2, url="/?s=a")]
    assert [node.item.id for node in tree(context("/?s=a"), items, SEARCH)] == [1]
    itself = replace(item(0), parent=0)
    assert tree(context("/"), [itself], NOWHERE)
