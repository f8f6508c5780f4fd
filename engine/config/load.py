"""Settings from options, environment, `tympan.toml`, wp-config.php and defaults, in this order."""

import tomllib
from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_type_hints

from engine.config import wp_config
from engine.config.errors import ConfigError
from engine.config.settings import Settings, declarations, variable

FILE = "tympan.toml"


def load(
    options: Mapping[str, str] | None = None,
    environ: Mapping[str, str] | None = None,
    *,
    folder: Path | None = None,
) -> Settings:
    """The settings of a site; `folder` is where `tympan.toml` is looked for, by default the working one.

    Raises ConfigError for whatever is unknown, malformed or unreadable in any source.
    """
    values = _from_file((folder or Path()) / FILE) | _from_strings(options or {}, environ or {})
    given = values.get("wp_config")
    if given is not None:
        values |= _from_wp_config(given, missing=declarations().keys() - values.keys())
    return Settings(**values)


def environment(options: Mapping[str, str]) -> dict[str, str]:
    """The options as environment variables, to hand them to another process."""
    return {variable(name): value for name, value in options.items()}


def _from_strings(options: Mapping[str, str], environ: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in declarations():
        if name in options:
            values[name] = _read(name, options[name], f"--{name.replace('_', '-')}")
        elif given := environ.get(variable(name)):
            values[name] = _read(name, given, variable(name))
    return values


def _from_file(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: not a TOML file: {error}") from error
    for name in found.keys() - declarations().keys():
        raise ConfigError(f"{path}: unknown setting {name!r}{_meant(name)}")
    return {name: _read(name, value, f"{path}: {name}") for name, value in found.items()}


def _from_wp_config(path: Path, *, missing: Collection[str]) -> dict[str, Any]:
    found = wp_config.read(path)
    values: dict[str, Any] = {
        name: _read(name, literal, f"{path}: {name}")
        for name in missing
        if (literal := found.constants.get(declarations()[name].metadata["wp_config"])) is not None
    }
    if "database_url" in missing:
        values["database_url"] = found.database_url()
    if "table_prefix" in missing:
        values["table_prefix"] = found.table_prefix()
    if "uploads_dir" in missing and (uploads := found.uploads_dir()):
        values["uploads_dir"] = uploads
    if "languages_dir" in missing and (languages := found.languages_dir()):
        values["languages_dir"] = languages
    return {name: _checked(name, value, f"{path}: {name}") for name, value in values.items()}


def _meant(name: str) -> str:
    near = get_close_matches(name, declarations(), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _read(name: str, raw: object, source: str) -> Any:
    parse = _PARSERS[_TYPES[name]]
    try:
        value = parse(raw)
    except ValueError as error:
        raise ConfigError(f"{source}: {error}") from error
    return _checked(name, value, source)


def _checked(name: str, value: Any, source: str) -> Any:
    check = declarations()[name].metadata["check"]
    try:
        if check is not None:
            check(value)
    except ValueError as error:
        raise ConfigError(f"{source}: {error}") from error
    return value


def _text(raw: object) -> str:
    if not isinstance(raw, str) or "\0" in raw:
        raise ValueError("expected text")
    return raw


def _path(raw: object) -> Path:
    if not raw:
        raise ValueError("expected a path")
    return Path(_text(raw))


def _switch(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    words = {
        "true": True,
        "1": True,
        "yes": True,
        "on": True,
        "false": False,
        "0": False,
        "no": False,
        "off": False,
    }
    if isinstance(raw, str) and raw.lower() in words:
        return words[raw.lower()]
    raise ValueError(f"expected true or false, got {raw!r}")


def _number(raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.isascii() and raw.isdigit() and len(raw) < 10:
        return int(raw)
    raise ValueError(f"expected a number, got {raw!r}")


def _list(raw: object) -> tuple[str, ...]:
    if isinstance(raw, list):
        return tuple(_text(item) for item in raw)
    return tuple(item for part in _text(raw).split(",") if (item := part.strip()))


_TYPES = get_type_hints(Settings)
_PARSERS: dict[object, Callable[[object], object]] = {
    str: _text,
    bool: _switch,
    int: _number,
    Path: _path,
    Path | None: _path,
    tuple[str, ...]: _list,
}
