"""Connections to Redis, which processes share for locks and limits. It is a help, not a need: its absence must show quickly."""

from __future__ import annotations

from typing import Final

from redis.asyncio import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

SECONDS_TO_ANSWER: Final = 1.0


def redis_pool(url: str) -> ConnectionPool:
    """Connections to the Redis at this URL; none is made before it is needed."""
    # One try more, for a connection that was closed while it was idle.
    return ConnectionPool.from_url(
        url,
        socket_timeout=SECONDS_TO_ANSWER,
        socket_connect_timeout=SECONDS_TO_ANSWER,
        retry=Retry(NoBackoff(), 1),
    )
