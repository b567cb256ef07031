"""Staff accounts at rest. Every change is one transaction, with its entry in the log."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from bot.store.database import Database
from bot.store.staff_audit import Note, append
from bot.store.staff_tables import STAFF_ACCOUNTS, STAFF_RECOVERY_CODES, STAFF_SESSIONS

#: The number of the role that may do everything: one account at least must have it.
ADMIN: Final = 3


class NameTaken(Exception):
    """Another account has the name already."""


class NoSuchAccount(Exception):
    """There is no such account, or not any more."""


class LastAdmin(Exception):
    """Without this account nobody could look after the accounts."""


@dataclass(frozen=True)
class StaffAccount:
    """An account as it is kept. `role` is 1, 2 or 3; `totp_secret` without `totp_on` is offered, not confirmed."""

    id: str
    name: str
    role: int
    active: bool
    password_hash: str
    password_set: datetime
    one_time: bool
    totp_secret: str | None
    totp_on: bool
    totp_step: int
    created: datetime


class StaffAccounts:
    """The accounts of a `Database`. All methods raise `StoreUnavailable` when it fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def by_name(self, name: str) -> StaffAccount | None:
        """The account of a name, whatever its case."""
        return await self._database.run(lambda connection: _one(connection, STAFF_ACCOUNTS.c.name_key == _key(name)))

    async def by_id(self, id: str) -> StaffAccount | None:
        """The account of an id."""
        return await self._database.run(lambda connection: _one(connection, STAFF_ACCOUNTS.c.id == id))

    async def all(self) -> Sequence[StaffAccount]:
        """All accounts, by name."""

        def work(connection: Connection) -> Sequence[StaffAccount]:
            rows = connection.execute(select(STAFF_ACCOUNTS).order_by(STAFF_ACCOUNTS.c.name_key))
            return [_account(row) for row in rows]

        return await self._database.run(work)

    async def any(self) -> bool:
        """Whether there is an account at all."""
        return (
            await self._database.run(lambda connection: connection.scalar(select(STAFF_ACCOUNTS.c.id).limit(1)))
            is not None
        )

    async def add(self, account: StaffAccount, note: Note) -> None:
        """Adds an account. Raises `NameTaken`."""

        def work(connection: Connection) -> None:
            if _one(connection, STAFF_ACCOUNTS.c.name_key == _key(account.name)) is not None:
                raise NameTaken
            connection.execute(insert(STAFF_ACCOUNTS).values(**vars(account), name_key=_key(account.name)))
            append(connection, note, account.created)

        await self._database.run(work)

    async def set_password(
        self, id: str, password_hash: str, note: Note, at: datetime, *, one_time: bool, without_totp: bool = False
    ) -> None:
        """A new password, which ends all sessions. Raises `NoSuchAccount`."""
        values: dict[str, Any] = {"password_hash": password_hash, "password_set": at, "one_time": one_time}
        if without_totp:
            values |= {"totp_on": False, "totp_secret": None}

        def work(connection: Connection) -> None:
            _change(connection, id, values)
            _end_sessions(connection, id)
            if without_totp:
                connection.execute(delete(STAFF_RECOVERY_CODES).where(STAFF_RECOVERY_CODES.c.account == id))
            append(connection, note, at)

        await self._database.run(work)

    async def rehash(self, id: str, before: str, after: str) -> None:
        """Keeps the same password under a stronger hash, unless it was changed meanwhile."""
        mine = (STAFF_ACCOUNTS.c.id == id) & (STAFF_ACCOUNTS.c.password_hash == before)
        await self._database.run(
            lambda connection: (
                connection.execute(update(STAFF_ACCOUNTS).where(mine).values(password_hash=after)).rowcount
            )
        )

    async def set_role(self, id: str, role: int, note: Note, at: datetime) -> None:
        """Another role. Raises `LastAdmin` and `NoSuchAccount`."""

        def work(connection: Connection) -> None:
            if role != ADMIN:
                _keep_an_admin(connection, id)
            _change(connection, id, {"role": role})
            append(connection, note, at)

        await self._database.run(work)

    async def set_active(self, id: str, active: bool, note: Note, at: datetime) -> None:
        """Closes an account, which ends its sessions, or opens it again. Raises `LastAdmin` and `NoSuchAccount`."""

        def work(connection: Connection) -> None:
            if not active:
                _keep_an_admin(connection, id)
                _end_sessions(connection, id)
            _change(connection, id, {"active": active})
            append(connection, note, at)

        await self._database.run(work)

    async def remove(self, id: str, note: Note, at: datetime) -> None:
        """Removes an account and all that opens it; the log keeps its name. Raises `LastAdmin` and `NoSuchAccount`."""

        def work(connection: Connection) -> None:
            _keep_an_admin(connection, id)
            _end_sessions(connection, id)
            connection.execute(delete(STAFF_RECOVERY_CODES).where(STAFF_RECOVERY_CODES.c.account == id))
            if connection.execute(delete(STAFF_ACCOUNTS).where(STAFF_ACCOUNTS.c.id == id)).rowcount != 1:
                raise NoSuchAccount
            append(connection, note, at)

        await self._database.run(work)

    async def offer_totp(self, id: str, secret: str) -> None:
        """Keeps a secret that is to be confirmed. One that is on stays. Raises `NoSuchAccount`."""
        mine = (STAFF_ACCOUNTS.c.id == id) & STAFF_ACCOUNTS.c.totp_on.is_(False)

        def work(connection: Connection) -> None:
            if connection.execute(update(STAFF_ACCOUNTS).where(mine).values(totp_secret=secret)).rowcount != 1:
                raise NoSuchAccount

        await self._database.run(work)

    async def turn_totp_on(
        self, id: str, secret: str, step: int, codes: Sequence[str], note: Note, at: datetime
    ) -> bool:
        """Turns on the secret that was offered, with hashes of recovery codes. False when it is another by now."""
        mine = (
            (STAFF_ACCOUNTS.c.id == id) & (STAFF_ACCOUNTS.c.totp_secret == secret) & STAFF_ACCOUNTS.c.totp_on.is_(False)
        )

        def work(connection: Connection) -> bool:
            if (
                connection.execute(update(STAFF_ACCOUNTS).where(mine).values(totp_on=True, totp_step=step)).rowcount
                != 1
            ):
                return False
            _set_codes(connection, id, codes)
            append(connection, note, at)
            return True

        return await self._database.run(work)

    async def set_codes(self, id: str, codes: Sequence[str], note: Note, at: datetime) -> None:
        """New hashes of recovery codes instead of the old."""

        def work(connection: Connection) -> None:
            _set_codes(connection, id, codes)
            append(connection, note, at)

        await self._database.run(work)

    async def turn_totp_off(self, id: str, note: Note, at: datetime) -> None:
        """Forgets the secret and the recovery codes. Raises `NoSuchAccount`."""

        def work(connection: Connection) -> None:
            _change(connection, id, {"totp_on": False, "totp_secret": None})
            _set_codes(connection, id, ())
            append(connection, note, at)

        await self._database.run(work)

    async def take_step(self, id: str, step: int) -> bool:
        """Takes the code of a time step; False when it, or a later one, was taken before."""
        mine = (STAFF_ACCOUNTS.c.id == id) & (STAFF_ACCOUNTS.c.totp_step < step)
        return await self._database.run(
            lambda connection: (
                connection.execute(update(STAFF_ACCOUNTS).where(mine).values(totp_step=step)).rowcount == 1
            )
        )

    async def take_code(self, id: str, code_hash: str, note: Note, at: datetime) -> bool:
        """Takes a recovery code; False when there is none of that hash, or not any more."""
        mine = (STAFF_RECOVERY_CODES.c.account == id) & (STAFF_RECOVERY_CODES.c.code_hash == code_hash)

        def work(connection: Connection) -> bool:
            if connection.execute(delete(STAFF_RECOVERY_CODES).where(mine)).rowcount != 1:
                return False
            append(connection, note, at)
            return True

        return await self._database.run(work)

    async def note(self, note: Note, at: datetime) -> None:
        """Adds an entry to the log."""
        await self._database.run(lambda connection: append(connection, note, at))

    async def codes_left(self, id: str) -> int:
        """How many recovery codes an account still has."""
        counted = select(func.count()).select_from(STAFF_RECOVERY_CODES).where(STAFF_RECOVERY_CODES.c.account == id)
        return await self._database.run(lambda connection: int(connection.scalar(counted) or 0))


