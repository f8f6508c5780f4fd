from pathlib import Path

import pytest

from tests.integration.cli.conftest import Tympan, execute, printed

pytestmark = pytest.mark.usefixtures("site")


def test_user_created_is_listed_with_its_role(tympan: Tympan) -> None:
    made = printed(
        tympan("user", "create", "zoe", "zoe@example.org", "--role", "editor", "--name", "Zoë", "--json")
    )
    assert len(made["password"]) == 20
    listed = printed(tympan("user", "list", "--role", "editor", "--json"))
    assert listed == [
        {"id": made["id"], "login": "zoe", "email": "zoe@example.org", "name": "Zoë", "roles": ["editor"]}
    ]
    assert "admin@example.org" in tympan("user", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("ADMIN", "new@example.org"), "There is an account 'ADMIN' already"),
        (("new", "Admin@example.org"), "There is an account with 'Admin@example.org' already"),
        (("new", "nobody"), "'nobody' is no e-mail address"),
        (("a<b", "new@example.org"), "'a<b' is no log-in name"),
        (("new", "new@example.org", "--role", "king"), "The site has no role 'king'"),
    ],
)
def test_user_that_cannot_be_is_refused(tympan: Tympan, arguments: tuple[str, ...], reason: str) -> None:
    refused = tympan("user", "create", *arguments)
    assert refused.exit_code == 1
    assert reason in refused.stderr
    assert len(printed(tympan("user", "list", "--json"))) == 1


def test_user_password_is_set_from_standard_input(tympan: Tympan) -> None:
    done = tympan("user", "set-password", "admin@example.org", "--password", "-", stdin="open sesame\n")
    assert done.exit_code == 0
    assert "sesame" not in done.stdout
    assert "is" in tympan("user", "set-password", "admin").stdout
    assert tympan("user", "set-password", "nobody").exit_code == 1


def test_user_app_password_lives_from_create_to_revoke(tympan: Tympan) -> None:
    made = printed(tympan("user", "app-password", "create", "admin", "my phone", "--json"))
    assert [len(group) for group in made["password"].split()] == [4] * 6
    assert tympan("user", "app-password", "create", "admin", "My Phone").exit_code == 1
    (listed,) = printed(tympan("user", "app-password", "list", "admin", "--json"))
    assert (listed["uuid"], listed["name"], listed["last_used"]) == (made["uuid"], "my phone", 0)
    assert tympan("user", "app-password", "revoke", "admin", made["uuid"]).exit_code == 0
    assert printed(tympan("user", "app-password", "list", "admin", "--json")) == []
    assert tympan("user", "app-password", "revoke", "admin", made["uuid"]).exit_code == 1


def test_user_created_is_told_to_plugins_that_are_on(
    tympan: Tympan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: str
) -> None:
    plugin = tmp_path / "plugins" / "greeter"
    plugin.mkdir(parents=True)
    (plugin / "plugin.py").write_text(
        '"""Greeter: writes down who is new."""\n'
        "from pathlib import Path\n\n\n"
        "def register(hooks, registrations):\n"
        "    hooks.add('user_register', lambda identity: Path('new').write_text(str(identity)) and None)\n"
    )
    monkeypatch.setenv("TYMPAN_PLUGINS_DIR", str(tmp_path / "plugins"))
    execute(site, "UPDATE wp_options SET option_value = 'a:1:{i:0;s:17:\"greeter/plugin.py\";}' "
                  "WHERE option_name = 'active_plugins'")  # fmt: skip

    made = printed(tympan("user", "create", "zoe", "zoe@example.org", "--json"))
    assert Path("new").read_text() == str(made["id"])
