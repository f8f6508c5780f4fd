"""Abilities, the site's health, what other pages say, and the design as an archive."""

import io
import zipfile

import pytest

from tests.conformance.sites import RecordedSite

_TESTS = (
    "background-updates", "loopback-requests", "https-status", "dotorg-communication", "authorization-header",
    "page-cache",
)  # fmt: skip
_HEALTH = "/wp-json/wp-site-health/v1"
_EDITOR = "/wp-json/wp-block-editor/v1"
_ABILITIES = "/wp-json/wp-abilities/v1/abilities"


@pytest.mark.parametrize("name", _TESTS)
async def test_health_is_told_to_who_looks_after_the_site_alone(site: RecordedSite, name: str) -> None:
    found = (await site.ask(f"{_HEALTH}/tests/{name}", "admin")).json()

    assert found["status"] in {"good", "recommended", "critical"}
    assert found["test"] == name.replace("-", "_")
    assert (await site.ask(f"{_HEALTH}/tests/{name}", "editor")).status_code == 403


async def test_sizes_are_those_of_the_sites_folders(site: RecordedSite) -> None:
    found = (await site.ask(f"{_HEALTH}/directory-sizes", "admin")).json()

    assert found["uploads_size"]["raw"] > 0
    assert found["raw"] == sum(found[f"{name}_size"]["raw"] for name in ("themes", "plugins", "uploads"))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1/", "no_response"), ("http://169.254.169.254/latest/meta-data/", "no_response"),
        ("http://[::1]/", "no_response"), ("http://localhost:5432/", "no_response"),
        ("file:///etc/passwd", "rest_invalid_url"), ("gopher://x/", "rest_invalid_url"), ("nothing", "rest_invalid_url"),
    ],
)  # fmt: skip
async def test_what_lies_within_is_not_asked_for_its_details(site: RecordedSite, url: str, code: str) -> None:
    answer = await site.ask(f"{_EDITOR}/url-details?url={url}", "author")

    assert (answer.status_code, answer.json()["code"]) == (404, code)


async def test_export_is_the_design_as_it_stands(site: RecordedSite) -> None:
    answer = await site.ask(f"{_EDITOR}/export", "admin")

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert {"theme.json", "templates/index.html", "templates/keepers.html", "parts/header.html"} <= set(
            archive.namelist()
        )
        assert "Own single template." in archive.read("templates/single.html").decode()
        assert '"theme"' not in archive.read("templates/index.html").decode()
        assert "#f4f0e8" in archive.read("theme.json").decode()


async def test_navigation_block_falls_back_on_the_latest_menu_and_makes_none(site: RecordedSite) -> None:
    assert (await site.ask(f"{_EDITOR}/navigation-fallback", "admin")).json()["id"] == 199

    await site.send("DELETE", "/wp-json/wp/v2/navigation/199?force=true")
    assert (await site.ask(f"{_EDITOR}/navigation-fallback", "admin")).json() == {}
    assert (await site.ask("/wp-json/wp/v2/navigation", "admin")).json() == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_ability_that_changes_nothing_is_asked_for_by_get(site: RecordedSite, method: str) -> None:
    answer = await site.send(method, f"{_ABILITIES}/core/get-user-info/run")

    assert (answer.status_code, answer.json()["code"]) == (405, "rest_ability_invalid_method")


async def test_ability_takes_only_what_it_says(site: RecordedSite) -> None:
    wrong = await site.ask(f"{_ABILITIES}/core/get-site-info/run?input[fields][]=secrets", "admin")
    right = await site.ask(f"{_ABILITIES}/core/get-site-info/run?input[fields][]=url", "admin")

    assert (wrong.status_code, wrong.json()["code"]) == (400, "ability_invalid_input")
    assert right.json() == {"url": "http://blog.test"}


async def test_ability_for_others_is_refused(site: RecordedSite) -> None:
    answer = await site.ask(f"{_ABILITIES}/core/get-site-info/run", "editor")

    assert (answer.status_code, answer.json()["code"]) == (403, "rest_ability_cannot_execute")
