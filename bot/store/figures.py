"""Figures that outlive the conversations they were counted from: a number for each day, kind and name, and nothing else.

They grow in the transaction of the turn that they count, so a turn is counted exactly when it is kept. Deleting a conversation
leaves them as they are: nothing in them leads back to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Column, Connection, Date, Integer, String, Table, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import Database
from bot.store.staff_talks import STAFF_TALKS
from bot.store.tables import CONVERSATIONS, METADATA

FIGURES: Final = Table(
    "figures_daily",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("kind", String(20), primary_key=True),
    # A name from the program itself, never a user's word.
    Column("name", String(120), primary_key=True),
    Column("count", Integer, nullable=False),
)


@dataclass(frozen=True)
class Counted:
    """What a turn adds to the figures.

    `turn`: (kind, name), counted on the turn's own day. `talk`: (kind, name before, name after), of which each talk has one at a time,
    counted on the day that the talk was opened: the one before is taken back.
    """

    turn: tuple[tuple[str, str], ...] = ()
    talk: tuple[tuple[str, str | None, str | None], ...] = ()


NOTHING: Final = Counted()


def add_figures(connection: Connection, conversation: str, at: datetime, counted: Counted) -> None:
    """Adds what a turn counts, within its transaction; the talks that staff hold do not count."""
    held_by_staff = select(STAFF_TALKS.c.conversation).where(STAFF_TALKS.c.conversation == conversation)
    if counted == NOTHING or connection.execute(held_by_staff).first() is not None:
        return
    opened = connection.scalar(select(CONVERSATIONS.c.created).where(CONVERSATIONS.c.id == conversation))
    assert opened is not None, "a turn belongs to a conversation"
    more: dict[tuple[date, str, str], int] = defaultdict(int)
    for kind, name in counted.turn:
        more[at.date(), kind, name] += 1
    for kind, before, after in counted.talk:
        if before != after:
            for place, change in ((before, -1), (after, 1)):
                if place is not None:
                    more[opened.date(), kind, place] += change
    # Always in the same order: two turns at once must not wait for each other's rows.
    for key in sorted(more):
        _add(connection, *key, more[key])


def _add(connection: Connection, day: date, kind: str, name: str, change: int) -> None:
    mine = (FIGURES.c.day == day) & (FIGURES.c.kind == kind) & (FIGURES.c.name == name)
    if change < 0:
        # A talk from before there were figures was never counted, so there may be nothing to take back.
        connection.execute(update(FIGURES).where(mine, FIGURES.c.count > 0).values(count=FIGURES.c.count + change))
    elif change > 0:
        insert: Any = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert
        added = insert(FIGURES).values(day=day, kind=kind, name=name, count=change)
        more = {"count": FIGURES.c.count + change}
        connection.execute(added.on_conflict_do_update(index_elements=["day", "kind", "name"], set_=more))


class Figures:
    """Reads the figures. Raises `StoreUnavailable`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def between(self, first: date, last: date) -> dict[str, dict[str, int]]:
        """The sums of some days, both ends among them: for each kind the counts by name."""
        total = func.sum(FIGURES.c.count).label("total")
        query = (
            select(FIGURES.c.kind, FIGURES.c.name, total)
            .where(FIGURES.c.day.between(first, last))
            .group_by(FIGURES.c.kind, FIGURES.c.name)
        )
        rows = await self._database.run(lambda connection: connection.execute(query).all())
        found: dict[str, dict[str, int]] = {}
        for kind, name, count in rows:
            found.setdefault(kind, {})[name] = int(count)
        return found

    async def by_day(self, kind: str, names: Iterable[str], first: date, last: date) -> Mapping[date, int]:
        """The sums of some names day by day; days without any are left out."""
        query = (
            select(FIGURES.c.day, func.sum(FIGURES.c.count))
            .where(FIGURES.c.kind == kind, FIGURES.c.name.in_(list(names)), FIGURES.c.day.between(first, last))
            .group_by(FIGURES.c.day)
        )
        rows = await self._database.run(lambda connection: connection.execute(query).all())
        return {day: int(count) for day, count in rows}

    async def first_day(self) -> date | None:
        """The earliest day that anything was counted on."""
        query = select(func.min(FIGURES.c.day))
        return await self._database.run(lambda connection: connection.scalar(query))
