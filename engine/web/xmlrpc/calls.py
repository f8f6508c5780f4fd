"""What a method gets, and how the table describes it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.users import User
from engine.web.xmlrpc.codec import Value
from engine.web.xmlrpc.faults import Fault
from engine.web.xmlrpc.given import Arguments


@dataclass(frozen=True, slots=True)
class Call:
    """A call as whoever it names asks it; `offered` are the site's methods, `address` and `agent` the client's."""

    ctx: Context
    given: Arguments
    offered: tuple[str, ...] = ()
    address: str = ""
    agent: str = ""

    @property
    def user(self) -> User:
        """The account that asks, of a method that needs one."""
        assert self.ctx.actor.user is not None
        return self.ctx.actor.user


Run: TypeAlias = Callable[[Call], Awaitable[Value]]


@dataclass(frozen=True, slots=True)
class Method:
    """A function, and where its parameters have the log-in name, with the password behind it; None for open ones.

    With fewer than `at_least` parameters nothing is tried. `guests` may call without an account where a plugin
    lets them.
    """

    run: Run
    login: int | None = 1
    at_least: int = 0
    guests: bool = False


def require(ctx: Context, capability: str, of: object = None, *, code: int = 401) -> None:
    """Raise Fault unless the actor may."""
    if not can(ctx, capability, of):
        raise Fault(code, "You are not allowed to do that.")
