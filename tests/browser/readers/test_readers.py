"""Readers of a post log in with every network and comment under their name: by a window, and without scripts."""

import re
from uuid import uuid4

import httpx2
import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.browser.readers.conftest import PASSWORD, Blog, somewhere

pytestmark = pytest.mark.browser

LABELS = ["WordPress.com", "X", "Facebook", "Google", "GitHub", "Mastodon", "Library card"]
ICONS = [*LABELS, "Email"]
KIT = "Continue as Kit Reader"
NO = "No, cancel"


def words() -> str:
    """A comment that nobody has made yet."""
    return f"A thought of {uuid4().hex[:8]}."


async def write(page: Page, blog: Blog, text: str) -> None:
    await page.goto(blog.post)
    await page.locator("#comment").click()
    await page.locator("#comment").fill(text)


async def consent(there: Page, blog: Blog, label: str, button: str = KIT) -> None:
    """Answer at the network; a Fediverse reader says first where that is."""
    if label == "Mastodon":
        server = blog.networks.removeprefix("http://")
        await there.get_by_label("The server that your account is on").fill(server)
        await there.get_by_role("button", name="Log in there").click()
    await there.get_by_role("button", name=button, exact=True).click()


async def log_in_by_window(page: Page, blog: Blog, label: str, button: str = KIT) -> None:
    async with page.expect_popup() as opening:
        await page.get_by_label(f"Log in via {label}", exact=True).click()
    window = await opening.value
    await expect(page.locator("#comment-form-load-service")).to_contain_text(f"Connecting to {label}")
    await consent(window, blog, label, button)


async def log_in_by_page(page: Page, blog: Blog, label: str, button: str = KIT) -> None:
    await page.get_by_label(f"Log in via {label}", exact=True).click()
    await consent(page, blog, label, button)


async def expect_identity(page: Page, label: str) -> None:
    panel = page.locator("#comment-form-account")
    await expect(panel).to_be_visible()
    await expect(panel).to_contain_text("Kit Reader")
    await expect(panel).to_contain_text(
        re.compile(rf"You are commenting using your\s+{re.escape(label)}\s+account")
    )


@pytest.mark.parametrize("label", LABELS)
async def test_reader_comments_by_a_window(with_scripts: Page, blog: Blog, label: str) -> None:
    page, text = with_scripts, words()
    await write(page, blog, text)
    await log_in_by_window(page, blog, label)
    await expect_identity(page, label)
    assert await page.locator("#comment").input_value() == text
    await page.locator("#submit").click()
    await expect(page.get_by_text(text)).to_be_visible()
    await expect(page.locator(".comment-awaiting-moderation")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text(text)).to_be_visible()
    await page.goto(blog.post)
    await page.locator("#comment").click()
    await expect_identity(page, label)
    other = "GitHub" if label != "GitHub" else "X"
    await page.locator(".comment-form-change").click()
    await log_in_by_window(page, blog, other)
    await expect_identity(page, other)
    await page.locator(".comment-form-log-out").click()
    await expect(page.locator("#comment-form-guest")).to_be_visible()
    await expect(page.locator("#comment-form-account")).to_be_hidden()


@pytest.mark.parametrize("label", LABELS)
async def test_reader_comments_without_scripts(without_scripts: Page, blog: Blog, label: str) -> None:
    page, text = without_scripts, words()
    await write(page, blog, text)
    await log_in_by_page(page, blog, label)
    await expect_identity(page, label)
    assert await page.locator("#comment").input_value() == text
    await page.locator("#submit").click()
    await expect(page.get_by_text(text)).to_be_visible()
    await page.reload()
    await expect(page.get_by_text(text)).to_be_visible()
    await page.goto(blog.post)
    await page.get_by_role("link", name="Logged in already?").click()
    await expect_identity(page, label)
    other = "GitHub" if label != "GitHub" else "X"
    await page.locator(".comment-form-change").click()
    await log_in_by_page(page, blog, other)
    await expect_identity(page, other)
    await page.locator("#comment").fill("Unsent")
    await page.locator(".comment-form-log-out").click()
    await expect(page.locator("#comment-form-guest")).to_be_visible()
    assert await page.locator("#comment").input_value() == "Unsent"


