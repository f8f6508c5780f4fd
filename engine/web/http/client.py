"""Who is at the other end, and by which name they called us: believed of proxies only where they are trusted."""

import ipaddress
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.requests import Request

from engine.config.settings import UNIX_SOCKET, Settings
from engine.domain.context import Context

# Names by which a machine calls itself; no other site can make a browser send them to us.
_LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}

Networks = list[ipaddress.IPv4Network | ipaddress.IPv6Network]


def address(request: Request, settings: Settings) -> str:
    """The client's IP address; through trusted proxies, the last one that no trusted proxy has."""
    peer = _peer(request)
    if not _is_trusted(peer, settings):
        return peer
    hops = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    for hop in reversed(hops):
        if not _is_address(hop):
            return peer
        if not _is_trusted(hop, settings):
            return hop
        peer = hop
    return peer


def is_secure(request: Request, settings: Settings) -> bool:
    """Whether the client came by HTTPS."""
    if _from_proxy(request, settings) and "x-forwarded-proto" in request.headers:
        return request.headers["x-forwarded-proto"].split(",")[0].strip().lower() == "https"
    return request.url.scheme == "https"


def host(request: Request, settings: Settings) -> str:
    """The name and port the client asked for, in lower case."""
    if _from_proxy(request, settings) and "x-forwarded-host" in request.headers:
        return request.headers["x-forwarded-host"].split(",")[0].strip().lower()
    return request.headers.get("host", "").lower()


def is_known_host(request: Request, ctx: Context) -> bool:
    """Whether the request is for this site: its own address, a name that the settings allow, or the machine itself."""
    settings = ctx.site.settings
    if "*" in settings.allowed_hosts:
        return True
    asked = host(request, settings)
    name = _without_port(asked)
    own = {urlsplit(url).netloc.lower() for url in (ctx.home, ctx.site_url)}
    names = {_without_port(one) for one in own} | {one.lower() for one in settings.allowed_hosts} | _LOOPBACK
    return name in names or asked in settings.allowed_hosts


def _from_proxy(request: Request, settings: Settings) -> bool:
    return _is_trusted(_peer(request), settings)


def _peer(request: Request) -> str:
    """The address at the other end of the connection; '' for a Unix socket, which has none."""
    return request.client.host if request.client else ""


def _is_trusted(peer: str, settings: Settings) -> bool:
    proxies = settings.trusted_proxies
    return UNIX_SOCKET in proxies if not peer else _within(peer, _networks(proxies))


@lru_cache(maxsize=8)
def _networks(proxies: tuple[str, ...]) -> Networks:
    return [ipaddress.ip_network(one, strict=False) for one in proxies if one != UNIX_SOCKET]


def _without_port(asked: str) -> str:
    name, colon, port = asked.rpartition(":")
    return name if colon and port.isdecimal() else asked


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _within(text: str, networks: Networks) -> bool:
    if not networks or not _is_address(text):
        return False
    one = ipaddress.ip_address(text)
    return any(one in network for network in networks)
