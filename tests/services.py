"""Pytest plugin: the servers and programs some tests need, found, handed out, and named where they are missing."""

import asyncio
import atexit
import os
import shutil
import socket
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast
from urllib.parse import SplitResult, unquote, urlsplit
from uuid import uuid4

import asyncmy
import asyncpg
import pytest

PATIENCE = 3.0  # seconds a server may take to answer before it counts as missing
MARIADB = os.environ.get("TYMPAN_TEST_MARIADB", "mysql://root@127.0.0.1:3306")
POSTGRES = os.environ.get("TYMPAN_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432")
REDIS = os.environ.get("TYMPAN_TEST_REDIS", "redis://127.0.0.1:6379/0")
CHROMIUM = os.environ.get("TYMPAN_TEST_CHROMIUM", "")
WORDPRESS_FILES = Path("/usr/share/wordpress/wp-load.php")
WORDPRESS_THEMES = tuple(
    Path("/var/lib/wordpress/wp-content/themes") / name for name in ("twentytwentyone", "twentytwentythree")
)


@dataclass(frozen=True, slots=True)
class Service:
    """Something outside Python that tests ask for by marker; `problem` says why it cannot be used, or ''."""

    name: str
    marker: str
    fixture: str
    problem: Callable[[], str]


def _mariadb_problem() -> str:
    return _server_problem(MARIADB, lambda: _mariadb_execute("SELECT 1"))


def _postgres_problem() -> str:
    return _server_problem(POSTGRES, lambda: _postgres_execute("SELECT 1"))


def _redis_problem() -> str:
    return _server_problem(REDIS, _redis_ping)


def _chromium_problem() -> str:
    return "" if find_chromium() else "no chromium on the path"


def _wordpress_problem() -> str:
    wanted = ["nginx", "mariadb"]
    missing = [program for program in wanted if not _find_program(program)]
    if not any(Path("/usr/sbin").glob("php-fpm*")):
        missing.append("php-fpm")
    if not WORDPRESS_FILES.exists():
        missing.append("wordpress")
    missing += [f"wordpress-theme-{theme.name}" for theme in WORDPRESS_THEMES if not theme.exists()]
    return f"not installed: {', '.join(missing)}" if missing else _mariadb_problem()


SERVICES = (
    Service("MariaDB", "mariadb", "mariadb_url", cache(_mariadb_problem)),
    Service("PostgreSQL", "postgres", "postgres_url", cache(_postgres_problem)),
    Service("Redis", "redis", "redis_url", cache(_redis_problem)),
    Service("Chromium", "browser", "chromium", cache(_chromium_problem)),
    Service("WordPress", "wordpress", "wordpress", cache(_wordpress_problem)),
)
_BY_MARKER = {service.marker: service for service in SERVICES}


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Mark every test that asks for a service's fixture, so that `-m mariadb` chooses all of them."""
    for item in items:
        names = cast("Sequence[str]", getattr(item, "fixturenames", ()))
        for service in SERVICES:
            if service.fixture in names:
                item.add_marker(service.marker)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a test out when a service it needs is missing; with CI set a missing service is an error."""
    for mark in item.iter_markers():
        service = _BY_MARKER.get(mark.name)
        problem = service.problem() if service else ""
        if service and problem:
            item.user_properties.append(("missing service", f"{service.name}: {problem}"))
            give_up = pytest.fail if os.environ.get("CI") else pytest.skip
            give_up(f"needs {service.name} ({problem})")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name each missing service with the tests that were left out for it."""
    left_out = defaultdict[str, list[str]](list)
    for report in terminalreporter.getreports("skipped") + terminalreporter.getreports("error"):
        for key, value in getattr(report, "user_properties", ()):
            if key == "missing service":
                left_out[str(value)].append(report.nodeid)
    if left_out:
        terminalreporter.section("left out for want of a service")
    for service, tests in sorted(left_out.items()):
        terminalreporter.line(f"{service}: {len(tests)} tests")
        for test in sorted(tests):
            terminalreporter.line(f"  {test}")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path}/site.sqlite3"  # four slashes: an absolute path


