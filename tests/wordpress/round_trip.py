"""Does what moves from Tympan to WordPress and back arrive? `python -m tests.wordpress.round_trip IMPORTER [EXPORT]`.

IMPORTER is the folder of WordPress's importer, a plugin that Debian does not have. The recorded site, or EXPORT, goes to
Tympan, from there to a real WordPress by its importer, by WordPress's export back to a new Tympan, and is compared after
each journey: all but what every importer makes anew, and what `_EXPECTED` names, must be the same.
"""

import argparse
import asyncio
import functools
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from tests import services
from tests.bench.contestants import TYMPAN
from tests.browser.site import free_port
from tests.conformance import recording
from tests.conformance.load import load
from tests.integration.transfer.sites import fresh_site
from tests.transfer.compared import compared, differences
from tests.wordpress.configuration import Site
from tests.wordpress.server import lay_out

# What a WordPress 6.1 does to what it takes, as beginnings of differences, and why.
_EXPECTED: Final = {
    "nav_menu_item foot-menu/2: is not there": "its importer passes over drafts of menu items",
    "wp_font_f": "it knows no fonts",
    "wp_block ferry-notice": "it knows no categories of patterns",
    "wp_block card": "the same",
    "term category/uncategorized: was not": "it has a category of its own",
    "term wp_t": "its export tells of themes",
    "term post_format/": "its export tells of formats",
    "term nav_menu/foot-menu: description": "its export does not tell what a menu is for",
    "attachment panorama": "its importer numbers names that end in -scaled",
    "post cover/2025-02-03 19:31:23: content": "that number is in the text, too",
    "author operator: was not": "menu items come to who imports them",
    "post links/2024-03-13 15:31:00: content": "it adds rel=noopener",
}
_RECORDED: Final = "http://blog.test"
_SCRIPT: Final = Path(__file__).with_name("transfer.php")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.wordpress.round_trip", description=__doc__)
    parser.add_argument("importer", type=Path)
    parser.add_argument("export", type=Path, nargs="?")
    parser.add_argument("--keep", type=Path, help="a folder for the three exports")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tympan-trip-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        old, first, second, third = _trip(options.importer.resolve(), options.export, folder)
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            for path in (first, second, third):
                (options.keep / path.name).write_bytes(path.read_bytes())
        failed = False
        for title, ours, theirs in (("to WordPress", first, second), ("and back", first, third)):
            all_ = differences(compared(ours), compared(theirs, old))
            found = [one for one in all_ if not one.startswith(tuple(_EXPECTED))]
            failed |= bool(found)
            print(f"{title}: {len(found)} differences, {len(all_) - len(found)} expected ones")
            print("\n".join(f"    {one}" for one in found[:60]))
    sys.exit(failed)


def _trip(importer: Path, export: Path | None, folder: Path) -> tuple[str, Path, Path, Path]:
    uploads = recording.unpack_uploads(folder / "old")
    ours = f"sqlite:///{folder}/old.sqlite3"
    first, second, third = (folder / f"{name}.xml" for name in ("tympan", "wordpress", "again"))
    with _served(folder / "old") as old:
        if export:
            _new_site(ours, folder)
            _tympan("import", "--files", "none", str(export), url=ours, uploads=uploads)
        else:
            asyncio.run(load(ours))
        _tympan("export", str(first), url=ours, home=old)
        first.write_text(first.read_text(encoding="utf-8").replace(_RECORDED, old), encoding="utf-8")
        with services.fresh_mariadb() as database:
            site = Site(database, free_port())
            lay_out(site, folder / "wordpress")
            root = folder / "wordpress/site"
            _php(root, "install", site.home)
            _php(root, "import", str(importer), str(first), old)
            _php(root, "export", str(second))
        back = f"sqlite:///{folder}/new.sqlite3"
        _new_site(back, folder)
        files = ["--files", str(root / "wp-content/uploads")]
        _tympan("import", *files, str(second), url=back, uploads=folder / "back")
        _tympan("export", str(third), url=back, home="http://new.example")
    return old, first, second, third


def _new_site(url: str, folder: Path) -> None:
    async def make() -> None:
        async with fresh_site(url, folder, user="operator"):
            pass

    asyncio.run(make())


def _tympan(*words: str, url: str, uploads: Path | None = None, home: str = "") -> None:
    settings = {"TYMPAN_DATABASE_URL": url, "PATH": "/usr/bin:/bin"}
    if uploads:
        settings["TYMPAN_UPLOADS_DIR"] = str(uploads)
    if home:
        settings |= {"TYMPAN_HOME_URL": home, "TYMPAN_SITE_URL": home}
    done = subprocess.run([*TYMPAN, *words], check=False, capture_output=True, text=True, env=settings)
    print(done.stdout if words[0] == "import" else "", done.stderr, sep="", end="")
    if done.returncode:
        raise SystemExit(f"tympan {words[0]} failed")


def _php(root: Path, *words: str) -> None:
    done = subprocess.run(
        ["php", str(_SCRIPT), str(root), *words], check=False, capture_output=True, text=True
    )
    print(done.stderr[-3000:], end="")
    if done.returncode:
        raise SystemExit(f"WordPress: {words[0]} failed: {done.stdout[-2000:]}")


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The address of a folder's files, found below /wp-content as a site has them."""
    (folder / "wp-content").symlink_to(folder)
    handler = functools.partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", free_port()), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


if __name__ == "__main__":
    main()
