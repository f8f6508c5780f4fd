"""Writes docs/hooks.md from the declarations: `python -m tests.architecture.hooks_page`."""

import importlib
import pkgutil
from pathlib import Path

import engine
from engine.hooks import Action, ActionFamily, declared

PAGE = Path(__file__).resolve().parents[2] / "docs" / "hooks.md"
HEAD = """\
# Hooks

Every action and filter that Tympan fires, in WordPress's names. A plugin adds callbacks in its `register(hooks,
registrations)`: `hooks.add_filter(the_hook, callback, priority)`, or by name, `hooks.add("the_content", callback)`.
Lower priorities run first; 10 is usual. Callbacks may be sync or async, except on hooks of pure text, which are sync.

| Hook | Kind | Fired when |
| --- | --- | --- |
"""


def hook_modules() -> list[str]:
    """The modules that declare hooks: each package's own hooks.py."""
    found = pkgutil.walk_packages(engine.__path__, "engine.")
    return sorted(one.name for one in found if one.name.endswith(".hooks") and one.name != "engine.hooks")


def page() -> str:
    """The reference of all hooks as Markdown."""
    for name in hook_modules():
        importlib.import_module(name)
    rows = []
    for name, hook in sorted(declared().items()):
        kind = "action" if isinstance(hook, (Action, ActionFamily)) else "filter"
        if not name.startswith("test_"):
            rows.append(f"| `{name}` | {kind} | {hook.doc} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
