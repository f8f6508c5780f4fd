"""Who asks: each call brings a name and a password; after a wrong pair no further one of the request is looked at."""

from dataclasses import dataclass, field, replace

from engine.domain import application_passwords, authentication, users
from engine.domain.attempts import Attempt
from engine.domain.context import Context
from engine.model.errors import DomainError, TooMany
from engine.web.xmlrpc import hooks
from engine.web.xmlrpc.codec import Value
from engine.web.xmlrpc.faults import Fault

# The option that switched XML-RPC off before WordPress 3.5, and does so here.
_OPTION = "enable_xmlrpc"


async def is_enabled(ctx: Context) -> bool:
    """Whether the site takes methods that need a log-in."""
    return await ctx.hooks.apply(hooks.xmlrpc_enabled, ctx.options.flag(_OPTION, default=True))


@dataclass(slots=True)
class LogIns:
    """The log-ins of one request; a pair that was right is remembered for its further calls."""

    enabled: bool
    address: str
    _failed: Fault | None = None
    _right: dict[tuple[str, str], Context] = field(default_factory=dict)

    async def as_named(self, ctx: Context, name: Value, password: Value) -> Context:
        """The call asked by the account of a name and password, or application password; raises Fault."""
        if not self.enabled:
            raise Fault(405, "XML-RPC is switched off on this site.")
        if self._failed:
            raise self._failed
        pair = (_text(name), _text(password))
        try:
            asked = self._right.get(pair) or await self._proven(ctx, *pair)
        except DomainError as error:
            self._failed = Fault(429 if isinstance(error, TooMany) else 403, error.message)
            raise self._failed from error
        self._right[pair] = asked
        return replace(ctx, actor=asked.actor, memo={"user": dict(asked.memo.get("user", {}))})

    async def _proven(self, ctx: Context, name: str, password: str) -> Context:
        by_program = await application_passwords.authenticate(ctx, name, password, address=self.address)
        if by_program:
            return by_program
        user = await authentication.log_in(ctx, password, Attempt(self.address, name))
        return await users.act_as(ctx, user, via="password")


def _text(value: Value) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
