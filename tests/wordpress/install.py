"""Debian's WordPress and the programs it runs on: where they are, and their installation where they are absent."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

PACKAGES = (
    "nginx-light",
    "php",
    "php-fpm",
    "php-gd",
    "php-mbstring",
    "php-mysql",
    "php-xml",
    "wordpress",
    "wordpress-theme-twentytwentyone",
    "wordpress-theme-twentytwentythree",
    "wordpress-theme-twentytwentytwo",
)
WORDPRESS = Path("/usr/share/wordpress")
THEMES = Path("/var/lib/wordpress/wp-content/themes")
THEME = "twentytwentyone"
BLOCK_THEME = "twentytwentythree"
OLDER_BLOCK_THEME = "twentytwentytwo"
SYSTEM_PATH = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"


class NotInstalled(Exception):
    """A program the harness needs is not on this machine."""


@dataclass(frozen=True, slots=True)
class Programs:
    nginx: str
    php_fpm: str


def programs() -> Programs:
    """The programs WordPress runs on; raises NotInstalled naming the first that is missing."""
    if not (WORDPRESS / "wp-load.php").exists():
        raise NotInstalled("wordpress")
    for theme in (THEME, BLOCK_THEME, OLDER_BLOCK_THEME):
        if not (THEMES / theme).exists():
            raise NotInstalled(f"wordpress-theme-{theme}")  # without it WordPress serves empty pages
    return Programs(nginx=_program("nginx"), php_fpm=_php_fpm())


def install() -> Programs:
    """What `programs` gives, after installing the packages with apt where something is missing."""
    try:
        return programs()
    except NotInstalled:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
        quiet = {
            "DEBIAN_FRONTEND": "noninteractive",
            "RUNLEVEL": "1",
        }  # no service of the packages is started
        subprocess.run(command, check=True, env=os.environ | quiet, stdout=subprocess.DEVNULL)
        return programs()


def wordpress_version() -> str:
    """The version in the package's own version.php, say 6.1.9."""
    return _in_version_php("wp_version").strip("'")


def database_version() -> str:
    """The version of its tables; a WordPress leads every administrator of another to an upgrade first."""
    return _in_version_php("wp_db_version")


def _in_version_php(name: str) -> str:
    lines = (WORDPRESS / "wp-includes/version.php").read_text().splitlines()
    assignment = next(line for line in lines if line.startswith(f"${name} ="))
    return assignment.partition("=")[2].strip(" ;")


def _program(name: str) -> str:
    found = shutil.which(name, path=SYSTEM_PATH)
    if not found:
        raise NotInstalled(name)
    return found


def _php_fpm() -> str:
    """PHP-FPM's program carries its version: php-fpm8.2 on Debian 12."""
    found = [path for folder in SYSTEM_PATH.split(":") for path in sorted(Path(folder).glob("php-fpm*"))]
    if not found:
        raise NotInstalled("php-fpm")
    return str(found[-1])
