"""The connection to the database, and the threads that work on it, so that the event loop never waits for a disk."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, TypeVar

import orjson
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from bot.store.tables import METADATA

Result = TypeVar("Result")
LOG: Final = logging.getLogger(__name__)

#: Connections of one process to PostgreSQL. SQLite has one: it takes one writer at a time anyhow.
POSTGRES_CONNECTIONS: Final = 8
#: How long SQLite waits for another process, such as a backup, before it gives up.
SQLITE_WAIT_MS: Final = 5000


class StoreUnavailable(Exception):
    """The database cannot be reached, or would not do its work; another try may go better."""


class Database:
    """A database that is used from any event loop and works on threads of its own."""

    def __init__(self, url: str) -> None:
        """Connects and creates the tables that are missing. Raises `StoreUnavailable`."""
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        #: Something that was deleted may be left in the files: a rewriting failed.
        self.owes_scrub = False
        self._scrub: asyncio.Task[None] | None = None
        self._scrubs: set[asyncio.Task[None]] = set()
        self._threads = ThreadPoolExecutor(1 if self.is_sqlite else POSTGRES_CONNECTIONS, thread_name_prefix="store")
        try:
            self._engine = _sqlite(url) if self.is_sqlite else _postgres(url)
            METADATA.create_all(self._engine)
        except (SQLAlchemyError, OSError) as error:
            self._threads.shutdown(wait=False)
            raise StoreUnavailable(type(error).__name__) from error

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """What `work` gives, done in one transaction on one of the threads. Raises `StoreUnavailable`."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._transact, work)

    def _transact(self, work: Callable[[Connection], Result]) -> Result:
        try:
            with self._engine.begin() as connection:
                return work(connection)
        except DBAPIError as error:
            # The original error may quote what was to be written: only its type goes on.
            raise StoreUnavailable(type(error.orig).__name__) from None

    async def scrub(self) -> None:
        """Returns when nothing of what was deleted before the call is left in SQLite's files.

        SQLite's `secure_delete` alone is not enough: pages that were split or merged keep copies of old rows in their
        free part. So the file is rewritten and the write-ahead log emptied. Calls that wait at the same time share one
        rewriting. Raises `StoreUnavailable` when another process is in the way; then it is owed.
        """
        if not self.is_sqlite:
            return
        if self._scrub is None:
            self._scrub = asyncio.ensure_future(self._scrub_soon())
            self._scrubs.add(self._scrub)
            self._scrub.add_done_callback(self._scrubs.discard)
        # Whoever waits may give up; those who wait with it must not lose by that.
        await asyncio.shield(self._scrub)

    async def _scrub_soon(self) -> None:
        loop = asyncio.get_running_loop()
        # Behind the work that is queued by now, so that the deletions in it share this rewriting.
        await loop.run_in_executor(self._threads, int)
        self._scrub = None
        await loop.run_in_executor(self._threads, self._rewrite)

    def _rewrite(self) -> None:
        self.owes_scrub = True
        try:
            with self._engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None
                raw.execute("VACUUM")
                busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except (DBAPIError, OSError, self._driver_error()) as error:
            raise StoreUnavailable(type(error).__name__) from None
        if busy:
            LOG.warning("another process reads the database: its write-ahead log could not be emptied yet")
            raise StoreUnavailable("busy")
        self.owes_scrub = False

    def _driver_error(self) -> type[Exception]:
        driver = self._engine.dialect.dbapi
        assert driver is not None
        error: type[Exception] = driver.Error
        return error

    async def close(self) -> None:
        """Ends the threads and the connections, when the work that was begun is done."""
        await asyncio.gather(*self._scrubs, return_exceptions=True)
        await asyncio.to_thread(self._threads.shutdown)
        self._engine.dispose()


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _postgres(url: str) -> Engine:
    return create_engine(
        url,
        pool_size=POSTGRES_CONNECTIONS,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
        json_serializer=_json,
        json_deserializer=orjson.loads,
    )


def _sqlite(url: str) -> Engine:
    """One connection for all threads; transactions are begun by us, for the driver's own way begins them too late."""
    _create_privately(Path(make_url(url).database or ""))
    engine = create_engine(
        url,
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "isolation_level": None},
        hide_parameters=True,
        json_serializer=_json,
        json_deserializer=orjson.loads,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _create_privately(path: Path) -> None:
    """The database file and its folder, for the process's own user alone. Those that exist are left as they are."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare_sqlite(connection: Any, _: object) -> None:
    for pragma in (
        f"busy_timeout={SQLITE_WAIT_MS}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "secure_delete=ON",
        # Rewriting the file must not leave a copy in a temporary one.
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")
