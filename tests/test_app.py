"""The composition root: what starts, what is ready when, and what is put away at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.types import Message

from bot.app import build
from bot.loaded_engine import LoadedEngine
from bot.settings import Settings
from bot.store import ConversationStore, Database
from tests.talking import Answered, FewWordsEngine, sqlite_url

pytestmark = pytest.mark.anyio


class FullError(Exception):
    """What the stand-in raises when it has too much to do."""


@dataclass
class LoadableEngine:
    """An engine that can be closed."""

    version: str = "model-7"
    closed: bool = False
    full: bool = False
    talker: FewWordsEngine = field(default_factory=FewWordsEngine)

    async def turn(self, slots: Mapping[str, Any], text: str | None, payload: str | None) -> Answered:
        """One turn."""
        if self.full:
            raise FullError
        return await self.talker.turn(slots, text, payload)

    async def close(self) -> None:
        """Ends it."""
        self.closed = True


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> LoadableEngine:
    """The engine that is loaded instead of Rasa's."""
    engine = LoadableEngine()

    async def load(self: LoadedEngine, models_dir: Path) -> None:
        self._engine, self._busy = engine, (FullError,)  # type: ignore[assignment]

    monkeypatch.setattr(LoadedEngine, "load", load)
    return engine


def settings(folder: Path) -> Settings:
    """The settings of a test."""
    return Settings.from_environment({"GUIDE_DATA_DIR": str(folder)}, folder)


def client_of(app: FastAPI) -> httpx.AsyncClient:
    """A client of the app."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://guide")


async def test_it_is_ready_from_start_to_stop(engine: LoadableEngine, tmp_path: Path) -> None:
    app = build(settings(tmp_path))
    async with client_of(app) as client:
        assert (await client.get("/health/ready")).status_code == 503
        async with app.router.lifespan_context(app):
            assert (await client.get("/health/ready")).json() == {"status": "ready", "model": "model-7"}
            opened = (await client.post("/api/v1/conversations")).json()
            headers = {"Authorization": f"Bearer {opened['token']}"}
            path = f"/api/v1/conversations/{opened['id']}/messages"
            said = await client.post(path, json={"text": "Hvad koster det?"}, headers=headers)
            assert said.status_code == 200
            engine.full = True
            assert (await client.post(path, json={"text": "Hvad ellers?"}, headers=headers)).status_code == 503
        assert engine.closed
        assert (await client.get("/health/ready")).status_code == 503


async def test_old_conversations_are_cleared_away_when_it_starts(engine: LoadableEngine, tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path))
    store = ConversationStore(database)
    await store.create("an-old-one", "hash", {}, [], datetime.now(UTC) - timedelta(days=31))
    await store.create("a-young-one", "hash", {}, [], datetime.now(UTC) - timedelta(days=29))
    app = build(settings(tmp_path))
    async with app.router.lifespan_context(app), asyncio.timeout(30):
        while await store.find("an-old-one") is not None:
            await asyncio.sleep(0)
        assert await store.find("a-young-one") is not None
    await database.close()


async def test_a_model_that_cannot_be_loaded_is_told_in_one_line(
    engine: LoadableEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(self: LoadedEngine, models_dir: Path) -> None:
        raise FileNotFoundError("no model\nhere; train one")

    monkeypatch.setattr(LoadedEngine, "load", fail)
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "lifespan.startup"}

    async def send(message: Message) -> None:
        sent.append(message)

    await build(settings(tmp_path))({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, receive, send)
    assert sent == [{"type": "lifespan.startup.failed"}]
    assert [record.getMessage() for record in caplog.records if record.levelname == "CRITICAL"] == [
        "FileNotFoundError: no model here; train one"
    ]
