"""Processor time to render every recorded post once, Tympan's and WordPress's: `python -m tests.bench.texts`.

Both read the same MariaDB database, each in a process of its own. Before its clock starts, either has rendered other
texts of every kind in one of the posts, so that the program's code and its options are warm, and has read the posts with
their meta and terms, as WordPress reads posts. Nothing of the measured texts is remembered. What counts is the time
that the process had of a processor, the system's part of it too: which part was the user's, Linux only guesses from what
it sees a hundred times a second.
"""

import argparse
import asyncio
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine.cli import garbage
from engine.domain import posts, rendering
from engine.domain.context import Context, open_site
from engine.model.posts import Post, PostQuery
from tests.conformance.load import load
from tests.conformance.serve import settings
from tests.golden.cases import RECORDED, case_files, read_cases
from tests.services import fresh_mariadb
from tests.wordpress import install
from tests.wordpress.configuration import Site, wp_config

THEME = Path(__file__).parents[1] / "conformance" / "site" / "themes" / "fixture"
KINDS = ("post", "page")

_PHP = """<?php
error_reporting( 0 );
$_SERVER += array( 'HTTP_HOST' => 'blog.test', 'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET', 'SERVER_PROTOCOL' => 'HTTP/1.1' );
require __DIR__ . '/wp-config.php';
$found = get_posts( array( 'post_type' => array( 'post', 'page' ), 'numberposts' => -1, 'orderby' => 'ID', 'order' => 'ASC' ) );
$found = array_filter( $found, function ( $one ) { return '' === $one->post_password; } );
$post = reset( $found );
setup_postdata( $post );
foreach ( json_decode( file_get_contents( __DIR__ . '/warm-up.json' ) ) as $text ) {
    apply_filters( 'the_content', $text );
}
function used() {
    $u = getrusage();
    return $u['ru_utime.tv_sec'] + $u['ru_stime.tv_sec'] + ( $u['ru_utime.tv_usec'] + $u['ru_stime.tv_usec'] ) / 1e6;
}
$sizes = array();
$before = used();
foreach ( $found as $post ) {
    setup_postdata( $post );
    $sizes[ $post->ID ] = strlen( apply_filters( 'the_content', $post->post_content ) );
}
echo json_encode( array( 'seconds' => used() - $before, 'sizes' => $sizes ) );
"""


@dataclass(frozen=True, slots=True)
class Round:
    """The processor time of one round in seconds, and the length of what came out by post."""

    seconds: float
    sizes: dict[int, int]


def main(arguments: Sequence[str]) -> int:
    """Measure both side by side and print; 0 when Tympan takes no more than WordPress."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.texts", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--profile", action="store_true", help="say where Tympan's time goes, and measure nothing"
    )
    parser.add_argument("--own", metavar="URL", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.own:
        print(json.dumps(asyncio.run(_own(options.own, profile=options.profile))))
        return 0
    install.install()
    with fresh_mariadb() as url, tempfile.TemporaryDirectory() as folder:
        asyncio.run(load(url))
        if options.profile:
            _run_own(url, "--profile", shown=True)
            return 0
        _write_wordpress(url, Path(folder))
        ours, theirs = [], []
        for _ in range(options.rounds):
            theirs.append(_run_wordpress(Path(folder)))
            ours.append(_run_own(url))
    return _report(ours, theirs)


def _report(ours: list[Round], theirs: list[Round]) -> int:
    shared = ours[0].sizes.keys() & theirs[0].sizes.keys()
    print(f"{len(shared)} posts, {sum(ours[0].sizes[one] for one in shared)} characters of HTML")
    mine, other = (statistics.median(one.seconds for one in rounds) for rounds in (ours, theirs))
    print(f"Tympan     {mine * 1000:8.1f} ms  {mine / len(shared) * 1e6:7.0f} µs a post")
    print(
        f"WordPress  {other * 1000:8.1f} ms  {other / len(shared) * 1e6:7.0f} µs a post  ({install.wordpress_version()})"
    )
    print(f"ratio {mine / other:.2f}")
    return 0 if mine <= other else 1


def _run_own(url: str, *more: str, shown: bool = False) -> Round:
    command = [sys.executable, "-m", "tests.bench.texts", "--own", url, *more]
    made = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    if shown:
        print(made.stdout)
    read = json.loads(made.stdout.splitlines()[-1])
    return Round(read["seconds"], {int(key): value for key, value in read["sizes"].items()})


async def _own(url: str, *, profile: bool) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        async with open_site(settings(url, Path(folder))) as site:
            site.registrations.theme_json = (THEME / "theme.json").read_text("utf-8")
            first = (await _read(await site.begin()))[0]
            for text in _other_texts():
                ctx = await site.begin()
                other = replace(first, content=text)
                await rendering.prepare(ctx, (other,), texts=rendering.content)
            garbage.look_seldom()
            ctx = await site.begin()
            found = await _read(ctx)
            return await (_profiled if profile else _timed)(ctx, found)


async def _read(ctx: Context) -> Sequence[Post]:
    """The posts, with what WordPress's `get_posts` reads along with them."""
    asked = PostQuery(types=KINDS, orderby="id", order="asc", per_page=-1, has_password=False, count=False)
    found = (await posts.query(ctx, asked)).items
    await posts.remember_terms(ctx, found)
    await posts.remember_meta(ctx, found)
    return found


async def _timed(ctx: Context, found: Sequence[Post]) -> dict[str, object]:
    sizes: dict[int, int] = {}
    before = time.process_time()
    for post in found:
        await rendering.prepare(ctx, (post,), texts=rendering.content)
        sizes[post.id] = len(rendering.content(ctx, post))
    return {"seconds": time.process_time() - before, "sizes": sizes}


async def _profiled(ctx: Context, found: Sequence[Post]) -> dict[str, object]:
    import cProfile  # noqa: PLC0415 - only when asked for
    import pstats  # noqa: PLC0415

    profiler = cProfile.Profile(time.process_time)
    profiler.enable()
    timed = await _timed(ctx, found)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(60)
    return timed


def _other_texts() -> list[str]:
    """The recorded contents of another site."""
    path = next(path for name, path in case_files(RECORDED) if name == "the_content")
    return [case.args[0] for case in read_cases(path) if isinstance(case.args[0], str)]


def _write_wordpress(url: str, folder: Path) -> None:
    config = wp_config(Site(database=url, port=80)).replace("http://127.0.0.1:80", "http://blog.test")
    constants = (
        f"define( 'ABSPATH', '{install.WORDPRESS}/' ); define( 'WP_CONTENT_DIR', __DIR__ . '/wp-content' );"
    )
    (folder / "wp-config.php").write_text(config.replace("<?php", f"<?php {constants}", 1), "utf-8")
    shutil.copytree(THEME, folder / "wp-content" / "themes" / THEME.name)
    (folder / "render.php").write_text(_PHP, "utf-8")
    (folder / "warm-up.json").write_text(json.dumps(_other_texts()), "utf-8")


def _run_wordpress(folder: Path) -> Round:
    command = ["php", "-d", "opcache.enable_cli=1", "-d", "memory_limit=512M", str(folder / "render.php")]
    made = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return Round(made["seconds"], {int(key): value for key, value in made["sizes"].items()})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
