"""Posts are written in the block editor: of all kinds of blocks, by one person and by two, at a desk and on a phone."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx2
import pytest
from playwright.async_api import FrameLocator, Page, expect

from tests.browser.admin.conftest import Arriving, Desk, Office, any_database, log_in
from tests.browser.admin.editor import (
    BROKEN,
    KINDS,
    add_block,
    go_on,
    open_editor,
    panel_before_publishing,
    paragraph,
    post_number,
    publish,
    save_draft,
    upload,
    write_title,
)

pytestmark = pytest.mark.browser

# Blocks by the name that is typed after a slash, with what is written in them.
TYPED = (
    ("code", "tide = moon + sun"), ("preformatted", "as it is"), ("verse", "fog, log"), ("pullquote", "Pulled."),
    ("details", "What they carry"), ("shortcode", "[tide]"), ("separator", ""), ("spacer", ""), ("more", ""),
)  # fmt: skip
OTHERS = ("paragraph", "heading", "list", "quote", "table", "html", "image", "embed")
WRITTEN = {f"core/{name}" for name in (*OTHERS, *(name for name, _ in TYPED))}


async def test_post_of_many_kinds_is_written_previewed_scheduled_and_published(
    admin: Desk, office: Office
) -> None:
    page = admin.page
    canvas = await open_editor(admin, "/wp-admin/post-new.php")
    await write_title(admin, canvas, "Harbour at dawn")
    await write_fifteen_kinds(page, canvas)
    await add_pictures_and_an_embed(page, canvas, str(office.ask("/wp/v2/posts")[-1]["link"]))
    assert await canvas.locator(BROKEN).evaluate_all(KINDS) == []
    assert set(await canvas.locator("[data-type]").evaluate_all(KINDS)) >= WRITTEN
    await admin.look()

    await page.get_by_role("button", name="View", exact=True).click()
    await admin.look()
    async with page.context.expect_page() as opening:
        await page.get_by_role("menuitem", name="Preview in new tab").click()
    preview = await opening.value
    await preview.wait_for_url("**preview=true**")
    await expect_the_post(preview)
    await preview.close()

    panel = await panel_before_publishing(page)
    await panel.get_by_role("button", name="Publish: Immediately").click()
    await panel.get_by_label("Year").fill(str(datetime.now(UTC).year + 1))
    await panel.get_by_label("Year").press("Tab")
    await admin.look()
    await panel.get_by_role("button", name="Schedule", exact=True).click()
    await panel.get_by_text("is now scheduled").wait_for()
    await admin.look()
    post = await post_number(page)
    stored = office.ask(f"/wp/v2/posts/{post}?context=edit")
    assert (stored["status"], stored["title"]["raw"]) == ("future", "Harbour at dawn")
    assert httpx2.get(f"{office.home}/?p={post}", follow_redirects=True).status_code == 404
    await page.goto("/wp-admin/edit.php")
    row = page.get_by_role("row", name="Harbour at dawn")
    await expect(row.get_by_text("Scheduled")).to_be_visible()

    await office.let_time_pass(days=370)
    await page.reload()
    await expect(row.get_by_text("Published")).to_be_visible()
    await page.goto(stored["link"])
    await expect_the_post(page)


async def write_fifteen_kinds(page: Page, canvas: FrameLocator) -> None:
    """From an empty paragraph to an empty paragraph."""
    keys = page.keyboard
    for line in ("Boats leave before the town wakes.", "## Tides", "- Nets", "Bread"):
        await keys.type(line)
        await keys.press("Enter")
    await keys.press("Enter")
    await add_block(page, "quote")
    await keys.type("The sea is everything.")
    await keys.press("Enter")
    await keys.press("Enter")
    for name, text in TYPED:
        await add_block(page, name)
        await keys.type(text)
        await go_on(page)
    await add_block(page, "table")
    await canvas.get_by_role("button", name="Create Table").click()
    await canvas.get_by_role("textbox", name="Body cell text").first.click()
    await keys.type("High")
    await go_on(page)
    await add_block(page, "custom html")
    await canvas.get_by_role("button", name="Edit HTML").click()
    dialogue = page.get_by_role("dialog", name="Edit HTML")
    await dialogue.get_by_role("textbox").first.fill("<em>By hand</em>")
    measured = dialogue.frame_locator("iframe").locator("body[style*='position: absolute']")
    await expect(measured).to_have_text("By hand")
    await dialogue.get_by_role("button", name="Update").click()
    await canvas.get_by_role("document", name="Block: Custom HTML").click()
    await go_on(page)


async def add_pictures_and_an_embed(page: Page, canvas: FrameLocator, embedded: str) -> None:
    for name, colour in (("quay.png", "teal"), ("mole.png", "maroon")):
        await add_block(page, "image")
        await upload(page, canvas, name, colour)
        await go_on(page)
    await add_block(page, "embed")
    await page.keyboard.type(embedded)
    await page.keyboard.press("Enter")
    await canvas.locator(".wp-block-embed iframe").wait_for()


async def expect_the_post(page: Page) -> None:
    """The post as readers see it, each kind of block by what is in it."""
    article = page.locator("main")
    await expect(page.locator("h1", has_text="Harbour at dawn")).to_be_visible()
    await expect(article.locator("h2", has_text="Tides")).to_be_visible()
    await expect(article.locator("ul.wp-block-list li")).to_have_text(["Nets", "Bread"])
    await expect(article.locator("blockquote p")).to_have_text(["The sea is everything.", "Pulled."])
    await expect(article.locator("pre.wp-block-code code")).to_have_text("tide = moon + sun")
    await expect(article.locator("summary")).to_have_text("What they carry")
    await expect(article.locator("td", has_text="High")).to_be_visible()
    for text in ("Boats leave before the town wakes.", "as it is", "fog, log", "[tide]", "By hand"):
        await expect(article.get_by_text(text).first).to_be_visible()
    pictures = article.locator("figure.wp-block-image img")
    await pictures.first.scroll_into_view_if_needed()
    assert await pictures.first.evaluate("image => image.decode().then(() => image.naturalWidth)") == 640
    await expect(pictures).to_have_count(2)
    await expect(article.locator(".wp-block-embed iframe")).to_be_attached()


@any_database
async def test_post_is_opened_again_as_it_was_left(admin: Desk, office: Office) -> None:
    page = admin.page
    post = office.tell("/wp/v2/posts", title="Left open", content=paragraph("Boats leave."), status="publish")
    canvas = await open_editor(admin, f"/wp-admin/post.php?post={post['id']}&action=edit")
    await canvas.get_by_text("Boats leave.").click()
    await page.keyboard.press("End")
    await page.keyboard.type(" And come back late.")
    await page.get_by_role("button", name="Save", exact=True).click()
    await page.get_by_text("Post updated.").first.wait_for()
    assert await canvas.locator(BROKEN).evaluate_all(KINDS) == []
    await page.get_by_role("button", name="Options", exact=True).click()
    await page.get_by_role("menuitemradio", name="Code editor").click()
    await page.keyboard.press("Escape")  # the menu stays open, and may lie over what is looked at
    await expect(page.get_by_role("textbox", name="Type text or HTML")).to_contain_text("And come back late.")
    await admin.look()
    await page.get_by_role("button", name="Exit code editor").click()  # for the editor remembers it
    await page.goto(post["link"])
    await expect(page.locator("main").get_by_text("And come back late.")).to_be_visible()


@any_database
async def test_text_without_blocks_is_kept_and_made_blocks_of_when_asked(admin: Desk, office: Office) -> None:
    page, text = admin.page, "Before there were blocks.\n\nNobody missed <em>them</em>."
    post = office.tell("/wp/v2/posts", title="Of old", content=text, status="draft")["id"]
    canvas = await open_editor(admin, f"/wp-admin/post.php?post={post}&action=edit")
    await expect(canvas.locator("p", has_text="Nobody missed them.")).to_be_visible()
    await canvas.get_by_role("textbox", name="Add title").click()
    await page.keyboard.type("Once ")
    await save_draft(page)
    kept = office.ask(f"/wp/v2/posts/{post}?context=edit")["content"]
    assert "wp:freeform" not in kept["raw"]
    assert "<p>Nobody missed <em>them</em>.</p>" in kept["rendered"]
    await canvas.get_by_text("Nobody missed").click()
    await admin.look()
    await page.get_by_role("button", name="Convert to blocks").click()
    await save_draft(page)
    assert (
        office.ask(f"/wp/v2/posts/{post}?context=edit")["content"]["raw"].count("<!-- wp:paragraph -->") == 2
    )


@any_database
async def test_film_of_another_site_is_shown_in_a_frame_that_fits(admin: Desk) -> None:
    page = admin.page
    film = '<iframe src="https://film.example/1" width="500" height="281" title="A film"></iframe>'
    answer = {"html": film, "type": "video", "provider_name": "Film", "width": 500, "height": 281}
    await page.route("**/oembed/1.0/proxy*", lambda route: route.fulfill(json=answer))
    await page.route(
        "https://film.example/**", lambda route: route.fulfill(body="<p>Film", content_type="text/html")
    )
    canvas = await open_editor(admin, "/wp-admin/post-new.php")
    await write_title(admin, canvas, "Film")
    await add_block(page, "embed")
    await page.keyboard.type("https://film.example/1")
    await page.keyboard.press("Enter")
    frame = canvas.get_by_title("Embedded content from film.example")
    await expect(frame.content_frame.get_by_title("A film")).to_be_visible()
    height = "frame => new Promise(go => { const look = () => frame.height > 100 ? go(frame.height) : setTimeout(look, 50); look() })"
    assert int(await frame.evaluate(height)) >= 281
    await admin.look()
    assert {urlsplit(address).hostname for address in admin.foreign} == {"film.example"}
    admin.foreign.clear()


async def test_post_is_written_on_a_phone(phone: Desk, office: Office) -> None:
    page = phone.page
    canvas = await open_editor(phone, "/wp-admin/post-new.php")
    await canvas.get_by_role("textbox", name="Add title").tap()
    await page.keyboard.type("From the boat")
    await page.keyboard.press("Enter")
    await page.keyboard.type("Short.")
    await page.keyboard.press("Enter")
    await choose_block(page, "List")
    await page.keyboard.type("Nets")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await choose_block(page, "Image")
    await upload(page, canvas, "boat.png", "navy")
    await phone.look()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    address = await publish(page)
    await phone.look()
    post = office.ask("/wp/v2/posts?slug=from-the-boat&context=edit")[0]
    assert (post["status"], post["link"]) == ("publish", address)
    assert [kind for kind in ("wp:list", "wp:image") if f"<!-- {kind} " not in post["content"]["raw"]] == []
    await page.goto(address)
    await expect(page.locator("main li")).to_have_text(["Nets"])


async def choose_block(page: Page, name: str) -> None:
    """Add a block by the button at the head of the screen, as one does without a keyboard."""
    await page.get_by_role("button", name="Block Inserter").tap()
    await page.get_by_role("searchbox", name="Search").fill(name)
    await page.get_by_role("option", name=name, exact=True).tap()


@any_database
async def test_editor_opens_with_its_first_answers_at_hand(admin: Desk, office: Office) -> None:
    asked: list[str] = []
    post = office.ask("/wp/v2/posts")[-1]["id"]
    await open_editor(admin, f"/wp-admin/post.php?post={post}&action=edit")
    admin.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    await open_editor(admin, f"/wp-admin/post.php?post={post}&action=edit")
    await admin.page.wait_for_load_state("networkidle")
    api = [path.removeprefix("/wp-json") for path in asked if path.startswith("/wp-json")]
    assert set(api) <= {"/wp/v2/comments", "/wp/v2/users/me"}, "notes are asked anew, likings are kept"


async def test_second_person_is_told_takes_over_and_nothing_of_either_is_lost(
    admin: Desk, office: Office, arrive: Arriving
) -> None:
    office.tell(
        "/wp/v2/users", username="erik", email="erik@example.org", password="secret of erik", roles=["editor"]
    )
    post = office.tell("/wp/v2/posts", title="Two hands", content=paragraph("One pen."), status="draft")["id"]
    address = f"/wp-admin/post.php?post={post}&action=edit"
    await admin.page.clock.install()
    mine = await open_editor(admin, address)
    await mine.get_by_text("One pen.").click()
    await admin.page.keyboard.press("End")
    await admin.page.keyboard.type(" Mine alone.")
    async with arrive() as second:
        await log_in(second, "erik", "secret of erik")
        await second.page.goto(address)
        told = second.page.get_by_role("dialog", name="This post is already being edited")
        await expect(told.get_by_text("admin")).to_be_visible()
        await second.look()
        await told.get_by_role("link", name="Take over").click()
        theirs = second.page.frame_locator("iframe[name=editor-canvas]")
        await theirs.get_by_text("One pen.").click()

        await admin.page.clock.fast_forward(16_000)
        lost = admin.page.get_by_role("dialog", name="Someone else has taken over this post")
        await expect(lost.get_by_text("erik")).to_be_visible()
        await admin.look()
        await expect(lost.get_by_role("link", name="Exit editor")).to_be_visible()

        await second.page.keyboard.press("End")
        await second.page.keyboard.type(" And another.")
        await save_draft(second.page)
    stored = office.ask(f"/wp/v2/posts/{post}?context=edit")
    assert "And another." in stored["content"]["raw"]
    assert "Mine alone." not in stored["content"]["raw"]
    kept = office.ask(f"/wp/v2/posts/{post}/autosaves?context=edit")
    assert any("Mine alone." in one["content"]["raw"] for one in kept)


@any_database
async def test_what_is_written_offline_is_kept_and_saved_later(admin: Desk, office: Office) -> None:
    post = office.tell("/wp/v2/posts", title="At sea", content=paragraph("Fog."), status="draft")["id"]
    canvas = await open_editor(admin, f"/wp-admin/post.php?post={post}&action=edit")
    await admin.page.context.set_offline(True)
    await admin.page.get_by_text("The site cannot be reached.").first.wait_for()
    await canvas.get_by_role("textbox", name="Add title").focus()
    await admin.page.keyboard.press("End")
    await admin.page.keyboard.type(" Still there")
    admin.complaints.clear()  # while there is no connection
    await admin.page.context.set_offline(False)
    await admin.page.get_by_text("The connection is back.", exact=True).first.wait_for()
    stored = office.ask(f"/wp/v2/posts/{post}?context=edit")
    assert "Still there" in stored["title"]["raw"] + stored["content"]["raw"]
