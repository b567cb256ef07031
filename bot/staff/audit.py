"""The log of what staff changed, and whether anyone has altered it since."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection

from bot.store.database import Database
from bot.store.staff_audit import (
    Head,
    Link,
    Note,
    append,
    head_of,
    holds,
    links_after,
    newest_links,
    people_and_actions,
)

#: Entries that are checked in one transaction: the conversations must get their turn between.
AT_A_TIME: Final = 500
PAGE: Final = 50


@dataclass(frozen=True)
class Verdict:
    """What a check of the log found. `broken_at`: the first entry that was altered, or is missing; `head`: the last one's hash."""

    entries: int
    head: str
    broken_at: int | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing was altered."""
        return self.broken_at is None


@dataclass(frozen=True)
class Wanted:
    """Which entries to show: those before a number, of a person, of a kind, with a text in them. Empty: all."""

    before: int | None = None
    who: str = ""
    action: str = ""
    text: str = ""


class AuditLog:
    """The log. All methods raise `StoreUnavailable` when the database fails."""

    def __init__(self, database: Database, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._now = now

    async def add(self, who: str, action: str, subject: str, details: Mapping[str, Any]) -> None:
        """Adds an entry. `details` must be JSON."""
        note, at = Note(who, action, subject, details), self._now()
        await self._database.run(lambda connection: append(connection, note, at))

    async def entries(self, wanted: Wanted, count: int = PAGE) -> list[Link]:
        """Entries, newest first."""
        kept = vars(wanted)
        return await self._database.run(lambda connection: newest_links(connection, count, **kept))

    async def people_and_actions(self) -> tuple[Sequence[str], Sequence[str]]:
        """Everyone, and every kind of change, in the log."""
        return await self._database.run(people_and_actions)

    async def verify(self) -> Verdict:
        """Goes through the whole chain. An entry that is added meanwhile does not disturb it."""
        end = await self._database.run(head_of)
        last = Head()
        while last.seq < end.seq:
            links = await self._database.run(partial(_links_after, last.seq))
            for link in links:
                if not link.follows(last):
                    return Verdict(end.seq, end.hash, last.seq + 1)
                last = Head(link.seq, link.hash)
                if last.seq == end.seq:
                    break
            if not links:
                return Verdict(end.seq, end.hash, last.seq + 1)
        if last != end or await self._database.run(partial(_goes_beyond, end)):
            return Verdict(end.seq, end.hash, max(last.seq, 1))
        return Verdict(end.seq, end.hash)

    async def holds(self, hash: str) -> bool:
        """Whether an entry has this hash: one that was noted down, and is gone, was cut off with all after it."""
        return await self._database.run(lambda connection: holds(connection, hash))


def _links_after(seq: int, connection: Connection) -> list[Link]:
    return links_after(connection, seq, AT_A_TIME)


def _goes_beyond(end: Head, connection: Connection) -> bool:
    """Whether there are entries after the last one: then the note of which is the last was set back."""
    return head_of(connection) == end and bool(links_after(connection, end.seq, 1))
