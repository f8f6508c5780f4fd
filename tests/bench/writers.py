"""Does everything that many clients write at once arrive? `python -m tests.bench.writers [DATABASE …]`.

64 clients write posts, comments, terms and files for a minute against two workers. Afterwards each must be as its last
answer said, what was removed gone, a number that all count up together exact, and every count of `tympan check` right.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx2

from engine.config.settings import Settings
from engine.domain.health import examine
from tests import services
from tests.bench import contestants
from tests.conformance import recording
from tests.conformance.load import load
from tests.conformance.replay import basic

CLIENTS = 64
SECONDS = 60.0
PORT = 8240
_API = "/wp-json/wp/v2"
# What all clients count up together, each only from a number that it saw.
_SHARED = 77
_COMMENTED = (127, 128, 126)
_CATEGORIES = (1, 2, 3)


@dataclass(slots=True)
class Report:
    """What was sent, and what did not hold."""

    statuses: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    counted: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def requests(self) -> int:
        return self.statuses.total()

    def __str__(self) -> str:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(self.kinds.items()))
        statuses = ", ".join(f"{count} × {status}" for status, count in sorted(self.statuses.items()))
        return f"{self.requests} requests ({statuses}): {kinds}; counted up to {self.counted}"


class Writer:
    """One client: what it made, as the last answer to it said."""

    def __init__(self, client: httpx2.AsyncClient, number: int, report: Report) -> None:
        self._client = client
        self._number = number
        self._report = report
        self._random = random.Random(number)  # noqa: S311 - what is done in which order
        self._made = 0
        self.posts: dict[int, str] = {}
        self.terms: dict[int, str] = {}
        self.comments: dict[int, str] = {}
        self.media: dict[int, str] = {}
        self.removed: list[str] = []
        user = recording.users()["admin"]
        self._headers = {"Authorization": basic(user["login"], user["app_password"])}

    async def run(self, until: float) -> None:
        steps: tuple[tuple[Any, int], ...] = (
            (self._new_post, 4), (self._change_post, 4), (self._remove_post, 1), (self._new_comment, 4),
            (self._remove_comment, 1), (self._new_term, 2), (self._remove_term, 1), (self._upload, 2),
            (self._remove_upload, 1), (self._count_up, 3),
        )  # fmt: skip
        weighted = [step for step, weight in steps for _ in range(weight)]
        while time.monotonic() < until:
            step = self._random.choice(weighted)
            self._report.kinds[step.__name__.strip("_").replace("_", " ")] += 1
            await step()

    async def send(self, method: str, path: str, **content: Any) -> httpx2.Response:
        headers = {**self._headers, **content.pop("headers", {})}
        answer = await self._client.request(method, _API + path, headers=headers, **content)
        self._report.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            self._report.problems.append(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
        return answer

    def _name(self) -> str:
        self._made += 1
        return f"w{self._number}n{self._made}"

    async def _new_post(self) -> None:
        name = self._name()
        categories = self._random.sample(_CATEGORIES, 2)
        body = {"title": name, "content": name, "status": "publish", "categories": categories}
        answer = await self.send("POST", "/posts", json=body)
        if answer.status_code == 201:
            self.posts[answer.json()["id"]] = name

    async def _change_post(self) -> None:
        if self.posts:
            identity, name = self._random.choice(list(self.posts)), self._name()
            status = self._random.choice(("publish", "draft"))
            body = {"title": name, "status": status, "categories": [self._random.choice(_CATEGORIES)]}
            if (await self.send("POST", f"/posts/{identity}", json=body)).status_code == 200:
                self.posts[identity] = name

    async def _remove_post(self) -> None:
        await self._remove("posts", self.posts)

    async def _new_comment(self) -> None:
        name = self._name()
        answer = await self.send(
            "POST", "/comments", json={"post": self._random.choice(_COMMENTED), "content": name}
        )
        if answer.status_code == 201:
            self.comments[answer.json()["id"]] = name

    async def _remove_comment(self) -> None:
        await self._remove("comments", self.comments)

    async def _new_term(self) -> None:
        name = self._name()
        answer = await self.send("POST", "/tags", json={"name": name})
        if answer.status_code == 201:
            self.terms[answer.json()["id"]] = name

    async def _remove_term(self) -> None:
        await self._remove("tags", self.terms)

    async def _upload(self) -> None:
        headers = {"Content-Type": "image/png", "Content-Disposition": 'attachment; filename="dot.png"'}
        answer = await self.send("POST", "/media", headers=headers, content=recording.media("tiny.png"))
        if answer.status_code == 201:
            self.media[answer.json()["id"]] = answer.json()["source_url"]

    async def _remove_upload(self) -> None:
        await self._remove("media", self.media)

    async def _remove(self, base: str, made: dict[int, str]) -> None:
        if made:
            identity = self._random.choice(list(made))
            if (await self.send("DELETE", f"/{base}/{identity}?force=true")).status_code == 200:
                del made[identity]
                self.removed.append(f"/{base}/{identity}")

    async def _count_up(self) -> None:
        """Read, add one, write: only to what was read."""
        seen = await self.send("GET", f"/posts/{_SHARED}?context=edit")
        if seen.status_code == 200:
            number = int(seen.json()["title"]["raw"])
            headers = {"If-Match": seen.headers["etag"]}
            written = await self.send(
                "POST", f"/posts/{_SHARED}", headers=headers, json={"title": str(number + 1)}
            )
            self._report.counted += written.status_code == 200


async def press(client: httpx2.AsyncClient, *, clients: int, seconds: float) -> Report:
    """Have so many write for so long, and look at what came of it."""
    report = Report()
    first = Writer(client, 0, report)
    await first.send("POST", f"/posts/{_SHARED}", json={"title": "0"})
    until = time.monotonic() + seconds
    writers = [first, *(Writer(client, number, report) for number in range(1, clients))]
    await asyncio.gather(*(writer.run(until) for writer in writers))
    for writer in writers:
        await _look(writer, report)
    shown = (await first.send("GET", f"/posts/{_SHARED}?context=edit")).json()["title"]["raw"]
    if int(shown) != report.counted:
        report.problems.append(f"counted up {report.counted} times, and {shown} stands there")
    files = [address for writer in writers for address in writer.media.values()]
    if len(set(files)) < len(files):
        report.problems.append("two uploads have one address")
    return report


async def _look(writer: Writer, report: Report) -> None:
    """Whether all that a writer made is as it was last told."""
    looks: tuple[tuple[str, dict[int, str], Callable[[Any], str]], ...] = (
        ("posts", writer.posts, lambda item: item["title"]["raw"]),
        ("comments", writer.comments, lambda item: item["content"]["raw"]),
        ("tags", writer.terms, lambda item: item["name"]),
        ("media", writer.media, lambda item: item["source_url"]),
    )
    for base, made, read in looks:
        ids = list(made)
        for start in range(0, len(ids), 100):
            some = ids[start : start + 100]
            query = "&".join(
                ("context=edit&per_page=100", f"include={','.join(map(str, some))}")
                + (("status=publish,draft",) if base == "posts" else ())
            )
            found = {item["id"]: read(item) for item in (await writer.send("GET", f"/{base}?{query}")).json()}
            report.problems += [
                f"{base} {identity}: {made[identity]!r} was answered, {found.get(identity)!r} is there"
                for identity in some
                if found.get(identity) != made[identity]
            ]
    for path in writer.removed[:20]:
        if (await writer.send("GET", path)).status_code not in {404, 410}:
            report.problems.append(f"{path} was removed and is there")


async def checked(settings: Settings) -> list[str]:
    """What `tympan check` finds wrong with the counts."""
    return [
        f"{one.name}: {one.detail}" for one in await examine(settings) if "counts" in one.name and not one.ok
    ]


DATABASES = {"SQLite": None, "MariaDB": services.fresh_mariadb, "PostgreSQL": services.fresh_postgres}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.writers", description=__doc__)
    parser.add_argument("databases", nargs="*", metavar="DATABASE", help=", ".join(DATABASES))
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--clients", type=int, default=CLIENTS)
    options = parser.parse_args()
    failed = False
    for name in options.databases or list(DATABASES):
        with site(name) as (url, folder):
            report = _measured(url, folder, clients=options.clients, seconds=options.seconds)
        failed |= bool(report.problems)
        print(f"{name}: {report}")
        print("\n".join(f"    {problem}" for problem in report.problems[:20]) or "    all of it is there")
    sys.exit(failed)


@contextmanager
def site(name: str) -> Iterator[tuple[str, Path]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tympan-writers-")))
        fresh = DATABASES[name]
        url = stack.enter_context(fresh()) if fresh else f"sqlite:///{folder}/site.sqlite3"
        asyncio.run(load(url))
        yield url, folder


def _measured(url: str, folder: Path, *, clients: int, seconds: float) -> Report:
    uploads = recording.unpack_uploads(folder)
    with contestants.tympan("Tympan", url, PORT, folder=uploads) as server:

        async def run() -> Report:
            limits = httpx2.Limits(max_connections=clients)
            async with httpx2.AsyncClient(base_url=server.address, timeout=60, limits=limits) as client:
                return await press(client, clients=clients, seconds=seconds)

        report = asyncio.run(run())
    address = f"http://127.0.0.1:{PORT}"
    settings = replace(Settings(), database_url=url, home_url=address, site_url=address, uploads_dir=uploads)
    report.problems += asyncio.run(checked(settings))
    return report


if __name__ == "__main__":
    main()
