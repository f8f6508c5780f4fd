"""Every hook is documented, declared in its package's hooks.py, and fired by somebody."""

import importlib
import inspect
import re
from pathlib import Path

import pytest

import engine
from engine.hooks.declarations import Hook
from tests.architecture.hooks_page import PAGE, hook_modules, page

SOURCES = [path for path in Path(engine.__path__[0]).rglob("*.py") if path.name != "hooks.py"]


def declared_names() -> list[str]:
    return [
        name
        for module in hook_modules()
        for name, value in inspect.getmembers(importlib.import_module(module))
        if isinstance(value, Hook)
    ]


def test_page_of_hooks_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.architecture.hooks_page"


@pytest.mark.parametrize("module", hook_modules())
def test_hook_has_a_line_of_documentation(module: str) -> None:
    members = inspect.getmembers(importlib.import_module(module), lambda value: isinstance(value, Hook))
    assert [name for name, hook in members if not hook.doc] == []


def test_hook_is_fired() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    silent = [name for name in declared_names() if not re.search(rf"\b{name}\b", text)]
    assert silent == []
