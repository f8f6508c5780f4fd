"""Finds plugins and themes, and lets those that the site has switched on register themselves.

A plugin is a file, or a folder with plugin.py or the file that the option names; a theme's code is theme.py in its
folder. Both have one function, `register(hooks, registrations)`. One that fails is left out with a report, and the site goes on without it.
"""

import importlib.util
import logging
import re
import sys
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from engine.content.headers import beginning, headers
from engine.domain.registrations import Registrations
from engine.hooks import Registry
from engine.model.extensions import Plugin

_HEADERS = (
    "Plugin Name", "Plugin URI", "Description", "Version", "Author", "Author URI", "Text Domain", "Requires at least",
    "Requires PHP",
)  # fmt: skip
_DOCSTRING = re.compile(r'"""(?P<name>[^:\n"]{1,100}): (?P<what>[^"\n]{1,500})')

log = logging.getLogger(__name__)

Register = Callable[[Registry, Registrations], None]


@dataclass(frozen=True, slots=True)
class Broken:
    """A plugin or theme that could not be switched on, and why."""

    name: str
    reason: str


def active(option: Any) -> list[str]:
    """The plugins that the option active_plugins names, in its order, without the extension of their file.

    WordPress names a plugin by its main file, ``folder/file.php`` or ``file.php``; ours end with ``.py``.
    """
    names = (
        option.values() if isinstance(option, dict) else option if isinstance(option, (list, tuple)) else ()
    )
    stems = (str(name).removesuffix(".php").removesuffix(".py") for name in names)
    return list(dict.fromkeys(stem for stem in stems if all(map(_is_plain, stem.split("/", 1)))))


def _is_plain(name: str) -> bool:
    return bool(name) and name not in {".", ".."} and not set(name) & set("/\\:\0")


def find(folders: Iterable[Path], name: str, file: str) -> Path | None:
    """The file of a plugin or theme of this name, in the first folder that has one; never outside of it.

    A plugin has the file it is named by, or is a folder with `file`.
    """
    for folder in folders:
        for path in (folder / f"{name}.py", folder / name.partition("/")[0] / file):
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return path
    return None


def installed(folders: Iterable[Path]) -> dict[str, Plugin]:
    """All plugins in these folders by id, the first of an id counts; nothing of them is executed."""
    found: dict[str, Plugin] = {}
    for folder in folders:
        files = [*folder.glob("*.py"), *folder.glob("*/*.py")] if folder.is_dir() else []
        for file in sorted(files):
            plugin = _described(folder, file)
            if plugin:
                found.setdefault(plugin.id, plugin)
    return found


def _described(folder: Path, file: Path) -> Plugin | None:
    """What a file says it is: by headers as in WordPress; plugin.py may do with a docstring, ``Name: What it does.``."""
    identity = file.relative_to(folder).with_suffix("").as_posix()
    text = beginning(file)
    said = headers(text, _HEADERS)
    said |= {} if "plugin name" in said or file.name != "plugin.py" else _by_docstring(text)
    if "plugin name" not in said or not file.resolve().is_relative_to(folder.resolve()):
        return None
    return Plugin(
        identity,
        file.parent if "/" in identity else file,
        said["plugin name"],
        description=said.get("description", ""),
        version=said.get("version", ""),
        uri=said.get("plugin uri", ""),
        author=said.get("author", ""),
        author_uri=said.get("author uri", ""),
        textdomain=said.get("text domain", ""),
        requires=said.get("requires at least", ""),
        requires_php=said.get("requires php", ""),
    )


def _by_docstring(text: str) -> dict[str, str]:
    found = _DOCSTRING.match(text)
    if not found:
        return {}
    what = found["what"].strip()
    return {"plugin name": found["name"], "description": what[:1].upper() + what[1:]}


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
    found = {find(folders, name, file): name for name in names}
    for path, name in found.items():
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
