"""Passwords: which are good enough, and their hashing on threads of their own."""

from __future__ import annotations

import asyncio
import re
import secrets
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

Result = TypeVar("Result")

SHORTEST: Final = 12
LONGEST: Final = 200
#: RFC 9106's choice for machines with little memory, on one lane: a hash must not take every core from the conversations.
HASHER: Final = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=1)
#: Hashes that are worked on at once, and that may wait: each takes 64 MiB and about a tenth of a second.
AT_WORK: Final = 1
WAITING: Final = 20

#: What common passwords are made of, in Danish and English. A password that is little else is refused.
_COMMON: Final = (Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8").split()
_COMMON_PIECES: Final = re.compile("|".join(map(re.escape, sorted(_COMMON, key=len, reverse=True))))
_LOOKS_LIKE: Final = str.maketrans("013457@$!€", "oieastasie")
_ROWS: Final = ("01234567890", "abcdefghijklmnopqrstuvwxyzæøå", "qwertyuiopå", "asdfghjklæø", "zxcvbnm")
#: Letters and signs that must be left when what is common is taken away.
_LEFT: Final = 6


class TooBusy(Exception):
    """Too many passwords are being checked: another try may go better."""


class Passwords:
    """Hashes and checks passwords, few at a time, never on the event loop."""

    def __init__(self, hasher: PasswordHasher = HASHER) -> None:
        self._hasher = hasher
        self._threads = ThreadPoolExecutor(AT_WORK, thread_name_prefix="passwords")
        self._under_way = 0
        # What a password is held against when there is no account of that name: the same work, and never right.
        self._nobodys = hasher.hash(secrets.token_urlsafe(32))

    async def hash(self, password: str) -> str:
        """The hash to keep. Raises `TooBusy`."""
        return await self._on_a_thread(lambda: self._hasher.hash(_prepared(password)))

    async def fits(self, password_hash: str | None, password: str) -> bool:
        """Whether it is the password; for None it is not, after the same work. Raises `TooBusy`."""

        def check() -> bool:
            try:
                return (
                    self._hasher.verify(password_hash or self._nobodys, _prepared(password))
                    and password_hash is not None
                )
            except (VerificationError, InvalidHashError):
                return False

        return await self._on_a_thread(check)

    def is_outdated(self, password_hash: str) -> bool:
        """Whether it was made with less work than is done today."""
        return self._hasher.check_needs_rehash(password_hash)

    async def _on_a_thread(self, work: Callable[[], Result]) -> Result:
        if self._under_way >= AT_WORK + WAITING:
            raise TooBusy
        self._under_way += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._under_way -= 1

    def close(self) -> None:
        """Ends the threads."""
        self._threads.shutdown(wait=False)


def weakness(password: str, name: str) -> str | None:
    """Why a password is not good enough, in a sentence for the one who chose it; None when it is."""
    if len(password) < SHORTEST:
        return f"Adgangskoden skal have mindst {SHORTEST} tegn. Fire tilfældige ord er let at huske."
    if len(password) > LONGEST:
        return f"Adgangskoden må højst have {LONGEST} tegn."
    plain = _prepared(password).casefold()
    if any(part in plain for part in _parts(name)):
        return "Adgangskoden må ikke indeholde jeres navn. Det er noget af det første, andre prøver."
    written = (plain, plain.translate(_LOOKS_LIKE), re.sub(r"[\W_]", "", plain))
    if min(len(_uncommon(each)) for each in written) < _LEFT:
        return "Adgangskoden er let at gætte. Vælg fx fire tilfældige ord, eller brug en adgangskodeboks."
    return None


def one_time_password() -> str:
    """A password to give to someone else, who must change it: 100 random bits, easy to read aloud."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))


def _prepared(password: str) -> str:
    """The same password from every keyboard: an å may come as one character or two."""
    return unicodedata.normalize("NFKC", password)


def _parts(name: str) -> list[str]:
    """The name and its words, where they are long enough to mean something."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return [part for part in {plain, *re.split(r"[^\w]+|_", plain)} if len(part) >= 4]


def _uncommon(password: str) -> str:
    """What is left without common words, rows of keys or numbers, repetitions, and digits and signs at the end."""
    left = _COMMON_PIECES.sub("", password)
    for row in (*_ROWS, *(each[::-1] for each in _ROWS)):
        for length in range(len(row), 3, -1):
            for start in range(len(row) - length + 1):
                left = left.replace(row[start : start + length], "")
    left = re.sub(r"(.+?)\1+", r"\1", left)
    return re.sub(r"[\W\d_]+$", "", left) if len(set(left)) > 3 else ""
