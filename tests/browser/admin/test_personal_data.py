"""Somebody's personal data are collected and fetched, and taken out of what they wrote."""

import zipfile
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.admin.conftest import Office, any_database
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, any_database]

PERSON = "greta@example.org"


def comment(office: Office) -> int:
    said = {
        "post": office.ask("/wp/v2/posts")[-1]["id"],
        "content": "The ferry was late.",
        "author_name": "Greta",
        "author_email": PERSON,
    }
    made = office.api.post(f"{office.home}/wp-json/wp/v2/comments", json=said)
    made.raise_for_status()
    return int(made.json()["id"])


async def test_personal_data_are_collected_fetched_and_erased(
    admin: Visit, office: Office, tmp_path: Path
) -> None:
    page, wrote = admin.page, comment(office)
    for screen in ("export-personal-data.php", "erase-personal-data.php"):
        await page.goto(f"/wp-admin/{screen}")
        await page.get_by_label("Username or email").fill(PERSON)
        await page.get_by_label("Ask them by mail").uncheck()
        await page.get_by_role("button", name="Add request").click()
        row = page.locator(".rows li", has_text=PERSON)
        await row.get_by_text("Confirmed").wait_for()
        if screen.startswith("export"):
            await row.get_by_role("button", name="More for").press("Enter")
            await page.get_by_role("menuitem", name="Collect for a download").press("Enter")
            async with page.expect_download() as downloading:
                await row.get_by_role("link", name="Download the archive").click()
            file = tmp_path / "data.zip"
            await (await downloading.value).save_as(file)
            assert "The ferry was late." in zipfile.ZipFile(file).read("index.html").decode()
        else:
            await row.get_by_role("button", name="Erase", exact=True).click()
            await page.get_by_role("dialog").get_by_role("button", name="Erase", exact=True).click()
            await row.get_by_text("All that was found is gone.").wait_for()
            await expect(row.get_by_text("Done", exact=True)).to_be_visible()
    left = office.api.get(f"{office.home}/wp-json/wp/v2/comments/{wrote}?context=edit").json()
    assert (left["author_name"], left["author_email"], left["content"]["raw"]) == (
        "Anonymous",
        "",
        "The ferry was late.",
    )
    assert admin.complaints == []
