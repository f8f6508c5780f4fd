"""The declared settings as options of a command."""

import os
from collections.abc import Callable, Mapping
from dataclasses import Field
from typing import Any, Final, TypeVar

import click

from engine.config.load import load
from engine.config.settings import Settings, declarations

Function = TypeVar("Function", bound=Callable[..., Any])

# Where a site is found; what every command that opens one needs.
SITE: Final = ("database_url", "table_prefix", "wp_config")
ALL: Final = tuple(name for name, declared in declarations().items() if declared.metadata["option"])


def settings_options(*names: str) -> Callable[[Function], Function]:
    """Options for these settings; their values arrive as keyword arguments, for `settings_from`."""

    def decorate(function: Function) -> Function:
        for name in reversed(names):
            function = _option(declarations()[name])(function)
        return function

    return decorate


def given_options(values: Mapping[str, object]) -> dict[str, str]:
    """The options that were given, as the text an environment variable would have."""
    return {name: text for name, value in values.items() if (text := _text(value))}


def settings_from(values: Mapping[str, object]) -> Settings:
    """The settings from the options given and all other sources; raises ConfigError."""
    return load(given_options(values), os.environ)


def _option(declared: Field[Any]) -> Callable[[Function], Function]:
    switch = declared.type is bool
    return click.option(
        f"--{declared.name.replace('_', '-')}",
        declared.name,
        is_flag=switch,
        multiple=isinstance(declared.default, tuple),
        metavar="PATH" if "Path" in str(declared.type) else None,
        help=declared.metadata["meaning"].replace("`", ""),
    )


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else ""
    return "" if value is None else str(value)
