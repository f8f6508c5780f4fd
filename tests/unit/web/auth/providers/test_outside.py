"""Calls to networks leave by the one way out: kept off private networks, in bounds, and never led elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass, field

import httpx2
import pytest

from engine.backends.fetch import Answer, Ask, Reach, Unreachable
from engine.backends.http import HttpFetch
from engine.web.auth.providers.outside import WayOut


@dataclass
class Fetched:
    """What was asked of the outside, and what it answers in turn."""

    answers: list[Callable[[Ask], Answer]]
    asked: list[Ask] = field(default_factory=list)

    async def __call__(self, ask: Ask) -> Answer:
        self.asked.append(ask)
        return self.answers.pop(0)(ask)


def fine(ask: Ask) -> Answer:
    return Answer(url=ask.url, status=200, headers={"content-type": "application/json"}, body=b'{"a": 1}')


def cut(ask: Ask) -> Answer:
    return Answer(url=ask.url, status=200, body=b"x", cut=True)


def silent(ask: Ask) -> Answer:
    raise Unreachable(f"{ask.url} does not answer")


def client(fetch: Fetched | HttpFetch) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=WayOut(fetch), trust_env=False)


async def test_call_goes_out_with_its_form_and_follows_nothing() -> None:
    fetched = Fetched([fine])
    async with client(fetched) as opened:
        answer = await opened.post("https://network.example/token", data={"code": "x"})
    assert answer.json() == {"a": 1}
    (ask,) = fetched.asked
    assert (ask.method, ask.body, ask.redirects) == ("POST", b"code=x", 0)
    assert "host" not in ask.headers


async def test_question_is_asked_once_more_and_a_code_is_sent_once() -> None:
    fetched = Fetched([silent, fine, silent, fine])
    async with client(fetched) as opened:
        assert (await opened.get("https://network.example/me")).status_code == 200
        with pytest.raises(httpx2.ConnectError):
            await opened.post("https://network.example/token")
    assert len(fetched.asked) == 3


async def test_answer_that_is_too_large_is_none() -> None:
    async with client(Fetched([cut])) as opened:
        with pytest.raises(httpx2.ReadError):
            await opened.get("https://network.example/me")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://2130706433/",
    ],
)
async def test_private_network_is_out_of_reach(address: str) -> None:
    async with client(HttpFetch(Reach())) as opened:
        with pytest.raises(httpx2.ConnectError):
            await opened.get(address)
