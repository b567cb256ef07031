"""Talks that staff hold to try the guide: the same way as anyone's, but marked, traced and not counted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot import tracing
from bot.conversations import Conversations, Opened, Reply
from bot.incoming import Incoming
from bot.store import StaffTalks


class Uncounted:
    """An observer that counts nothing."""

    def opened(self) -> None:
        """A talk was opened."""

    def deleted(self, count: int) -> None:
        """Talks were deleted."""

    def turned(self, intent: str, understood: bool) -> None:
        """A message was answered."""

    def masked(self, kinds: Iterable[str]) -> None:
        """Personal data was taken out of a message."""


class Rehearsal(Conversations):
    """Conversations over the same store and engine as the public ones, for staff."""

    def __init__(self, talks: StaffTalks, *args: Any, **more: Any) -> None:
        """`talks` keeps marks and traces; the rest is what `Conversations` takes, without the observer."""
        store, engine, *others = args
        super().__init__(store, engine, Uncounted(), *others, **more)
        self._talks = talks

    async def open(self) -> Opened:
        """A new talk, marked."""
        opened = await super().open()
        await self._talks.mark(opened.id)
        return opened

    async def say(self, id: str, token: str, incoming: Incoming, key: str | None = None) -> Reply:
        """The answer to a message, with a trace kept of how it came about."""
        with tracing.traced() as trace:
            reply = await super().say(id, token, incoming, key)
        # A repetition that is answered from memory makes none.
        if "parse" in trace.notes:
            await self._talks.add_trace(id, trace.as_json())
        return reply
