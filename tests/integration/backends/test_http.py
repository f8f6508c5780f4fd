"""Requests to other sites, to a server of our own on this machine."""

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest

from engine.backends.fetch import Ask, Reach, Unreachable, Unsafe
from engine.backends.http import HttpFetch

Reply = Callable[[asyncio.StreamWriter], Awaitable[None]]
LOOPBACK = Reach(["127.0.0.0/8"])


@asynccontextmanager
async def serving(answers: dict[str, bytes | Reply], asked: list[bytes] | None = None) -> AsyncIterator[str]:
    """A server that answers each path with these very bytes."""

    conversations = set[asyncio.Task[None]]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        conversations.add(task)
        try:
            await converse(reader, writer)
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if asked is not None:
            length = next(
                (int(h[16:]) for h in head.split(b"\r\n") if h.lower().startswith(b"content-length: ")), 0
            )
            asked.append(head + await reader.readexactly(length))
        answer = answers[head.split(b" ")[1].decode()]
        if isinstance(answer, bytes):
            writer.write(answer)
        else:
            await answer(writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        for one in conversations:
            one.cancel()
        await asyncio.gather(*conversations, return_exceptions=True)


def page(body: bytes, *headers: bytes) -> bytes:
    lines = [b"HTTP/1.1 200 OK", b"Content-Type: text/plain", b"Content-Length: %d" % len(body), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def moved(target: str, status: bytes = b"302 Found") -> bytes:
    return b"HTTP/1.1 " + status + b"\r\nLocation: " + target.encode() + b"\r\nContent-Length: 0\r\n\r\n"


async def test_answer_has_status_headers_and_body() -> None:
    async with serving({"/a?b=c": page(b"hello", b"X-One: 1")}) as site:
        answer = await HttpFetch(LOOPBACK)(Ask(url=f"{site}/a?b=c"))

    assert (answer.status, answer.ok, answer.text, answer.headers["x-one"]) == (200, True, "hello", "1")
    assert not answer.cut


async def test_body_and_headers_are_sent_and_the_engine_says_its_name() -> None:
    asked: list[bytes] = []
    async with serving({"/": page(b"")}, asked) as site:
        await HttpFetch(LOOPBACK)(Ask(url=f"{site}/", method="POST", headers={"X-A": "b"}, body=b"c=d"))

    assert asked[0].startswith(b"POST / HTTP/1.1\r\n")
    assert b"X-A: b\r\n" in asked[0]
    assert b"User-Agent: Tympan/" in asked[0]
    assert asked[0].endswith(b"\r\n\r\nc=d")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]", "169.254.169.254", "0", "①②⑦.⓪.⓪.①",
    ],
)  # fmt: skip
async def test_private_host_however_spelled_is_never_connected_to(host: str) -> None:
    with pytest.raises(Unsafe):
        await HttpFetch(Reach())(Ask(url=f"http://{host}/", seconds=5))


