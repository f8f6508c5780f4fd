"""Asking changes nothing: no reading request writes into WordPress's tables, whoever asks."""

import sqlite3
from pathlib import Path
from typing import Any

from engine.store.presence import TABLES
from tests.conformance import recording
from tests.conformance.sites import recorded_site

# Beside what is recorded: pages whose forms do change something, and addresses that once did so in WordPress by GET.
PAGES = (
    "/", "/?s=harbour", "/?p=1", "/feed/", "/comments/feed/", "/wp-sitemap.xml", "/robots.txt", "/?author=1", "/wp-login.php",
    "/wp-login.php?action=logout", "/wp-login.php?action=rp&key=abc&login=admin", "/wp-login.php?action=newemail&key=abc",
    "/wp-admin/authorize-application.php?app_name=x", "/xmlrpc.php", "/xmlrpc.php?rsd", "/wp-comments-post.php",
    "/wp-trackback.php?p=1", "/tympan/subscriptions/abc", "/?customize_changeset_uuid=1&customize_theme=platen",
)  # fmt: skip
# When an application password was used, and what is remembered for a while, is no change of the site; and one that
# has no keys is given some when a form first needs them.
KEYS = tuple(
    f"{scheme}_{kind}" for scheme in ("auth", "secure_auth", "logged_in", "nonce") for kind in ("key", "salt")
)
NOTES = ("_application_passwords", "_transient_", "_site_transient_", *KEYS)


def rows(path: Path) -> set[tuple[Any, ...]]:
    """Every row of WordPress's tables, with its table's name."""
    with sqlite3.connect(path) as opened:
        return {
            (table, *row)
            for table in TABLES
            for row in opened.execute(f"SELECT * FROM wp_{table}")  # noqa: S608 - names of our own
            if not any(str(value).startswith(NOTES) for value in row)
        }


async def test_asking_changes_nothing(sqlite_url: str, tmp_path: Path) -> None:
    database = Path(sqlite_url.removeprefix("sqlite:///"))
    async with recorded_site(sqlite_url, tmp_path) as site:
        before = rows(database)
        for cases in recording.requests().values():
            for case in cases[::4]:
                if case.get("method", "GET") == "GET":
                    await site.ask(case["path"], case.get("role", "anon"))
        for path in PAGES:
            for role in ("anon", "admin"):
                await site.ask(path, role)
        assert rows(database) ^ before == set()
