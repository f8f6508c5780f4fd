"""Putting generated content into a site's database, of any kind: what was there goes, its options stay."""

from collections.abc import Mapping, Sequence

from engine.store.connection import Database, open_database
from engine.store.statements import Dialect
from tests.bench.content import Content, Row

_CLEARED = (
    "commentmeta",
    "comments",
    "links",
    "postmeta",
    "posts",
    "term_relationships",
    "term_taxonomy",
    "termmeta",
    "terms",
    "usermeta",
    "users",
)
_KEYS = {
    "users": "ID",
    "usermeta": "umeta_id",
    "posts": "ID",
    "postmeta": "meta_id",
    "terms": "term_id",
    "term_taxonomy": "term_taxonomy_id",
    "comments": "comment_ID",
}
# A plain blog: latest posts on the front page, no mail, no plugin, no service that is told of posts (WordPress is kept
# from asking other sites here), and a theme that Debian packages.
_OPTIONS = {
    "active_plugins": "a:0:{}",
    "comment_moderation": "0",
    "comments_notify": "0",
    "default_category": "1",
    "moderation_notify": "0",
    "page_comments": "0",
    "page_on_front": "0",
    "ping_sites": "",
    "posts_per_page": "10",
    "rewrite_rules": "",
    "show_on_front": "posts",
    "sticky_posts": "a:0:{}",
    "stylesheet": "twentytwentyone",
    "template": "twentytwentyone",
}
_BATCH = 500  # rows of one INSERT


async def seed(url: str, content: Content, prefix: str = "wp_") -> None:
    """Fill the database, whose tables exist, with the content alone."""
    async with open_database(url, prefix) as database, database.transaction():
        for table in _CLEARED:
            await database.run(f"DELETE FROM {_quoted(database, table)}")  # noqa: S608  # names of our own
        for table, rows in content.tables.items():
            await _insert(database, table, rows)
        await _set_options(database, _OPTIONS)
        if database.dialect is Dialect.POSTGRES:
            await _count_on(database)


async def trim(url: str, content: Content, prefix: str = "wp_") -> None:
    """Take away what was written after seeding, so that the next round finds the same site."""
    last_post, last_comment = len(content.tables["posts"]), len(content.tables["comments"])
    beyond = {
        "comments": ("comment_ID", last_comment),
        "commentmeta": ("comment_id", last_comment),
        "postmeta": ("post_id", last_post),
        "term_relationships": ("object_id", last_post),
        "posts": ("ID", last_post),
    }
    async with open_database(url, prefix) as database:
        for table, (column, last) in beyond.items():
            await database.run(
                f"DELETE FROM {_quoted(database, table)} WHERE {_name(database, column)} > {last:d}"  # noqa: S608
            )


async def _insert(database: Database, table: str, rows: Sequence[Row]) -> None:
    columns = list(rows[0])
    names = ", ".join(_name(database, column) for column in columns)
    marks = ", ".join(_mark(database, number) for number in range(1, len(columns) + 1))
    statement = f"INSERT INTO {_quoted(database, table)} ({names}) VALUES ({marks})"  # noqa: S608
    for start in range(0, len(rows), _BATCH):
        values = [list(row.values()) for row in rows[start : start + _BATCH]]
        await database.client.execute_many(statement, values)


async def _set_options(database: Database, options: Mapping[str, str]) -> None:
    value, name = _mark(database, 1), _mark(database, 2)
    table = _quoted(database, "options")
    statement = f"UPDATE {table} SET option_value = {value} WHERE option_name = {name}"  # noqa: S608
    await database.client.execute_many(statement, [[text, key] for key, text in options.items()])


async def _count_on(database: Database) -> None:
    """PostgreSQL's sequences do not notice rows that bring their own number."""
    for table, key in _KEYS.items():
        quoted = _quoted(database, table)
        await database.run(
            f"SELECT setval(pg_get_serial_sequence('{quoted}', '{key}'), (SELECT max(\"{key}\") FROM {quoted}))"  # noqa: S608
        )


def _quoted(database: Database, table: str) -> str:
    return _name(database, database.prefix + table)


def _name(database: Database, name: str) -> str:
    return f"`{name}`" if database.dialect is Dialect.MYSQL else f'"{name}"'


def _mark(database: Database, number: int) -> str:
    marks = {Dialect.MYSQL: "%s", Dialect.POSTGRES: f"${number}", Dialect.SQLITE: "?"}
    return marks[database.dialect]
