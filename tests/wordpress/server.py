"""A real WordPress for as long as a `with` block lasts: nginx and PHP-FPM in a temporary folder."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import httpx2

from tests.wordpress.configuration import Site, nginx_conf, php_fpm_conf, wp_config
from tests.wordpress.install import THEMES, WORDPRESS, Programs, programs

START_PATIENCE = 120.0  # seconds until the first answer
STOP_PATIENCE = 10.0


class NotServing(Exception):
    """WordPress did not answer; the message holds the ends of its logs."""


@dataclass(frozen=True, slots=True)
class WordPress:
    """A running WordPress: its address, its wp-config.php, and the roots of its process trees."""

    home: str
    folder: Path
    process_ids: tuple[int, ...]

    @property
    def wp_config(self) -> Path:
        return self.folder / "site/wp-config.php"

    def logs(self) -> str:
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))


@contextmanager
def serve(site: Site) -> Iterator[WordPress]:
    """Serve the site until the block ends; raises NotInstalled or NotServing."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wordpress-")))
        lay_out(site, folder)
        commands = _commands(programs(), folder)
        ids = tuple(stack.enter_context(_running(command)) for command in commands)
        wordpress = WordPress(site.home, folder, ids)
        _wait_until_serving(wordpress)
        yield wordpress


def lay_out(site: Site, folder: Path) -> None:
    """Copy the package's files, for wp-load.php looks for its configuration beside itself, and add ours."""
    root = folder / "site"
    shutil.copytree(WORDPRESS, root, ignore=shutil.ignore_patterns("wp-content", "wp-config.php"))
    for kind, ours in (("themes", site.themes), ("plugins", site.plugins)):
        (root / "wp-content" / kind).mkdir(parents=True)
        for source in (*_packaged(kind), *ours):
            _copy(source, root / "wp-content" / kind / source.name)
    uploads = root / "wp-content/uploads"
    if site.uploads:
        shutil.copytree(site.uploads, uploads)
    uploads.mkdir(exist_ok=True)
    (root / "wp-config.php").write_text(wp_config(site))
    (folder / "nginx.conf").write_text(nginx_conf(site, folder))
    (folder / "php-fpm.conf").write_text(php_fpm_conf(site, folder))
    _open_to_server(folder, uploads)


def _packaged(kind: str) -> list[Path]:
    return sorted(path for path in THEMES.iterdir() if path.is_dir()) if kind == "themes" else []


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)


def _open_to_server(folder: Path, uploads: Path) -> None:
    """PHP and nginx run as another user when started by root."""
    folder.chmod(0o755)
    for path in (uploads, *uploads.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)


def _commands(found: Programs, folder: Path) -> tuple[list[str], list[str]]:
    as_root = ["--allow-to-run-as-root"] if folder.owner() == "root" else []
    php = [found.php_fpm, "--nodaemonize", "--fpm-config", str(folder / "php-fpm.conf"), *as_root]
    return php, [found.nginx, "-e", str(folder / "nginx.log"), "-c", str(folder / "nginx.conf")]


@contextmanager
def _running(command: list[str]) -> Iterator[int]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_serving(wordpress: WordPress) -> None:
    give_up_at = time.monotonic() + START_PATIENCE
    while not _answers(wordpress.home):
        if time.monotonic() > give_up_at:
            raise NotServing(wordpress.logs()[-4000:])
        time.sleep(0.2)


def _answers(home: str) -> bool:
    try:
        return httpx2.get(f"{home}/wp-json/", timeout=30).status_code == HTTPStatus.OK
    except httpx2.TransportError:
        return False
