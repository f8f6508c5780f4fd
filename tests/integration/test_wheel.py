"""The wheel carries all that a site needs: installed apart from the checkout it serves one from an empty folder."""

import os
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds a server may take to answer


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w"]
    subprocess.run([*build, str(folder), str(ROOT)], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site-packages")
    return folder / "site-packages"


def tympan(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        cwd=folder,
        env=environment(installed),
        capture_output=True,
        text=True,
        check=False,
    )


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from engine.cli import main; main()", *arguments]


def environment(installed: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("TYMPAN_")}
    return own | {"PYTHONPATH": str(installed)}


def test_wheel_is_one_package_with_themes_plugins_and_migrations(installed: Path) -> None:
    packages = {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")}
    assert packages == {"engine"}
    assert {path.name for path in (installed / "engine/bundled").iterdir()} == {
        "themes",
        "plugins",
        "migrations",
    }


@pytest.fixture
def served(installed: Path, tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    address = f"http://127.0.0.1:{port}"
    made = tympan(installed, tmp_path, "init", "--url", address, "--title", "Out of the box")
    assert made.returncode == 0, made.stderr
    arguments = command("serve", "--host", "127.0.0.1", "--port", port)
    with subprocess.Popen(arguments, cwd=tmp_path, env=environment(installed)) as server:
        try:
            yield address
        finally:
            server.terminate()
            server.wait(PATIENCE)


def test_wheel_serves_a_site_from_an_empty_folder(served: str) -> None:
    page = first_answer(served)
    assert page.status_code == 200
    assert "Out of the box" in page.text
    assert httpx.get(f"{served}/wp-json/wp/v2/posts").json()


def first_answer(address: str) -> httpx.Response:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return httpx.get(address)
        except httpx.TransportError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
