"""The old blogroll as OPML, and other files that software still asks for."""

import xml.etree.ElementTree as ET
from pathlib import Path

from httpx2 import Response

from engine.store import tables
from engine.store.tables import TermRelationships
from tests.conformance.sites import recorded_site


def outlines(answer: Response) -> list[ET.Element]:
    """The categories of an answer."""
    return ET.fromstring(answer.text).findall("body/outline")  # noqa: S314 - the same


async def test_visible_links_are_listed_by_category(database_url: str, tmp_path: Path) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        term = await tables.Terms.create(id=900, name="Friends &amp; kin", slug="friends")
        place = await tables.TermTaxonomy.create(
            id=900, term=term.id, taxonomy="link_category", description="", parent=0, count=2
        )
        shown = {"Ann's <b>": "Y", "Hidden": "N"}
        for number, (name, visible) in enumerate(shown.items(), 900):
            await tables.Links.create(
                id=number, name=name, url=f"https://{number}.example/?a=1&b=2", visible=visible, notes=""
            )
            await TermRelationships.create(object=number, term_taxonomy=place.id)
        (category,) = outlines(await site.ask("/wp-links-opml.php"))
        assert category.get("title") == "Friends & kin"
        assert [(link.get("text"), link.get("htmlUrl")) for link in category] == [
            ("Ann's <b>", "https://900.example/?a=1&b=2")
        ]
        assert not outlines(await site.ask("/wp-links-opml.php?link_cat=1"))


async def test_cron_is_answered_and_sign_up_leads_to_registration(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        cron = await site.ask("/wp-cron.php?doing_wp_cron=1")
        assert (cron.status_code, cron.headers["expires"]) == (200, "Wed, 11 Jan 1984 05:00:00 GMT")
        for file in ("wp-signup.php", "wp-activate.php"):
            answer = await site.ask(f"/{file}")
            assert answer.headers["location"] == "http://blog.test/wp-login.php?action=register"
