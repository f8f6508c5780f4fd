"""Equality, order and search of text are MariaDB's on all three databases."""

import unicodedata
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import asyncmy

from engine.config.bundled import bundled
from engine.model.terms import TermQuery
from engine.store import tables, terms
from engine.store.collation import sort_key
from engine.store.connection import Database, open_database
from engine.store.migrate import migrate

NAMES = [
    "'quoted'", "(in brackets)", "“curly”", "#1", "$5", "& so on", "-dash", "10", "2", "2 b", "2b", "a", "Á la carte",
    "æon", "Ångström", "b-side", "b side", "Bé", "be well", "café", "Cafés", "Straße", "strasse 2", "Zoë", "zoo", "Øl",
    "ólafur", "Ωmega", "αlpha", "Борис", "анна", "ёлка", "Єва", "שלום", "مرحبا", "さくら", "カタ", "海", "日本",
]  # fmt: skip


async def filled(database: Database) -> None:
    await migrate(database, bundled("migrations"))
    for number, name in enumerate(NAMES):
        row = await tables.Terms.create(name=name, slug=f"{number}", group=0)
        await tables.TermTaxonomy.create(term=row.id, taxonomy="tag", description="", parent=0, count=0)


async def test_names_are_ordered_as_mariadb_orders_them(database_url: str) -> None:
    async with open_database(database_url) as database:
        await filled(database)
        found, _ = await terms.select(database, TermQuery(("tag",), per_page=0))
    assert [term.name for term in found] == sorted(NAMES, key=sort_key)


async def test_names_are_found_as_mariadb_finds_them(database_url: str) -> None:
    expected = {
        "ZOE": {"Zoë"}, "ANGSTROM": {"Ångström"}, "ss": {"strasse 2"}, "ß": {"Straße"}, "ol": {"Øl", "ólafur"},
        "АННА": {"анна"}, "カタ": {"カタ"}, "かた": {"カタ"}, "%": set(), "_": set(), "“": {"“curly”"},
        "cafe\u0301": set(), "ａｌｐ": set(), "ｂ ｓ": {"b side"}, "ae": set(), "Ω": {"Ωmega"},
    }  # fmt: skip
    async with open_database(database_url) as database:
        await filled(database)
        found = {asked: await names(database, TermQuery(("tag",), search=asked)) for asked in expected}
    assert found == expected


async def test_names_are_equal_as_mariadb_has_them(database_url: str) -> None:
    expected = {"STRASSE 2": {"strasse 2"}, "zoe": {"Zoë"}, "OL": {"Øl"}, "ΑLPHA": {"αlpha"}, "zo": set()}
    async with open_database(database_url) as database:
        await filled(database)
        found = {asked: await names(database, TermQuery(("tag",), names=(asked,))) for asked in expected}
    assert found == expected


async def names(database: Database, query: TermQuery) -> set[str]:
    """The names of the terms of a query."""
    found, _ = await terms.select(database, query)
    return {term.name for term in found}


async def test_every_character_stands_where_mariadb_has_it(mariadb_url: str) -> None:
    characters = [
        chr(code)
        for code in range(0x20000)
        if not 0xD800 <= code < 0xE000 and unicodedata.category(chr(code)) != "Cn"
    ]
    theirs = await weights(mariadb_url, characters)
    mine = {one: sort_key(f"{one}|").removesuffix(sort_key("|")) for one in characters}
    by_mine = {mine[one]: theirs[one] for one in characters}
    by_theirs = {theirs[one]: mine[one] for one in characters}
    assert [one for one in characters if by_mine[mine[one]] != theirs[one]] == []
    assert [one for one in characters if by_theirs[theirs[one]] != mine[one]] == []
    ordered = sorted(by_mine)
    assert [pair for pair in pairwise(ordered) if by_mine[pair[0]] > by_mine[pair[1]]] == []


async def weights(url: str, characters: list[str]) -> dict[str, str]:
    """MariaDB's own keys of characters, in hexadecimal."""
    address = urlsplit(url)
    found: dict[str, str] = {}
    async with (
        asyncmy.connect(
            host=address.hostname,
            port=address.port,
            user=unquote(address.username or ""),
            password=unquote(address.password or ""),
            charset="utf8mb4",
        ) as connection,
        connection.cursor() as cursor,
    ):
        for start in range(0, len(characters), 1000):
            part = characters[start : start + 1000]
            columns = (
                f"HEX(WEIGHT_STRING(CONVERT(_utf32 0x{ord(one):08x} USING utf8mb4)"
                " COLLATE utf8mb4_unicode_520_ci))"
                for one in part
            )
            await cursor.execute("SELECT " + ",".join(columns))  # code points only
            found |= dict(zip(part, await cursor.fetchone(), strict=True))
    return {one: key or "" for one, key in found.items()}
