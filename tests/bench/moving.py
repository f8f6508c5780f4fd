"""How fast does a large export come in, and does it survive being killed? `python -m tests.bench.moving [POSTS [COMMENTS]]`.

A generated export goes into an empty site on PostgreSQL, without files. Then into another one, by an import that is
killed at three random moments and started again each time; both must hold the same in the end.
"""

import argparse
import asyncio
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import asyncpg

from tests import services
from tests.bench.contestants import TYMPAN
from tests.transfer import generated

POSTS: Final = 50_000
COMMENTS: Final = 200_000
FASTEST_WANTED: Final = 1_000  # posts a second, with their comments
MOST_MEMORY: Final = 250  # MB
_KILLS: Final = 3

# All that came along, by name where a number depends on how often it was begun.
_SAME: Final = {
    "posts": """SELECT p."ID", u.user_login, post_date, post_date_gmt, post_content, post_title, post_excerpt,
        post_status, comment_status, ping_status, post_password, post_name, post_modified, post_modified_gmt,
        post_parent, guid, menu_order, post_type, post_mime_type, comment_count
        FROM wp_posts p LEFT JOIN wp_users u ON u."ID" = p.post_author
        WHERE p."ID" IN (SELECT ours FROM wp_tympan_imports)""",
    "comments": "SELECT * FROM wp_comments",
    "postmeta": "SELECT post_id, meta_key, meta_value FROM wp_postmeta",
    "commentmeta": "SELECT comment_id, meta_key, meta_value FROM wp_commentmeta",
    "terms": """SELECT t.name, t.slug, x.taxonomy, x.description, x.count, above.slug AS parent FROM wp_terms t
        JOIN wp_term_taxonomy x USING (term_id) LEFT JOIN wp_terms above ON above.term_id = x.parent""",
    "termmeta": "SELECT t.slug, meta_key, meta_value FROM wp_termmeta JOIN wp_terms t USING (term_id)",
    "term_relationships": """SELECT r.object_id, t.slug, x.taxonomy FROM wp_term_relationships r
        JOIN wp_term_taxonomy x USING (term_taxonomy_id) JOIN wp_terms t USING (term_id)""",
    "users": "SELECT user_login, user_nicename, user_email, user_url, display_name FROM wp_users",
    "usermeta": """SELECT u.user_login, meta_key, meta_value FROM wp_usermeta
        JOIN wp_users u ON u."ID" = user_id""",
    "options": "SELECT option_value FROM wp_options WHERE option_name = 'sticky_posts'",
    "tympan_imports": "SELECT * FROM wp_tympan_imports",
}


@dataclass(frozen=True, slots=True)
class Run:
    """How an import went."""

    seconds: float
    cpu: float
    megabytes: float


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.moving", description=__doc__)
    parser.add_argument("posts", nargs="?", type=int, default=POSTS)
    parser.add_argument("comments", nargs="?", type=int, default=COMMENTS)
    parser.add_argument("--seed", type=int, default=time.time_ns(), help="of the moments of the kills")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tympan-moving-") as folder:
        path = Path(folder) / "export.xml"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(generated.export(options.posts, options.comments))
        sys.exit(not _moves(path, options.posts, random.Random(options.seed)))  # noqa: S311 - moments


def _moves(path: Path, posts: int, moments: random.Random) -> bool:
    with services.fresh_postgres() as whole, services.fresh_postgres() as broken:
        ran = _imported(whole, path)
        rate = posts / ran.seconds
        print(
            f"{posts} posts in {ran.seconds:.1f} s: {rate:.0f} a second (at least {FASTEST_WANTED} wanted), "
            f"{ran.cpu:.1f} s of them at work, {ran.megabytes:.0f} MB (below {MOST_MEMORY} wanted)"
        )
        kills = sorted(moments.uniform(0.05, 0.95) for _ in range(_KILLS))
        before = 0.0
        _new_site(broken)
        for kill in kills:
            _killed(broken, path, after=(kill - before) * ran.seconds)
            before = kill
        _finished(broken, path)
        one, other = asyncio.run(_checksums(whole)), asyncio.run(_checksums(broken))
    different = [name for name in _SAME if one[name] != other[name]]
    told = f"different in {', '.join(different)}" if different else "the same in every table"
    print(f"killed at {', '.join(f'{kill:.0%}' for kill in kills)} of the time and started again: {told}")
    return rate >= FASTEST_WANTED and ran.megabytes < MOST_MEMORY and not different


def _imported(url: str, path: Path) -> Run:
    _new_site(url)
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    _, status, used = os.wait4(_start(url, path).pid, 0)
    if status:
        raise SystemExit("the import failed")
    seconds = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(seconds, cpu, used.ru_maxrss / 1024)


def _new_site(url: str) -> None:
    command = [*TYMPAN, "init", "--url", "http://new.example", "--email", "admin@new.example"]
    subprocess.run([*command, "--database-url", url], check=True, stdout=subprocess.DEVNULL)


def _start(url: str, path: Path) -> subprocess.Popen[bytes]:
    command = [*TYMPAN, "import", "--files", "none", str(path), "--database-url", url]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def _killed(url: str, path: Path, *, after: float) -> None:
    running = _start(url, path)
    with suppress(subprocess.TimeoutExpired):
        running.wait(after)
    running.kill()
    running.wait()


def _finished(url: str, path: Path) -> None:
    if _start(url, path).wait():
        raise SystemExit("the import that was started again failed")


async def _checksums(url: str) -> dict[str, tuple[int, int]]:
    """The number of rows and a sum of their hashes, by table."""
    connection = await asyncpg.connect(url)
    try:
        found = {}
        for name, rows in _SAME.items():
            row = await connection.fetchrow(
                f"SELECT count(*), coalesce(sum(('x' || left(md5(r::text), 15))::bit(60)::bigint), 0) FROM ({rows}) AS r"  # noqa: S608
            )
            found[name] = (int(row[0]), int(row[1]))
        return found
    finally:
        await connection.close()


if __name__ == "__main__":
    main()
