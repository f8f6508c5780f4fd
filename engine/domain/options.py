"""The site's settings, as wp_options holds them."""

import re
from collections.abc import Hashable, Mapping
from typing import Any

from engine.model import php
from engine.store import options as store
from engine.store.connection import Database

_INTEGER = re.compile(r"\s*([+-]?\d{1,18})")


class Options:
    """The autoloaded options as they stood when the request began; values decode when first asked for.

    `made` holds what was made of them, by noun; like them it is shared by all requests until an option changes.
    """

    __slots__ = ("_data", "_integers", "_raw", "made")

    def __init__(self, raw: Mapping[str, str]) -> None:
        self._raw = raw
        self._data: dict[str, Any] = {}
        self._integers: dict[str, int] = {}
        self.made: dict[str, Any] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._raw

    @property
    def raw(self) -> Mapping[str, str]:
        """All of them as stored, by name."""
        return self._raw

    def with_texts(self, **texts: str) -> "Options":
        """The same options, but for some that are as said."""
        return Options({**self._raw, **texts})

    def text(self, name: str, default: str = "") -> str:
        """The option as stored."""
        return self._raw.get(name, default)

    def integer(self, name: str, default: int = 0) -> int:
        """The option as PHP's (int) reads it."""
        if name not in self._raw:
            return default
        known = self._integers.get(name)
        if known is None:
            found = _INTEGER.match(self._raw[name])
            known = self._integers[name] = int(found.group(1)) if found else 0
        return known

    def flag(self, name: str, default: bool = False) -> bool:
        """The option as PHP's (bool) reads it: neither empty nor '0'."""
        return self._raw[name] not in {"", "0"} if name in self._raw else default

    def data(self, name: str, default: Any = None) -> Any:
        """The option unserialised, as data only; text that is not serialised as it is. Do not change what it returns."""
        if name not in self._raw:
            return default
        if name not in self._data:
            self._data[name] = php.maybe_unserialize(self._raw[name])
        return self._data[name]


class OptionsSource:
    """Reads the options of a site, anew whenever something may have been written."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._current: Options | None = None
        self._state: Hashable = None

    async def current(self) -> Options:
        """The options for a request that begins now."""
        remembers = await self._database.refresh()
        state = self._database.state_of("options")
        if self._current is None or not remembers or state != self._state:
            self._current, self._state = Options(await store.autoloaded(self._database)), state
        return self._current

    async def beside(self, *names: str) -> Options:
        """Options that are not autoloaded."""
        return Options(await store.named(self._database, list(names)))

    async def put(self, name: str, value: object, *, autoload: bool | None = None) -> None:
        """Set an option (update_option); arrays are stored serialised, `autoload` of None leaves that as it is."""
        stored = php.maybe_serialize(value)
        plain = "1" if stored is True else "" if stored is None or stored is False else str(stored)
        text = stored if isinstance(stored, str) else plain
        flag = None if autoload is None else "on" if autoload else "off"
        await store.put(self._database, name, text, autoload=flag)
        self.forget()

    async def remove(self, name: str) -> bool:
        """Delete an option (delete_option); True if it was there."""
        removed = await store.remove(self._database, name)
        self.forget()
        return removed

    def forget(self) -> None:
        """Read anew for the next request."""
        self._current = None
