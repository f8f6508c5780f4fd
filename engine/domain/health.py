"""Whether a site is in order; looks only."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from engine.config.bundled import bundled
from engine.config.settings import Settings
from engine.domain import networks, queue, sealing
from engine.domain.context import USUAL_UPLOADS, Context, open_site
from engine.domain.keys import KEY_NAMES, missing_keys, of_settings, settings_salt
from engine.domain.places import find_site, place_of
from engine.store import apart, census, migrate, presence

# Seconds after which what is due should long have been begun.
_LATE: Final = 10 * 60

# The taxonomies whose count is that of published posts.
_COUNTED: Final = ("category", "post_tag")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, whether it is in order, and what was seen."""

    name: str
    ok: bool
    detail: str


async def examine(settings: Settings) -> list[Finding]:
    """All findings; raises ConfigError or Unavailable when there is no site to look at."""
    await find_site(settings)
    async with open_site(settings) as site:
        ctx = await site.begin()
        return [
            Finding("database", True, apart.without_password(settings.database_url)),
            await _tables(settings),
            await _migrations(ctx),
            await _characters(ctx),
            _address("site address", ctx.site_url),
            _address("home address", ctx.home),
            _uploads(ctx),
            await _keys(ctx),
            _secrets(ctx),
            await _term_counts(ctx),
            _counts("comment counts", await census.wrong_comment_counts(ctx.db), "post"),
            await _jobs(ctx),
            _mail(settings),
        ]


async def _tables(settings: Settings) -> Finding:
    found = await presence.wordpress_tables(place_of(settings))
    missing = [settings.table_prefix + table for table in presence.TABLES if table not in found]
    return Finding(
        "tables", not missing, f"missing: {', '.join(missing)}" if missing else f"all {len(found)}"
    )


async def _migrations(ctx: Context) -> Finding:
    names = await migrate.pending(ctx.db, bundled("migrations"))
    return Finding("migrations", True, f"to be run at the start: {', '.join(names)}" if names else "all run")


async def _characters(ctx: Context) -> Finding:
    """Charsets of old are no disorder: WordPress has served the site with them."""
    told = dict(parse_qsl(urlsplit(ctx.site.settings.database_url).query)).get("charset", "utf8mb4")
    if told != "utf8mb4":
        return Finding("characters", True, f"all; the database takes them for {told}")
    old = await census.old_charsets(ctx.db)
    listed = ", ".join(f"{ctx.db.prefix}{table} ({charset})" for table, charset in sorted(old.items()))
    detail = f"some are refused until these tables are in utf8mb4: {listed}" if old else "all"
    return Finding("characters", True, detail)


def _address(name: str, address: str) -> Finding:
    parts = urlsplit(address)
    return Finding(name, parts.scheme in {"http", "https"} and bool(parts.hostname), address or "not set")


def _uploads(ctx: Context) -> Finding:
    folder, named = ctx.site.settings.uploads_dir, ctx.options.text("upload_path").rstrip("/")
    if named not in {"", USUAL_UPLOADS} and not f"/{folder.resolve()}".endswith(f"/{named.lstrip('/')}"):
        return Finding(
            "uploads", False, f"the option upload_path says {named}: set uploads_dir, which is {folder}"
        )
    if not folder.is_dir():
        return Finding("uploads", False, f"{folder} is no folder")
    writable = os.access(folder, os.W_OK | os.X_OK)
    return Finding("uploads", writable, f"{folder}" if writable else f"{folder} cannot be written to")


async def _keys(ctx: Context) -> Finding:
    constants = of_settings(ctx.site.settings)
    stored = await ctx.site.options.beside(*KEY_NAMES)
    missing = missing_keys(constants, {name: stored.text(name) for name in KEY_NAMES})
    detail = f"to be made at the first log-in: {', '.join(missing)}" if missing else f"all {len(KEY_NAMES)}"
    return Finding("keys", True, detail)


def _secrets(ctx: Context) -> Finding:
    """What the database holds to log readers in by other networks."""
    kept, settings = networks.secrets(ctx), ctx.site.settings
    closed = [name for name, value in kept.items() if sealing.opened(settings, value) is None]
    if closed:
        return Finding("secrets", False, f"enter anew, for the keys have changed: {', '.join(closed)}")
    sealed = sum(map(sealing.is_sealed, kept.values()))
    if not kept:
        detail = "none in the database"
    elif sealed == len(kept):
        detail = f"all {sealed} sealed"
    elif settings_salt(settings, "auth"):
        detail = f"{len(kept) - sealed} in clear text until the networks are next changed"
    else:
        detail = "in clear text, as the keys are in the database, too"
    return Finding("secrets", True, detail)


async def _term_counts(ctx: Context) -> Finding:
    wrong: list[int] = []
    for taxonomy in _COUNTED:
        wrong += await census.wrong_term_counts(ctx.db, taxonomy, ctx.types.taxonomies[taxonomy].object_types)
    return _counts("term counts", wrong, "term")


async def _jobs(ctx: Context) -> Finding:
    """What failed for good, and whether what is due waits in vain."""
    if queue.MIGRATION in await migrate.pending(ctx.db, bundled("migrations")):
        return Finding("background work", True, "none yet")
    jobs = await queue.every(ctx)
    failed = sum(job.failed_at > 0 for job in jobs)
    now = int(ctx.now.timestamp())
    late = [now - job.due_at for job in jobs if job.state(now) == "due"]
    said = [f"{failed} failed, see `tympan jobs list --failed`"] if failed else []
    if late and max(late) > _LATE:
        said.append(f"nobody has done what is due for {max(late) // 60} minutes: is `tympan serve` running?")
    return Finding("background work", True, "; ".join(said) or "nothing failed")


def _mail(settings: Settings) -> Finding:
    detail = settings.mail_host or "no server is set (mail_host): mails are kept among the jobs that failed"
    return Finding("mail", True, detail)


def _counts(name: str, wrong: Sequence[int], noun: str) -> Finding:
    if not wrong:
        return Finding(name, True, "right")
    some = ", ".join(map(str, wrong[:5])) + (" …" if len(wrong) > 5 else "")
    return Finding(name, False, f"wrong for {len(wrong)} {noun}s: {some}")
