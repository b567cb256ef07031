"""What `guide staff` does: the accounts from the command line, for the first one and for when nobody can get in."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import sys
from collections.abc import Awaitable, Callable
from typing import Final

from bot.settings import Settings, SettingsError
from bot.staff.access import Access, AccessRefused, Role
from bot.staff.audit import AuditLog
from bot.staff.commands import StaffCommandError
from bot.staff.new_account import OPERATOR, BadName, add_account
from bot.staff.passwords import weakness
from bot.store.database import Database, StoreUnavailable
from bot.store.staff_accounts import LastAdmin, NameTaken, StaffAccount
from bot.store.staff_audit import Note

ROLES: Final = {role.name.lower(): role for role in Role}

Work = Callable[[argparse.Namespace, Access, AuditLog], Awaitable[None]]


def carry_out(arguments: argparse.Namespace) -> None:
    """Carries out what was parsed. Raises `StaffCommandError`."""
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        raise StaffCommandError(str(error)) from error
    try:
        asyncio.run(_with_database(arguments, settings.database_url))
    except StoreUnavailable as error:
        raise StaffCommandError(f"Databasen kan ikke bruges ({error}). Se GUIDE_DATABASE_URL.", 1) from error
    except BadName as error:
        raise StaffCommandError(str(error)) from error
    except NameTaken:
        raise StaffCommandError("Der er allerede en konto med det navn. Se «guide staff list».") from None
    except LastAdmin:
        raise StaffCommandError("Der skal være mindst én administrator. Opret en anden først.") from None
    except AccessRefused as refused:
        raise StaffCommandError(refused.told) from None


async def _with_database(arguments: argparse.Namespace, url: str) -> None:
    database = Database(url)
    access = Access(database)
    try:
        await WORK[arguments.work](arguments, access, AuditLog(database))
    finally:
        access.close()
        await database.close()


async def add(arguments: argparse.Namespace, access: Access, _: AuditLog) -> None:
    """Adds an account. Raises `StaffCommandError`."""
    role = ROLES[arguments.role]
    if role is not Role.ADMIN and not any(
        each.role == Role.ADMIN and each.active for each in await access.accounts.all()
    ):
        raise StaffCommandError(
            f"Der er ingen administrator endnu. Opret den første sådan: guide staff add {arguments.name} --role admin"
        )
    chosen = _new_password(arguments.name)
    account = await add_account(access, OPERATOR, arguments.name, role, chosen, one_time=False)
    print(f"{account.name} er oprettet som {role.label}. Log ind på /staff.")


async def list_all(_: argparse.Namespace, access: Access, log: AuditLog) -> None:
    """Prints all accounts: name, role, state, and whether a code from an app is needed."""
    for each in await access.accounts.all():
        state = "lukket" if not each.active else "engangskode" if each.one_time else "åben"
        app = "kode fra app" if each.totp_on else "-"
        print("\t".join((each.name, Role(each.role).name.lower(), state, app)))


async def password(arguments: argparse.Namespace, access: Access, _: AuditLog) -> None:
    """Gives an account a new password. Raises `StaffCommandError`."""
    found = await _found(arguments.name, access)
    hashed = await access.checked_hash(_new_password(found.name), found.name)
    details = {"kode fra app": "slået fra"} if arguments.without_app else {}
    note = Note(OPERATOR, "Gav ny adgangskode", found.name, details)
    await access.accounts.set_password(
        found.id, hashed, note, access.now(), one_time=False, without_totp=arguments.without_app
    )
    await access.unlock(found.name)
    print(f"{found.name} har fået en ny adgangskode og er logget ud alle steder.")


async def remove(arguments: argparse.Namespace, access: Access, _: AuditLog) -> None:
    """Removes an account. Raises `StaffCommandError`."""
    found = await _found(arguments.name, access)
    await access.accounts.remove(found.id, Note(OPERATOR, "Fjernede konto", found.name), access.now())
    print(f"{found.name} er fjernet.")


async def verify_log(arguments: argparse.Namespace, access: Access, log: AuditLog) -> None:
    """Checks the log. Raises `StaffCommandError`."""
    verdict = await log.verify()
    if not verdict.whole:
        raise StaffCommandError(
            f"Loggen er ændret: linje {verdict.broken_at} passer ikke med resten ({verdict.entries} linjer).", 1
        )
    if arguments.hash and not await log.holds(arguments.hash):
        raise StaffCommandError("Loggen er ændret: den hash, I har gemt, er der ikke mere. Slutningen er fjernet.", 1)
    print(f"Loggen er hel: {verdict.entries} linjer. Den sidste hash er {verdict.head}")


async def _found(name: str, access: Access) -> StaffAccount:
    found = await access.accounts.by_name(" ".join(name.split()))
    if found is None:
        raise StaffCommandError(f"Der er ingen konto med navnet {name}. Se «guide staff list».")
    return found


def _new_password(name: str) -> str:
    """A password that is good enough: typed twice unseen, or a line of standard input. Raises `StaffCommandError`."""
    if not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\r\n")
        again = password
    else:
        password, again = getpass.getpass("Adgangskode: "), getpass.getpass("Adgangskode igen: ")
    told = weakness(password, name)
    if told is not None:
        raise StaffCommandError(told)
    if password != again:
        raise StaffCommandError("De to adgangskoder er ikke ens. Prøv igen.")
    return password


#: What each command does.
WORK: Final[dict[str, Work]] = {
    "add": add,
    "list_all": list_all,
    "password": password,
    "remove": remove,
    "verify_log": verify_log,
}
