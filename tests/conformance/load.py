"""Fill an empty database of any kind with a recorded site: `load.py DATABASE_URL [--site recorded|golden]`."""

import argparse
import asyncio
import sys
from pathlib import Path

if __name__ == "__main__":
    # In the place of this folder, whose modules must not hide those of Python.
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from pypika_tortoise.queries import QueryBuilder

from engine.config.bundled import bundled
from engine.store import migrate, sequences
from engine.store.connection import Database, open_database
from engine.store.statements import Shape
from tests.conformance import recording
from tests.conformance.recording import SiteName, Table


async def load(url: str, site: SiteName = "recorded", prefix: str = "wp_") -> int:
    """Make the tables and fill them; returns how many rows that were. Raises ValueError where there are rows."""
    async with open_database(url, prefix) as database:
        await migrate.migrate(database, bundled("migrations"))
        tables = recording.tables(site)
        await _refuse_filled(database, tables)

        async def fill() -> int:
            return sum([await _fill(database, table) for table in tables])

        count = await database.atomically(fill)
        for table in tables:
            if table.next_id:
                await sequences.set_next(database, table.name, table.columns[0], table.next_id)
    return count


async def _refuse_filled(database: Database, tables: list[Table]) -> None:
    for table in tables:
        if await database.fetch(_any_row, table.name, table.columns[0], limit=1):
            raise ValueError(f"the table {database.prefix}{table.name} is not empty")


def _any_row(shape: Shape, table: str, column: str) -> QueryBuilder:
    return shape.query.from_(shape.table(table)).select(column).limit(shape.one("limit"))


async def _fill(database: Database, table: Table) -> int:
    slots = tuple(f"c{number}" for number in range(len(table.columns)))
    for row in table.rows:
        await database.fetch(_insert, table.name, table.columns, **dict(zip(slots, row, strict=True)))
    return len(table.rows)


def _insert(shape: Shape, table: str, columns: tuple[str, ...]) -> QueryBuilder:
    slots = [shape.one(f"c{number}") for number in range(len(columns))]
    return shape.query.into(shape.table(table)).columns(*columns).insert(*slots)


def main() -> None:
    """Read the command line and load."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database_url", metavar="DATABASE_URL")
    parser.add_argument("--site", choices=("recorded", "golden"), default="recorded")
    parser.add_argument("--prefix", default="wp_", help="what the names of the tables begin with")
    chosen = parser.parse_args()
    count = asyncio.run(load(chosen.database_url, chosen.site, chosen.prefix))
    print(f"loaded {count} rows of the {chosen.site} site")


if __name__ == "__main__":
    main()
