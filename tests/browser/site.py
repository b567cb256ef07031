"""The site on a free port, on a thread of its own: with a stand-in for the model, or the whole of it."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

from bot import turn
from bot.guidance.facts import check_facts
from bot.language.facts import extract
from bot.refusals import Refused
from bot.settings import Settings
from bot.web import Services, create_app
from bot.web.limits import RateLimits
from bot.web.look import Look
from bot.web.metrics import Metrics
from bot.web.page import PageSettings, missing_page, page_routers
from bot.web.rendering import DEFAULT_LOOK
from tests.talking import Answered, FewWordsEngine, House, sqlite_url

#: What the stand-in understands besides facts.
UNDERSTOOD = {
    "hvorfor spørger du?": "ask_why",
    "hvad koster det?": "faq/prices",
    "hvad er mitid erhverv?": "faq/mitid_erhverv",
    "jeg kan ikke logge ind på skat": "citizen_problem",
    "hvad kan du?": "help",
    "slet det hele": "delete_my_data",
    "gem det": "download_record",
    "vis hvad du ved": "show_summary",
}


@dataclass
class PageEngine(FewWordsEngine):
    """Reads facts as the guide does, and a few sentences besides. `busy_turns`: that many messages are refused first.

    While it is `held`, no answer comes; `waiting` is the number of messages that have arrived and wait for one.
    """

    busy_turns: int = 0
    held: bool = False
    waiting: int = 0

    async def turn(self, slots: Mapping[str, Any], text: str | None, payload: str | None) -> Answered:
        """One turn."""
        self.waiting += 1
        while self.held:
            await asyncio.sleep(0.02)
        self.waiting -= 1
        return await super().turn(slots, text, payload)

    def _answer(self, slots: Mapping[str, Any], text: str | None, payload: str | None) -> Answered:
        if self.busy_turns > 0:
            self.busy_turns -= 1
            raise Refused("busy")
        if payload is not None or self.error is not None:
            return super()._answer(slots, text, payload)
        self.heard.append(text or "")
        found = extract(text or "", slots.get("open_question"))
        intent = UNDERSTOOD.get((text or "").casefold(), "inform" if found.facts else "nlu_fallback")
        ranking = ((intent, 0.4), ("faq/prices", 0.2), ("faq/cpr", 0.1))
        facts = check_facts(found.facts)
        heard = turn.Heard(text or "", intent, 0.9, ranking, facts, found.contradictions, found.notes)
        state, messages = turn.respond(turn.act_of(intent), turn.State.from_slots(slots), heard)
        parse = {"intent": {"name": intent, "confidence": 0.9}, "threshold": 0.5}
        return Answered(tuple(message.as_json() for message in messages), state.as_slots(), parse)


class Site:
    """A running site."""

    def __init__(self, app: FastAPI, house: House | None = None, port: int = 0) -> None:
        self.house = house
        self._app = app
        self.port = port
        self.start()

    @property
    def address(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def engine(self) -> PageEngine:
        """The stand-in for the model."""
        assert self.house is not None
        assert isinstance(self.house.engine, PageEngine)
        return self.house.engine

    def start(self, seconds: float = 60) -> None:
        """Returns when the site answers; after a stop, at the same address."""
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", self.port))
        self.port = self._socket.getsockname()[1]
        config = uvicorn.Config(self._app, log_level="error", access_log=False, ws="none", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)
        self._thread.start()
        end = time.monotonic() + seconds
        while not self._server.started:
            assert self._thread.is_alive(), "the site did not start"
            assert time.monotonic() < end, "the site takes too long to start"
            time.sleep(0.02)

    def stop(self) -> None:
        """Ends it, as a restart would."""
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()


def page_app(
    folder: Path, embedding_sites: tuple[str, ...] = (), demo: bool = False, look: Look = DEFAULT_LOOK
) -> tuple[FastAPI, House]:
    """The real site and store, with the stand-in."""
    house = House(sqlite_url(folder))
    house.engine = PageEngine()
    house.conversations._engine = house.engine
    settings = replace(Settings.from_environment({}, folder), rate_limits=False)
    metrics = Metrics()
    limits = RateLimits(None, metrics.limited, enabled=False)
    services = Services(
        conversations=house.conversations,
        guidance=turn.wording().guidance,
        sentences=turn.content().problems,
        limits=limits,
        metrics=metrics,
        warm=lambda: "stand-in",
        check_store=house.store.check,
        pages=page_routers(
            house.conversations, limits, PageSettings(settings.retention_days, embedding_sites, demo, look)
        ),
        missing=missing_page(look),
    )
    return create_app(settings, services), house


@contextmanager
def running(app: FastAPI, house: House | None = None) -> Iterator[Site]:
    """A site for as long as it is needed."""
    site = Site(app, house)
    try:
        yield site
    finally:
        site.stop()
