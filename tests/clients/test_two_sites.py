"""Two sites and a hub that speak to each other over HTTP: one writes of the other, and all of them hear of it."""

import threading
import time
import xmlrpc.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs

import httpx2

from tests.browser.site import served

T = TypeVar("T")

LOGIN = ("admin", "sesame-12")
PATIENCE = 40.0
# The sites and the hub of this test are on one machine.
LOCAL = {"TYMPAN_OUTGOING_NETWORKS": "127.0.0.0/8"}


def test_what_one_site_writes_of_another_arrives_there_and_at_the_hub(tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    with (
        _hub() as (hub, told),
        served(tmp_path / "there", LOCAL, password=LOGIN[1]) as there,
        served(tmp_path / "here", LOCAL | {"TYMPAN_WEBSUB_HUB": hub}, password=LOGIN[1]) as here,
    ):
        mentioned, tracked = (_post(there, title, "Words.") for title in ("Mentioned", "Tracked"))
        written = _post(
            here,
            "Of others",
            f'<p>Read <a href="{mentioned}">this</a> and <a href="{tracked}">that</a>.</p>',
            mt_tb_ping_urls=[f"{tracked}trackback/"],
        )
        held = _until(lambda: _held(there), lambda found: _aims(found) == {mentioned, tracked})
        feed = _until(lambda: told, lambda found: len(found) > 0)[0]
        assert {one["status"] for one in held} == {"hold"}
        assert all(one["author_url"] == written for one in held)
        topics = feed["hub.url"]
        assert feed["hub.mode"] == ["publish"]
        document = next(httpx2.get(one).json() for one in topics if "json" in one)
        assert document["hubs"] == [{"type": "WebSub", "url": hub}]
        assert document["items"][0]["url"] == written


def _post(address: str, title: str, text: str, **fields: Any) -> str:
    """The address of a new post, written as a desktop editor does."""
    editor: Any = xmlrpc.client.ServerProxy(f"{address}/xmlrpc.php")
    post = {"title": title, "description": text, "mt_allow_pings": 1, **fields}
    identity = editor.metaWeblog.newPost("1", *LOGIN, post, True)
    return str(editor.metaWeblog.getPost(identity, *LOGIN)["permaLink"])


def _held(address: str) -> list[dict[str, Any]]:
    editor: Any = xmlrpc.client.ServerProxy(f"{address}/xmlrpc.php")
    found: list[dict[str, Any]] = editor.wp.getComments(1, *LOGIN, {"status": "hold"})
    return found


def _aims(held: list[dict[str, Any]]) -> set[str]:
    """The posts to which comments are held."""
    return {one["link"].partition("#")[0] for one in held}


def _until(ask: Callable[[], T], is_enough: Callable[[T], bool]) -> T:
    """What is there once background work is done."""
    deadline = time.monotonic() + PATIENCE
    while not is_enough(found := ask()):
        assert time.monotonic() < deadline, found
        time.sleep(0.25)
    return found


@contextmanager
def _hub() -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    """A hub's address, and what it is told."""
    told: list[dict[str, list[str]]] = []

    class Hub(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", told
    finally:
        server.shutdown()
        server.server_close()
