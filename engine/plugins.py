"""Finds plugins and themes, and lets those that the site has switched on register themselves.

A plugin is a folder with plugin.py, a theme's code is theme.py in its folder; both have one function,
`register(hooks, registrations)`. One that fails is left out with a report, and the site goes on without it.
"""

import importlib.util
import logging
import sys
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from engine.domain.registrations import Registrations
from engine.hooks import Registry

log = logging.getLogger(__name__)

Register = Callable[[Registry, Registrations], None]


@dataclass(frozen=True, slots=True)
class Broken:
    """A plugin or theme that could not be switched on, and why."""

    name: str
    reason: str


def active(option: Any) -> list[str]:
    """The folders of the plugins that the option active_plugins names, in its order.

    WordPress names a plugin by its main file, ``folder/file.php`` or ``file.php``.
    """
    names = (
        option.values() if isinstance(option, dict) else option if isinstance(option, (list, tuple)) else ()
    )
    folders = (str(name).split("/")[0].removesuffix(".php") for name in names)
    return list(dict.fromkeys(folder for folder in folders if _is_plain(folder)))


def _is_plain(name: str) -> bool:
    return bool(name) and name not in {".", ".."} and not set(name) & set("/\\:\0")


def find(folders: Iterable[Path], name: str, file: str) -> Path | None:
    """The file of a plugin or theme of this name, in the first folder that has one; never outside of it."""
    for folder in folders:
        path = folder / name / file
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return path
    return None


def has_theme(folders: Iterable[Path], name: str) -> bool:
    """Whether one of the folders has a theme of this name."""
    return _is_plain(name) and any((folder / name).is_dir() for folder in folders)


def switch_on(
    names: Iterable[str],
    folders: Iterable[Path],
    file: str,
    *,
    hooks: Registry,
    registrations: Registrations,
) -> list[Broken]:
    """Let each named plugin (or theme) register itself; what is not ours, such as PHP plugins, is passed over."""
    broken = []
    for name in names:
        path = find(folders, name, file)
        if path is None:
            continue
        owner = f"{path.stem} {name}"
        before = _snapshot(registrations)
        try:
            with hooks.owned_by(owner):
                _register_of(path)(hooks, registrations)
        except Exception as error:
            log.exception("%s is left out", owner)
            hooks.remove_owner(owner)
            _restore(registrations, before)
            broken.append(Broken(name, f"{type(error).__name__}: {error}"))
    return broken


def _register_of(path: Path) -> Register:
    """The register function of a file, executed anew under a name of its own."""
    module_name = f"tympan_{path.stem}_{path.parent.name}".replace("-", "_")
    spec = importlib.util.spec_from_file_location(module_name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[module_name] = module
    spec.loader.exec_module(module)
    register: Register = module.register
    return register


def _snapshot(registrations: Registrations) -> dict[str, Any]:
    return {one.name: copy(getattr(registrations, one.name)) for one in fields(registrations)}


def _restore(registrations: Registrations, before: dict[str, Any]) -> None:
    for name, value in before.items():
        setattr(registrations, name, value)
