"""What runs at once on SQLite, and what in a thread."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from functools import partial

import pytest

from engine.store.sqlite import NimbleConnection


@pytest.fixture
async def connection() -> AsyncIterator[NimbleConnection]:
    connect = partial(sqlite3.connect, ":memory:", isolation_level=None, check_same_thread=False)
    opened = NimbleConnection(connect)
    async with opened:
        await opened.create_function("thread", 0, threading.get_ident)
        yield opened


async def _thread_of(connection: NimbleConnection, sql: str) -> int:
    ((found,),) = await connection.execute_fetchall(sql)
    return int(found)


async def test_statement_that_was_quick_runs_at_once(
    connection: NimbleConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.store.sqlite.QUICK", 60)
    here = threading.get_ident()

    assert await _thread_of(connection, "SELECT thread()") != here
    assert await _thread_of(connection, "SELECT thread()") == here
    assert await _thread_of(connection, "SELECT thread() + 0") != here


async def test_statement_that_was_slow_runs_in_the_thread(
    connection: NimbleConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.store.sqlite.QUICK", 0)
    for _ in range(3):
        assert await _thread_of(connection, "SELECT thread()") != threading.get_ident()


async def test_wait_for_the_write_lock_is_in_the_thread(
    connection: NimbleConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.store.sqlite.QUICK", 60)
    for _ in range(2):
        await connection.execute("BEGIN IMMEDIATE")
        await connection.rollback()

    assert "BEGIN IMMEDIATE" not in connection._quick


async def test_nothing_overtakes_what_nobody_waits_for_any_more(
    connection: NimbleConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.store.sqlite.QUICK", 60)
    await connection.execute_fetchall("CREATE TABLE t (x)")
    for _ in range(2):
        await connection.execute_fetchall("SELECT COUNT(*) FROM t")
    go = threading.Event()
    await connection.create_function("held", 0, lambda: go.wait(5) and 1)

    left = asyncio.create_task(connection.execute_insert("INSERT INTO t SELECT held()"))
    await asyncio.sleep(0)
    left.cancel()
    counted = asyncio.create_task(connection.execute_fetchall("SELECT COUNT(*) FROM t"))
    await asyncio.sleep(0)
    go.set()

    assert list(await counted) == [(1,)]
