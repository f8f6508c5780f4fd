"""Who finds and who removes what is kept of a person: the engine's own, and what plugins add to them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from engine.domain.context import Context
from engine.model.privacy import ErasurePage, ExportPage


@dataclass(frozen=True, slots=True)
class Exporter:
    """Finds what is kept of an e-mail address, page by page from 1; `name` is for people."""

    name: str
    export: Callable[[Context, str, int], Awaitable[ExportPage]]


@dataclass(frozen=True, slots=True)
class Eraser:
    """Removes it, or takes the person out of it."""

    name: str
    erase: Callable[[Context, str, int], Awaitable[ErasurePage]]
