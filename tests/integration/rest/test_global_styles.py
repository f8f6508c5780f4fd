"""The site's design over the API: who may change it, and CSS that would be more than CSS."""

import pytest

from tests.conformance.sites import RecordedSite

_OWN = "/wp-json/wp/v2/global-styles/204"


@pytest.mark.parametrize("role", ["anon", "subscriber", "contributor", "author", "editor"])
async def test_write_by_who_does_not_design_is_refused(site: RecordedSite, role: str) -> None:
    answer = await site.send("POST", _OWN, role, {"styles": {}})

    assert (answer.status_code, answer.json()["code"]) == (401 if role == "anon" else 403, "rest_cannot_edit")


async def test_changed_styles_keep_settings_and_what_they_were(site: RecordedSite) -> None:
    answer = await site.send("POST", _OWN, json={"styles": {"color": {"text": "#111111"}}, "title": "Mine"})

    assert answer.json()["styles"] == {"color": {"text": "#111111"}}
    assert answer.json()["settings"] == {"color": {"custom": False}}
    assert (await site.ask(f"{_OWN}/revisions", "admin")).headers["x-wp-total"] == "3"


@pytest.mark.parametrize("css", ["</style><script>alert(1)</script>", "a{}</STYLE>", "<b>"])
async def test_css_that_ends_its_element_is_refused(site: RecordedSite, css: str) -> None:
    answer = await site.send("POST", _OWN, json={"styles": {"css": css}})

    assert (answer.status_code, answer.json()["code"]) == (400, "rest_custom_css_illegal_markup")


async def test_styles_of_another_theme_are_not_told(site: RecordedSite) -> None:
    for name in ("fixture-child", "..", "..%2Ffixture"):
        answer = await site.ask(f"/wp-json/wp/v2/global-styles/themes/{name}", "admin")
        assert answer.status_code == 404


async def test_what_the_site_has_made_of_its_theme_counts_for_blocks(site: RecordedSite) -> None:
    group = '<!-- wp:group {"layout":{"type":"constrained"}} --><div class="wp-block-group"></div><!-- /wp:group -->'
    await site.send("POST", _OWN, json={"settings": {"useRootPaddingAwareAlignments": True}})

    answer = await site.send("POST", "/wp-json/wp/v2/posts", json={"content": group})

    assert "has-global-padding" in answer.json()["content"]["rendered"]
