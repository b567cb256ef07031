"""Who may come in: logging in, sessions, passwords and the code from an app. Knows nothing of pages."""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Final

from bot.staff import second_factor
from bot.staff.passwords import Passwords, TooBusy, weakness
from bot.store.database import Database
from bot.store.staff_accounts import StaffAccount, StaffAccounts
from bot.store.staff_audit import Note
from bot.store.staff_sessions import Lasting, StaffSessions, Stage

#: An hour without a press ends a session, and so does a working day.
LASTING: Final = Lasting(idle=timedelta(hours=1), longest=timedelta(hours=12), code=timedelta(minutes=10))
#: After so many wrong tries in a row nobody gets in by that name, or from that address, for a while.
MOST_FOR_ACCOUNT: Final = 5
MOST_FROM_ADDRESS: Final = 20
LOCKED_FOR: Final = timedelta(minutes=15)
ONE_TIME_FOR: Final = timedelta(days=7)


class Role(IntEnum):
    """What an account may do; each may what those below it may."""

    READER = 1
    EDITOR = 2
    ADMIN = 3

    @property
    def label(self) -> str:
        """As it is shown."""
        return {Role.READER: "læser", Role.EDITOR: "redaktør", Role.ADMIN: "administrator"}[self]


@dataclass(frozen=True)
class Account:
    """A member of staff."""

    id: str
    name: str
    role: Role


@dataclass(frozen=True)
class Visitor:
    """Who a session belongs to. `stage` "code": the code is still missing; `one_time`: the password must be changed first."""

    account: Account
    stage: Stage
    one_time: bool
    token: str

    @property
    def csrf(self) -> str:
        """What every form of this session carries. It follows from the token, and the token does not follow from it."""
        return hmac.new(self.token.encode(), b"csrf", hashlib.sha256).hexdigest()


