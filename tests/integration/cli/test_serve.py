"""`tympan serve` as a process of its own: it starts, answers, stops; or says in one line why not."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.integration.cli.conftest import Tympan, execute

PATIENCE = 120  # seconds a server may take to start or stop on a machine that has much to do


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from engine.cli import main; main(prog_name='tympan')", *arguments]


@contextmanager
def served(*arguments: str, address: tuple[str, int] | str) -> Iterator[subprocess.Popen[str]]:
    """A server that listens on a port or a Unix socket by now."""
    environ = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    with subprocess.Popen(
        command("serve", *arguments), env=environ, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            wait_for(address)
            yield server
        finally:
            server.terminate()
            server.wait(PATIENCE)


def wait_for(address: tuple[str, int] | str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        with socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET) as probe:
            if probe.connect_ex(address) == 0:
                return
        assert time.monotonic() < deadline, "the server does not answer"
        time.sleep(0.1)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def index_at(port: int) -> dict[str, str]:
    return dict(httpx.get(f"http://127.0.0.1:{port}/wp-json/", timeout=PATIENCE).json())


@pytest.mark.usefixtures("tympan")
def test_serve_in_an_empty_folder_makes_a_site_and_prints_the_login() -> None:
    port = free_port()
    with served("--port", str(port), address=("127.0.0.1", port)) as server:
        assert index_at(port)["name"] == "A new blog"
        server.terminate()
        output, _ = server.communicate(timeout=PATIENCE)
    assert server.returncode == 0
    assert "Log in as admin with the password " in output
    assert Path("var/tympan.sqlite3").is_file()


@pytest.mark.usefixtures("tympan")
def test_serve_on_a_unix_socket_with_two_workers(tmp_path: Path) -> None:
    path = str(tmp_path / "s")
    with served("--uds", path, "--workers", "2", address=path):
        transport = httpx.HTTPTransport(uds=path)
        with httpx.Client(base_url="http://127.0.0.1:8000", transport=transport, timeout=PATIENCE) as client:
            assert client.get("/wp-json/").json()["home"] == "http://127.0.0.1:8000"


def test_serve_that_is_stopped_while_its_workers_begin_stops(tympan: Tympan, tmp_path: Path) -> None:
    assert tympan("init").exit_code == 0
    path = str(tmp_path / "s")
    with served("--uds", path, "--workers", "2", address=path) as server:  # they begin once it listens
        began = time.monotonic()
        server.terminate()
        assert server.wait(PATIENCE) == 0
    assert time.monotonic() - began < PATIENCE / 2


def test_serve_hands_options_to_its_workers(tympan: Tympan) -> None:
    assert tympan("init", "--table-prefix", "x_", "--title", "Prefixed").exit_code == 0
    port = free_port()
    home = f"http://127.0.0.1:{port}/tide"
    with served("--port", str(port), "--table-prefix", "x_", "--home-url", home, address=("127.0.0.1", port)):
        index = index_at(port)
    assert (index["name"], index["home"]) == ("Prefixed", home)


def test_serve_told_to_renew_its_workers_goes_on_answering(tympan: Tympan) -> None:
    assert tympan("init").exit_code == 0
    port = free_port()
    with served("--port", str(port), address=("127.0.0.1", port)) as server:
        before = index_at(port)
        server.send_signal(signal.SIGHUP)
        time.sleep(1)
        assert index_at(port) == before


def refused(tympan: Tympan, arguments: Sequence[str]) -> tuple[int, str]:
    done = tympan("serve", *arguments)
    assert done.stdout == ""
    assert done.stderr.startswith("tympan: ")
    assert done.stderr.count("\n") == 1
    return done.exit_code, done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["--database-url", "oracle://x/y"], 2, "unknown kind of database 'oracle'"),
        (["--database-url", "mysql://u:secret@127.0.0.1:1/x"], 3, "mysql://127.0.0.1:1/x does not answer"),
        (
            ["--database-url", "postgres://u:secret@127.0.0.1:1/x"],
            3,
            "postgres://127.0.0.1:1/x does not answer",
        ),
        (["--database-url", "sqlite:///nowhere.sqlite3"], 3, "nowhere.sqlite3 is no file"),
        (["--database-url", "sqlite:///notes.txt"], 3, "file is not a database"),
        (["--theme", "nowhere"], 2, "there is no theme 'nowhere'"),
        (["--theme", "../notes.txt"], 2, "there is no theme"),
        (["--wp-config", "nowhere.php"], 2, "nowhere.php: cannot be read"),
        (["--wp-config", "notes.txt"], 2, "notes.txt: not a PHP text"),
        (["--wp-config", "."], 2, ".: not a file"),
        (["--wp-config", "computed.php"], 2, "DB_PASSWORD is missing or not a plain string"),
        (["--table-prefix", "wp_; DROP"], 2, "a table prefix has"),
        (["--host", "192.0.2.1"], 1, "cannot listen on 192.0.2.1"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_serve_that_cannot_says_why_and_changes_nothing(
    tympan: Tympan, arguments: list[str], code: int, reason: str
) -> None:
    Path("notes.txt").write_text("Not a database, and not PHP. " * 50)
    Path("computed.php").write_text(
        "<?php define('DB_NAME', 'x'); define('DB_USER', 'u'); define('DB_PASSWORD', file_get_contents('/etc/passwd'));"
        " define('DB_HOST', 'localhost'); $table_prefix = 'wp_';"
    )
    before = {path: path.read_bytes() for path in Path().iterdir()}
    exit_code, message = refused(tympan, ["--port", str(free_port()), *arguments])
    assert (exit_code, reason in message) == (code, True), message
    assert "secret" not in message
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


def test_serve_of_a_database_that_is_not_wordpress_says_so(tympan: Tympan, database_url: str) -> None:
    execute(database_url, "CREATE TABLE wp_posts (id INT)")
    code, message = refused(tympan, ["--port", str(free_port()), "--database-url", database_url])
    assert code == 3
    assert "holds no WordPress site whose tables begin with wp_" in message


def test_serve_on_a_port_in_use_says_so(tympan: Tympan) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        assert refused(tympan, ["--port", port])[0] == 1
    assert not list(Path().iterdir())
