"""The accounts, for admins: who there is, who may do what, and a way in for those who have lost theirs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from bot.staff.access import Role
from bot.staff.desk import ROOT, Desk, StaffRoutes, Visit, read_form
from bot.staff.new_account import BadName, add_account
from bot.staff.passwords import one_time_password
from bot.store.staff_accounts import LastAdmin, NameTaken, NoSuchAccount, StaffAccount
from bot.store.staff_audit import Note

PATH: Final = "/konti"


def routes(desk: Desk) -> StaffRoutes:
    """The page of the accounts, and its forms."""
    page = _Accounts(desk)
    routes = desk.routes()
    routes.page(PATH, Role.ADMIN)(page.show)
    routes.action(f"{PATH}/ny", Role.ADMIN)(page.add)
    routes.action(f"{PATH}/{{id}}/rolle", Role.ADMIN)(page.set_role)
    routes.action(f"{PATH}/{{id}}/luk", Role.ADMIN)(page.close)
    routes.action(f"{PATH}/{{id}}/genaabn", Role.ADMIN)(page.reopen)
    routes.action(f"{PATH}/{{id}}/ny-adgangskode", Role.ADMIN)(page.reset)
    return routes


class _Accounts:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._access = desk.access

    async def show(self, request: Request, visit: Visit) -> Response:
        """All accounts."""
        return await self._page(visit)

    async def add(self, request: Request, visit: Visit) -> Response:
        """Adds an account with a password that only lasts until the first log-in."""
        form = await read_form(request)
        given, role = str(form.get("navn", "")), _role(form.get("rolle"))
        if role is None:
            return await self._page(visit, problem="Vælg en rolle.", name=given)
        password = one_time_password()
        try:
            added = await add_account(self._access, visit.account.name, given, role, password, one_time=True)
        except BadName as error:
            return await self._page(visit, problem=str(error), name=given, role=role)
        except NameTaken:
            return await self._page(visit, problem="Der er allerede en konto med det navn.", name=given, role=role)
        return self._desk.page("account_password.html", visit, name=added.name, password=password, new=True)

    async def set_role(self, request: Request, visit: Visit) -> Response:
        """Gives an account another role."""
        role = _role((await read_form(request)).get("rolle"))
        if role is None:
            return await self._page(visit, problem="Vælg en rolle.")

        async def change(found: StaffAccount) -> None:
            if role != found.role:
                details = {"før": Role(found.role).label, "nu": role.label}
                note = Note(visit.account.name, "Skiftede rolle", found.name, details)
                await self._access.accounts.set_role(found.id, role, note, self._access.now())

        return await self._changed(request, visit, change)

    async def close(self, request: Request, visit: Visit) -> Response:
        """Closes an account: it cannot log in, and what it did stays in the log."""

        async def change(found: StaffAccount) -> None:
            note = Note(visit.account.name, "Lukkede konto", found.name)
            await self._access.accounts.set_active(found.id, False, note, self._access.now())

        return await self._changed(request, visit, change)

    async def reopen(self, request: Request, visit: Visit) -> Response:
        """Opens an account again."""

        async def change(found: StaffAccount) -> None:
            note = Note(visit.account.name, "Genåbnede konto", found.name)
            await self._access.accounts.set_active(found.id, True, note, self._access.now())

        return await self._changed(request, visit, change)

    async def reset(self, request: Request, visit: Visit) -> Response:
        """A new one-time password, without the code from the app: for those who have lost either."""
        password = one_time_password()
        named: list[str] = []

        async def change(found: StaffAccount) -> None:
            note = Note(visit.account.name, "Gav ny engangskode", found.name)
            hashed = await self._access.checked_hash(password, found.name)
            await self._access.accounts.set_password(
                found.id, hashed, note, self._access.now(), one_time=True, without_totp=True
            )
            await self._access.unlock(found.name)
            named.append(found.name)

        changed = await self._changed(request, visit, change)
        if not named:
            return changed
        return self._desk.page("account_password.html", visit, name=named[0], password=password, new=False)

    async def _changed(
        self, request: Request, visit: Visit, change: Callable[[StaffAccount], Awaitable[None]]
    ) -> Response:
        """Changes the account that the path names, and goes back to the page."""
        found = await self._access.accounts.by_id(request.path_params["id"])
        try:
            if found is None:
                raise NoSuchAccount
            if found.id == visit.account.id:
                return await self._page(
                    visit, problem="Din egen konto kan du ikke ændre her. Bed en anden administrator om det."
                )
            await change(found)
        except NoSuchAccount:
            return await self._page(visit, problem="Kontoen findes ikke mere.")
        except LastAdmin:
            return await self._page(visit, problem="Der skal være mindst én administrator. Giv først en anden rollen.")
        return RedirectResponse(f"{ROOT}{PATH}", 303)

    async def _page(self, visit: Visit, problem: str = "", **typed: Any) -> Response:
        accounts = await self._access.accounts.all()
        return self._desk.page(
            "accounts.html",
            visit,
            422 if problem else 200,
            accounts=accounts,
            roles=list(Role),
            role_of=lambda account: Role(account.role),
            problem=problem,
            name=typed.get("name", ""),
            role=typed.get("role", Role.READER),
        )


def _role(given: object) -> Role | None:
    return Role[given] if isinstance(given, str) and given in Role.__members__ else None