# What goes wrong leaves a guest with the text and the reason.


async def expect_guest(page: Page, text: str, reason: str) -> None:
    await expect(page.locator(".comment-form-reason")).to_contain_text(reason)
    await expect(page.locator("#comment-form-guest")).to_be_visible()
    assert await page.locator("#comment").input_value() == text


WRONG = {
    "denied": (NO, "You did not log in with"),
    "expired code": ("as Robin, but the code expires", "did not confirm who you are"),
    "busy": ("as Robin, but the network is busy", "is not available now"),
}


@pytest.mark.parametrize("kind", WRONG)
@pytest.mark.parametrize("label", ["WordPress.com", "X", "Facebook"])
async def test_log_in_that_fails_keeps_the_text(
    with_scripts: Page, without_scripts: Page, blog: Blog, label: str, kind: str
) -> None:
    button, reason = WRONG[kind]
    text = words()
    await write(with_scripts, blog, text)
    async with with_scripts.expect_popup() as opening:
        await with_scripts.get_by_label(f"Log in via {label}", exact=True).click()
    await press(await opening.value, button)
    await expect_guest(with_scripts, text, reason)
    await write(without_scripts, blog, text)
    await without_scripts.get_by_label(f"Log in via {label}", exact=True).click()
    await press(without_scripts, button)
    await expect_guest(without_scripts, text, reason)


async def press(there: Page, button: str) -> None:
    if button != NO:
        await there.get_by_text("What may go wrong").click()
    await there.get_by_role("button", name=button, exact=True).click()


async def test_window_that_is_closed_keeps_the_text(with_scripts: Page, blog: Blog) -> None:
    text = words()
    await write(with_scripts, blog, text)
    async with with_scripts.expect_popup() as opening:
        await with_scripts.get_by_label("Log in via Facebook").click()
    await (await opening.value).close()
    await expect_guest(with_scripts, text, "the window of Facebook was closed")


async def test_cancel_closes_the_window_and_keeps_the_text(with_scripts: Page, blog: Blog) -> None:
    text = words()
    await write(with_scripts, blog, text)
    async with with_scripts.expect_popup() as opening:
        await with_scripts.get_by_label("Log in via Facebook").click()
    window = await opening.value
    await window.wait_for_load_state()
    async with window.expect_event("close"):
        await with_scripts.get_by_role("button", name="Cancel").click()
    await expect(with_scripts.locator("#comment-form-guest")).to_be_visible()
    assert await with_scripts.locator("#comment").input_value() == text


async def tamper(there: Page) -> None:
    """Have the network send back another state than it was given."""
    await there.get_by_role("button", name=KIT).wait_for()
    await there.goto(there.url.replace("state=", "state=x"))


@pytest.mark.parametrize("scripts", [True, False])
async def test_tampered_state_keeps_the_text(
    with_scripts: Page, without_scripts: Page, blog: Blog, *, scripts: bool
) -> None:
    page, text = with_scripts if scripts else without_scripts, words()

    await write(page, blog, text)
    if not scripts:
        await page.get_by_label("Log in via GitHub").click()
        await tamper(page)
        await page.get_by_role("button", name=KIT).click()
        await expect(page.get_by_role("alert")).to_contain_text("not to a log-in that this browser has begun")
        await page.get_by_role("link", name="Back to your comment").click()
        await expect_guest(page, text, "You were not logged in.")
        return
    async with page.expect_popup() as opening:
        await page.get_by_label("Log in via GitHub").click()
    window = await opening.value
    await tamper(window)
    await window.get_by_role("button", name=KIT).click()
    await expect(window.get_by_role("alert")).to_contain_text("not to a log-in that this browser has begun")
    await window.close()
    await expect_guest(page, text, "the window of GitHub was closed")


