"""Templates over the API: who may, which one stands for a name, and names that would be paths."""

from typing import Any

import pytest

from tests.conformance.sites import RecordedSite

_API = "/wp-json/wp/v2"
_TEXT = "<!-- wp:paragraph -->\n<p>mine</p>\n<!-- /wp:paragraph -->"


@pytest.mark.parametrize("role", ["anon", "subscriber", "contributor", "author", "editor"])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/templates", {"slug": "mine", "content": _TEXT}),
        ("POST", "/templates/fixture//index", {"content": _TEXT}),
        ("DELETE", "/templates/fixture//keepers?force=true", None),
        ("POST", "/template-parts", {"slug": "mine", "content": _TEXT}),
        ("DELETE", "/template-parts/fixture//notice-bar", None),
    ],
)
async def test_write_by_who_does_not_design_is_refused(
    site: RecordedSite, role: str, method: str, path: str, body: Any
) -> None:
    answer = await site.send(method, _API + path, role, body)

    assert answer.status_code == (401 if role == "anon" else 403)
    assert answer.json()["code"] == "rest_cannot_manage_templates"


@pytest.mark.parametrize(
    "name",
    [
        "fixture//../../theme", "fixture//..%2F..%2Fstyle.css", "..//index", "fixture%2F%2F..%2Ftemplates%2Findex",
        "fixture//templates/index.html", "%2Fetc%2F%2Fpasswd",
    ],
)  # fmt: skip
async def test_name_that_would_be_a_path_is_no_template(site: RecordedSite, name: str) -> None:
    answer = await site.ask(f"{_API}/templates/{name}", "admin")

    assert answer.status_code == 404


async def test_slug_that_would_be_a_path_is_stored_as_plain_words(site: RecordedSite) -> None:
    answer = await site.send("POST", f"{_API}/templates", json={"slug": "../../etc/passwd", "content": _TEXT})

    assert (answer.status_code, answer.json()["slug"]) == (201, "etc-passwd")


async def test_trashed_template_no_longer_stands_for_a_name(site: RecordedSite) -> None:
    await site.send("POST", f"{_API}/templates/fixture//page", json={"content": _TEXT})
    await site.send("DELETE", f"{_API}/templates/fixture//page")

    found = (await site.ask(f"{_API}/templates/lookup?slug=page-about", "admin")).json()

    assert (found["id"], found["source"]) == ("fixture//page", "theme")


async def test_changed_template_of_the_theme_can_be_reverted(site: RecordedSite) -> None:
    await site.send("POST", f"{_API}/templates/fixture//page", json={"content": _TEXT})
    answer = await site.send("POST", f"{_API}/templates/fixture//page", json={"source": "theme"})

    assert (answer.json()["source"], answer.json()["wp_id"]) == ("theme", 0)


async def test_pattern_in_a_template_is_shown_as_its_blocks(site: RecordedSite) -> None:
    body = {
        "slug": "front",
        "content": '<!-- wp:pattern {"slug":"fixture/hero"} /--><!-- wp:pattern {"slug":"x"} /-->',
    }
    answer = await site.send("POST", f"{_API}/templates", json=body)

    raw = answer.json()["content"]["raw"]
    assert "Opening line" in raw
    assert '<!-- wp:pattern {"slug":"x"} /-->' in raw


async def test_template_knows_what_it_was_and_keeps_what_is_not_saved(site: RecordedSite) -> None:
    path = f"{_API}/templates/fixture//keepers"
    await site.send("POST", path, json={"content": _TEXT})
    await site.send("POST", f"{path}/autosaves", json={"content": _TEXT.replace("mine", "not saved")})

    (kept,) = (await site.ask(f"{path}/autosaves?context=edit", "admin")).json()
    (was,) = [one for one in (await site.ask(f"{path}/revisions", "admin")).json() if one != kept][:1]
    assert "not saved" in kept["content"]["raw"]
    assert was["parent"] == kept["parent"] == 202
    assert "mine" in (await site.ask(path, "admin")).json()["content"]["raw"]


async def test_theme_file_has_no_history(site: RecordedSite) -> None:
    answer = await site.ask(f"{_API}/templates/fixture//index/revisions", "admin")

    assert (answer.status_code, answer.json()["code"]) == (400, "rest_invalid_template")
