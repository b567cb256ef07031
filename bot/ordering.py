"""One after the other: the messages of one conversation wait for each other, in the order in which they came."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Final, Protocol

from redis.asyncio import Redis
from redis.exceptions import LockError, RedisError

from bot.refusals import Refused

LOG: Final = logging.getLogger(__name__)

#: Messages of one conversation that may wait. A person sends one at a time; a client that floods is told to slow down.
LONGEST_LINE: Final = 64


class SharedLock(Protocol):
    """A lock that several processes share."""

    def hold(self, name: str) -> AbstractAsyncContextManager[None]:
        """An asynchronous context in which no other process holds the same name. Raises `Refused`."""


@dataclass
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class Ordering:
    """Turns of one conversation one at a time; those of different ones side by side."""

    def __init__(self, shared: SharedLock | None = None) -> None:
        self._lines: dict[str, _Line] = {}
        self._shared = shared

    @asynccontextmanager
    async def turn(self, conversation: str) -> AsyncIterator[None]:
        """Waits until all that came earlier for this conversation is done. Raises `Refused` if too many wait."""
        line = self._lines.setdefault(conversation, _Line())
        if line.waiting >= LONGEST_LINE:
            raise Refused("busy")
        line.waiting += 1
        try:
            async with AsyncExitStack() as held:
                # An asyncio lock serves in the order of arrival, which Redis's does not: so this one first.
                await held.enter_async_context(line.lock)
                if self._shared is not None:
                    await held.enter_async_context(self._shared.hold(conversation))
                yield
        finally:
            line.waiting -= 1
            if not line.waiting:
                del self._lines[conversation]


class RedisLock:
    """The shared lock in Redis. A process that dies holding it loses it after `seconds`."""

    def __init__(self, redis: Redis, seconds: float) -> None:
        self._redis = redis
        self._seconds = seconds

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[None]:
        """Holds the lock of this name.

        Without Redis the turn goes on: the store refuses one that did not see the one before, and it is done again.
        """
        lock = self._redis.lock(f"guide:turn:{name}", timeout=self._seconds, blocking_timeout=self._seconds)
        try:
            taken = await lock.acquire()
        except RedisError as error:
            LOG.warning("Redis cannot be reached (%s): turns are ordered by the store alone", type(error).__name__)
            yield
            return
        if not taken:
            raise Refused("busy")
        try:
            yield
        finally:
            try:
                await lock.release()
            except (LockError, RedisError):
                LOG.warning("a turn outlived its lock")
