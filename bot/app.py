"""The composition root: reads the settings once and puts store, engine, conversations and web together."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from typing import Final

from fastapi import FastAPI
from redis.asyncio import Redis

from bot import turn
from bot.content.library import CurrentProblems
from bot.conversations import Conversations
from bot.evaluation.judging import Judge
from bot.jobs import Jobs
from bot.loaded_engine import LoadedEngine
from bot.ordering import Ordering, RedisLock
from bot.redis_pool import redis_pool
from bot.settings import Settings
from bot.staff import inbox, models, staff_routers
from bot.staff.access import Access
from bot.staff.audit import AuditLog
from bot.staff.content_pages import content_pages
from bot.staff.desk import Desk, StaffRoutes
from bot.staff.insight_pages import insight_pages, rule_history
from bot.staff.models import Workshop
from bot.staff.rules import RuleHistory
from bot.staff.talk_pages import talk_pages
from bot.store import ConversationStore, Database, StoreUnavailable
from bot.store.review import Inbox
from bot.web import Services, create_app
from bot.web.limits import RateLimits
from bot.web.look import Look
from bot.web.metrics import Metrics
from bot.web.page import PageSettings, missing_page, page_routers

LOG: Final = logging.getLogger(__name__)

CLEARING_EVERY: Final = timedelta(hours=1)
#: A snapshot of the rules takes some seconds of a processor: the first users come before it.
RULES_KEPT_AFTER: Final = timedelta(seconds=30)


def build(settings: Settings) -> FastAPI:
    """The app, which loads the model when it starts. Raises `StoreUnavailable` and `ContentError`."""
    # The words are read where they are first needed, by the same name in every command.
    os.environ["GUIDE_CONTENT_DIR"] = str(settings.content_dir)
    turn.content()
    database = Database(settings.database_url)
    store = ConversationStore(database)
    redis = redis_pool(settings.redis_url) if settings.redis_url else None
    # Longer than a turn can take: the lock is only to end by itself when its process died.
    ordering = Ordering(RedisLock(Redis(connection_pool=redis), settings.turn_seconds + 10) if redis else None)
    engine, metrics = LoadedEngine(), Metrics()
    access, history = Access(database), rule_history(settings)
    conversations = Conversations(store, engine, metrics, ordering, settings.turn_seconds)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as at_the_end:
            if redis is not None:
                at_the_end.push_async_callback(redis.aclose)
            at_the_end.push_async_callback(database.close)
            at_the_end.callback(access.close)
            at_the_end.push_async_callback(engine.close)
            await engine.load(settings.models_dir)
            at_the_end.push_async_callback(_cancel, asyncio.create_task(engine.follow()))
            at_the_end.push_async_callback(_cancel, asyncio.create_task(keep_rules(history)))
            untouched_for = timedelta(days=settings.retention_days)
            at_the_end.push_async_callback(_cancel, asyncio.create_task(keep_clearing(conversations, untouched_for)))
            yield

    limits = RateLimits(redis, metrics.limited, enabled=settings.rate_limits)
    look = Look(settings.site_name, settings.mark)
    desk = Desk(access, AuditLog(database), look)
    services = Services(
        conversations=conversations,
        # Asked for at each call: staff may have changed the words since.
        guidance=lambda facts, goal: turn.wording().guidance(facts, goal),
        sentences=CurrentProblems(),
        limits=limits,
        metrics=metrics,
        warm=engine.version,
        check_store=store.check,
        missing=missing_page(look),
        pages=[
            *page_routers(
                conversations,
                limits,
                PageSettings(settings.retention_days, settings.embedding_sites, settings.demo, look),
            ),
            *staff_routers(
                desk,
                *talk_pages(desk, settings, database, engine, ordering, look),
                *_correcting(desk, settings, database, engine),
                *content_pages(desk, database),
                *insight_pages(desk, history, database),
            ),
        ],
    )
    return create_app(settings, services, lifespan)


def _correcting(desk: Desk, settings: Settings, database: Database, engine: LoadedEngine) -> list[StaffRoutes]:
    """The pages on which staff correct what was misread: the inbox and the models."""
    folder, review = settings.data_dir / "jobs", Inbox(database)
    folders = {"PROJECT": settings.project_dir, "MODELS": settings.models_dir, "CONTENT": settings.content_dir}
    jobs = Jobs(folder, {f"GUIDE_{name}_DIR": str(path) for name, path in folders.items()})
    workshop = Workshop(engine, jobs, review, settings.models_dir, settings.project_dir, folder)
    return [inbox.routes(desk, Judge(review, settings.project_dir)), models.routes(desk, workshop)]


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def keep_rules(history: RuleHistory) -> None:
    """Keeps what the rules say, once for each version of them, so that later ones can be held against it."""
    await asyncio.sleep(RULES_KEPT_AFTER.total_seconds())
    await history.keep_current()


async def keep_clearing(conversations: Conversations, untouched_for: timedelta) -> None:
    """Deletes old conversations, now and every hour, until it is cancelled."""
    while True:
        try:
            gone = await conversations.clear_away(untouched_for)
            LOG.info("cleared away %d conversations", gone)
        except StoreUnavailable as error:
            LOG.error("old conversations could not be cleared away: %s", error)
        await asyncio.sleep(CLEARING_EVERY.total_seconds())
