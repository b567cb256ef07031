"""Making an account: what it may be called, and its first password."""

from __future__ import annotations

import re
import secrets
import unicodedata
from typing import Final

from bot.staff.access import Access, Role
from bot.store.staff_accounts import StaffAccount
from bot.store.staff_audit import Note

#: Who did what was done on the machine itself, in the log.
OPERATOR: Final = "kommandolinjen"
SHORTEST_NAME: Final = 2
LONGEST_NAME: Final = 60


class BadName(ValueError):
    """A name that no account can have; the text says why."""


def accepted_name(given: str) -> str:
    """The name as it is kept. Raises `BadName`."""
    name = " ".join(unicodedata.normalize("NFC", given).split())
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
        raise BadName(f"Et navn skal have {SHORTEST_NAME}-{LONGEST_NAME} tegn.")
    if not re.fullmatch(r"[\w.@'+-]+( [\w.@'+-]+)*", name):
        raise BadName("Et navn må kun have bogstaver, tal, mellemrum og tegnene . - _ @ ' +")
    if name.casefold() == OPERATOR:
        raise BadName("Det navn bruger loggen om det, der er gjort på selve maskinen. Vælg et andet.")
    return name


async def add_account(access: Access, by: str, name: str, role: Role, password: str, *, one_time: bool) -> StaffAccount:
    """A new account. Raises `BadName`, `NameTaken`, and `AccessRefused` for a password that is too weak."""
    name, now = accepted_name(name), access.now()
    password_hash = await access.checked_hash(password, name)
    account = StaffAccount(
        id=secrets.token_hex(8),
        name=name,
        role=role,
        active=True,
        password_hash=password_hash,
        password_set=now,
        one_time=one_time,
        totp_secret=None,
        totp_on=False,
        totp_step=0,
        created=now,
    )
    await access.accounts.add(account, Note(by, "Oprettede konto", name, {"rolle": role.label}))
    return account
