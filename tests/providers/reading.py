"""A site and the networks, both in this process, and a browser that goes to and fro between them."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from unittest import mock

import httpx2

from engine.app import create
from engine.config.load import load
from engine.store.connection import Database
from engine.web.auth import sign_in
from tests.conformance import recording
from tests.conformance.load import load as load_recorded
from tests.conformance.serve import settings as recorded_settings
from tests.providers import networks

ORIGIN = "http://networks.test"
HOME = f"http://{recording.HOST}"
POST = 127
ADDRESS = "/?p=127"
SLUGS = ("wordpress", "twitter", "facebook", "google", "github", "mastodon", "oidc")


@dataclass
class Browser:
    """Somebody's browser, with cookies of its own."""

    site: httpx2.AsyncClient
    networks: httpx2.AsyncClient
    app: object = field(repr=False, default=None)

    async def leave(self, slug: str, **fields: str) -> httpx2.Response:
        """Press a network's icon, with a form half filled in."""
        typed = {"comment_post_ID": str(POST), "comment": "Half a thought", "server": ORIGIN, **fields}
        return await self.site.post(f"/auth/{slug}", data=typed, headers={"Origin": HOME})

    async def open_window(self, slug: str, challenge: str = "c" * 43) -> httpx2.Response:
        """Press a network's icon where windows open."""
        asked = {"popup": "1", "challenge": challenge, "server": ORIGIN}
        return await self.site.get(f"/auth/{slug}", params=asked)

    async def consent(self, left: httpx2.Response, person: str = "robin", fault: str = "") -> str:
        """Say who one is at the network; answers the address it sends one back to."""
        assert left.status_code == 303, left.text
        page = await self.networks.get(left.headers["location"])
        assert page.status_code == 200, page.text
        answered = await self.networks.post(left.headers["location"], data={"person": person, "fault": fault})
        assert answered.status_code == 302, answered.text
        return str(answered.headers["location"])

    async def log_in(
        self, slug: str, person: str = "robin", fault: str = "", **fields: str
    ) -> httpx2.Response:
        """All of it, in the page; answers what the way back is answered with."""
        return await self.site.get(await self.consent(await self.leave(slug, **fields), person, fault))

    async def who(self) -> dict[str, object] | None:
        """The reader that the site takes this browser for."""
        said = (await self.site.get("/tympan/reader", params={"post": POST})).json()
        found: dict[str, object] | None = said["reader"]
        return found

    async def comment(self, text: str = "Well said.", *, post_as: str = "", **fields: str) -> httpx2.Response:
        """Send the form as it is shown."""
        form = {"comment_post_ID": str(POST), "comment": text, "hc_post_as": post_as, **fields}
        return await self.site.post("/wp-comments-post.php", data=form)


@dataclass
class Reading:
    """A running site, its database, and browsers on it."""

    database: Database
    browser: Browser

    def another_browser(self) -> Browser:
        """Somebody else's browser."""
        return replace(self.browser, site=_client(self.browser.app), networks=self.browser.networks)


def _client(app: object) -> httpx2.AsyncClient:
    transport = httpx2.ASGITransport(app=app)  # type: ignore[arg-type]  # Starlette's application
    return httpx2.AsyncClient(transport=transport, base_url=HOME, headers={"User-Agent": "a browser"})


@contextmanager
def _plain_http() -> Iterator[None]:
    """Authlib's servers accept plain HTTP here."""
    with mock.patch.dict(os.environ, {"AUTHLIB_INSECURE_TRANSPORT": "1"}):
        yield


@asynccontextmanager
async def reading(url: str, folder: Path, **changes: object) -> AsyncIterator[Reading]:
    """The recorded site with all networks switched on."""
    with _plain_http():
        await load_recorded(url)
        known = load({}, networks.settings(ORIGIN), folder=folder)
        base = recorded_settings(url, recording.unpack_uploads(folder), shared=True)
        names = (
            "database_url", "table_prefix", "shared_database", "cache", "uploads_dir", "themes_dir", "plugins_dir",
        )  # fmt: skip
        given = {name: getattr(base, name) for name in names} | {"theme": "frisket"} | changes
        chosen = replace(known, **given)
        app, others = create(chosen), networks.application(ORIGIN)
        outside = httpx2.ASGITransport(app=others)
        with mock.patch.object(sign_in, "transport", return_value=outside):
            async with app.router.lifespan_context(app):
                running = await app.state.application.running()
                async with (
                    httpx2.AsyncClient(transport=outside, base_url=ORIGIN) as there,
                    _client(app) as here,
                ):
                    yield Reading(running.site.database, Browser(here, there, app))
