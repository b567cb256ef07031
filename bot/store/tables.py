"""The tables. All that belongs to a conversation hangs on its id and goes with it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import JSON, Column, DateTime, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

METADATA: Final = MetaData()


class Moment(TypeDecorator[datetime]):
    """A point in time in UTC. SQLite keeps no time zone: it is taken off on the way in and put back on the way out."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as it is kept."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as it was given."""
        return None if value is None else value.replace(tzinfo=UTC)


def _owner(*, primary_key: bool) -> Column[str]:
    return Column(
        "conversation", String(64), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=primary_key
    )


CONVERSATIONS: Final = Table(
    "conversations",
    METADATA,
    Column("id", String(64), primary_key=True),
    # SHA-256 of the token. The token has 256 random bits, so that a plain hash cannot be turned back.
    Column("token_hash", String(64), nullable=False),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    # Counts the turns: whoever saves must have seen the latest one.
    Column("turns", Integer, nullable=False),
    Column("slots", JSON, nullable=False),
    Index("conversations_by_update", "updated"),
)

MESSAGES: Final = Table(
    "messages",
    METADATA,
    _owner(primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("sender", String(4), nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
    Column("buttons", JSON, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("details", JSON, nullable=False),
)

IDEMPOTENCY: Final = Table(
    "idempotency",
    METADATA,
    _owner(primary_key=True),
    # Both are hashes keyed with the token: what a client wrote, or put in its key, cannot be found by trying.
    Column("key_hash", String(64), primary_key=True),
    Column("body_hash", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("response", LargeBinary, nullable=False),
    Column("expires", Moment, nullable=False),
    Index("idempotency_by_expiry", "expires"),
)
