"""Plugins are switched on by WordPress's option, and a broken one does not take the site down."""

from pathlib import Path

import pytest

from engine.domain.registrations import Registrations, Sidebar
from engine.hooks import Filter, Registry
from engine.plugins import active, find, installed, switch_on

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
        (["akismet/akismet.php", "hello.php"], ["akismet/akismet", "hello"]),
        ({1: "a/b.php", 5: "c/d.py"}, ["a/b", "c/d"]),
        ([], []),
        (None, []),
        ("a/b.php", []),
        (["../../etc/passwd.php", "..\\x.php", "/abs.php"], []),
    ],
)
def test_option_names_the_files_of_active_plugins(option: object, expected: list[str]) -> None:
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


def test_plugins_are_known_by_their_headers_without_being_run(tmp_path: Path) -> None:
    (tmp_path / "tide").mkdir()
    (tmp_path / "tide" / "tide.py").write_text(
        '"""\nPlugin Name: Tide\nVersion: 2.0\n"""\nraise SystemExit\n'
    )
    (tmp_path / "bell.py").write_text("# Plugin Name: Bell\n")
    (tmp_path / "fog").mkdir()
    (tmp_path / "fog" / "plugin.py").write_text('"""Fog: dims the lamps."""\n')
    (tmp_path / "fog" / "other.py").write_text('"""Other: is no plugin."""\n')

    found = installed([tmp_path, tmp_path / "missing"])

    assert {one.id: (one.name, one.version) for one in found.values()} == {
        "tide/tide": ("Tide", "2.0"), "bell": ("Bell", ""), "fog/plugin": ("Fog", ""),
    }  # fmt: skip
    assert found["fog/plugin"].description == "Dims the lamps."


@pytest.mark.parametrize(
    ("entry", "meant"),
    [
        ("fog/plugin.py", True),
        ("fog/fog.php", True),
        ("fog", True),
        ("fo/plugin.py", False),
        ("bell.php", False),
    ],
)
def test_folder_with_plugin_py_is_meant_by_any_file_in_it(tmp_path: Path, entry: str, meant: bool) -> None:
    (tmp_path / "fog").mkdir()
    (tmp_path / "fog" / "plugin.py").write_text('"""Fog: dims the lamps."""\n')

    assert installed([tmp_path])["fog/plugin"].is_meant_by(entry) == meant


def test_plugin_named_by_two_entries_is_switched_on_once(folder: Path) -> None:
    hooks, registrations = Registry(), Registrations()

    switch_on(["good/a", "good/b"], [folder], "plugin.py", hooks=hooks, registrations=registrations)

    assert list(registrations.sidebars) == ["foot"]
    assert hooks.apply_sync(greeting, "Hi") == "Hi!"