async def test_name_is_looked_up_once_and_the_address_looked_at_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that first leads to a public host and then to a private one (DNS rebinding)."""
    looked_up: list[str] = []
    loop = asyncio.get_running_loop()

    async def lookup(host: str, port: int, **_: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        looked_up.append(host)
        return [(2, 1, 6, "", ("127.0.0.1" if len(looked_up) == 1 else "10.0.0.1", port))]

    async with serving({"/": page(b"hello")}) as site:
        monkeypatch.setattr(loop, "getaddrinfo", lookup)
        port = site.rsplit(":", 1)[1]
        answer = await HttpFetch(LOOPBACK)(Ask(url=f"http://rebinding.test:{port}/"))

    assert (answer.text, looked_up) == ("hello", ["rebinding.test"])


async def test_name_with_one_private_address_among_public_ones_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def lookup(_host: str, port: int, **_: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        return [(2, 1, 6, "", (address, port)) for address in ("93.184.215.14", "192.168.0.1")]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", lookup)

    with pytest.raises(Unsafe):
        await HttpFetch(Reach())(Ask(url="http://mixed.test/"))


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/", "http://169.254.169.254/latest/", "file:///etc/passwd", "//[::1]/"]
)
async def test_redirect_to_where_no_request_goes_is_refused(target: str) -> None:
    async with serving({"/": moved(target)}) as site:
        with pytest.raises(Unsafe):
            await HttpFetch(LOOPBACK)(Ask(url=f"{site}/"))


async def test_redirects_are_followed_three_times() -> None:
    answers: dict[str, bytes | Reply] = {f"/{n}": moved(f"/{n + 1}") for n in range(4)}
    async with serving(answers | {"/4": page(b"end")}) as site:
        answer = await HttpFetch(LOOPBACK)(Ask(url=f"{site}/1"))
        assert (answer.text, answer.url) == ("end", f"{site}/4")
        with pytest.raises(Unreachable):
            await HttpFetch(LOOPBACK)(Ask(url=f"{site}/0"))


async def test_redirect_of_a_form_is_asked_for_and_one_that_keeps_the_method_is_sent_again() -> None:
    asked: list[bytes] = []
    answers: dict[str, bytes | Reply] = {
        "/form": moved("/done", b"303 See Other"), "/kept": moved("/done", b"307 Temporary Redirect"), "/done": page(b""),
    }  # fmt: skip
    async with serving(answers, asked) as site:
        for path in ("/form", "/kept"):
            await HttpFetch(LOOPBACK)(Ask(url=site + path, method="POST", body=b"a=b"))

    assert [one.split(b" ")[0] for one in asked] == [b"POST", b"GET", b"POST", b"POST"]
    assert asked[3].endswith(b"a=b")


async def test_redirect_to_another_host_carries_no_secret() -> None:
    asked: list[bytes] = []
    async with serving({"/": page(b"")}, asked) as other, serving({"/": moved(f"{other}/")}) as site:
        await HttpFetch(LOOPBACK)(Ask(url=f"{site}/", headers={"Authorization": "Bearer x", "X-A": "b"}))

    assert b"authorization" not in asked[0].lower()
    assert b"X-A: b" in asked[0]


async def test_body_that_is_too_long_is_cut() -> None:
    async with serving({"/": page(b"x" * 100_000)}) as site:
        answer = await HttpFetch(LOOPBACK)(Ask(url=f"{site}/", most=1000))

    assert (len(answer.body), answer.cut) == (1000, True)


async def test_body_is_written_to_a_file() -> None:
    file = io.BytesIO()
    async with serving({"/": page(b"picture")}) as site:
        answer = await HttpFetch(LOOPBACK)(Ask(url=f"{site}/", into=file))

    assert (file.getvalue(), answer.body) == (b"picture", b"")


async def test_packed_body_is_not_unpacked() -> None:
    async with serving({"/": page(b"\x1f\x8b", b"Content-Encoding: gzip")}) as site:
        with pytest.raises(Unreachable):
            await HttpFetch(LOOPBACK)(Ask(url=f"{site}/"))


async def test_server_that_drips_is_left_in_time() -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"x")
            await asyncio.sleep(0.1)

    async with serving({"/": drip}) as site, asyncio.timeout(60):
        with pytest.raises(Unreachable):
            await HttpFetch(LOOPBACK)(Ask(url=f"{site}/", seconds=0.5))


async def test_no_server_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with pytest.raises(Unreachable):
        await HttpFetch(LOOPBACK)(Ask(url="http://127.0.0.1:1/"))


async def test_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    async with serving({"/": page(b"direct")}) as site:
        assert (await HttpFetch(LOOPBACK)(Ask(url=f"{site}/"))).text == "direct"


async def test_answer_that_is_no_http_is_unreachable() -> None:
    async with serving({"/": b"SSH-2.0-OpenSSH\r\n\r\n"}) as site:
        with pytest.raises(Unreachable):
            await HttpFetch(LOOPBACK)(Ask(url=f"{site}/"))
