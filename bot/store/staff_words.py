"""What staff changed in the words, and how the links answered when they were checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Column, Connection, Index, Integer, Row, String, Table, Text, delete, desc, insert, select

from bot.store.database import Database
from bot.store.tables import METADATA, Moment

#: Checks of links older than this tell nothing any more.
CHECKS_KEPT: Final = timedelta(days=400)

CONTENT_HISTORY: Final = Table(
    "content_history",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", String(60), nullable=False),
    Column("file", String(80), nullable=False),
    # The keys that lead to the text, with a slash between them.
    Column("path", String(300), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("note", Text, nullable=False),
    # The change that this one takes back.
    Column("undoes", Integer),
    Index("content_history_by_place", "file", "path"),
)

LINK_CHECKS: Final = Table(
    "link_checks",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    # The address and not the link's name: another address begins anew.
    Column("url", Text, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("status", Integer),
    Column("detail", Text, nullable=False),
    Index("link_checks_by_time", "at"),
)


@dataclass(frozen=True)
class Change:
    """A text that was changed. `id` is 0 until it is kept."""

    at: datetime
    who: str
    file: str
    path: str
    before: str
    after: str
    note: str = ""
    undoes: int | None = None
    id: int = 0


@dataclass(frozen=True)
class Check:
    """How an address answered. `outcome` as in `bot.content.link_check`; `detail` is where it leads or what went wrong."""

    at: datetime
    url: str
    outcome: str
    status: int | None = None
    detail: str = ""


class ContentHistory:
    """The changes. All methods raise `StoreUnavailable` when the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, change: Change, write: Callable[[], None]) -> int:
        """Keeps a change and calls `write`, which makes it: when that fails nothing is kept. Gives the change's number."""

        def work(connection: Connection) -> int:
            values = {name: value for name, value in vars(change).items() if name != "id"}
            key = connection.execute(insert(CONTENT_HISTORY).values(values)).inserted_primary_key
            assert key is not None
            write()
            return int(key[0])

        return await self._database.run(work)

    async def find(self, id: int) -> Change | None:
        """One change."""
        query = select(CONTENT_HISTORY).where(CONTENT_HISTORY.c.id == id)
        row = await self._database.run(lambda connection: connection.execute(query).one_or_none())
        return None if row is None else _change(row)

    async def latest(self, limit: int, file: str | None = None, path: str | None = None) -> list[Change]:
        """The latest changes, of one text or of all."""
        query = select(CONTENT_HISTORY).order_by(desc(CONTENT_HISTORY.c.id)).limit(limit)
        if file is not None:
            query = query.where(CONTENT_HISTORY.c.file == file)
        if path is not None:
            query = query.where(CONTENT_HISTORY.c.path == path)
        rows = await self._database.run(lambda connection: connection.execute(query).all())
        return [_change(row) for row in rows]


def _change(row: Row[tuple[object, ...]]) -> Change:
    return Change(**row._mapping)


class LinkChecks:
    """The checks. All methods raise `StoreUnavailable` when the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, checks: Iterable[Check]) -> None:
        """Keeps the checks of one round, and lets go of those that are too old."""
        rows = [dict(vars(each)) for each in checks]
        if not rows:
            return
        oldest = max(row["at"] for row in rows) - CHECKS_KEPT

        def work(connection: Connection) -> None:
            connection.execute(insert(LINK_CHECKS), rows)
            connection.execute(delete(LINK_CHECKS).where(LINK_CHECKS.c.at < oldest))

        await self._database.run(work)

    async def all(self) -> list[Check]:
        """Every check that is kept, the oldest first."""
        query = select(LINK_CHECKS).order_by(LINK_CHECKS.c.at, LINK_CHECKS.c.id)
        rows = await self._database.run(lambda connection: connection.execute(query).all())
        return [Check(row.at, row.url, row.outcome, row.status, row.detail) for row in rows]
