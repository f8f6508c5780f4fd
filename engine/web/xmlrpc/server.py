"""HTTP to calls and results to HTTP: the table, log-ins, several calls in one, and the document of discovery."""

import logging
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from engine.content.escaping import esc_xml
from engine.domain import permalinks
from engine.domain.context import Context
from engine.model.errors import DomainError
from engine.web.http import client
from engine.web.xmlrpc import codec, hooks
from engine.web.xmlrpc.calls import Call, Method
from engine.web.xmlrpc.codec import MethodCall, NoCall, NotWellFormed, Value
from engine.web.xmlrpc.faults import NO_CALL, NO_METHOD, NOT_WELL_FORMED, Fault, from_domain
from engine.web.xmlrpc.given import Arguments, array
from engine.web.xmlrpc.log_in import LogIns, is_enabled
from engine.web.xmlrpc.methods import METHODS

log = logging.getLogger(__name__)

PATH: Final = "/xmlrpc.php"
# Files come along as base64, which takes a third more room than they do.
MAX_BODY: Final = 24 * 1024 * 1024
MAX_CALLS: Final = 100

_MULTICALL: Final = "system.multicall"
_CAPABILITIES: Final[Value] = {
    "xmlrpc": {"specUrl": "http://www.xmlrpc.com/spec", "specVersion": 1},
    "faults_interop": {
        "specUrl": "http://xmlrpc-epi.sourceforge.net/specs/rfc.fault_codes.php", "specVersion": 20010516,
    },
    "system.multicall": {"specUrl": "http://www.xmlrpc.com/discuss/msgReader$1208", "specVersion": 1},
}  # fmt: skip
_OWN: Final = ("system.getCapabilities", "system.listMethods", _MULTICALL)


async def answer(request: Request, ctx: Context) -> Response:
    """The HTTP response to a call: 200 whatever comes of it, but where the site has XML-RPC switched off."""
    if "rsd" in request.query_params:
        return _discovery(ctx)
    if request.method != "POST":
        return PlainTextResponse("XML-RPC is spoken here by POST alone.", 405, {"Allow": "POST"})
    enabled = await is_enabled(ctx)
    server = Server(
        ctx,
        LogIns(enabled, client.address(request, ctx.site.settings)),
        await ctx.hooks.apply(hooks.xmlrpc_methods, tuple(METHODS)),
        request.headers.get("user-agent", ""),
    )
    try:
        value = await server.run(codec.decode(await _body(request)))
    except NotWellFormed:
        return _refused(Fault(NOT_WELL_FORMED, "This is not well-formed XML-RPC."), enabled=enabled)
    except NoCall:
        return _refused(Fault(NO_CALL, "This is not the call of a method."), enabled=enabled)
    except Fault as fault:
        return _refused(fault, enabled=enabled)
    except Exception:
        log.exception("XML-RPC failed")
        return _xml(codec.refusal(500, "Something went wrong here; it has been noted."), 500)
    return _xml(codec.response(value))


def _refused(fault: Fault, *, enabled: bool) -> Response:
    return _xml(codec.refusal(fault.code, fault.message), 200 if enabled or fault.code != 405 else 405)


def _xml(content: bytes, status: int = 200) -> Response:
    return Response(content, status, {"Content-Type": "text/xml; charset=UTF-8", "Connection": "close"})


async def _body(request: Request) -> bytes:
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_BODY:
            raise Fault(NO_CALL, "The call is larger than this site accepts.")
        chunks.append(chunk)
    return b"".join(chunks)


@dataclass(frozen=True, slots=True)
class Server:
    """One request: its log-ins, the methods that the site offers, and the client."""

    ctx: Context
    log_ins: LogIns
    offered: tuple[str, ...]
    agent: str

    async def run(self, call: MethodCall) -> Value:
        """The result of a call; raises Fault."""
        if call.method == _MULTICALL:
            return await self._multicall(Arguments(call.params).single)
        return await self._run(call.method, call.params)

    async def _multicall(self, calls: Value) -> Value:
        """The results of several calls, each as an array of one, or as the fault that it came to."""
        several = array(calls) if isinstance(calls, (list, dict)) else []
        if len(several) > MAX_CALLS:
            raise Fault(NO_CALL, f"More than {MAX_CALLS} calls at once are not accepted.")
        return [await self._part(one) for one in several]

    async def _part(self, one: Value) -> Value:
        members = one if isinstance(one, dict) else {}
        name, params = members.get("methodName"), members.get("params")
        if name == _MULTICALL:
            return {
                "faultCode": NO_CALL,
                "faultString": "Several calls within several calls are not accepted.",
            }
        try:
            return [await self._run(name if isinstance(name, str) else "", array(params))]
        except Fault as fault:
            return {"faultCode": fault.code, "faultString": fault.message}

    async def _run(self, name: str, params: "tuple[Value, ...] | list[Value]") -> Value:
        if name == "system.listMethods":
            return [*reversed((*self.offered, *_OWN))]
        if name == "system.getCapabilities":
            return _CAPABILITIES
        method = METHODS.get(name) if name in self.offered else None
        if method is None:
            raise Fault(NO_METHOD, f"There is no method {name}.")
        given = Arguments(params)
        if len(given) < method.at_least:
            raise Fault(400, "The call lacks parameters.")
        # Of a request of several calls each sees what those before it changed.
        ctx = await self.ctx.site.begin(uri=self.ctx.uri)
        try:
            ctx = await self._logged_in(ctx, method, given)
            await ctx.hooks.do(hooks.xmlrpc_call, name)
            call = Call(ctx, given, self.offered, self.log_ins.address, self.agent)
            return await method.run(call)
        except DomainError as error:
            raise from_domain(error) from error

    async def _logged_in(self, ctx: Context, method: Method, given: Arguments) -> Context:
        if method.login is None:
            return ctx
        try:
            return await self.log_ins.as_named(ctx, given[method.login], given[method.login + 1])
        except Fault:
            if method.guests and await ctx.hooks.apply(hooks.xmlrpc_allow_anonymous_comments, False):
                return ctx
            raise


def _discovery(ctx: Context) -> Response:
    """Really Simple Discovery: which interfaces the site has, for editors that know only its address.

    Editors choose their dialect by the name of the engine.
    """
    own = dict.fromkeys(("WordPress", "Movable Type", "MetaWeblog", "Blogger"), f"{ctx.site_url}{PATH}")
    places = own | {"WP-API": permalinks.api(ctx)}
    apis = "\n".join(
        f'<api name="{name}" blogID="1" preferred="{str(name == "WordPress").lower()}" apiLink="{esc_xml(address)}" />'
        for name, address in places.items()
    )
    return _xml(
        f"""<?xml version="1.0" encoding="UTF-8"?>
<rsd version="1.0" xmlns="http://archipelago.phrasewise.com/rsd">
<service>
<engineName>WordPress</engineName>
<engineLink>https://wordpress.org/</engineLink>
<homePageLink>{esc_xml(ctx.home)}</homePageLink>
<apis>
{apis}
</apis>
</service>
</rsd>
""".encode()
    )
