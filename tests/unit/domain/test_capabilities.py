"""What an account may: roles and its own capabilities together."""

from engine.domain.capabilities import resolve, roles
from engine.model.users import Role

EDITOR = Role("editor", "Editor", {"edit_posts": True, "moderate_comments": True})
STRICT = Role("strict", "Strict", {"edit_posts": False})
KNOWN = {"editor": EDITOR, "strict": STRICT}


def test_resolve_role_grants_its_capabilities_and_its_own_name() -> None:
    granted = resolve({"editor": True}, KNOWN)

    assert granted.roles == ("editor",)
    assert granted.held == {"editor", "edit_posts", "moderate_comments"}


def test_resolve_later_role_denies_what_an_earlier_one_grants() -> None:
    assert resolve({"editor": True, "strict": True}, KNOWN).total["edit_posts"] is False


def test_resolve_own_capability_prevails_over_roles() -> None:
    granted = resolve({"editor": True, "moderate_comments": False, "fly": True}, KNOWN)

    assert granted.held == {"editor", "edit_posts", "fly"}
    assert granted.own == {"editor": True, "moderate_comments": False, "fly": True}


def test_resolve_what_is_no_list_of_capabilities_grants_nothing() -> None:
    assert resolve("a:1:{broken", KNOWN).held == frozenset()


def test_roles_malformed_entries_are_left_out() -> None:
    stored = {
        "reader": {"name": "Reader", "capabilities": {"read": True}},
        "broken": {"name": "Broken"},
        "odd": "text",
    }

    assert roles(stored) == {"reader": Role("reader", "Reader", {"read": True})}
