"""The counters that give new rows their ids; they must be told of rows that came with ids of their own."""

from engine.store.connection import Database
from engine.store.statements import Dialect


async def set_next(db: Database, table: str, column: str, number: int) -> None:
    """Make `number` the id of the next row of a table, named without its prefix, whose ids `column` holds."""
    name = db.prefix + table
    if db.dialect is Dialect.MYSQL:
        await db.run(f"ALTER TABLE `{name}` AUTO_INCREMENT = {int(number)}")
    elif db.dialect is Dialect.POSTGRES:
        await db.run(
            "SELECT setval(pg_get_serial_sequence($1, $2), $3, false)", [f'"{name}"', column, number]
        )
    else:
        await db.run("DELETE FROM sqlite_sequence WHERE name = ?", [name])
        await db.run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [name, number - 1])
