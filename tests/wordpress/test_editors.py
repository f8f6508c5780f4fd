"""One site, two editors: what is written in Tympan's is edited in WordPress's own, and the other way round."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from playwright.async_api import FrameLocator, Page, expect

from tests.bench.contestants import TYMPAN, running
from tests.browser import site
from tests.browser.site import free_port
from tests.wordpress.conftest import PASSWORD
from tests.wordpress.kinds_of_blocks import NEWER, TYPED, markup, picture
from tests.wordpress.server import WordPress

pytestmark = [pytest.mark.wordpress, pytest.mark.mariadb, pytest.mark.browser]

# Names, and the text of those that the editor does not take for its own.
_BLOCKS = """() => {
    const all = ( blocks ) => blocks.flatMap( ( one ) => [ one, ...all( one.innerBlocks ) ] );
    return all( wp.data.select( 'core/block-editor' ).getBlocks() ).map(
        ( one ) => [ one.name, one.isValid ? '' : one.originalContent ] );
}"""
# A block of every kind that may be inserted, filled as its maker shows it.
_WRITE_ALL = """() => {
    const kinds = wp.blocks.getBlockTypes().filter(
        ( one ) => ! one.parent && ! one.ancestor && one.supports?.inserter !== false && one.name !== 'core/freeform' );
    const filled = kinds.map( ( one ) => one.example && wp.blocks.getBlockFromExample
        ? wp.blocks.getBlockFromExample( one.name, one.example ) : wp.blocks.createBlock( one.name ) );
    wp.data.dispatch( 'core/block-editor' ).insertBlocks( filled );
}"""
_ADD_PARAGRAPH = """( content ) => wp.data.dispatch( 'core/block-editor' ).insertBlock(
    wp.blocks.createBlock( 'core/paragraph', { content } ) )"""
_SAVE = """async () => {
    await wp.data.dispatch( 'core/editor' ).savePost();
    return wp.data.select( 'core/editor' ).didPostSaveRequestSucceed();
}"""
_BROKEN = "[data-type]:has(> .block-editor-warning), [data-type].has-warning"


@dataclass(frozen=True, slots=True)
class Desk:
    """One of the two, with its administrator logged in."""

    home: str
    api: httpx2.Client

    def ask(self, method: str, path: str, **values: object) -> Any:
        answer = self.api.request(method, f"{self.home}/wp-json{path}", json=values or None)
        assert answer.is_success, answer.text
        return answer.json()

    def upload(self, name: str) -> dict[str, Any]:
        headers = {"Content-Type": "image/png", "Content-Disposition": f"attachment; filename={name}"}
        answer = self.api.post(f"{self.home}/wp-json/wp/v2/media", content=picture(), headers=headers)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture(scope="module")
def ours(wordpress: WordPress, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Tympan on WordPress's configuration, at an address of its own, so that a browser goes to either."""
    home = f"http://127.0.0.1:{(port := free_port())}"
    command = [*TYMPAN, "serve", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--wp-config", str(wordpress.wp_config), "--shared-database"]
    settings = {"TYMPAN_THEME": "frisket", "TYMPAN_HOME_URL": home, "TYMPAN_SITE_URL": home}
    log = tmp_path_factory.mktemp("log") / "log"
    with running(command, settings, home, log=log), httpx2.Client(follow_redirects=True) as client:
        yield logged_in(home, client)


@pytest.fixture(scope="module")
def theirs(wordpress: WordPress, ours: Desk) -> Iterator[Desk]:
    """WordPress, logged into after Tympan: the password still is one that it can check."""
    assert ours.home != wordpress.home
    with httpx2.Client(follow_redirects=True, timeout=30) as client:
        yield logged_in(wordpress.home, client)


def logged_in(home: str, client: httpx2.Client, name: str = "admin", password: str = PASSWORD) -> Desk:
    client.get(f"{home}/wp-login.php")
    client.post(f"{home}/wp-login.php", data={"log": name, "pwd": password, "testcookie": "1"})
    nonce = client.get(f"{home}/wp-admin/admin-ajax.php", params={"action": "rest-nonce"}).text
    assert re.fullmatch("[0-9a-f]{10}", nonce), f"not logged in at {home}"
    client.headers["X-WP-Nonce"] = nonce
    return Desk(home, client)


@pytest.fixture
async def page(chromium: str, ours: Desk, theirs: Desk) -> AsyncIterator[Page]:
    """A browser in which the administrator is logged in at both; nothing but the two is asked."""
    async with site.chromium(chromium) as browser:
        context = await browser.new_context(
            viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
        )
        context.set_default_timeout(30_000)
        for desk in (ours, theirs):
            await context.add_cookies(
                [
                    {"name": one.name, "value": one.value or "", "url": desk.home}
                    for one in desk.api.cookies.jar
                ]
            )
        await context.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())
        await context.route(
            "**/oembed/1.0/proxy*", lambda route: route.fulfill(json={"html": "<b>A film</b>"})
        )
        yield await context.new_page()
        await context.close()


