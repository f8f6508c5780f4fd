"""What an administrator does on a day: set up, log in, moderate, sort, name, invite."""

import asyncio
import re
from email.message import EmailMessage
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.admin.conftest import PASSWORD, Arriving, Desk, Office, log_in
from tests.browser.admin.editor import open_editor, paragraph, publish, write_title

pytestmark = pytest.mark.browser


async def test_new_site_is_set_up_and_named(arrive: Arriving, office: Office) -> None:
    async with arrive() as owner:
        page = owner.page
        await page.goto("/wp-admin/options-general.php")
        await owner.look()
        await log_in(owner, "admin", PASSWORD)
        await expect(page.get_by_role("heading", level=1)).to_have_text("Settings")
        await page.get_by_label("Site title").fill("The Harbour")
        await page.get_by_label("Tagline").fill("Slow notes from the quay")
        await page.get_by_label("Time zone").select_option("Europe/Lisbon")
        await page.get_by_role("button", name="Save").click()
        await page.get_by_text("Saved.", exact=True).first.wait_for()
        await owner.look()
        await page.get_by_role("navigation", name="Settings").get_by_role("link", name="Reading").click()
        await page.get_by_label("Posts on a page").fill("8")
        async with page.expect_response(lambda one: one.request.method != "GET" and one.ok):
            await page.get_by_role("button", name="Save").click()
        settings = office.ask("/wp/v2/settings")
        named = [settings[name] for name in ("title", "description", "timezone", "posts_per_page")]
        assert named == ["The Harbour", "Slow notes from the quay", "Europe/Lisbon", 8]
        await page.goto("/")
        await expect(page).to_have_title(re.compile("The Harbour"))
        await expect(page.get_by_text("Slow notes from the quay").first).to_be_visible()


COMMENTS = 30
# What is done to one comment after the other: the key, and what the comment is then.
VERDICTS = (("a", "approved"), ("s", "spam"), ("d", "trash"), ("a", "approved"), ("a", "approved"))


async def hold_comments(office: Office, count: int) -> dict[str, int]:
    """Have comments of people by name wait; their numbers."""
    post = office.tell("/wp/v2/posts", title="Much said", content=paragraph("Well?"), status="publish")["id"]
    made = {}
    for number in range(count):
        name = f"Reader {post}-{number}"
        said = {"author_name": name, "author_email": f"r{number}@example.org", "status": "hold"}
        made[name] = office.tell("/wp/v2/comments", post=post, content=f"Number {number}.", **said)["id"]
    return made


def status_of(office: Office, comment: int) -> str:
    return str(office.ask(f"/wp/v2/comments/{comment}?context=edit")["status"])


async def test_thirty_comments_are_moderated_by_keyboard_alone(admin: Desk, office: Office) -> None:
    numbers = await hold_comments(office, COMMENTS)
    page, keys = admin.page, admin.page.keyboard
    await page.goto("/wp-admin/edit-comments.php")
    first = page.locator("tbody tr").first
    await first.wait_for()
    await admin.look()
    await keys.press("j")
    expected = {}
    for turn in range(COMMENTS):
        await expect(first.locator("input").first).to_be_focused()
        name = await first.locator("strong").inner_text()
        key, expected[name] = VERDICTS[turn % len(VERDICTS)]
        if turn == 10:
            await take_back(page, name, office, numbers[name])
        if turn == 20:
            await reply(page, "Thank you.")
        else:
            await keys.press(key)
        await expect(page.get_by_role("row", name=name)).to_have_count(0)
    await expect(page.get_by_text("Nothing waits for you.")).to_be_visible()
    assert {name: status_of(office, number) for name, number in numbers.items()} == expected
    await admin.look()


async def take_back(page: Page, name: str, office: Office, comment: int) -> None:
    """Do the wrong thing to the first comment, and undo it."""
    await page.keyboard.press("s")
    row = page.get_by_role("row", name=name)
    await expect(row).to_have_count(0)
    await page.keyboard.press("z")
    await expect(row).to_have_count(1)
    assert status_of(office, comment) == "hold"
    await page.keyboard.press("j")
    while not await row.evaluate("row => row.contains(document.activeElement)"):
        await page.keyboard.press("k")


async def reply(page: Page, text: str) -> None:
    """Answer the comment on whose row the focus is, which lets it through."""
    await page.keyboard.press("r")
    await expect(page.get_by_label("Your reply")).to_be_visible()
    await page.get_by_label("Your reply").press("Control+Home")
    await page.keyboard.type(text)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.get_by_text("Replied.").first.wait_for()


async def test_comment_is_approved_on_a_phone_and_taken_back(phone: Desk, office: Office) -> None:
    ((name, number),) = (await hold_comments(office, 1)).items()
    page = phone.page
    await page.goto("/wp-admin/edit-comments.php")
    card = page.locator(".dataviews-view-grid__card", has_text=name)
    await card.get_by_role("button", name="Actions").tap()
    await expect(page.get_by_role("menuitem", name="Approve")).to_be_visible()
    await phone.look()
    await page.get_by_role("menuitem", name="Approve").tap()
    await expect(card).to_have_count(0)
    assert status_of(office, number) == "approved"
    await page.get_by_role("button", name="Undo").press("Enter")
    await expect(card).to_have_count(1)
    assert status_of(office, number) == "hold"
    office.tell(f"/wp/v2/comments/{number}", status="spam")


