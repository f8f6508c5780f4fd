"""Themes of a site's own: switched on, standing before their parent, missing, broken."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from engine.app import create
from engine.store import options as stored_options
from engine.store.connection import open_database
from engine.theme.errors import MissingTheme
from tests.conformance import replay
from tests.conformance.serve import settings
from tests.conformance.sites import load


def write_theme(folder: Path, slug: str, *, header: str = "", **templates: str) -> None:
    (folder / slug).mkdir(parents=True)
    (folder / slug / "style.css").write_text(f"/*\nTheme Name: {slug}\n{header}\n*/\n", encoding="utf-8")
    for name, text in templates.items():
        (folder / slug / f"{name}.jinja").write_text(text, encoding="utf-8")


@asynccontextmanager
async def serving(
    url: str, folder: Path, *, theme: str = "", switched_on: str = "", locale: str = "", debug: bool = False
) -> AsyncIterator[httpx2.AsyncClient]:
    await load(url)
    options = {"stylesheet": switched_on, "template": switched_on, "WPLANG": locale}
    async with open_database(url) as database:
        for name, value in options.items():
            if value:
                await stored_options.put(database, name, value)
    chosen = replace(
        settings(url, folder / "uploads"), themes_dir=folder / "themes", theme=theme, debug=debug
    )
    app = create(chosen)
    async with app.router.lifespan_context(app), replay.client(app) as client:
        yield client


async def test_theme_that_is_switched_on_shows_the_site(sqlite_url: str, tmp_path: Path) -> None:
    write_theme(tmp_path / "themes", "plain", index="{{ site.name }}: {{ posts|length }} posts")
    async with serving(sqlite_url, tmp_path, switched_on="plain") as client:
        assert (await client.get("/")).text == "Lantern Quay &amp; Sons: 9 posts"


async def test_child_theme_stands_before_its_parent(sqlite_url: str, tmp_path: Path) -> None:
    write_theme(tmp_path / "themes", "parent", index="parent list", single="parent single")
    write_theme(tmp_path / "themes", "child", header="Template: parent", single="child {{ post.title }}")
    async with serving(sqlite_url, tmp_path, theme="child") as client:
        assert (await client.get("/")).text == "parent list"
        post = await client.get("/2023/02/01/sticky-harbour-rules/")
        assert post.text == "child Sticky: harbour rules"


async def test_theme_that_is_not_here_is_stood_in_for(sqlite_url: str, tmp_path: Path) -> None:
    async with serving(sqlite_url, tmp_path, switched_on="twentytwenty") as client:
        answer = await client.get("/")
        assert answer.status_code == 200
        assert "wp-theme-twentytwenty" in answer.text
        assert "/wp-content/themes/frisket/style.css?ver=" in answer.text


async def test_theme_that_the_settings_name_must_be_here(sqlite_url: str, tmp_path: Path) -> None:
    await load(sqlite_url)
    app = create(replace(settings(sqlite_url, tmp_path), theme="nowhere"))
    async with app.router.lifespan_context(app):
        with pytest.raises(MissingTheme, match="nowhere"):
            await app.state.application.running()


@pytest.mark.parametrize(
    "template",
    [
        "{{ post.no_such_thing }}",
        "{{ 1 / 0 }}",
        "{% include 'missing.jinja' %}",
        "{{ ''.__class__.__mro__ }}",
    ],
)
@pytest.mark.parametrize("debug", [True, False], ids=["debug", "readers"])
async def test_template_that_fails_says_where_only_to_who_may_know(
    template: str, debug: bool, sqlite_url: str, tmp_path: Path
) -> None:
    write_theme(tmp_path / "themes", "broken", index="fine", single=f"one\n{template}")
    async with serving(sqlite_url, tmp_path, theme="broken", debug=debug) as client:
        assert (await client.get("/")).text == "fine"
        answer = await client.get("/2023/02/01/sticky-harbour-rules/")
        assert answer.status_code == 500
        assert "no-store" in answer.headers["cache-control"]
        assert ("single.jinja, line 2" in answer.text) == debug
        assert "Traceback" not in answer.text


async def test_site_speaks_its_language(sqlite_url: str, tmp_path: Path) -> None:
    async with serving(sqlite_url, tmp_path, theme="frisket", locale="de_DE") as client:
        page = (await client.get("/2023/02/01/sticky-harbour-rules/")).text
        assert '<html lang="de-DE" dir="ltr">' in page
        assert "46 Kommentare" in page
        assert "1. Februar 2023" in page
        assert ">Schreibe eine Antwort</span>" in page
        log_in = (await client.get("/wp-login.php")).text
        assert "<h1>Anmelden</h1>" in log_in
        assert 'lang="de-DE"' in log_in


async def test_language_from_right_to_left_is_laid_out_so(sqlite_url: str, tmp_path: Path) -> None:
    async with serving(sqlite_url, tmp_path, theme="frisket", locale="he_IL") as client:
        assert '<html lang="he-IL" dir="rtl">' in (await client.get("/")).text


async def test_theme_asks_its_own_text_domain(sqlite_url: str, tmp_path: Path) -> None:
    template = (
        "{{ __('Hello', 'plain') }} {{ _x('post', 'wood', 'plain') }} {{ _n('cat', 'cats', 2, 'plain') }}"
    )
    write_theme(tmp_path / "themes", "plain", index=f"{template} {{{{ 'rtl' if is_rtl() else 'ltr' }}}}")
    catalogue = Catalog(locale="de_DE")
    catalogue.add("Hello", "Moin")
    catalogue.add("post", "Pfosten", context="wood")
    catalogue.add(("cat", "cats"), ("Katze", "Katzen"))
    (tmp_path / "themes/plain/languages").mkdir()
    with (tmp_path / "themes/plain/languages/de_DE.mo").open("wb") as file:
        write_mo(file, catalogue)
    async with serving(sqlite_url, tmp_path, theme="plain", locale="de_DE") as client:
        assert (await client.get("/")).text == "Moin Pfosten Katzen ltr"


async def test_refusals_on_pages_speak_german(sqlite_url: str, tmp_path: Path) -> None:
    async with serving(sqlite_url, tmp_path, theme="frisket", locale="de_DE") as client:
        wrong = await client.post("/wp-login.php", data={"log": "admin", "pwd": "wrong"})
        assert "Dieser Name und dieses Passwort gehören nicht zusammen." in wrong.text
        asked = await client.post("/wp-login.php?action=lostpassword", data={"user_login": ""})
        assert "Bitte gib deinen Namen oder deine E-Mail-Adresse ein." in asked.text
        sent = await client.post("/wp-comments-post.php", data={"comment_post_ID": "5", "comment": "x"})
        assert "Bitte gib deinen Namen und deine E-Mail-Adresse an." in sent.text


async def test_page_carries_the_presets_that_it_names_and_no_others(sqlite_url: str, tmp_path: Path) -> None:
    head = '<link rel="stylesheet" href="{{ asset(\'style.css\') }}">{{ wp_head }}<body>'
    write_theme(
        tmp_path / "themes", "plain", index=head + '<p class="has-vivid-red-color">{{ posts|length }}</p>'
    )
    sheet = tmp_path / "themes/plain/style.css"
    sheet.write_text(f"{sheet.read_text('utf-8')} p {{ margin: var(--wp--preset--spacing--20) }}", "utf-8")
    (tmp_path / "themes/plain/404.jinja").write_text("{{ wp_head }}<body>", "utf-8")
    async with serving(sqlite_url, tmp_path, switched_on="plain") as client:
        page = (await client.get("/")).text
        nothing = (await client.get("/nothing/here/")).text
    assert page.count("global-styles-inline-css") == 1
    assert "--wp--preset--color--vivid-red: #cf2e2e;--wp--preset--spacing--20: 0.44rem;" in page
    assert ".has-vivid-red-color{" in page
    assert "vivid-purple" not in page
    assert "vivid-red" not in nothing