async def test_answer_in_another_browser_logs_nobody_in(
    with_scripts: Page, browser: Browser, blog: Blog
) -> None:
    await write(with_scripts, blog, words())
    async with with_scripts.expect_popup() as opening:
        await with_scripts.get_by_label("Log in via GitHub").click()
    window = await opening.value
    await window.get_by_role("button", name=KIT).wait_for()
    answered = httpx2.post(window.url, data={"person": "kit"})
    victim = await (await browser.new_context()).new_page()
    await victim.goto(answered.headers["location"])
    await expect(victim.get_by_role("alert")).to_contain_text("You are not logged in.")
    await victim.goto(blog.post)
    await victim.locator("#comment").click()
    await expect(victim.locator("#comment-form-guest")).to_be_visible()
    await victim.context.close()


async def test_network_that_cuts_the_tie_to_its_window_still_logs_in(
    with_scripts: Page, strict_blog: Blog
) -> None:
    text = words()
    await write(with_scripts, strict_blog, text)
    async with with_scripts.context.expect_page() as opening:
        await with_scripts.get_by_label("Log in via GitHub").click()
    window = await opening.value
    await expect(with_scripts.locator(".comment-form-reason")).to_contain_text("was closed")
    await window.get_by_role("button", name=KIT).click()
    await expect_identity(with_scripts, "GitHub")
    assert await with_scripts.locator("#comment").input_value() == text


async def test_message_of_another_origin_is_not_heard(with_scripts: Page, blog: Blog) -> None:
    await write(with_scripts, blog, words())
    async with with_scripts.expect_popup() as opening:
        await with_scripts.get_by_label("Log in via GitHub").click()
    window = await opening.value
    await window.get_by_role("button", name=KIT).wait_for()
    asked = []
    with_scripts.on("request", lambda request: asked.append(request.url))
    # The network's own page, of another origin, speaks as if it were ours, and listens for what ours says.
    await window.evaluate("""() => {
        window.heard = [];
        addEventListener("message", (event) => heard.push(event.data));
        const said = { kind: "tympan-sign-in", challenge: "", code: "x" };
        opener.postMessage(said, "*");
    }""")
    await with_scripts.wait_for_timeout(300)
    assert [url for url in asked if "/auth/session" in url] == []
    assert await window.evaluate("window.heard") == []


async def test_windows_that_are_blocked_lead_through_the_whole_page(with_scripts: Page, blog: Blog) -> None:
    text = words()
    await with_scripts.add_init_script("window.open = () => null")
    await write(with_scripts, blog, text)
    await log_in_by_page(with_scripts, blog, "GitHub")
    await expect_identity(with_scripts, "GitHub")
    assert await with_scripts.locator("#comment").input_value() == text


# Sending.


async def post_as_guest(page: Page, blog: Blog, text: str) -> None:
    await write(page, blog, text)
    await page.locator("#email").fill(f"{uuid4().hex[:8]}@example.com")
    await page.locator("#author").fill("Wren")
    await page.wait_for_timeout(2100)  # nobody is quicker
    await page.locator("#submit").click()


async def test_comment_said_twice_is_refused_beside_the_text(with_scripts: Page, blog: Blog) -> None:
    text = words()
    await post_as_guest(with_scripts, blog, text)
    await expect(with_scripts.locator(".comment-awaiting-moderation")).to_be_visible()
    await post_as_guest(with_scripts, blog, text)
    await expect(with_scripts.locator(".comment-form-reason")).to_contain_text("You have already said that.")
    assert await with_scripts.locator("#comment").input_value() == text
    await with_scripts.locator("#comment").fill(f"{text} And more.")
    await with_scripts.locator("#submit").click()
    await expect(with_scripts.locator(".comment-form-reason")).to_contain_text("You are commenting too fast.")
    assert await with_scripts.locator("#comment").input_value() == f"{text} And more."


