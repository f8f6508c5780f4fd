"""What the three drivers raise when a database refuses or is gone, and what can be done about it."""

import sqlite3
from typing import Final

import asyncpg
from asyncmy.errors import MySQLError

DRIVER_ERRORS: Final = (
    OSError,
    sqlite3.Error,
    MySQLError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
)

# MySQL's numbers for deadlock and lock wait, PostgreSQL's codes for serialisation failure and deadlock.
_RETRY_NUMBERS: Final = {1205, 1213}
_RETRY_CODES: Final = {"40001", "40P01"}
# MySQL's numbers for a connection that is gone.
_CUT_NUMBERS: Final = {2006, 2013, 2055}


def was_in_the_way(error: BaseException) -> bool:
    """Whether another writer's lock was, so that trying again may help."""
    cause = _cause(error)
    if isinstance(cause, sqlite3.OperationalError):
        return "locked" in str(cause) or "busy" in str(cause)
    if isinstance(cause, MySQLError):
        return bool(cause.args) and cause.args[0] in _RETRY_NUMBERS
    return isinstance(cause, asyncpg.PostgresError) and cause.sqlstate in _RETRY_CODES


def was_cut(error: BaseException) -> bool:
    """Whether the connection was lost, of which the pool makes a new one."""
    cause = _cause(error)
    if isinstance(cause, MySQLError):
        return bool(cause.args) and cause.args[0] in _CUT_NUMBERS
    return isinstance(cause, (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, ConnectionError))


def _cause(error: BaseException) -> BaseException:
    """The driver's error, which Tortoise wraps."""
    return error.args[0] if error.args and isinstance(error.args[0], BaseException) else error
