"""Who is logged in, and who has tried to be. Only hashes of tokens, names and addresses are kept."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from bot.store.database import Database
from bot.store.staff_audit import put_if_missing, take_or_put
from bot.store.staff_tables import STAFF_ACCOUNTS, STAFF_ATTEMPTS, STAFF_KEYS, STAFF_SESSIONS

Stage = Literal["code", "in"]

#: A session that is used all the time is written to no more often than this.
SEEN_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Lasting:
    """How long a session lasts: unused, and at the most; and how long one may wait for its code."""

    idle: timedelta
    longest: timedelta
    code: timedelta


@dataclass(frozen=True)
class Session:
    """A session that holds, and whose it is."""

    account: str
    name: str
    role: int
    one_time: bool
    stage: Stage
    created: datetime


@dataclass(frozen=True)
class Attempt:
    """Whether something may be tried: not before `locked_until`. `locks`: if this fails too, no more may be."""

    locked_until: datetime | None = None
    locks: frozenset[str] = frozenset()


class StaffSessions:
    """The sessions and attempts of a `Database`. All methods raise `StoreUnavailable` when it fails."""

    def __init__(self, database: Database, lasting: Lasting) -> None:
        self._database = database
        self._lasting = lasting

    async def open(self, token_hash: str, account: str, stage: Stage, at: datetime, instead_of: str | None) -> None:
        """Opens a session, in place of the one that the browser had."""

        def work(connection: Connection) -> None:
            _end(connection, instead_of)
            connection.execute(delete(STAFF_SESSIONS).where(STAFF_SESSIONS.c.created <= at - self._lasting.longest))
            values = {"token_hash": token_hash, "account": account, "stage": stage, "created": at, "seen": at}
            connection.execute(insert(STAFF_SESSIONS).values(values))

        await self._database.run(work)

    async def find(self, token_hash: str, at: datetime) -> Session | None:
        """The session, if it holds; its being used is kept."""
        mine = STAFF_SESSIONS.c.token_hash == token_hash
        joined = select(STAFF_SESSIONS, STAFF_ACCOUNTS).join(
            STAFF_ACCOUNTS, STAFF_SESSIONS.c.account == STAFF_ACCOUNTS.c.id
        )

        def work(connection: Connection) -> Session | None:
            row = connection.execute(joined.where(mine, STAFF_ACCOUNTS.c.active.is_(True))).mappings().one_or_none()
            if row is None:
                return None
            created, seen, stage = (row[STAFF_SESSIONS.c[name]] for name in ("created", "seen", "stage"))
            longest = self._lasting.code if stage == "code" else self._lasting.longest
            if at - created >= longest or at - seen >= self._lasting.idle:
                _end(connection, token_hash)
                return None
            if at - seen >= SEEN_EVERY:
                connection.execute(update(STAFF_SESSIONS).where(mine).values(seen=at))
            id, name, role, one_time = (row[STAFF_ACCOUNTS.c[each]] for each in ("id", "name", "role", "one_time"))
            return Session(id, name, role, one_time, stage, created)

        return await self._database.run(work)

    async def end(self, token_hash: str) -> None:
        """Ends a session."""
        await self._database.run(lambda connection: _end(connection, token_hash))

    async def end_others(self, account: str, token_hash: str) -> int:
        """Ends all sessions of an account but one; gives their number."""
        others = (STAFF_SESSIONS.c.account == account) & (STAFF_SESSIONS.c.token_hash != token_hash)
        return await self._database.run(
            lambda connection: connection.execute(delete(STAFF_SESSIONS).where(others)).rowcount
        )

    async def count(self, account: str, at: datetime) -> int:
        """How many sessions of an account hold."""
        holding = (
            (STAFF_SESSIONS.c.account == account)
            & (STAFF_SESSIONS.c.stage == "in")
            & (STAFF_SESSIONS.c.created > at - self._lasting.longest)
            & (STAFF_SESSIONS.c.seen > at - self._lasting.idle)
        )
        counted = select(func.count()).select_from(STAFF_SESSIONS).where(holding)
        return await self._database.run(lambda connection: int(connection.scalar(counted) or 0))

    async def key(self) -> bytes:
        """The key that names and addresses are hashed with; made when it is first needed."""

        def work(connection: Connection) -> bytes:
            put_if_missing(connection, STAFF_KEYS, name="attempts", value=secrets.token_bytes(32))
            return bytes(connection.scalars(select(STAFF_KEYS.c.value).where(STAFF_KEYS.c.name == "attempts")).one())

        return await self._database.run(work)

    async def attempt(self, most: Mapping[str, int], at: datetime, lock: timedelta) -> Attempt:
        """Counts a try before it is made, so that many at once are no way around it. `most`: key → tries until a lock.

        Tries are forgotten when there was none for as long as a lock lasts.
        """

        def work(connection: Connection) -> Attempt:
            rows = _held(connection, most, at)
            ends = [row.locked_until for row in rows.values() if row.locked_until is not None and row.locked_until > at]
            if ends:
                return Attempt(locked_until=max(ends))
            tries = {key: 1 if row.latest <= at - lock else row.failures + 1 for key, row in rows.items()}
            locks = frozenset(key for key, count in tries.items() if count >= most[key])
            for key, count in tries.items():
                values = {"failures": count, "latest": at, "locked_until": at + lock if key in locks else None}
                connection.execute(update(STAFF_ATTEMPTS).where(STAFF_ATTEMPTS.c.key_hash == key).values(values))
            _forget_before(connection, at - lock)
            return Attempt(locks=locks)

        return await self._database.run(work)

    async def succeeded(self, at: datetime, forget: str | None, *one_less: str) -> None:
        """The try was right: it does not count, and of `forget` neither do those before."""

        def work(connection: Connection) -> None:
            for key, row in _held(connection, {*one_less, *([forget] if forget else [])}, at).items():
                left = 0 if key == forget else max(0, row.failures - 1)
                values = {"failures": left, "locked_until": None}
                connection.execute(update(STAFF_ATTEMPTS).where(STAFF_ATTEMPTS.c.key_hash == key).values(values))

        await self._database.run(work)


def _held(connection: Connection, keys: Iterable[str], at: datetime) -> dict[str, Row[Any]]:
    """What was tried under each key, held until the transaction ends.

    Always in the same order: two processes that wait for each other's row would wait for ever.
    """
    return {key: take_or_put(connection, STAFF_ATTEMPTS, key_hash=key, failures=0, latest=at) for key in sorted(keys)}


def _forget_before(connection: Connection, before: datetime) -> None:
    """Forgets old tries. Those that another process holds are left to it."""
    old = select(STAFF_ATTEMPTS.c.key_hash).where(STAFF_ATTEMPTS.c.latest <= before).with_for_update(skip_locked=True)
    connection.execute(delete(STAFF_ATTEMPTS).where(STAFF_ATTEMPTS.c.key_hash.in_(old)))


def _end(connection: Connection, token_hash: str | None) -> None:
    if token_hash is not None:
        connection.execute(delete(STAFF_SESSIONS).where(STAFF_SESSIONS.c.token_hash == token_hash))
