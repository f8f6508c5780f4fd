"""What the three drivers raise when a database refuses or is gone."""

import sqlite3
from typing import Final

import asyncmy
import asyncpg

DRIVER_ERRORS: Final = (
    OSError,
    sqlite3.Error,
    asyncmy.errors.MySQLError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
)
