"""Brings a database to the shape this version needs: WordPress's tables where missing, and our own.

A migration is a folder of `migrations/` with one SQL file per dialect, applied once, in order, by one process at a
time. Tables that are there already are adopted as they are.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from engine.model.errors import Unavailable
from engine.store.apart import reason
from engine.store.connection import Database
from engine.store.drivers import DRIVER_ERRORS
from engine.store.statements import Dialect

_FILES = {Dialect.MYSQL: "mysql.sql", Dialect.POSTGRES: "postgres.sql", Dialect.SQLITE: "sqlite.sql"}
_NAME = re.compile(r"\d{4}_\w+")
# The number under which migrating processes queue at PostgreSQL; any that nobody else uses.
_POSTGRES_LOCK = 7_910_337
_PATIENCE = 60  # seconds


def available(folder: Path) -> list[str]:
    """The names of all migrations, in order."""
    return sorted(one.name for one in folder.iterdir() if one.is_dir() and _NAME.fullmatch(one.name))


async def applied(db: Database) -> set[str]:
    """The names of those that this database has had."""
    if not await has_table(db, "tympan_migrations"):
        return set()
    rows = await db.run(f"SELECT name FROM {_quoted(db, 'tympan_migrations')}")  # noqa: S608 - our own name
    return {str(name) for (name,) in rows}


async def pending(db: Database, folder: Path) -> list[str]:
    """The names of those that this database still needs."""
    had = await applied(db)
    return [name for name in available(folder) if name not in had]


async def migrate(db: Database, folder: Path) -> list[str]:
    """Apply what is pending and say what that was; safe to run twice, and by several processes at the same time.

    Raises Unavailable when the database refuses.
    """
    try:
        async with _alone(db):
            await db.run(_log_table(db))
            names = await pending(db, folder)
            for name in names:
                await _apply(db, folder, name)
    except DRIVER_ERRORS as error:
        raise Unavailable(f"the tables cannot be brought up to date: {reason(error)}") from error
    return names


async def _apply(db: Database, folder: Path, name: str) -> None:
    for statement in split((folder / name / _FILES[db.dialect]).read_text(encoding="utf-8")):
        await db.run(_escaped(db, statement.replace("{prefix}", db.prefix)))
    insert = f"INSERT INTO {_quoted(db, 'tympan_migrations')} (name) VALUES ('{name}')"  # noqa: S608
    await db.run(insert)


def split(script: str) -> list[str]:
    """The statements of a script: separated by semicolons at the end of a line, outside of $$ … $$."""
    statements, current, quoted = [], [], False
    for line in script.splitlines():
        if line.startswith("--") and not quoted:
            continue
        current.append(line)
        if line.count("$$") % 2:
            quoted = not quoted
        if line.rstrip().endswith(";") and not quoted:
            statements.append("\n".join(current).strip().rstrip(";"))
            current = []
    rest = "\n".join(current).strip()
    return [*(one for one in statements if one), *([rest] if rest else [])]


async def has_table(db: Database, name: str) -> bool:
    """Whether the database has a table of this bare name under the site's prefix."""
    return db.prefix + name in await table_names(db)


async def table_names(db: Database) -> set[str]:
    """The tables of the database, whosever they are."""
    queries = {
        Dialect.MYSQL: "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()",
        Dialect.POSTGRES: "SELECT tablename FROM pg_tables WHERE schemaname = ANY(current_schemas(false))",
        Dialect.SQLITE: "SELECT name FROM sqlite_master WHERE type = 'table'",
    }
    return {str(row[0]) for row in await db.run(queries[db.dialect])}


def _log_table(db: Database) -> str:
    name = _quoted(db, "tympan_migrations")
    stamp = "DEFAULT CURRENT_TIMESTAMP"
    return f"CREATE TABLE IF NOT EXISTS {name} (name VARCHAR(100) PRIMARY KEY, applied_at TIMESTAMP {stamp})"


def _quoted(db: Database, name: str) -> str:
    mark = "`" if db.dialect is Dialect.MYSQL else '"'
    return f"{mark}{db.prefix}{name}{mark}"


def _escaped(db: Database, statement: str) -> str:
    """MySQL's driver takes a percent sign for a placeholder."""
    return statement.replace("%", "%%") if db.dialect is Dialect.MYSQL else statement


@asynccontextmanager
async def _alone(db: Database) -> AsyncIterator[None]:
    """Hold the lock that migrating processes queue for; on SQLite and PostgreSQL all of it is one transaction."""
    if db.dialect is Dialect.MYSQL:
        # A lock belongs to a connection, so the connection must stay the same: a transaction pins it.
        async with db.transaction():
            # Tables that are there already are no news.
            await db.run("SET sql_notes = 0")
            name = f"tympan_migrate_{db.prefix}"
            ((got,),) = await db.run(f"SELECT GET_LOCK('{name}', {_PATIENCE})")
            if not got:
                raise TimeoutError("another process is migrating this database and does not finish")
            try:
                yield
            finally:
                await db.run("SET sql_notes = 1")
                await db.run(f"SELECT RELEASE_LOCK('{name}')")
        return
    async with db.transaction():
        if db.dialect is Dialect.POSTGRES:
            await db.run(f"SELECT pg_advisory_xact_lock({_POSTGRES_LOCK})")
        yield