async def open_ours(page: Page, desk: Desk, post: int) -> FrameLocator:
    await page.goto(f"{desk.home}/wp-admin/post.php?post={post}&action=edit")
    canvas = page.frame_locator("iframe[name=editor-canvas]")
    await canvas.locator(".editor-post-title").wait_for()
    await canvas.locator("[data-type='core/paragraph']").first.wait_for()
    return canvas


async def broken(canvas: FrameLocator) -> list[str]:
    """The kinds of the blocks that Tympan's editor does not take for its own."""
    found: list[str] = await canvas.locator(_BROKEN).evaluate_all(
        "blocks => blocks.map(block => block.dataset.type)"
    )
    return found


async def open_theirs(page: Page, desk: Desk, address: str) -> None:
    await page.goto(f"{desk.home}/wp-admin/{address}")
    await (
        page.locator(".editor-post-title")
        .or_(page.locator(".edit-post-visual-editor iframe"))
        .first.wait_for()
    )
    await page.evaluate(
        "wp.data.dispatch('core/preferences')?.set('core/edit-post', 'welcomeGuide', false)",
    )


def raw(desk: Desk, post: int) -> str:
    return str(desk.ask("GET", f"/wp/v2/posts/{post}?context=edit")["content"]["raw"])


def kinds(desk: Desk, post: int) -> set[str]:
    """The kinds of blocks that are stored."""
    return set(re.findall(r"<!-- wp:([\w/-]+)", raw(desk, post)))


async def blocks_of_theirs(page: Page) -> tuple[set[str], list[str]]:
    """The kinds of blocks in WordPress's editor, and the texts of those that it finds invalid."""
    found: list[tuple[str, str]] = await page.evaluate(_BLOCKS)
    return {name for name, _ in found}, [text for _, text in found if text]


async def write_in_ours(page: Page, desk: Desk, text: str) -> int:
    """A new draft, its first blocks by the keyboard as an author writes, the rest pasted; its id."""
    await page.goto(f"{desk.home}/wp-admin/post-new.php")
    canvas = page.frame_locator("iframe[name=editor-canvas]")
    await canvas.locator(".editor-post-title").click()
    for line in TYPED:
        await page.keyboard.type(line)
        await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await page.evaluate("text => navigator.clipboard.writeText(text)", text)
    await page.keyboard.press("Control+v")
    await canvas.get_by_text("The end.").wait_for()
    await page.get_by_role("button", name="Save draft").click()
    await page.get_by_text("Draft saved.").first.wait_for()
    return int(page.url.partition("post=")[2].partition("&")[0])


async def test_post_written_here_is_edited_by_wordpress_and_here_again(
    page: Page, ours: Desk, theirs: Desk
) -> None:
    pictures = [ours.upload("quay-1.png"), ours.upload("quay-2.png")]
    term = ours.ask("POST", "/wp/v2/categories", name="Both desks")["id"]
    tag = ours.ask("POST", "/wp/v2/tags", name="shared")["id"]
    post = await write_in_ours(page, ours, markup([(one["id"], one["source_url"]) for one in pictures]))
    ours.ask(
        "POST", f"/wp/v2/posts/{post}",
        categories=[term], tags=[tag], featured_media=pictures[0]["id"], excerpt="In short.", status="publish",
    )  # fmt: skip

    await open_theirs(page, theirs, f"post.php?post={post}&action=edit")
    known, invalid = await blocks_of_theirs(page)
    assert len(known - {"core/missing"}) >= 38
    unknown = [text for text in invalid if not any(re.search(one, text) for one in NEWER.values())]
    assert unknown == []
    assert {name for name, one in NEWER.items() if any(re.search(one, text) for text in invalid)} == set(
        NEWER
    )
    shown = await page.evaluate("wp.data.select('core/editor').getCurrentPost()")
    assert (shown["categories"], shown["tags"]) == ([term], [tag])
    assert (shown["featured_media"], shown["excerpt"]) == (pictures[0]["id"], "In short.")
    await page.evaluate(_ADD_PARAGRAPH, "Added in WordPress.")
    assert await page.evaluate(_SAVE)

    canvas = await open_ours(page, ours, post)
    await canvas.get_by_text("Added in WordPress.").click()
    assert await broken(canvas) == []
    await page.keyboard.press("End")
    await page.keyboard.type(" And here again.")
    await page.get_by_role("button", name="Save", exact=True).click()
    await page.get_by_text("Post updated.").first.wait_for()
    for desk in (ours, theirs):
        await page.goto(f"{desk.home}/?p={post}&page=2")
        await expect(page.get_by_text("Added in WordPress. And here again.")).to_be_visible()
    ours.ask("DELETE", f"/wp/v2/posts/{post}?force=true")


