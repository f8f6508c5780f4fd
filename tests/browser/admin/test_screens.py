"""Every screen of the admin opens without a complaint, for everybody: on a desk by day, on a phone by night."""

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe

from tests.browser.admin.conftest import Desk

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
    "nav-menus.php",
    "widgets.php",
    "site-editor.php?p=/styles",
    "site-editor.php?p=/template",
    "plugins.php",
    "users.php",
    "user-new.php",
    "profile.php",
    "import.php",
    "export.php",
    "export-personal-data.php",
    "erase-personal-data.php",
    "site-health.php",
    "tools.php",
    "options-general.php",
    "options-writing.php",
    "options-reading.php",
    "options-discussion.php",
    "options-media.php",
    "options-permalink.php",
    "options-privacy.php",
    "options-identities.php",
    "options-no-such-page.php",
]


# Each database shows every screen, each in other circumstances.
CIRCUMSTANCES = [
    pytest.param("sqlite", 1280, "light", id="desk by day, on SQLite"),
    pytest.param("postgres", 390, "dark", id="phone by night, on PostgreSQL", marks=pytest.mark.postgres),
]


@pytest.mark.parametrize(("office", "width", "scheme"), CIRCUMSTANCES, indirect=["office"])
async def test_screens_are_quiet_local_and_accessible(admin: Desk, width: int, scheme: Any) -> None:
    page, wrong = admin.page, {}
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await page.set_viewport_size({"width": width, "height": 844})
    for screen in SCREENS:
        await page.goto(f"/wp-admin/{screen}")
        await page.locator("h1").wait_for()
        await page.wait_for_load_state("networkidle")
        beyond = await page.evaluate("document.documentElement.scrollWidth") - width
        found = (await Axe().run(page)).response["violations"]
        violations = [(one["id"], one["nodes"][0]["html"][:300]) for one in found]
        if beyond > 0 or violations or admin.complaints:
            wrong[screen] = (max(beyond, 0), violations, list(admin.complaints))
        admin.complaints.clear()
    assert wrong == {}
    assert admin.foreign == []
