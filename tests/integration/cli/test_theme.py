import pytest

from tests.integration.cli.conftest import Tympan, printed


def test_theme_is_activated_by_its_slug(
    tympan: Tympan, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TYMPAN_DATABASE_URL", sqlite_url)
    assert tympan("init", "--password", "sesame-12").exit_code == 0
    assert printed(tympan("theme", "activate", "bodkin", "--json")) == {"active": "bodkin"}
    assert [one["slug"] for one in printed(tympan("theme", "list", "--json")) if one["active"]] == ["bodkin"]
    assert tympan("theme", "activate", "nothing").exit_code == 1
