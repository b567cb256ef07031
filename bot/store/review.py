"""The review inbox: messages that may have been read wrongly, and what staff made of them.

A waiting row only points to its message, so it goes when the conversation does. What was accepted as an example stays: a
person has judged that its text names nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    ForeignKeyConstraint,
    Integer,
    Row,
    Select,
    String,
    Table,
    Text,
    and_,
    delete,
    func,
    insert,
    select,
    tuple_,
    update,
)

from bot.store.database import Database
from bot.store.tables import MESSAGES, METADATA, Moment

#: Topics were offered instead of an answer · taken for something that the guide is not about · a fact that was read in it
#: was corrected · the user said that it was misunderstood.
Reason = Literal["unsure", "rejected", "corrected", "objected"]

#: Messages that are looked at together. What comes later is seen when these are done.
MOST_AT_ONCE: Final = 500

REVIEW: Final = Table(
    "review",
    METADATA,
    Column("conversation", String(64), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("reason", String(10), nullable=False),
    # When someone last put it off; it comes after those that nobody has seen.
    Column("skipped", Moment),
    ForeignKeyConstraint(["conversation", "seq"], ["messages.conversation", "messages.seq"], ondelete="CASCADE"),
)

EXAMPLES: Final = Table(
    "accepted_examples",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("intent", String(80), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Column("who", String(64), nullable=False),
)


@dataclass(frozen=True)
class Doubt:
    """Why the reading of a message is in doubt: the one just said, or an `earlier` one.

    `facts`: for "corrected", the values that were wrong; the latest text that they were read in is the one in doubt.
    """

    reason: Reason
    earlier: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Waiting:
    """A message that waits for a judgement. `reading`: how it was read (see `Entry.details`). `before`: what the guide had said."""

    conversation: str
    seq: int
    reason: Reason
    text: str
    at: datetime
    reading: Mapping[str, Any]
    before: str
    skipped: bool

    @property
    def key(self) -> tuple[str, int]:
        """What names it."""
        return self.conversation, self.seq


@dataclass(frozen=True)
class Example:
    """A text that was accepted as a training example, with what it means."""

    id: int
    text: str
    intent: str
    facts: Mapping[str, Any]
    at: datetime
    who: str


def note_doubts(connection: Connection, conversation: str, seq: int, doubts: Sequence[Doubt]) -> None:
    """Puts the messages in doubt into the inbox. `seq`: of the message just said. A later reason takes the place of an earlier one."""
    for doubt in doubts:
        about = _earlier(connection, conversation, seq, doubt) if doubt.earlier else seq
        if about is None:
            continue
        connection.execute(delete(REVIEW).where(REVIEW.c.conversation == conversation, REVIEW.c.seq == about))
        connection.execute(insert(REVIEW).values(conversation=conversation, seq=about, reason=doubt.reason))


def _earlier(connection: Connection, conversation: str, seq: int, doubt: Doubt) -> int | None:
    said = (
        select(MESSAGES.c.seq, MESSAGES.c.kind, MESSAGES.c.details)
        .where(MESSAGES.c.conversation == conversation, MESSAGES.c.sender == "user", MESSAGES.c.seq < seq)
        .order_by(MESSAGES.c.seq.desc())
    )
    if doubt.reason == "objected":
        # Only what was said just before: and a button is not misread.
        last = connection.execute(said.limit(1)).one_or_none()
        return None if last is None or last.kind != "text" else int(last.seq)
    for row in connection.execute(said):
        # What was read in it, and what it changed: a short answer is read against its question only.
        stated = {**(row.details.get("facts") or {}), **(row.details.get("changed") or {})}
        if any(name in stated and stated[name] == was for name, was in doubt.facts.items()):
            return int(row.seq) if row.kind == "text" else None
    return None


class Inbox:
    """The inbox in a `Database`. All methods raise `StoreUnavailable` when it fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self, most: int = MOST_AT_ONCE) -> list[Waiting]:
        """The messages that wait, the newest first, those that were put off last."""
        return await self._select(lambda query: query.limit(most))

    async def these(self, keys: Iterable[tuple[str, int]]) -> list[Waiting]:
        """Those of the messages that still wait."""
        wanted = tuple_(REVIEW.c.conversation, REVIEW.c.seq).in_(list(keys))
        return await self._select(lambda query: query.where(wanted))

    async def _select(self, narrowed: Callable[[Select[Any]], Select[Any]]) -> list[Waiting]:
        earlier = MESSAGES.alias()
        before = (
            select(earlier.c.text)
            .where(
                earlier.c.conversation == REVIEW.c.conversation, earlier.c.seq < REVIEW.c.seq, earlier.c.sender == "bot"
            )
            .order_by(earlier.c.seq.desc())
            .limit(1)
            .scalar_subquery()
        )
        same = and_(MESSAGES.c.conversation == REVIEW.c.conversation, MESSAGES.c.seq == REVIEW.c.seq)
        query = narrowed(
            select(REVIEW, MESSAGES.c.text, MESSAGES.c.at, MESSAGES.c.details, before.label("before"))
            .join(MESSAGES, same)
            .order_by(REVIEW.c.skipped.is_not(None), REVIEW.c.skipped, MESSAGES.c.at.desc())
        )
        return await self._database.run(lambda connection: [_waiting(row) for row in connection.execute(query)])

    async def count(self) -> int:
        """How many messages wait."""
        query = select(func.count()).select_from(REVIEW)
        return await self._database.run(lambda connection: connection.scalar(query) or 0)

    async def settle(self, keys: Iterable[tuple[str, int]]) -> int:
        """Takes messages out of the inbox; gives how many were still there."""
        where = tuple_(REVIEW.c.conversation, REVIEW.c.seq).in_(list(keys))
        return await self._database.run(lambda connection: connection.execute(delete(REVIEW).where(where)).rowcount)

    async def skip(self, keys: Iterable[tuple[str, int]], at: datetime) -> None:
        """Puts messages off: they come last from now on."""
        where = tuple_(REVIEW.c.conversation, REVIEW.c.seq).in_(list(keys))
        await self._database.run(lambda connection: connection.execute(update(REVIEW).where(where).values(skipped=at)))

    async def keep(self, text: str, intent: str, facts: Mapping[str, Any], at: datetime, who: str) -> None:
        """Notes a text that became a training example."""
        values = {"text": text, "intent": intent, "facts": dict(facts), "at": at, "who": who}
        await self._database.run(lambda connection: connection.execute(insert(EXAMPLES).values(values)))

    async def examples(self, most: int = MOST_AT_ONCE) -> list[Example]:
        """The accepted examples, the newest first."""
        query = select(EXAMPLES).order_by(EXAMPLES.c.id.desc()).limit(most)
        return await self._database.run(
            lambda connection: [Example(**row._mapping) for row in connection.execute(query)]
        )

    async def take_back(self, id: int) -> Example | None:
        """Forgets an accepted example; None when there is none of that id."""

        def work(connection: Connection) -> Example | None:
            row = connection.execute(select(EXAMPLES).where(EXAMPLES.c.id == id)).one_or_none()
            connection.execute(delete(EXAMPLES).where(EXAMPLES.c.id == id))
            return None if row is None else Example(**row._mapping)

        return await self._database.run(work)


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(
        row.conversation, row.seq, row.reason, row.text, row.at, row.details, row.before or "", row.skipped is not None
    )
