"""Plugins are switched on by WordPress's option, and a broken one does not take the site down."""

from pathlib import Path

import pytest

from engine.domain.registrations import Registrations, Sidebar
from engine.hooks import Filter, Registry
from engine.plugins import active, find, switch_on

greeting: Filter[str, []] = Filter("test_plugin_greeting")

GOOD = """
from engine.plugin_api import Registry, Sidebar

def register(hooks, registrations):
    hooks.add("test_plugin_greeting", lambda text: text + "!")
    registrations.register_sidebar(Sidebar("foot", "Foot"))
"""
BROKEN = """
from engine.plugin_api import Sidebar

def register(hooks, registrations):
    hooks.add("test_plugin_greeting", lambda text: "broken")
    registrations.register_sidebar(Sidebar("half", "Half"))
    raise RuntimeError("no coffee")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, source in (("good", GOOD), ("broken", BROKEN)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "plugin.py").write_text(source)
    return tmp_path


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        (["akismet/akismet.php", "hello.php"], ["akismet", "hello"]),
        ({1: "a/b.php", 5: "a/c.php"}, ["a"]),
        ([], []),
        (None, []),
        ("a/b.php", []),
        (["../../etc/passwd.php", "..\\x.php", "/abs.php"], []),
    ],
)
def test_option_names_the_folders_of_active_plugins(option: object, expected: list[str]) -> None:
    assert active(option) == expected


def test_active_plugin_registers_itself(folder: Path) -> None:
    hooks, registrations = Registry(), Registrations()
    assert switch_on(["good"], [folder], "plugin.py", hooks=hooks, registrations=registrations) == []
    assert hooks.apply_sync(greeting, "Hello") == "Hello!"
    assert registrations.sidebars["foot"] == Sidebar("foot", "Foot")


def test_broken_plugin_is_reported_and_leaves_nothing_behind(folder: Path) -> None:
    hooks, registrations = Registry(), Registrations()
    broken = switch_on(["broken", "good"], [folder], "plugin.py", hooks=hooks, registrations=registrations)
    assert [(one.name, one.reason) for one in broken] == [("broken", "RuntimeError: no coffee")]
    assert hooks.apply_sync(greeting, "Hello") == "Hello!"
    assert "half" not in registrations.sidebars


def test_plugin_that_is_not_ours_is_passed_over(folder: Path) -> None:
    hooks, registrations = Registry(), Registrations()
    assert switch_on(["akismet"], [folder], "plugin.py", hooks=hooks, registrations=registrations) == []


def test_file_behind_a_link_out_of_the_folder_is_not_found(tmp_path: Path, folder: Path) -> None:
    outside = tmp_path.parent / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "plugin.py").write_text(GOOD)
    (folder / "sly").symlink_to(outside)
    assert find([folder], "sly", "plugin.py") is None
