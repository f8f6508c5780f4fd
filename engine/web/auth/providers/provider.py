"""What every network is to us: a place to send somebody to, and a profile to get when he or she comes back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import httpx2

from engine.model.errors import DomainError
from engine.model.readers import Profile


class SignInFailed(DomainError):
    """The log-in did not work."""

    code = "sign_in_failed"


class Cancelled(SignInFailed):
    """Whoever was asked said no, or turned back."""

    code = "sign_in_cancelled"


class NotAvailable(SignInFailed):
    """The network does not answer, or answers nobody just now."""

    code = "sign_in_not_available"


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to send somebody; `state` comes back with him or her, `kept` is what is needed then."""

    url: str
    state: str = field(repr=False)
    kept: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Registration:
    """The application that this site is with a server where it registered itself."""

    client_id: str
    client_secret: str = field(repr=False)


Register = Callable[[], Awaitable[Registration]]


async def _registered_anew(_server: str, register: Register) -> Registration:
    return await register()


@dataclass(frozen=True, slots=True)
class Errand:
    """One log-in: the address to come back to, how to reach the network, whether to ask even who is logged in there.

    `server` is the one that was named, of a network that has many; `registered` finds the registration there, or has it
    made.
    """

    callback: str
    transport: Callable[[], httpx2.AsyncBaseTransport]
    asks_again: bool = False
    server: str = ""
    registered: Callable[[str, Register], Awaitable[Registration]] = _registered_anew


class Provider(Protocol):
    """A network; `slug` is its name in addresses and WordPress's name of it in the meta of comments."""

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        ...

    @property
    def label(self) -> str:
        """Its name for people."""
        ...

    async def depart(self, errand: Errand) -> Departure:
        """Where to send somebody; raises NotAvailable."""
        ...

    async def arrive(self, errand: Errand, kept: Mapping[str, str], answer: Mapping[str, str]) -> Profile:
        """Who came back with this answer; raises Cancelled, NotAvailable and SignInFailed."""
        ...
