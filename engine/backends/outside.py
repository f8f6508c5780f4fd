"""All of the outside world that a site talks to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from engine.backends.fetch import Answer, Ask, Fetch, Reach
from engine.backends.images import Images, Limits
from engine.backends.limiter import Limiter
from engine.backends.mail import Send, SmtpSend
from engine.backends.waking import LocalWaker, RedisWaker, Waker
from engine.config.settings import Settings


@dataclass(frozen=True, slots=True)
class Outside:
    """How other sites are asked, mails are sent, workers are woken, pictures are opened, requests are counted; tests put others in their place."""

    fetch: Fetch
    send: Send
    waker: Waker
    images: Images = field(default_factory=Images)
    limiter: Limiter = field(default_factory=lambda: Limiter(Settings()))


@asynccontextmanager
async def open_outside(settings: Settings) -> AsyncIterator[Outside]:
    """The outside world as the settings have it."""
    waker: Waker = RedisWaker(settings.redis_url) if settings.redis_url else LocalWaker()
    images = Images(Limits(pixels=settings.image_pixels))
    limiter = Limiter(settings)
    try:
        yield Outside(_LateFetch(settings), SmtpSend(settings), waker, images, limiter)
    finally:
        await limiter.close()
        await images.close()
        await waker.close()


class _LateFetch:
    """Asks over httpx2, which is loaded at the first request."""

    def __init__(self, settings: Settings) -> None:
        self._reach = Reach(settings.outgoing_networks)
        self._fetch: Fetch | None = None

    async def __call__(self, ask: Ask) -> Answer:
        self._reach.check_url(ask.url)
        if self._fetch is None:
            from engine.backends.http import HttpFetch  # noqa: PLC0415 - it takes a fifth of a second

            self._fetch = HttpFetch(self._reach)
        return await self._fetch(ask)
