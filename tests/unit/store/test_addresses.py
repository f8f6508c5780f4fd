"""What an address of a database says, and what is said of one that is none."""

from typing import Any

import pytest

from engine.store.addresses import parse_url
from engine.store.statements import Dialect

SERVER = {"host": "127.0.0.1", "user": "", "password": "", "minsize": 1, "maxsize": 10}


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///site.db", "site.db"),
        ("sqlite:///var/site.db", "var/site.db"),
        ("sqlite:////srv/site.db", "/srv/site.db"),
        ("sqlite://site.db", "site.db"),
        ("sqlite://var/site.db", "var/site.db"),
        ("sqlite:///my%20site%23.db", "my site#.db"),
    ],
)
def test_address_of_a_file_has_three_slashes_before_a_path_from_here(url: str, path: str) -> None:
    dialect, settings = parse_url(url)

    assert (dialect, settings["credentials"]["file_path"]) == (Dialect.SQLITE, path)


@pytest.mark.parametrize(
    ("url", "dialect", "said"),
    [
        ("mysql://db.example/wp", Dialect.MYSQL, {"host": "db.example", "port": 3306, "database": "wp"}),
        ("postgres:///wp", Dialect.POSTGRES, {"port": 5432, "database": "wp"}),
        ("postgresql://h:5/wp?maxsize=3", Dialect.POSTGRES, {"host": "h", "port": 5, "database": "wp", "maxsize": 3}),
        ("asyncpg://a%40b:p%3Aw@h/wp", Dialect.POSTGRES, {"host": "h", "user": "a@b", "password": "p:w"}),
        ("mariadb://h/wp?unix_socket=/run/db", Dialect.MYSQL, {"host": "h", "unix_socket": "/run/db"}),
    ],
)  # fmt: skip
def test_address_of_a_server_says_where_and_who(url: str, dialect: Dialect, said: dict[str, Any]) -> None:
    found, settings = parse_url(url)

    assert found is dialect
    assert SERVER | said == {name: settings["credentials"][name] for name in SERVER | said}


def test_charset_of_a_wordpress_of_old_is_told_to_the_server() -> None:
    _, settings = parse_url("mysql://h/wp?charset=latin1")

    assert settings["credentials"]["sql_mode"].endswith(", NAMES latin1")
    assert settings["credentials"]["charset"] == "utf8mb4"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "unknown kind of database ''"),
        ("oracle://h/wp", "unknown kind of database 'oracle': use one of asyncpg, mariadb"),
        ("sqlite://", "names a file"),
        ("mysql://h", "names no database"),
        ("mysql://h/", "names no database"),
        ("mysql://h/wp?charset=latin1; DROP", "is no charset"),
    ],
)
def test_address_that_is_none_is_refused_in_a_sentence(url: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_url(url)


@pytest.mark.parametrize("url", ["mysql://h/wp?colour=red", "postgres://h/wp?unix_socket=/s"])
def test_option_that_means_nothing_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="an option that is not known"):
        parse_url(url)


def test_tls_is_asked_for_by_an_option() -> None:
    assert parse_url("mysql://h/wp?ssl=true")[1]["credentials"]["ssl"] is True
    assert parse_url("postgres://h/wp?ssl=require")[1]["credentials"]["ssl"] == "require"
