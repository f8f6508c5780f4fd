"""How much each client may ask in a while: counted in this process, or in Redis for all of them together."""

import logging
import time
from dataclasses import dataclass
from typing import Any

from engine.config.settings import Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left to a client: of how many, and seconds until it is whole again."""

    limit: int
    remaining: int
    reset: int
    window: int
    spent: bool

    @property
    def is_exceeded(self) -> bool:
        """Whether this very request is one too many."""
        return not self.spent


class Limiter:
    """Counts; what counts is loaded at the first request. Where Redis does not answer, nobody is kept waiting."""

    def __init__(self, settings: Settings) -> None:
        self._redis = settings.redis_url
        self._strategy: Any = None
        self._storage: Any = None

    async def close(self) -> None:
        """Let go of Redis."""
        if self._redis and self._storage is not None:
            await self._storage.bridge.get_connection().aclose()

    async def spend(self, rate: str, *names: str) -> Allowance | None:
        """Count one request of those that these names stand for, at a rate such as ``60/minute``; None if nobody counts."""
        from limits import parse  # noqa: PLC0415 - most sites' first request should not wait for it

        limit = parse(rate)
        try:
            strategy = self._opened()
            spent = await strategy.hit(limit, *names)
            left = await strategy.get_window_stats(limit, *names)
        except Exception:
            log.warning("requests are not counted: the storage does not answer", exc_info=True)
            return None
        reset = max(int(left.reset_time - time.time()) + 1, 1)
        return Allowance(limit.amount, max(int(left.remaining), 0), reset, limit.get_expiry(), spent)

    def _opened(self) -> Any:
        if self._strategy is None:
            from limits.aio.storage import MemoryStorage, RedisStorage  # noqa: PLC0415
            from limits.aio.strategies import FixedWindowRateLimiter  # noqa: PLC0415

            self._storage = (
                RedisStorage(f"async+{self._redis}", implementation="redispy", key_prefix="tympan:limits")
                if self._redis
                else MemoryStorage()
            )
            self._strategy = FixedWindowRateLimiter(self._storage)
        return self._strategy