async def test_category_is_added(admin: Desk, office: Office) -> None:
    await admin.page.goto("/wp-admin/edit-tags.php?taxonomy=category")
    await admin.page.get_by_text("Add a category").click()
    await admin.page.get_by_label("Name", exact=True).fill("Sea & shore")
    await admin.look()
    await admin.page.get_by_role("button", name="Add", exact=True).click()
    await expect(admin.page.locator("td", has_text="Sea & shore")).to_be_visible()
    assert "sea-shore" in {one["slug"] for one in office.ask("/wp/v2/categories")}


async def test_refused_setting_is_told_and_keeps_what_was_typed(admin: Desk) -> None:
    await admin.page.goto("/wp-admin/options-reading.php")
    field = admin.page.get_by_label("Posts on a page")
    await field.wait_for()
    await admin.page.route("**/wp/v2/settings*", lambda route: route.abort())
    await field.fill("7")
    await admin.page.get_by_role("button", name="Save").click()
    await admin.page.get_by_text("The site does not answer").first.wait_for()
    await expect(field).to_have_value("7")
    admin.complaints.clear()  # of the request that was refused on purpose


# What an author may not, at the API: what they ask, and with what.
FORBIDDEN: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("POST", "wp/v2/posts/{other}", {"title": "Mine now"}), ("DELETE", "wp/v2/posts/{other}", {}),
    ("GET", "wp/v2/settings", {}), ("POST", "wp/v2/settings", {"title": "Mine now"}),
    ("POST", "wp/v2/categories", {"name": "Mine"}), ("POST", "wp/v2/pages", {"title": "Mine"}),
    ("POST", "wp/v2/users", {"username": "x", "email": "x@example.org", "password": "x", "roles": ["administrator"]}),
    ("POST", "wp/v2/users/me", {"roles": ["administrator"]}), ("GET", "tympan/v1/jobs", {}),
    ("POST", "tympan/v1/themes/bodkin/activate", {}), ("POST", "tympan/v1/invitations", {"username": "x", "email": "x@example.org", "role": "author"}),
    ("GET", "tympan/v1/export", {}),
)  # fmt: skip


async def test_author_is_invited_does_what_an_author_may_and_no_more(
    admin: Desk, office: Office, arrive: Arriving
) -> None:
    page = admin.page
    await page.goto("/wp-admin/users.php")
    await page.get_by_role("link", name="Add user").click()
    await page.get_by_label("User name").fill("anna")
    await page.get_by_label("Email").fill("anna@example.org")
    await expect(page.get_by_label("Invite them by mail")).to_be_checked()
    await expect(page.get_by_label("Role")).to_have_value("author")
    await admin.look()
    await page.get_by_role("button", name="Add user").click()
    await expect(page.get_by_role("row", name="anna@example.org").get_by_text("Author")).to_be_visible()
    (account,) = office.ask("/wp/v2/users?search=anna&context=edit")
    assert account["roles"] == ["author"]
    letter = await mail_to(office, "anna@example.org")
    async with arrive() as author:
        await set_password(author, letter, "secret of anna")
        await log_in(author, "anna", "secret of anna")
        menu = author.page.get_by_role("navigation", name="Admin").get_by_role("listitem")
        await expect(menu).to_have_text(["Dashboard", "Posts", "Media", "Comments", "Profile"])
        await author.look()
        canvas = await open_editor(author, "/wp-admin/post-new.php")
        await write_title(author, canvas, "Anna was here")
        await author.page.keyboard.type("By herself.")
        address = await publish(author.page)
        await author.look()
        (post,) = office.ask("/wp/v2/posts?search=Anna")
        assert (post["author"], post["link"]) == (account["id"], address)
        await expect_refusals(author, office)


async def mail_to(office: Office, address: str) -> EmailMessage:
    """The mail that the site sends there, when it comes."""
    while True:
        for mail in office.mails.mails:
            if mail["to"] == address:
                return mail
        await asyncio.sleep(0.1)


async def set_password(desk: Desk, letter: EmailMessage, password: str) -> None:
    """Follow the link of an invitation."""
    found = re.search(r"https?://\S+action=rp\S+", letter.get_content())
    assert found
    await desk.page.goto(found[0])
    await desk.look()
    await desk.page.get_by_label("New password", exact=True).fill(password)
    await desk.page.get_by_label("The same again").fill(password)
    await desk.page.get_by_role("button", name="Save the password").click()
    await desk.page.get_by_label("Name or email address").wait_for()


async def expect_refusals(desk: Desk, office: Office) -> None:
    """Neither the screens nor the API let an author do more; the list is of what they wrote."""
    page, title = desk.page, "Of somebody else"
    other = office.tell("/wp/v2/posts", title=title, content=paragraph("Mine."), status="publish")["id"]
    await page.goto("/wp-admin/edit.php")
    await page.get_by_role("row", name="Anna was here").get_by_role("link", name="Anna was here").wait_for()
    await expect(page.locator("tbody tr")).to_have_count(1)
    for screen in ("options-general.php", "users.php", "themes.php", "import.php"):
        await page.goto(f"/wp-admin/{screen}")
        await expect(page.get_by_text("Your account may not use this.")).to_be_visible()
    nonce = await page.evaluate("JSON.parse(document.getElementById('tympan-boot').textContent).nonce")
    for method, path, said in FORBIDDEN:
        answer = await page.request.fetch(
            f"/wp-json/{path.format(other=other)}",
            method=method,
            headers={"X-WP-Nonce": nonce},
            data=said or None,
        )
        assert answer.status == 403, (method, path, answer.status)
    assert office.ask(f"/wp/v2/posts/{other}?context=edit")["title"]["raw"] == title