@pytest.fixture
def mariadb_url() -> Iterator[str]:
    """An empty database of its own on the MariaDB server."""
    with fresh_mariadb() as url:
        yield url


@contextmanager
def fresh_mariadb() -> Iterator[str]:
    """The same outside of pytest."""
    name = _fresh_name()
    asyncio.run(
        _mariadb_execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci")
    )
    try:
        yield _in_database(MARIADB, name)
    finally:
        asyncio.run(_mariadb_execute(f"DROP DATABASE {name}"))


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """An empty database of its own on the PostgreSQL server."""
    with fresh_postgres() as url:
        yield url


@contextmanager
def fresh_postgres() -> Iterator[str]:
    """The same outside of pytest. To make one takes long, so those that nobody needs any more are emptied and kept."""
    if not _empty:
        name = _fresh_name()
        asyncio.run(_postgres_execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
        _empty.append(name)
    name = _empty.pop()
    try:
        yield _in_database(POSTGRES, name)
    finally:
        asyncio.run(_postgres_execute(*_EMPTYING, database=name))
        _empty.append(name)


_empty: list[str] = []
_EMPTYING = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    "DROP SCHEMA public CASCADE",
    "CREATE SCHEMA public",
)


@atexit.register
def pytest_sessionfinish() -> None:
    """Remove the databases that were kept."""
    while _empty:
        asyncio.run(_postgres_execute(f"DROP DATABASE {_empty.pop()} WITH (FORCE)"))


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("mariadb", marks=pytest.mark.mariadb),
        pytest.param("postgres", marks=pytest.mark.postgres),
    ],
)
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database of each kind in turn."""
    return cast("str", request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def redis_url() -> str:
    return REDIS


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium that Playwright can drive."""
    return find_chromium()


def _server_problem(url: str, probe: Callable[[], Awaitable[None]]) -> str:
    address = urlsplit(url)
    try:
        asyncio.run(_within_patience(probe))
    except (OSError, TimeoutError, RuntimeError, asyncmy.errors.Error, asyncpg.PostgresError) as error:
        return f"no answer at {address.hostname}:{address.port}: {error}"
    return ""


async def _within_patience(probe: Callable[[], Awaitable[None]]) -> None:
    await asyncio.wait_for(probe(), PATIENCE)


async def _mariadb_execute(statement: str) -> None:
    connection = await asyncmy.connect(**_credentials(urlsplit(MARIADB)), autocommit=True)
    try:
        async with connection.cursor() as cursor:
            await cursor.execute(statement)
    finally:
        await connection.ensure_closed()


async def _postgres_execute(*statements: str, database: str = "postgres") -> None:
    connection = await asyncpg.connect(**_credentials(urlsplit(POSTGRES)), database=database)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


async def _redis_ping() -> None:
    address = urlsplit(REDIS)
    with closing(socket.create_connection((address.hostname, address.port or 6379), PATIENCE)) as connection:
        connection.sendall(b"PING\r\n")
        answer = connection.recv(64)
    if not answer.startswith((b"+PONG", b"-NOAUTH")):
        raise RuntimeError(answer.decode(errors="replace").strip())


def _credentials(address: SplitResult) -> dict[str, str | int]:
    return {
        "host": address.hostname or "127.0.0.1",
        "port": address.port or {"mysql": 3306}.get(address.scheme, 5432),
        "user": unquote(address.username or ""),
        "password": unquote(address.password or ""),
    }


def _in_database(server: str, name: str) -> str:
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def _fresh_name() -> str:
    return f"tympan_test_{uuid4().hex[:12]}"


def find_chromium() -> str:
    """The path of a Chromium, or ''."""
    names = [CHROMIUM] if CHROMIUM else ["chromium", "chromium-browser", "google-chrome"]
    return next(filter(None, map(shutil.which, names)), "")


def _find_program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