async def test_post_of_every_kind_written_in_wordpress_is_edited_here(
    page: Page, ours: Desk, theirs: Desk
) -> None:
    await open_theirs(page, theirs, "post-new.php")
    await page.evaluate(
        "wp.data.dispatch('core/editor').editPost({ title: 'Everything', status: 'publish' })"
    )
    await page.evaluate(_ADD_PARAGRAPH, "Begun in WordPress.")
    await page.evaluate(_WRITE_ALL)
    assert await page.evaluate(_SAVE)
    post = await page.evaluate("wp.data.select('core/editor').getCurrentPostId()")
    written = kinds(theirs, post)
    assert len(written) > 55

    canvas = await open_ours(page, ours, post)
    await canvas.get_by_text("Begun in WordPress.", exact=True).click()
    assert await broken(canvas) == []
    await page.keyboard.press("End")
    await page.keyboard.type(" Ended here.")
    await page.get_by_role("button", name="Save", exact=True).click()
    await page.get_by_text("Post updated.").first.wait_for()
    assert written - kinds(theirs, post) == set()
    assert "Begun in WordPress. Ended here." in raw(theirs, post)
    ours.ask("DELETE", f"/wp/v2/posts/{post}?force=true")


def test_password_set_here_is_one_that_wordpress_can_check(ours: Desk, theirs: Desk) -> None:
    person = {"username": "nora", "email": "nora@example.net", "password": "kept by both"}
    made = ours.ask("POST", "/wp/v2/users", roles=["author"], **person)
    with httpx2.Client(follow_redirects=True, timeout=30) as client:
        logged_in(theirs.home, client, "nora", "kept by both")
    ours.ask("DELETE", f"/wp/v2/users/{made['id']}?force=true&reassign=1")


@pytest.mark.parametrize("direction", ["written here", "written in WordPress"])
def test_menu_widget_setting_and_comment_are_the_others_at_once(
    ours: Desk, theirs: Desk, direction: str
) -> None:
    writer, reader = (ours, theirs) if direction == "written here" else (theirs, ours)
    menu = writer.ask("POST", "/wp/v2/menus", name=f"Quay, {direction}")["id"]
    parent = writer.ask(
        "POST", "/wp/v2/menu-items", title="Boats", url="https://example.org/", menus=menu, status="publish"
    )
    writer.ask(
        "POST", "/wp/v2/menu-items", title="Nets", url="https://example.org/nets", menus=menu, status="publish",
        parent=parent["id"], menu_order=2,
    )  # fmt: skip
    content = "<!-- wp:paragraph -->\n<p>A widget.</p>\n<!-- /wp:paragraph -->"
    widget = writer.ask(
        "POST", "/wp/v2/widgets", id_base="block", sidebar="wp_inactive_widgets", instance={"raw": {"content": content}}
    )  # fmt: skip
    described = reader.ask("GET", "/wp/v2/settings")["description"]
    writer.ask("POST", "/wp/v2/settings", description=direction)
    post = next(
        one for one in writer.ask("GET", "/wp/v2/posts?_fields=id,comment_status") if one["comment_status"] == "open"
    )  # fmt: skip
    comment = writer.ask("POST", "/wp/v2/comments", post=post["id"], content=f"A word, {direction}.")

    items = reader.ask("GET", f"/wp/v2/menu-items?menus={menu}&order=asc&orderby=menu_order")
    assert [(one["title"]["rendered"], one["parent"]) for one in items] == [
        ("Boats", 0),
        ("Nets", parent["id"]),
    ]
    assert (
        reader.ask("GET", f"/wp/v2/widgets/{widget['id']}?context=edit")["instance"]["raw"]["content"]
        == content
    )
    assert reader.ask("GET", "/wp/v2/settings")["description"] == direction
    seen = reader.ask("GET", f"/wp/v2/comments/{comment['id']}?context=edit")
    assert (seen["content"]["raw"], seen["status"]) == (f"A word, {direction}.", "approved")

    reader.ask("POST", f"/wp/v2/menu-items/{items[1]['id']}", title="Ropes")
    assert writer.ask("GET", f"/wp/v2/menu-items/{items[1]['id']}")["title"]["rendered"] == "Ropes"
    reader.ask("POST", f"/wp/v2/comments/{comment['id']}", content="Changed there.")
    assert (
        writer.ask("GET", f"/wp/v2/comments/{comment['id']}?context=edit")["content"]["raw"]
        == "Changed there."
    )
    reader.ask("DELETE", f"/wp/v2/widgets/{widget['id']}?force=true")
    assert not any(one["id"] == widget["id"] for one in writer.ask("GET", "/wp/v2/widgets"))
    reader.ask("DELETE", f"/wp/v2/comments/{comment['id']}?force=true")
    reader.ask("DELETE", f"/wp/v2/menus/{menu}?force=true")
    writer.ask("POST", "/wp/v2/settings", description=described)
