"""Themes are found by folder, never outside of it, and a child stands before its parent."""

from pathlib import Path

import pytest

from engine.theme.errors import MissingTheme
from engine.theme.loader import find


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for slug, header in (
        ("parent", "Theme Name: Parent\nVersion: 2"),
        ("child", "Theme Name: Child\nTemplate: parent"),
    ):
        (tmp_path / slug / "parts").mkdir(parents=True)
        (tmp_path / slug / "style.css").write_text(f"/*\n{header}\n*/")
    (tmp_path / "parent" / "index.jinja").write_text("parent")
    (tmp_path / "parent" / "single.jinja").write_text("parent")
    (tmp_path / "child" / "single.jinja").write_text("child")
    (tmp_path / "secret.css").write_text("secret")
    return tmp_path


def test_header_of_style_sheet_names_the_theme(folder: Path) -> None:
    theme = find([folder], "parent")
    assert (theme.name, theme.version, theme.parent) == ("Parent", "2", None)


def test_child_theme_falls_back_to_its_parent(folder: Path) -> None:
    theme = find([folder], "child")
    assert [one.slug for one in theme.line] == ["child", "parent"]
    assert theme.template(["page", "index"]) == "index.jinja"


def test_more_particular_template_wins_over_nearer_theme(folder: Path) -> None:
    (folder / "child" / "index.jinja").write_text("child")
    assert find([folder], "child").template(["single", "index"]) == "single.jinja"


@pytest.mark.parametrize("slug", ["none", "..", "../parent", "parent/parts", "", "a\0b"])
def test_theme_that_is_not_there_is_missing(folder: Path, slug: str) -> None:
    with pytest.raises(MissingTheme):
        find([folder], slug)


def test_child_of_a_missing_parent_is_missing(folder: Path) -> None:
    (folder / "child" / "style.css").write_text("/*\nTheme Name: Child\nTemplate: gone\n*/")
    with pytest.raises(MissingTheme, match="gone"):
        find([folder], "child")


def test_theme_that_is_its_own_ancestor_stands_alone(folder: Path) -> None:
    (folder / "parent" / "style.css").write_text("/*\nTheme Name: Parent\nTemplate: child\n*/")
    assert [one.slug for one in find([folder], "child").line] == ["child", "parent"]


@pytest.mark.parametrize(
    "path",
    ["../secret.css", "../../etc/passwd", "/etc/passwd", "theme.py", "single.jinja", ".git/x.css", "a\0.css"],
)
def test_file_outside_or_of_code_is_no_asset(folder: Path, path: str) -> None:
    (folder / "parent" / "theme.py").write_text("")
    assert find([folder], "parent").asset(path) is None


def test_template_name_never_becomes_a_path_out_of_the_theme(folder: Path) -> None:
    (folder / "outside.jinja").write_text("outside")
    assert find([folder], "parent").template(["../outside", "index"]) == "index.jinja"


def test_link_out_of_the_theme_is_not_followed(folder: Path) -> None:
    (folder / "parent" / "sly.css").symlink_to(folder / "secret.css")
    assert find([folder], "parent").asset("sly.css") is None


def test_asset_of_the_parent_is_an_asset_of_the_child(folder: Path) -> None:
    (folder / "parent" / "print.css").write_text("")
    assert find([folder], "child").asset("print.css") == folder / "parent" / "print.css"


def test_canvas_of_a_child_looks_like_its_parent_and_then_itself(folder: Path) -> None:
    (folder / "parent" / "editor-style.css").write_text("p { margin: 0; }")
    (folder / "child" / "editor-style.css").symlink_to(folder / "secret.css")
    css = find([folder], "child").editor_css()
    assert css.index("Name: Parent") < css.index("p { margin") < css.index("Name: Child")
    assert "secret" not in css
