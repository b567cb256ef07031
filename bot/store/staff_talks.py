"""Conversations as staff look through them, and what is kept of those that staff hold themselves to try the guide.

A talk that staff hold is an ordinary conversation with a mark: it is cleared away with the others, and its mark and traces
go with it. Whoever counts conversations leaves the marked ones out: `counted()` is the condition.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Integer,
    String,
    Table,
    and_,
    exists,
    insert,
    or_,
    select,
)

from bot.store.database import Database
from bot.store.tables import CONVERSATIONS, MESSAGES, METADATA

#: How a talk ended, or where it stands: advice that is decided, advice that depends on what is not known, a goal but no advice
#: yet, and no goal.
Outcome = Literal["decided", "depends", "under_way", "no_goal"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("decided", "depends", "under_way", "no_goal")


def _conversation() -> Column[str]:
    return Column("conversation", String(64), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)


STAFF_TALKS: Final = Table("staff_talks", METADATA, _conversation())

STAFF_TRACES: Final = Table(
    "staff_traces",
    METADATA,
    _conversation(),
    Column("turn", Integer, primary_key=True, autoincrement=False),
    Column("trace", JSON, nullable=False),
)


@dataclass(frozen=True)
class TalkFilter:
    """Which talks are wanted. `since` and `before` bound when they began; `staff`: also those that staff held themselves."""

    since: datetime | None = None
    before: datetime | None = None
    goal: str | None = None
    outcome: Outcome | None = None
    unsure: bool = False
    staff: bool = False


@dataclass(frozen=True)
class TalkRow:
    """A talk in a list."""

    id: str
    created: datetime
    updated: datetime
    turns: int
    goal: str | None
    outcome: Outcome
    unsure: bool
    staff: bool


class StaffTalks:
    """Reads conversations for staff, and keeps the traces of their own. Raises `StoreUnavailable`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def mark(self, id: str) -> None:
        """Marks a conversation as one that staff hold."""
        await self._database.run(lambda connection: connection.execute(insert(STAFF_TALKS).values(conversation=id)))

    async def is_marked(self, id: str) -> bool:
        """Whether staff hold the conversation."""
        query = select(STAFF_TALKS.c.conversation).where(STAFF_TALKS.c.conversation == id)
        return await self._database.run(lambda connection: connection.execute(query).first() is not None)

    async def add_trace(self, id: str, trace: Mapping[str, Any]) -> None:
        """Keeps the trace of the turn that the conversation took last; nothing where it is gone or has one."""

        def work(connection: Connection) -> None:
            turn = connection.scalar(select(CONVERSATIONS.c.turns).where(CONVERSATIONS.c.id == id))
            there = select(STAFF_TRACES.c.turn).where(STAFF_TRACES.c.conversation == id, STAFF_TRACES.c.turn == turn)
            if turn is not None and connection.execute(there).first() is None:
                connection.execute(insert(STAFF_TRACES).values(conversation=id, turn=turn, trace=dict(trace)))

        await self._database.run(work)

    async def traces(self, id: str) -> dict[int, dict[str, Any]]:
        """The traces of a conversation by turn; the first turn is number 1."""
        query = select(STAFF_TRACES.c.turn, STAFF_TRACES.c.trace).where(STAFF_TRACES.c.conversation == id)
        return await self._database.run(lambda connection: {row.turn: row.trace for row in connection.execute(query)})

    async def find(self, wanted: TalkFilter, first: int, count: int) -> list[TalkRow]:
        """The talks that are wanted, newest first, from number `first` (0 is the newest) on."""
        query = (
            select(
                CONVERSATIONS.c.id,
                CONVERSATIONS.c.created,
                CONVERSATIONS.c.updated,
                CONVERSATIONS.c.turns,
                _goal().label("goal"),
                _advised("decided").label("decided"),
                _advised("depends").label("depends"),
                _unsure().label("unsure"),
                _held_by_staff().label("staff"),
            )
            .where(*_conditions(wanted))
            .order_by(CONVERSATIONS.c.created.desc(), CONVERSATIONS.c.id)
            .offset(first)
            .limit(count)
        )
        return await self._database.run(
            lambda connection: [
                TalkRow(
                    row.id,
                    row.created,
                    row.updated,
                    row.turns,
                    row.goal,
                    _outcome(row),
                    bool(row.unsure),
                    bool(row.staff),
                )
                for row in connection.execute(query)
            ]
        )


def counted() -> ColumnElement[bool]:
    """The condition on `CONVERSATIONS` that leaves out the talks that staff hold."""
    return ~_held_by_staff()


def _held_by_staff() -> ColumnElement[bool]:
    return exists().where(STAFF_TALKS.c.conversation == CONVERSATIONS.c.id)


def _goal() -> ColumnElement[str]:
    goal: ColumnElement[str] = CONVERSATIONS.c.slots["goal"].as_string()
    return goal


def _advised(status: str) -> ColumnElement[bool]:
    return exists().where(
        MESSAGES.c.conversation == CONVERSATIONS.c.id,
        MESSAGES.c.kind == "advice",
        MESSAGES.c.details[("advice", "status")].as_string() == status,
    )


def _unsure() -> ColumnElement[bool]:
    """Something was written that was not read with enough certainty to act on."""
    details = MESSAGES.c.details
    return exists().where(
        MESSAGES.c.conversation == CONVERSATIONS.c.id,
        MESSAGES.c.sender == "user",
        MESSAGES.c.kind == "text",
        or_(
            details["intent"].as_string() == "nlu_fallback",
            details["confidence"].as_float() < details["threshold"].as_float(),
        ),
    )


def _conditions(wanted: TalkFilter) -> list[ColumnElement[bool]]:
    outcomes: dict[Outcome, ColumnElement[bool]] = {
        "decided": _advised("decided"),
        "depends": and_(_advised("depends"), ~_advised("decided")),
        "under_way": and_(_goal().is_not(None), ~_advised("decided"), ~_advised("depends")),
        "no_goal": and_(_goal().is_(None), ~_advised("decided"), ~_advised("depends")),
    }
    conditions: list[ColumnElement[bool]] = [] if wanted.staff else [counted()]
    if wanted.since is not None:
        conditions.append(CONVERSATIONS.c.created >= wanted.since)
    if wanted.before is not None:
        conditions.append(CONVERSATIONS.c.created < wanted.before)
    if wanted.goal is not None:
        conditions.append(_goal() == wanted.goal)
    if wanted.outcome is not None:
        conditions.append(outcomes[wanted.outcome])
    if wanted.unsure:
        conditions.append(_unsure())
    return conditions


def _outcome(row: Any) -> Outcome:
    if row.decided:
        return "decided"
    if row.depends:
        return "depends"
    return "under_way" if row.goal else "no_goal"
