"""What the three drivers raise when a database refuses or is gone, and what can be done about it."""

import sqlite3
from typing import Final

import asyncpg
from asyncmy.errors import MySQLError

from engine.model.errors import Unavailable

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
# And for one that is not made: too many of them, the server is stopping, or not there.
_UNREACHED_NUMBERS: Final = {1040, 1053, 2002, 2003}


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


def is_out_of_reach(error: BaseException) -> bool:
    """Whether there is no connection: none is made, none is left, or it is gone."""
    if isinstance(error, MySQLError) and error.args and error.args[0] in _UNREACHED_NUMBERS:
        return True
    never = (asyncpg.CannotConnectNowError, asyncpg.TooManyConnectionsError)
    return was_cut(error) or isinstance(error, never)


def _cause(error: BaseException) -> BaseException:
    """The driver's error, which Tortoise wraps, and we."""
    if isinstance(error, Unavailable) and error.__cause__ is not None:
        return error.__cause__
    return error.args[0] if error.args and isinstance(error.args[0], BaseException) else error
