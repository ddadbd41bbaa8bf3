"""What if Redis is away? Then nothing is remembered, and pages are made all the same.

What has to be forgotten there is another matter: `delete` and its like say that they
could not, or what they stand for would be read again as soon as Redis is back.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends import redis as stock
from redis.exceptions import ConnectionError, TimeoutError

logger = logging.getLogger(__name__)

PATIENCE = 1.0  # seconds for an answer
REST = 2.0  # seconds in which nobody asks again


class RedisCache(stock.RedisCache):
    away_until = 0.0  # of the process: each thread has an object of its own

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
        options = patience | params.get("OPTIONS", {})
        super().__init__(server, params | {"OPTIONS": options})

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._asked(
            lambda: super(RedisCache, self).get(key, default, version), default
        )

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        return self._asked(lambda: super(RedisCache, self).get_many(keys, version), {})

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._asked(lambda: super(RedisCache, self).has_key(key, version), False)

    def set(self, key: str, *args: Any, **options: Any) -> None:
        self._asked(lambda: super(RedisCache, self).set(key, *args, **options), None)

    def set_many(self, data: dict[str, Any], *args: Any, **options: Any) -> list[str]:
        return self._asked(
            lambda: super(RedisCache, self).set_many(data, *args, **options), list(data)
        )

    def add(self, key: str, *args: Any, **options: Any) -> bool:
        return self._asked(
            lambda: super(RedisCache, self).add(key, *args, **options), False
        )

    def _asked(self, question: Callable[[], Any], otherwise: Any) -> Any:
        if time.monotonic() < RedisCache.away_until:
            return otherwise
        try:
            return question()
        except (ConnectionError, TimeoutError) as away:
            RedisCache.away_until = time.monotonic() + REST
            logger.warning("Redis is away, and is asked again soon: %s", away)
            return otherwise