def _key(name: str) -> str:
    # An å may come as one character or two, depending on the keyboard.
    return unicodedata.normalize("NFC", name).casefold()


def _one(connection: Connection, where: Any) -> StaffAccount | None:
    row = connection.execute(select(STAFF_ACCOUNTS).where(where)).one_or_none()
    return None if row is None else _account(row)


def _change(connection: Connection, id: str, values: dict[str, Any]) -> None:
    if connection.execute(update(STAFF_ACCOUNTS).where(STAFF_ACCOUNTS.c.id == id).values(values)).rowcount != 1:
        raise NoSuchAccount


def _end_sessions(connection: Connection, id: str) -> None:
    connection.execute(delete(STAFF_SESSIONS).where(STAFF_SESSIONS.c.account == id))


def _set_codes(connection: Connection, id: str, codes: Sequence[str]) -> None:
    connection.execute(delete(STAFF_RECOVERY_CODES).where(STAFF_RECOVERY_CODES.c.account == id))
    if codes:
        connection.execute(insert(STAFF_RECOVERY_CODES), [{"account": id, "code_hash": each} for each in codes])


def _keep_an_admin(connection: Connection, id: str) -> None:
    """Raises `LastAdmin` unless another account could look after the accounts."""
    # Locked, so that two admins who remove each other at the same time do not both succeed.
    admins = select(STAFF_ACCOUNTS.c.id).where(STAFF_ACCOUNTS.c.role == ADMIN, STAFF_ACCOUNTS.c.active.is_(True))
    if set(connection.scalars(admins.order_by(STAFF_ACCOUNTS.c.id).with_for_update(key_share=True))) == {id}:
        raise LastAdmin


def _account(row: Row[Any]) -> StaffAccount:
    kept = {name: value for name, value in row._mapping.items() if name != "name_key"}
    return StaffAccount(**kept)
