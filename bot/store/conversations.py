"""Writing and reading conversations. Every call is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from bot.store.database import Database
from bot.store.figures import NOTHING, Counted, add_figures
from bot.store.review import Doubt, note_doubts
from bot.store.tables import CONVERSATIONS, IDEMPOTENCY, MESSAGES

Sender = Literal["user", "bot"]


class StaleConversation(Exception):
    """The conversation has moved on, or is gone, since it was read: read it again."""


@dataclass(frozen=True)
class Entry:
    """One message of a conversation as it is kept."""

    sender: Sender
    at: datetime
    text: str
    buttons: Sequence[Mapping[str, str]] = ()
    kind: str = "text"
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Conversation:
    """Where a conversation stands. `turns` tells a later state from an earlier one."""

    id: str
    token_hash: str
    turns: int
    slots: dict[str, Any]
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Remembered:
    """A reply that is given again, byte for byte, when the same message comes with the same key."""

    key_hash: str
    body_hash: str
    status: int
    response: bytes
    expires: datetime


class ConversationStore:
    """The conversations of a `Database`. All methods raise `StoreUnavailable` when it fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(
        self, id: str, token_hash: str, slots: Mapping[str, Any], entries: Iterable[Entry], at: datetime
    ) -> None:
        """Opens a conversation with what was said first."""
        rows = [_row(id, seq, entry) for seq, entry in enumerate(entries)]

        def work(connection: Connection) -> None:
            values = {
                "id": id,
                "token_hash": token_hash,
                "created": at,
                "updated": at,
                "turns": 0,
                "slots": dict(slots),
            }
            connection.execute(insert(CONVERSATIONS).values(values))
            if rows:
                connection.execute(insert(MESSAGES), rows)

        await self._database.run(work)

    async def find(self, id: str, *, with_entries: bool = False) -> Conversation | None:
        """Where a conversation stands, with its messages if they are wanted; None when there is none of that id."""

        def work(connection: Connection) -> Conversation | None:
            found = connection.execute(select(CONVERSATIONS).where(CONVERSATIONS.c.id == id)).one_or_none()
            if found is None:
                return None
            entries: tuple[Entry, ...] = ()
            if with_entries:
                rows = connection.execute(
                    select(MESSAGES).where(MESSAGES.c.conversation == id).order_by(MESSAGES.c.seq)
                )
                entries = tuple(_entry(row) for row in rows)
            return Conversation(found.id, found.token_hash, found.turns, found.slots, entries)

        return await self._database.run(work)

    async def save_turn(
        self,
        seen: Conversation,
        slots: Mapping[str, Any],
        entries: Sequence[Entry],
        at: datetime,
        remembered: Remembered | None,
        doubts: Sequence[Doubt] = (),
        counted: Counted = NOTHING,
    ) -> None:
        """Adds a turn to the conversation as it was `seen`: messages, slots, figures and the reply to remember, all or nothing.

        The first entry is what the user said. With `doubts` it, or an earlier one, goes into the review inbox, too.
        Raises `StaleConversation` when another turn came first or the conversation was deleted.
        """

        def work(connection: Connection) -> None:
            mine = (CONVERSATIONS.c.id == seen.id) & (CONVERSATIONS.c.turns == seen.turns)
            values = {"slots": dict(slots), "turns": seen.turns + 1, "updated": at}
            if connection.execute(update(CONVERSATIONS).where(mine).values(values)).rowcount != 1:
                raise StaleConversation
            last = connection.scalar(select(func.max(MESSAGES.c.seq)).where(MESSAGES.c.conversation == seen.id))
            first = 0 if last is None else last + 1
            connection.execute(
                insert(MESSAGES), [_row(seen.id, first + number, entry) for number, entry in enumerate(entries)]
            )
            note_doubts(connection, seen.id, first, doubts)
            add_figures(connection, seen.id, at, counted)
            if remembered is not None:
                mine_too = (IDEMPOTENCY.c.conversation == seen.id) & (IDEMPOTENCY.c.key_hash == remembered.key_hash)
                # One that has expired but was not cleared away yet gives way.
                connection.execute(delete(IDEMPOTENCY).where(mine_too, IDEMPOTENCY.c.expires <= at))
                connection.execute(insert(IDEMPOTENCY).values(conversation=seen.id, **vars(remembered)))

        await self._database.run(work)

    async def recall(self, id: str, key_hash: str, now: datetime) -> Remembered | None:
        """The reply that was given under a key, unless it has expired."""

        def work(connection: Connection) -> Remembered | None:
            where = (
                (IDEMPOTENCY.c.conversation == id)
                & (IDEMPOTENCY.c.key_hash == key_hash)
                & (IDEMPOTENCY.c.expires > now)
            )
            row = connection.execute(select(IDEMPOTENCY).where(where)).one_or_none()
            return (
                None if row is None else Remembered(row.key_hash, row.body_hash, row.status, row.response, row.expires)
            )

        return await self._database.run(work)

    async def buttons(self, id: str) -> dict[str, str]:
        """The titles of all buttons that the conversation has offered, by their payload; the latest title wins."""

        def work(connection: Connection) -> dict[str, str]:
            offered = (
                select(MESSAGES.c.buttons)
                .where(MESSAGES.c.conversation == id, MESSAGES.c.sender == "bot")
                .order_by(MESSAGES.c.seq)
            )
            return {button["payload"]: button["title"] for buttons in connection.scalars(offered) for button in buttons}

        return await self._database.run(work)

    async def delete(self, id: str) -> bool:
        """Deletes a conversation, so that nothing of it is left in the data folder. False when there was none."""
        there = await self._database.run(lambda connection: _delete(connection, id))
        if there:
            await self._database.scrub()
        return there

    async def delete_untouched_since(self, before: datetime) -> int:
        """Deletes the conversations that nothing was added to since, and gives their number."""
        old = select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.updated < before)
        ids = await self._database.run(lambda connection: list(connection.scalars(old)))
        gone = 0
        # One transaction each: users need not wait for a long clearing to end.
        for id in ids:
            gone += await self._database.run(lambda connection, id=id: _delete(connection, id))  # type: ignore[misc]
        if gone or self._database.owes_scrub:
            await self._database.scrub()
        return gone

    async def forget_replies_expired_at(self, now: datetime) -> None:
        """Deletes the remembered replies whose time is over."""
        await self._database.run(
            lambda connection: connection.execute(delete(IDEMPOTENCY).where(IDEMPOTENCY.c.expires <= now)).rowcount
        )

    async def check(self) -> None:
        """Raises `StoreUnavailable` unless the database answers."""
        await self._database.run(lambda connection: connection.execute(select(1)).one())


def _delete(connection: Connection, id: str) -> bool:
    for table in (MESSAGES, IDEMPOTENCY):
        connection.execute(delete(table).where(table.c.conversation == id))
    return connection.execute(delete(CONVERSATIONS).where(CONVERSATIONS.c.id == id)).rowcount == 1


def _row(id: str, seq: int, entry: Entry) -> dict[str, Any]:
    return {
        "conversation": id,
        "seq": seq,
        "sender": entry.sender,
        "at": entry.at,
        "text": entry.text,
        "buttons": [dict(button) for button in entry.buttons],
        "kind": entry.kind,
        "details": dict(entry.details),
    }


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.sender, row.at, row.text, tuple(row.buttons), row.kind, row.details)
