"""The composition root: reads the settings once and puts store, engine, conversations and web together."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fastapi import FastAPI
from redis.asyncio import Redis

from bot import turn
from bot.conversations import Conversations, EngineReply
from bot.ordering import Ordering, RedisLock
from bot.redis_pool import redis_pool
from bot.refusals import Refused
from bot.settings import Settings
from bot.store import ConversationStore, Database, StoreUnavailable
from bot.web import Services, create_app
from bot.web.limits import RateLimits
from bot.web.metrics import Metrics
from bot.web.page import PageSettings, missing, page_routers

if TYPE_CHECKING:
    from bot.dialogue.engine import Engine

LOG: Final = logging.getLogger(__name__)

CLEARING_EVERY: Final = timedelta(hours=1)


class LoadedEngine:
    """The engine, once it is loaded; what it refuses, in the words of the conversations."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self._busy: tuple[type[Exception], ...] = ()

    async def load(self, models_dir: Path) -> None:
        """Loads and warms the model. Raises what `load_engine` does."""

        def load() -> tuple[Engine, tuple[type[Exception], ...]]:
            # Rasa is loaded here and not with this module: it takes seconds, and most commands never need it.
            from bot.dialogue.engine import EngineBusyError, EngineClosedError, load_engine

            return load_engine(models_dir), (EngineBusyError, EngineClosedError)

        self._engine, self._busy = await asyncio.to_thread(load)

    def version(self) -> str | None:
        """The version of the model; None while there is none."""
        return self._engine.version if self._engine else None

    async def turn(self, slots: Mapping[str, Any], text: str | None, payload: str | None) -> EngineReply:
        """One turn. Raises `Refused` ("busy")."""
        if self._engine is None:
            raise Refused("busy")
        try:
            return await self._engine.turn(slots, text, payload)
        except self._busy:
            raise Refused("busy") from None

    async def close(self) -> None:
        """Ends the engine; from now on the process is not ready."""
        engine, self._engine = self._engine, None
        if engine is not None:
            await engine.close()


def build(settings: Settings) -> FastAPI:
    """The app, which loads the model when it starts. Raises `StoreUnavailable` and `ContentError`."""
    # The words are read where they are first needed, by the same name in every command.
    os.environ["GUIDE_CONTENT_DIR"] = str(settings.content_dir)
    sentences = turn.content().problems
    database = Database(settings.database_url)
    store = ConversationStore(database)
    redis = redis_pool(settings.redis_url) if settings.redis_url else None
    # Longer than a turn can take: the lock is only to end by itself when its process died.
    ordering = Ordering(RedisLock(Redis(connection_pool=redis), settings.turn_seconds + 10) if redis else None)
    engine, metrics = LoadedEngine(), Metrics()
    conversations = Conversations(store, engine, metrics, ordering, settings.turn_seconds)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as at_the_end:
            if redis is not None:
                at_the_end.push_async_callback(redis.aclose)
            at_the_end.push_async_callback(database.close)
            at_the_end.push_async_callback(engine.close)
            await engine.load(settings.models_dir)
            untouched_for = timedelta(days=settings.retention_days)
            at_the_end.push_async_callback(_cancel, asyncio.create_task(keep_clearing(conversations, untouched_for)))
            yield

    limits = RateLimits(redis, metrics.limited, enabled=settings.rate_limits)
    services = Services(
        conversations=conversations,
        guidance=turn.wording().guidance,
        sentences=sentences,
        limits=limits,
        metrics=metrics,
        warm=engine.version,
        check_store=store.check,
        missing=missing,
        pages=page_routers(
            conversations, limits, PageSettings(settings.retention_days, settings.embedding_sites, settings.demo)
        ),
    )
    return create_app(settings, services, lifespan)


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def keep_clearing(conversations: Conversations, untouched_for: timedelta) -> None:
    """Deletes old conversations, now and every hour, until it is cancelled."""
    while True:
        try:
            gone = await conversations.clear_away(untouched_for)
            LOG.info("cleared away %d conversations", gone)
        except StoreUnavailable as error:
            LOG.error("old conversations could not be cleared away: %s", error)
        await asyncio.sleep(CLEARING_EVERY.total_seconds())
