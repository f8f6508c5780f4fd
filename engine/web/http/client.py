"""Who is at the other end, and by which name they called us: believed of proxies only where they are trusted."""

import ipaddress
from urllib.parse import urlsplit

from starlette.requests import Request

from engine.config.settings import Settings
from engine.domain.context import Context

# Names by which a machine calls itself; no other site can make a browser send them to us.
_LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}

Networks = list[ipaddress.IPv4Network | ipaddress.IPv6Network]


def address(request: Request, settings: Settings) -> str:
    """The client's IP address; through trusted proxies, the last one that no trusted proxy has."""
    peer = request.client.host if request.client else ""
    networks = [ipaddress.ip_network(network, strict=False) for network in settings.trusted_proxies]
    if not _within(peer, networks):
        return peer
    hops = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    for hop in reversed(hops):
        if not _is_address(hop):
            return peer
        if not _within(hop, networks):
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
    peer = request.client.host if request.client else ""
    networks = [ipaddress.ip_network(network, strict=False) for network in settings.trusted_proxies]
    return _within(peer, networks)


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
