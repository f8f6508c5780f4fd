import asyncio
from pathlib import Path

import pytest

from engine.domain.passwords import verify_password
from engine.model.places import Place
from engine.store.apart import open_apart
from tests.integration.cli.conftest import Tympan, printed


def rows(url: str, sql: str) -> list[tuple[object, ...]]:
    async def read() -> list[tuple[object, ...]]:
        async with open_apart(Place(url, "wp_"), read_only=True) as database:
            return [tuple(row) for row in await database.rows(sql)]

    return asyncio.run(read())


def test_init_makes_a_site_with_a_post_and_a_page(tympan: Tympan, database_url: str) -> None:
    made = printed(
        tympan(
            "init",
            "--title",
            "Ebb & Flood",
            "--url",
            "https://tide.example/",
            "--database-url",
            database_url,
            "--json",
        )
    )
    assert (made["url"], made["user"], len(made["password"])) == ("https://tide.example/", "admin", 20)
    found = rows(database_url, "SELECT option_name, option_value FROM wp_options")
    options = {str(name): str(value) for name, value in found}
    assert (options["blogname"], options["home"]) == ("Ebb &amp; Flood", "https://tide.example")
    assert all(
        len(str(options[f"{name}_salt"])) == 64 for name in ("auth", "secure_auth", "logged_in", "nonce")
    )
    posts = rows(
        database_url, "SELECT post_type, post_status, post_author, guid FROM wp_posts ORDER BY post_type"
    )
    assert posts == [
        ("page", "publish", 1, "https://tide.example/?page_id=2"),
        ("post", "publish", 1, "https://tide.example/?p=1"),
    ]
    ((stored,),) = rows(database_url, "SELECT user_pass FROM wp_users")
    assert verify_password(made["password"], str(stored))
    (category,) = rows(
        database_url,
        "SELECT name, taxonomy, count FROM wp_terms t JOIN wp_term_taxonomy x ON x.term_id = t.term_id",
    )
    assert category == ("Uncategorized", "category", 1)


def test_init_without_any_option_makes_a_file_and_prints_the_login_once(tympan: Tympan) -> None:
    first = tympan("init")
    assert first.exit_code == 0
    assert "Log in as admin with the password " in first.stdout
    assert Path("var/tympan.sqlite3").is_file()
    assert tympan("check").exit_code == 0
    again = tympan("init")
    assert (again.exit_code, again.stdout) == (1, "")
    assert "there is a site already" in again.stderr


@pytest.mark.usefixtures("site")
def test_init_while_another_is_being_made_leaves_that_alone(
    tympan: Tympan, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing_yet(_settings: object) -> bool:
        return False

    monkeypatch.setattr("engine.domain.installation.has_site", nothing_yet)
    refused = tympan("init", "--title", "The second")
    assert refused.exit_code == 1
    assert "somebody else has made a site here meanwhile" in refused.stderr
    assert len(printed(tympan("user", "list", "--json"))) == 1


def test_init_with_a_password_does_not_print_it(tympan: Tympan) -> None:
    assert "sesame-12" not in tympan("init", "--password", "sesame-12").output


def test_init_with_a_theme_that_is_nowhere_changes_nothing(tympan: Tympan) -> None:
    assert tympan("init", "--theme", "nowhere").exit_code == 2
    assert not list(Path().iterdir())


@pytest.mark.parametrize(
    "arguments", [("--url", "tide.example"), ("--email", "nobody"), ("--user", "a<b"), ("--user", "x" * 61)]
)
def test_init_with_a_bad_answer_changes_nothing(tympan: Tympan, arguments: tuple[str, str]) -> None:
    refused = tympan("init", *arguments)
    assert refused.exit_code == 1
    assert refused.stderr.count("\n") == 1
    assert not list(Path().iterdir())


def test_migrate_twice_has_nothing_left_to_do(tympan: Tympan, database_url: str) -> None:
    assert printed(tympan("migrate", "--database-url", database_url, "--json"))["migrations"]
    assert printed(tympan("migrate", "--database-url", database_url, "--json"))["migrations"] == []
