"""Every screen of the admin opens without a complaint, for everybody, on a desk and on a phone."""

import pytest
from axe_playwright_python.async_playwright import Axe

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

SCREENS = [
    "index.php",
    "edit.php",
    "edit.php?post_type=page",
    "edit-tags.php?taxonomy=category",
    "edit-tags.php?taxonomy=post_tag",
    "upload.php",
    "edit-comments.php",
    "themes.php",
    "plugins.php",
    "users.php",
    "user-new.php",
    "profile.php",
    "options-general.php",
    "options-writing.php",
    "options-reading.php",
    "options-discussion.php",
    "no-such-screen.php",
]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("screen", SCREENS)
async def test_screen_is_quiet_local_and_accessible(admin: Visit, screen: str, width: int) -> None:
    await admin.page.set_viewport_size({"width": width, "height": 844})
    await admin.page.goto(f"/wp-admin/{screen}")
    await admin.page.locator("h1").wait_for()
    await admin.page.wait_for_load_state("networkidle")
    assert await admin.page.evaluate("document.documentElement.scrollWidth") <= width
    found = await Axe().run(admin.page)
    assert [
        (violation["id"], violation["nodes"][0]["html"][:300]) for violation in found.response["violations"]
    ] == []
    assert admin.complaints == []
    assert admin.foreign == []
