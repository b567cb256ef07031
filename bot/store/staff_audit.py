"""The log of what staff changed, as a chain: each entry holds the hash of the one before, so that none can be altered unseen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Row, Table, desc, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.staff_tables import STAFF_AUDIT, STAFF_AUDIT_HEAD

#: What the first entry holds instead of the hash of one before.
BEGINNING: Final = "0" * 64
_HEAD: Final = 1


@dataclass(frozen=True)
class Note:
    """Something to be kept in the log: who did what to what."""

    who: str
    action: str
    subject: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Link:
    """An entry of the log. `details` is JSON as it was hashed."""

    seq: int
    at: datetime
    who: str
    action: str
    subject: str
    details: str
    previous: str
    hash: str

    def follows(self, last: Head) -> bool:
        """Whether it is the next one after `last`, and says what it said when it was added."""
        note = Note(self.who, self.action, self.subject)
        right = _hash(self.seq, self.at, note, self.details, self.previous)
        return (self.seq, self.previous, self.hash) == (last.seq + 1, last.hash, right)


@dataclass(frozen=True)
class Head:
    """Where the chain ends: the number and hash of its last entry."""

    seq: int = 0
    hash: str = BEGINNING


def put_if_missing(connection: Connection, table: Table, **values: Any) -> None:
    """Adds a row unless one with its key is there. Two processes may do so at the same time."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(table).values(**values).on_conflict_do_nothing())


def take_or_put(connection: Connection, table: Table, **values: Any) -> Row[Any]:
    """The row with these values' key, put there if it is missing, and held until the transaction ends."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    [key] = table.primary_key.columns
    # In one step, and changing nothing: between looking and putting another process could take the row away.
    put = dialect.insert(table).values(**values)
    held = put.on_conflict_do_update(index_elements=[key], set_={key.name: put.excluded[key.name]})
    return connection.execute(held.returning(*table.columns)).one()


def append(connection: Connection, note: Note, at: datetime) -> None:
    """Adds an entry, in the transaction of the change that it tells of: both are kept, or neither."""
    put_if_missing(connection, STAFF_AUDIT_HEAD, id=_HEAD, seq=0, hash=BEGINNING)
    # Holds back every other process until this entry is the last.
    head = connection.execute(select(STAFF_AUDIT_HEAD).where(STAFF_AUDIT_HEAD.c.id == _HEAD).with_for_update()).one()
    details = orjson.dumps(dict(note.details), option=orjson.OPT_SORT_KEYS).decode()
    note = Note(note.who[:60], note.action[:80], note.subject[:200])
    hash = _hash(head.seq + 1, at, note, details, head.hash)
    connection.execute(
        insert(STAFF_AUDIT).values(
            seq=head.seq + 1,
            at=at,
            who=note.who,
            action=note.action,
            subject=note.subject,
            details=details,
            previous=head.hash,
            hash=hash,
        )
    )
    connection.execute(
        update(STAFF_AUDIT_HEAD).where(STAFF_AUDIT_HEAD.c.id == _HEAD).values(seq=head.seq + 1, hash=hash)
    )


def links_after(connection: Connection, seq: int, count: int) -> list[Link]:
    """The next entries after a number, oldest first."""
    found = connection.execute(
        select(STAFF_AUDIT).where(STAFF_AUDIT.c.seq > seq).order_by(STAFF_AUDIT.c.seq).limit(count)
    )
    return [_link(row) for row in found]


def newest_links(
    connection: Connection, count: int, *, before: int | None = None, who: str = "", action: str = "", text: str = ""
) -> list[Link]:
    """Entries, newest first: those before a number, of a person, of a kind, and with a text in subject or details."""
    wanted = select(STAFF_AUDIT).order_by(desc(STAFF_AUDIT.c.seq)).limit(count)
    if before is not None:
        wanted = wanted.where(STAFF_AUDIT.c.seq < before)
    if who:
        wanted = wanted.where(STAFF_AUDIT.c.who == who)
    if action:
        wanted = wanted.where(STAFF_AUDIT.c.action == action)
    if text:
        pieces = STAFF_AUDIT.c.subject, STAFF_AUDIT.c.details
        wanted = wanted.where(pieces[0].icontains(text, autoescape=True) | pieces[1].icontains(text, autoescape=True))
    return [_link(row) for row in connection.execute(wanted)]


def people_and_actions(connection: Connection) -> tuple[Sequence[str], Sequence[str]]:
    """Everyone and every kind of change that the log holds."""
    people = connection.scalars(select(STAFF_AUDIT.c.who).distinct().order_by(STAFF_AUDIT.c.who)).all()
    actions = connection.scalars(select(STAFF_AUDIT.c.action).distinct().order_by(STAFF_AUDIT.c.action)).all()
    return people, actions


def head_of(connection: Connection) -> Head:
    """Where the chain ends."""
    row = connection.execute(select(STAFF_AUDIT_HEAD).where(STAFF_AUDIT_HEAD.c.id == _HEAD)).one_or_none()
    return Head() if row is None else Head(row.seq, row.hash)


def holds(connection: Connection, hash: str) -> bool:
    """Whether an entry has this hash."""
    return connection.scalar(select(STAFF_AUDIT.c.seq).where(STAFF_AUDIT.c.hash == hash)) is not None


def _hash(seq: int, at: datetime, note: Note, details: str, previous: str) -> str:
    said = [seq, at.astimezone(UTC).isoformat(), note.who, note.action, note.subject, details, previous]
    return hashlib.sha256(orjson.dumps(said)).hexdigest()


def _link(row: Row[Any]) -> Link:
    return Link(row.seq, row.at, row.who, row.action, row.subject, row.details, row.previous, row.hash)
