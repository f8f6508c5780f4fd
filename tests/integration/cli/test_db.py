from pathlib import Path

import pytest

from tests.integration.cli.conftest import Tympan, execute, printed


def test_db_copy_brings_a_whole_site_to_each_database_and_back(tympan: Tympan, database_url: str) -> None:
    here = "sqlite:///here.sqlite3"
    assert tympan("init", "--database-url", here, "--title", "Høst 🌊").exit_code == 0
    there = printed(tympan("db", "copy", here, database_url, "--target-prefix", "blog_", "--json"))
    assert there["tables"]["posts"] == 2
    back = printed(
        tympan("db", "copy", database_url, "sqlite:///back.sqlite3", "--source-prefix", "blog_", "--json")
    )
    assert back["tables"] == there["tables"]
    users = ("user", "list", "--json", "--database-url")
    assert tympan(*users, "sqlite:///back.sqlite3").stdout == tympan(*users, here).stdout
    assert tympan(*users, database_url, "--table-prefix", "blog_").stdout == tympan(*users, here).stdout


@pytest.mark.usefixtures("site")
def test_db_copy_onto_a_site_is_refused(tympan: Tympan, site: str) -> None:
    assert tympan("init", "--database-url", "sqlite:///here.sqlite3").exit_code == 0
    refused = tympan("db", "copy", "sqlite:///here.sqlite3", site)
    assert refused.exit_code == 1
    assert "the target is not empty" in refused.stderr
    assert tympan("db", "copy", site, site).exit_code == 1


def test_db_copy_of_nothing_makes_nothing(tympan: Tympan) -> None:
    done = tympan("db", "copy", "sqlite:///nowhere.sqlite3", "sqlite:///there.sqlite3")
    assert done.exit_code == 3
    assert not list(Path().iterdir())


def test_db_copy_to_a_prefix_that_is_none_is_wrong_usage(tympan: Tympan) -> None:
    done = tympan("db", "copy", "sqlite:///a", "sqlite:///b", "--target-prefix", 'wp"; --')
    assert done.exit_code == 2
    assert "a table prefix has" in done.stderr


def test_db_copy_tells_which_tables_it_left_out(tympan: Tympan, mariadb_url: str, sqlite_url: str) -> None:
    assert tympan("init", "--database-url", mariadb_url).exit_code == 0
    execute(mariadb_url, "CREATE TABLE wp_shop (id INT)")
    assert (
        "Left out, for the target has no place for it: shop"
        in tympan("db", "copy", mariadb_url, sqlite_url).stdout
    )


def test_db_copy_that_was_interrupted_is_no_site_until_it_is_finished(
    tympan: Tympan, database_url: str
) -> None:
    here = "sqlite:///here.sqlite3"
    assert tympan("init", "--database-url", here).exit_code == 0
    assert tympan("db", "copy", here, database_url).exit_code == 0
    execute(
        database_url,
        "CREATE TABLE wp_tympan_copy (origin varchar(2000))",
        "INSERT INTO wp_tympan_copy VALUES ('sqlite:///here.sqlite3 wp_')",
        "DELETE FROM wp_usermeta WHERE umeta_id > 4",
    )
    for command in ("check", "init"):
        refused = tympan(command, "--database-url", database_url)
        assert (refused.exit_code, "unfinished copy" in refused.stderr) == (3, True)
    assert tympan("db", "copy", here, database_url).exit_code == 0
    assert tympan("check", "--database-url", database_url).exit_code == 0
