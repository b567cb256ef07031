"""Stand-ins for tests of conversations and the web: an engine of few words, and a clock that is set by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot import turn
from bot.conversations import Conversations
from bot.ordering import Ordering
from bot.store import ConversationStore, Database

#: What the engine understands; everything else it does not.
UNDERSTOOD = {
    "Hvilken tilslutning skal vi vælge?": "find_connection",
    "Er vi offentlige eller private?": "ask_classification",
    "Hvad koster det?": "faq/prices",
    "hvorfor spørger du?": "ask_why",
}


@dataclass(frozen=True)
class Answered:
    """What the engine answers."""

    messages: tuple[dict[str, Any], ...]
    slots: dict[str, Any]
    parse: dict[str, Any]


@dataclass
class FewWordsEngine:
    """Answers with the real turns, without a model. Keeps what it was given, for a test to look at."""

    heard: list[str] = field(default_factory=list)
    #: When set, each turn waits for it.
    gate: asyncio.Event | None = None
    error: Exception | None = None
    under_way: int = 0
    most_under_way: int = 0

    async def turn(self, slots: Mapping[str, Any], text: str | None, payload: str | None) -> Answered:
        """One turn."""
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            # Lets every other task that could go on do so.
            await (self.gate.wait() if self.gate else asyncio.sleep(0))
            return self._answer(slots, text, payload)
        finally:
            self.under_way -= 1

    def _answer(self, slots: Mapping[str, Any], text: str | None, payload: str | None) -> Answered:
        if self.error is not None:
            raise self.error
        self.heard.append(text if text is not None else payload or "")
        if payload is not None:
            read = turn.parse_payload(payload)
            heard = turn.Heard("", read.intent, facts=read.facts, pressed=True, options=read.options)
        else:
            heard = turn.Heard(text or "", UNDERSTOOD.get(text or "", "nlu_fallback"))
        state, messages = turn.respond(turn.act_of(heard.intent), turn.State.from_slots(slots), heard)
        parse = {"intent": {"name": heard.intent, "confidence": 1.0}, "threshold": 0.5}
        return Answered(tuple(message.as_json() for message in messages), state.as_slots(), parse)


@dataclass
class Clock:
    """A clock that goes on when it is told to."""

    at: datetime = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time."""
        return self.at

    def pass_by(self, **span: float) -> None:
        """Some time passes: `hours=24`."""
        self.at += timedelta(**span)


@dataclass
class Tally:
    """Counts what the conversations report."""

    opened_count: int = 0
    deleted_count: int = 0
    turns: list[tuple[str, bool]] = field(default_factory=list)
    masked_kinds: list[str] = field(default_factory=list)

    def opened(self) -> None:
        """A conversation was opened."""
        self.opened_count += 1

    def deleted(self, count: int) -> None:
        """Conversations were deleted."""
        self.deleted_count += count

    def turned(self, intent: str, understood: bool) -> None:
        """A message was answered."""
        self.turns.append((intent, understood))

    def masked(self, kinds: Iterable[str]) -> None:
        """Something personal was taken out."""
        self.masked_kinds += kinds


class House:
    """Conversations over a store in a folder, with the stand-ins."""

    def __init__(self, url: str, ordering: Ordering | None = None) -> None:
        self.database = Database(url)
        self.store = ConversationStore(self.database)
        self.engine, self.clock, self.tally = FewWordsEngine(), Clock(), Tally()
        self.conversations = Conversations(self.store, self.engine, self.tally, ordering, now=self.clock)


def sqlite_url(folder: Path) -> str:
    """A database in this folder."""
    return f"sqlite:///{folder / 'guide.sqlite3'}"


def bytes_in(folder: Path) -> bytes:
    """Everything that the files of a folder hold."""
    return b"\0".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
