"""Requests to other sites over httpx2, whose connections go to addresses that were looked at first."""

import asyncio
import socket
import ssl
from collections.abc import Iterable
from importlib.metadata import version
from typing import Final
from urllib.parse import urljoin

import httpx2
from httpcore2 import SOCKET_OPTION, AnyIOBackend, AsyncNetworkStream, ConnectError
from httpx2 import AsyncClient, AsyncHTTPTransport

from engine.backends.fetch import Answer, Ask, Reach, Unreachable, Unsafe

_AGENT: Final = f"Tympan/{version('tympan')}"
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
# What a redirect to another host must not carry along.
_SECRET: Final = frozenset({"authorization", "cookie", "proxy-authorization"})


class Guard(AnyIOBackend):
    """Looks a host up once, refuses what is out of reach, and connects to the very address it looked at."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:
        """A connection to the first address of the host that takes one."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise ConnectError(f"there is no host {host}") from error
        failure: ConnectError | None = None
        for address in self._reach.check((str(one[4][0]) for one in found), port):
            try:
                return await super().connect_tcp(address, port, timeout, local_address, socket_options)
            except ConnectError as error:
                failure = error
        raise failure or ConnectError(f"{host} has no address")


class HttpFetch:
    """Asks other sites, within a reach."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        # Making a context takes longer than most requests: one serves all.
        self._tls = ssl.create_default_context()

    async def __call__(self, ask: Ask) -> Answer:
        """The answer at the end of the redirects, each of which is looked at like the first address."""
        try:
            async with asyncio.timeout(ask.seconds), self._client() as client:
                return await self._follow(client, ask)
        except TimeoutError as error:
            raise Unreachable(f"No answer within {ask.seconds:g} seconds.") from error
        except httpx2.InvalidURL as error:
            raise Unsafe("This is no address of the web.") from error
        except (httpx2.HTTPError, OSError) as error:
            raise Unreachable(f"The other site does not answer: {error}") from error

    def _client(self) -> AsyncClient:
        transport = AsyncHTTPTransport(verify=self._tls, trust_env=False)
        transport._pool._network_backend = Guard(self._reach)  # noqa: SLF001 - httpx2 offers no way to hand it over
        return AsyncClient(transport=transport, trust_env=False, follow_redirects=False, timeout=None)

    async def _follow(self, client: AsyncClient, ask: Ask) -> Answer:
        url, method, body = ask.url, ask.method, ask.body
        headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity", **ask.headers}
        for _ in range(ask.redirects + 1):
            before = self._reach.check_url(url)
            request = client.build_request(method, url, headers=headers, content=body or None)
            response = await client.send(request, stream=True)
            try:
                target = response.headers.get("location")
                if response.status_code not in _REDIRECTS or not target or not ask.redirects:
                    return await _read(response, ask)
            finally:
                await response.aclose()
            url = urljoin(url, target)
            if self._reach.check_url(url).netloc != before.netloc:
                headers = {name: value for name, value in headers.items() if name.lower() not in _SECRET}
            if response.status_code == 303 or (method == "POST" and response.status_code in {301, 302}):
                method, body = "GET", b""
                headers = {name: value for name, value in headers.items() if name.lower() != "content-type"}
        raise Unreachable("The other site leads from one address to the next.")


async def _read(response: httpx2.Response, ask: Ask) -> Answer:
    """The body as far as it is wanted; never unpacked, so that little cannot become much."""
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise Unreachable("The other site packs what was asked for as it is.")
    room, parts, cut = ask.most, list[bytes](), False
    async for chunk in response.aiter_raw():
        kept = chunk[:room]
        if ask.into is None:
            parts.append(kept)
        else:
            ask.into.write(kept)
        room -= len(kept)
        if len(kept) < len(chunk):
            cut = True
            break
    return Answer(
        url=str(response.url),
        status=response.status_code,
        headers={name.lower(): value for name, value in response.headers.items()},
        body=b"".join(parts),
        cut=cut,
    )