class AccessRefused(Exception):
    """Someone does not get in, or on. `reason`: "wrong", "locked", "busy", "too_late", "taken" or "weak".

    `minutes`: how long a lock lasts yet; `told`: why a password is too weak.
    """

    def __init__(self, reason: str, minutes: int = 0, told: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.minutes = minutes
        self.told = told


class Access:
    """Lets staff in. All methods raise `StoreUnavailable` when the database fails."""

    def __init__(
        self,
        database: Database,
        passwords: Passwords | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.accounts = StaffAccounts(database)
        self.passwords = passwords or Passwords()
        self.now = now
        self._sessions = StaffSessions(database, LASTING)
        self._key: bytes | None = None

    async def log_in(self, name: str, password: str, address: str, before: str | None = None) -> Visitor:
        """A new session, in place of the one that the browser had `before`. Raises `AccessRefused`.

        An unknown name costs as much as a wrong password, and is told in the same words.
        """
        name = " ".join(unicodedata.normalize("NFC", name).split())[:60]
        tried = await self._attempt(name, address)
        found = await self.accounts.by_name(name)
        usable = found if found is not None and found.active else None
        if not await self._fits(usable, password):
            await tried.failed(self, usable)
            raise AccessRefused("wrong")
        assert usable is not None
        if usable.one_time and self.now() - usable.password_set >= ONE_TIME_FOR:
            raise AccessRefused("too_late")
        if self.passwords.is_outdated(usable.password_hash):
            await self.accounts.rehash(usable.id, usable.password_hash, await self.passwords.hash(password))
        if usable.totp_on:
            # The password was right, so this try was none of the wrong ones; those before still count until the code is there too.
            await self._sessions.succeeded(self.now(), None, tried.account, tried.address)
            return await self._open(usable, "code", before)
        await self._sessions.succeeded(self.now(), tried.account, tried.address)
        return await self._let_in(usable, before)

    async def give_code(self, visitor: Visitor, code: str, address: str) -> Visitor:
        """A new session in place of the one that lacked its code: from the app, or a recovery code. Raises `AccessRefused`."""
        tried = await self._attempt(visitor.account.name, address)
        found = await self.accounts.by_id(visitor.account.id)
        if found is None or not found.active or visitor.stage != "code" or not await self._code_fits(found, code):
            await tried.failed(self, found)
            raise AccessRefused("wrong")
        await self._sessions.succeeded(self.now(), tried.account, tried.address)
        return await self._let_in(found, visitor.token)

    async def visitor(self, token: str | None) -> Visitor | None:
        """Whose session it is, while it holds."""
        if not token:
            return None
        session = await self._sessions.find(_hash(token), self.now())
        if session is None:
            return None
        account = Account(session.account, session.name, Role(session.role))
        return Visitor(account, session.stage, session.one_time, token)

    async def log_out(self, token: str) -> None:
        """Ends a session."""
        await self._sessions.end(_hash(token))

    async def log_out_elsewhere(self, visitor: Visitor) -> int:
        """Ends all other sessions of the account; gives their number."""
        return await self._sessions.end_others(visitor.account.id, _hash(visitor.token))

    async def sessions(self, account: Account) -> int:
        """How many sessions of the account hold."""
        return await self._sessions.count(account.id, self.now())

    async def confirm(self, account: Account, password: str, address: str) -> StaffAccount:
        """The account, when it is its password. Raises `AccessRefused`: wrong ones count as at the door."""
        tried = await self._attempt(account.name, address)
        found = await self.accounts.by_id(account.id)
        if not await self._fits(found, password):
            await tried.failed(self, found)
            raise AccessRefused("wrong")
        assert found is not None
        await self._sessions.succeeded(self.now(), tried.account, tried.address)
        return found

    async def change_password(self, visitor: Visitor, old: str, new: str, address: str) -> Visitor:
        """A new session; all others of the account end. Raises `AccessRefused`."""
        found = await self.confirm(visitor.account, old, address)
        if old == new:
            raise AccessRefused("weak", told="Den nye adgangskode skal være en anden end den gamle.")
        note = Note(found.name, "Skiftede adgangskode", found.name)
        await self.accounts.set_password(
            found.id, await self.checked_hash(new, found.name), note, self.now(), one_time=False
        )
        return await self._open(found, "in", None)

    async def checked_hash(self, password: str, name: str) -> str:
        """The hash of a password that is good enough. Raises `AccessRefused`."""
        told = weakness(password, name)
        if told is not None:
            raise AccessRefused("weak", told=told)
        try:
            return await self.passwords.hash(password)
        except TooBusy:
            raise AccessRefused("busy") from None

    async def turn_totp_on(self, account: Account, code: str) -> list[str]:
        """Turns on the secret that was offered, when the code shows that the app has it; gives the recovery codes.

        Raises `AccessRefused`.
        """
        found = await self.accounts.by_id(account.id)
        secret = None if found is None or found.totp_on else found.totp_secret
        step = second_factor.step_of(secret, code, self.now()) if secret else None
        if secret is None or step is None:
            raise AccessRefused("wrong")
        codes = second_factor.new_recovery_codes()
        hashes = [second_factor.recovery_hash(each) for each in codes]
        note = Note(account.name, "Slog kode fra app til", account.name)
        if not await self.accounts.turn_totp_on(account.id, secret, step, hashes, note, self.now()):
            raise AccessRefused("wrong")
        return codes

    async def _let_in(self, account: StaffAccount, before: str | None) -> Visitor:
        return await self._open(account, "in", before)

    async def _open(self, found: StaffAccount, stage: Stage, before: str | None) -> Visitor:
        token = secrets.token_urlsafe(32)
        await self._sessions.open(_hash(token), found.id, stage, self.now(), _hash(before) if before else None)
        return Visitor(Account(found.id, found.name, Role(found.role)), stage, found.one_time, token)

    async def _fits(self, found: StaffAccount | None, password: str) -> bool:
        try:
            return await self.passwords.fits(None if found is None else found.password_hash, password)
        except TooBusy:
            raise AccessRefused("busy") from None

    async def _code_fits(self, found: StaffAccount, code: str) -> bool:
        if not found.totp_on or found.totp_secret is None:
            return False
        step = second_factor.step_of(found.totp_secret, code, self.now())
        if step is not None:
            return await self.accounts.take_step(found.id, step)
        note = Note(found.name, "Brugte en gendannelseskode", found.name)
        return await self.accounts.take_code(found.id, second_factor.recovery_hash(code), note, self.now())

    async def _attempt(self, name: str, address: str) -> _Tried:
        """Counts a try. Raises `AccessRefused` ("locked")."""
        account, place = await self._hashed(f"name {name.casefold()}"), await self._hashed(f"address {address}")
        most = {account: MOST_FOR_ACCOUNT, place: MOST_FROM_ADDRESS}
        attempt = await self._sessions.attempt(most, self.now(), LOCKED_FOR)
        if attempt.locked_until is not None:
            raise AccessRefused("locked", math.ceil((attempt.locked_until - self.now()) / timedelta(minutes=1)))
        return _Tried(account, place, account in attempt.locks)

    async def _hashed(self, text: str) -> str:
        if self._key is None:
            self._key = await self._sessions.key()
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()

    async def unlock(self, name: str) -> None:
        """Forgets the wrong tries by a name."""
        await self._sessions.succeeded(self.now(), await self._hashed(f"name {name.casefold()}"))

    async def note(self, note: Note) -> None:
        """Keeps an entry of what happened at the door."""
        await self.accounts.note(note, self.now())

    def close(self) -> None:
        """Ends the threads."""
        self.passwords.close()


@dataclass(frozen=True)
class _Tried:
    """A try that was counted: under which keys, and whether the name is locked if it fails."""

    account: str
    address: str
    locks: bool

    async def failed(self, access: Access, found: StaffAccount | None) -> None:
        """Keeps in the log that an account was locked. Wrong tries alone are not kept: anybody could fill the log."""
        if self.locks and found is not None:
            await access.note(
                Note(found.name, "Konto låst", found.name, {"minutter": int(LOCKED_FOR.total_seconds() // 60)})
            )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
