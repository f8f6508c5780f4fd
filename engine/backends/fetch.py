"""Requests to other sites: what is asked, what came back, and which addresses may be asked at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import BinaryIO, Final, Protocol
from urllib.parse import SplitResult, urlsplit

from engine.model.errors import Invalid, Unavailable

PORTS: Final = frozenset({80, 443, 8080})
REDIRECTS: Final = 3

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_NAT64: Final = IPv6Network("64:ff9b::/96")

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request to another site; no more than `most` bytes are read, within `seconds` in all.

    A body that is longer is cut, not refused. `into` is a file to write it to instead of keeping it in memory.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    most: int = 1024 * 1024
    seconds: float = 10
    redirects: int = REDIRECTS
    into: BinaryIO | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: from where in the end, names of headers in small letters; `cut` where there was more."""

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: bool = False

    @property
    def ok(self) -> bool:
        """Whether it is a success."""
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        """The body as text, in the charset it says it has, or UTF-8."""
        _, _, charset = self.headers.get("content-type", "").partition("charset=")
        name = charset.split(";")[0].strip(" \"'") or "utf-8"
        try:
            return self.body.decode(name, "replace")
        except LookupError:
            return self.body.decode("utf-8", "replace")


class Fetch(Protocol):
    """Asks another site.

    Raises Unsafe for an address that must not be asked and Unreachable where no answer came, be it in time.
    """

    async def __call__(self, ask: Ask) -> Answer:
        """The answer, whatever its status."""
        ...


class Unsafe(Invalid):
    """The address leads where requests must not go."""

    code = "unsafe_address"


class Unreachable(Unavailable):
    """The other site does not answer."""

    code = "unreachable"


class Reach:
    """Which addresses may be asked: global ones on the web's ports, and any port of the networks named."""

    def __init__(self, networks: Iterable[str] = ()) -> None:
        self._networks: tuple[Network, ...] = tuple(ip_network(one) for one in networks)

    def check_url(self, url: str) -> SplitResult:
        """The parts of an address that may be asked as far as it can be told; raises Unsafe."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise Unsafe("This is no address.") from error
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or set(url) & set("\\\t\r\n "):
            raise Unsafe("This is no address of the web.")
        if parts.username is not None or parts.password is not None:
            raise Unsafe("An address must not carry a log-in.")
        if port is not None and port not in PORTS and not self._networks:
            raise Unsafe("This port is not the web's.")
        if _is_literal(parts.hostname):
            self.check((parts.hostname,), port or _DEFAULT_PORTS[parts.scheme])
        return parts

    def check(self, addresses: Iterable[str], port: int) -> tuple[str, ...]:
        """The addresses of a host, all of which may be asked; raises Unsafe where one may not."""
        found = tuple(dict.fromkeys(addresses))
        for one in found:
            address = ip_address(one.partition("%")[0])
            if self._is_named(address):
                continue
            if not is_global(address) or port not in PORTS:
                raise Unsafe("This address leads into a private network, or to a port that is not the web's.")
        return found

    def _is_named(self, address: Address) -> bool:
        return any(address.version == network.version and address in network for network in self._networks)


def _is_literal(host: str) -> bool:
    """Whether a host is an address itself, of which it can be told at once where it leads."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_global(address: Address) -> bool:
    """Whether an address is one of the open internet, whatever it is wrapped in."""
    if isinstance(address, IPv6Address):
        inner = _inner(address)
        if inner is not None:
            return is_global(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _inner(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, 6to4, Teredo, NAT64."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