async def test_text_outlives_a_reload(with_scripts: Page, blog: Blog) -> None:
    text = words()
    await write(with_scripts, blog, text)
    await with_scripts.reload()
    await expect(with_scripts.locator("#comment")).to_have_value(text)
    await expect(with_scripts.locator("#submit")).to_be_visible()


async def test_enter_in_a_field_sends_the_comment_and_logs_nobody_in(with_scripts: Page, blog: Blog) -> None:
    text = words()
    await write(with_scripts, blog, text)
    await with_scripts.locator("#email").fill("enter@example.com")
    await with_scripts.locator("#author").fill("Enter")
    await with_scripts.wait_for_timeout(2100)
    await with_scripts.locator("#author").press("Enter")
    await expect(with_scripts.locator(".comment-awaiting-moderation")).to_be_visible()


async def test_log_out_in_one_tab_is_known_in_the_other(with_scripts: Page, blog: Blog) -> None:
    await write(with_scripts, blog, words())
    await log_in_by_window(with_scripts, blog, "GitHub")
    await expect_identity(with_scripts, "GitHub")
    other = await with_scripts.context.new_page()
    await other.goto(blog.post)
    await other.locator("#comment").click()
    await other.locator(".comment-form-log-out").click()
    await expect(with_scripts.locator("#comment-form-guest")).to_be_visible()


async def test_author_edits_the_comment_for_a_while(with_scripts: Page, blog: Blog) -> None:
    text = words()
    await post_as_guest(with_scripts, blog, text)
    await with_scripts.get_by_role("link", name="Edit", exact=True).click()
    await with_scripts.get_by_label("Comment").fill(f"{text} Edited.")
    await with_scripts.get_by_role("button", name="Save").click()
    await with_scripts.go_back()
    await with_scripts.go_back()
    await with_scripts.reload()
    await expect(with_scripts.get_by_text(f"{text} Edited.")).to_be_visible()


async def test_form_moves_below_the_comment_that_is_answered_and_back(with_scripts: Page, blog: Blog) -> None:
    page, text = with_scripts, words()
    with httpx2.Client(base_url=blog.home) as client:
        client.post("/wp-login.php", data={"log": "admin", "pwd": PASSWORD})
        first = client.get("/wp-json/wp/v2/posts").json()[0]["id"]
        client.post("/wp-comments-post.php", data={"comment_post_ID": first, "comment": text})
    await page.goto(blog.post)
    answered = page.locator("li.comment", has_text=text)
    await answered.get_by_role("link", name="Reply").click()
    await expect(answered.locator("#respond")).to_be_visible()
    await expect(page.locator("#comment")).to_be_focused()
    await expect(page.locator("[name=comment_parent]")).not_to_have_value("0")
    await page.locator("#cancel-comment-reply-link").click()
    await expect(answered.locator("#respond")).to_have_count(0)
    await expect(page.locator("[name=comment_parent]")).to_have_value("0")


# Where only who is logged in may comment, and who has an account.


async def test_members_site_takes_readers_by_a_window(with_scripts: Page, members_blog: Blog) -> None:
    page, text = with_scripts, words()
    await page.goto(members_blog.post)
    await expect(page.get_by_text("Log in to leave a reply.")).to_be_visible()
    await expect(page.locator("#comment")).to_be_hidden()
    await log_in_by_window(page, members_blog, "GitHub")
    await expect_identity(page, "GitHub")
    await page.locator("#comment").fill(text)
    await page.locator("#submit").click()
    await expect(page.get_by_text(text)).to_be_visible()
    await page.goto(members_blog.post)
    await expect_identity(page, "GitHub")
    await page.locator(".comment-form-log-out").click()
    await expect(page.locator("#comment")).to_be_hidden()


