"""Addresses of databases, read as what Tortoise connects with."""

import re
from typing import Any, Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from asyncmy.constants import FIELD_TYPE
from asyncmy.converters import conversions

from engine.store.statements import Dialect

# WordPress's zero dates are dates; text that is too long is refused; a backslash escapes. The driver puts the mode into
# a statement as it is.
_MYSQL_MODE: Final = "'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'"
# Our texts are UTF-8 whatever charset the server is told: so WordPress, with a DB_CHARSET of old, has UTF-8 in columns of latin1.
_CHARSET: Final = re.compile(r"[A-Za-z0-9_]{1,32}")
# As PostgreSQL has it: who waited for a row sees what the one before wrote, and gaps between rows are not locked.
_MYSQL_ISOLATION: Final = "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED"

_ENGINES: Final = {
    "mysql": (Dialect.MYSQL, "engine.store.mysql"),
    "mariadb": (Dialect.MYSQL, "engine.store.mysql"),
    "postgres": (Dialect.POSTGRES, "engine.store.postgres"),
    "postgresql": (Dialect.POSTGRES, "engine.store.postgres"),
    "asyncpg": (Dialect.POSTGRES, "engine.store.postgres"),
    "sqlite": (Dialect.SQLITE, "engine.store.sqlite"),
}


# What else an address may say; of MariaDB, ssl=true asks for TLS, of PostgreSQL, ssl is one of its modes.
_OPTIONS = {Dialect.MYSQL: {"unix_socket", "ssl"}, Dialect.POSTGRES: {"ssl"}}


def parse_url(url: str) -> tuple[Dialect, dict[str, Any]]:
    """A database address as Tortoise's connection settings.

    Raises ValueError, in a sentence for people, if it is none: mysql://, mariadb://, postgres:// with
    user:password@host:port/name (or ?unix_socket=), sqlite:///path.
    """
    parts = urlsplit(url)
    if parts.scheme not in _ENGINES:
        known = ", ".join(sorted(_ENGINES))
        raise ValueError(f"unknown kind of database {parts.scheme or url!r}: use one of {known}")
    dialect, engine = _ENGINES[parts.scheme]
    credentials = _of_file(parts) if dialect is Dialect.SQLITE else _of_server(dialect, parts)
    return dialect, {"engine": engine, "credentials": credentials}


def _of_file(parts: SplitResult) -> dict[str, Any]:
    # As SQLAlchemy has it: three slashes and a path from here, four and one from the root.
    path = parts.path.removeprefix("/") if not parts.netloc else parts.netloc + parts.path
    if not path:
        raise ValueError("a SQLite address names a file: sqlite:///site.db")
    return {
        "file_path": unquote(path),
        "busy_timeout": 10_000,
        "synchronous": "NORMAL",
        "foreign_keys": "OFF",
    }


def _of_server(dialect: Dialect, parts: SplitResult) -> dict[str, Any]:
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ValueError(f"the database address names no database: {parts.scheme}://…/NAME")
    credentials: dict[str, Any] = {
        "host": parts.hostname or "127.0.0.1",
        "port": parts.port or (3306 if dialect is Dialect.MYSQL else 5432),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "database": name,
        "minsize": int(options.pop("minsize", 1)),
        "maxsize": int(options.pop("maxsize", 10)),
    }
    if dialect is Dialect.MYSQL:
        credentials |= {"conv": _plain_dates(), "charset": "utf8mb4"}
        credentials |= {"sql_mode": _MYSQL_MODE, "init_command": _MYSQL_ISOLATION}
        if told := options.pop("charset", ""):
            if not _CHARSET.fullmatch(told):
                raise ValueError(f"{told!r} is no charset")
            credentials["sql_mode"] += f", NAMES {told}"
    if unknown := options.keys() - _OPTIONS[dialect]:
        raise ValueError(f"the database address has an option that is not known: {min(unknown)}")
    if dialect is Dialect.MYSQL and "ssl" in options:
        options["ssl"] = options["ssl"].lower() in {"true", "1"} or None
    return credentials | options


def _plain_dates() -> dict[Any, Any]:
    """The driver's conversions without those of dates: a zero date has no datetime."""
    dates = {FIELD_TYPE.DATETIME, FIELD_TYPE.TIMESTAMP, FIELD_TYPE.DATE}
    return {key: convert for key, convert in conversions.items() if key not in dates}
