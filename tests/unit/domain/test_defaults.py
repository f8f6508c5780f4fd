import pytest

from engine.config.bundled import bundled
from engine.domain.defaults import THEME, level_of, options, roles


@pytest.mark.parametrize(
    ("role", "capabilities", "level"),
    [
        ("administrator", 61, 10),
        ("editor", 34, 7),
        ("author", 10, 2),
        ("contributor", 5, 1),
        ("subscriber", 2, 0),
    ],
)
def test_roles_have_as_many_capabilities_as_wordpress_gives(role: str, capabilities: int, level: int) -> None:
    data = roles()[role]
    assert isinstance(data, dict)
    granted = data["capabilities"]
    assert isinstance(granted, dict)
    assert len(granted) == capabilities
    assert f"level_{level}" in granted
    assert f"level_{level + 1}" not in granted
    assert level_of(role) == level


def test_options_are_filled_in_with_what_is_given() -> None:
    found = {
        name: value for name, value, _ in options(prefix="x_", url="u", title="{email}", email="e", theme="t")
    }
    assert (found["home"], found["blogname"], found["admin_email"], found["stylesheet"]) == (
        "u",
        "{email}",
        "e",
        "t",
    )
    assert found["x_user_roles"] == roles()


def test_theme_of_a_new_site_is_bundled() -> None:
    assert (bundled("themes") / THEME / "style.css").is_file()