async def test_members_site_takes_readers_without_scripts(without_scripts: Page, members_blog: Blog) -> None:
    page, text = without_scripts, words()
    await page.goto(members_blog.post)
    await log_in_by_page(page, members_blog, "GitHub")
    await expect_identity(page, "GitHub")
    await page.locator("#comment").fill(text)
    await page.locator("#submit").click()
    await expect(page.get_by_text(text)).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
async def test_account_comments_under_its_own_name_and_is_offered_no_icons(
    with_scripts: Page, without_scripts: Page, blog: Blog, *, scripts: bool
) -> None:
    page, text = with_scripts if scripts else without_scripts, words()
    await page.goto(f"{blog.home}/wp-login.php")
    await page.locator("#user_login").fill("admin")
    await page.locator("#user_pass").fill(PASSWORD)
    await page.locator("#wp-submit").click()
    await write(page, blog, text)
    await expect(page.get_by_text("Logged in as admin.")).to_be_visible()
    await expect(page.locator("#comment-form-nascar")).to_have_count(0)
    await page.locator("#submit").click()
    await expect(page.get_by_text(text)).to_be_visible()


# For everybody.


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_state_is_accessible(with_scripts: Page, blog: Blog, scheme: str) -> None:
    page = with_scripts
    await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its literals
    await page.set_viewport_size({"width": 320, "height": 700})
    await page.goto(blog.post)
    await no_violation(page)
    await page.locator("#comment").click()
    await no_violation(page)
    async with page.expect_popup() as opening:
        await page.get_by_label("Log in via X", exact=True).click()
    await no_violation(page)
    await (await opening.value).get_by_role("button", name=NO).click()
    await expect(page.locator(".comment-form-reason")).to_be_visible()
    await no_violation(page)
    await log_in_by_window(page, blog, "X")
    await expect_identity(page, "X")
    await no_violation(page)
    await page.goto(f"{blog.home}/auth/account")
    await no_violation(page)


async def no_violation(page: Page) -> None:
    found = await Axe().run(page)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320


async def test_icons_are_reached_by_keyboard_and_say_what_they_do(with_scripts: Page, blog: Blog) -> None:
    await with_scripts.goto(blog.post)
    await with_scripts.locator("#comment").focus()
    reached = []
    for _ in ICONS:
        await with_scripts.keyboard.press("Tab")
        reached.append(await with_scripts.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert reached == [f"Log in via {label}" for label in ICONS]


async def test_page_asks_no_other_host(browser: Browser, blog: Blog) -> None:
    page = await (await browser.new_context(extra_http_headers=somewhere())).new_page()
    foreign: list[str] = []
    page.on(
        "request",
        lambda request: None if request.url.startswith((blog.home, "data:")) else foreign.append(request.url),
    )
    await write(page, blog, words())
    await page.wait_for_timeout(300)
    assert foreign == []
    await page.context.close()


async def test_reader_logs_in_by_a_mailed_code(with_scripts: Page, blog: Blog) -> None:
    text = words()
    await write(with_scripts, blog, text)
    async with with_scripts.expect_popup() as opening:
        await with_scripts.get_by_label("Log in via Email").click()
    window = await opening.value
    await window.get_by_label("Name").fill("Kit Reader")
    await window.get_by_label("Email").fill("kit@example.com")
    await window.get_by_role("button", name="Send me a code").click()
    await window.get_by_label("Code").fill(await mailed_code(window, blog))
    await window.get_by_role("button", name="Log in").click()
    await expect_identity(with_scripts, "Email")
    assert await with_scripts.locator("#comment").input_value() == text


async def mailed_code(page: Page, blog: Blog) -> str:
    for _ in range(40):
        found = [re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", one.get_content()) for one in blog.mails.mails]
        if found and found[-1]:
            return found[-1][0]
        await page.wait_for_timeout(250)
    pytest.fail("no mail came")
