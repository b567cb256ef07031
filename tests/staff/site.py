"""The bench for tests: its pages over a store in a folder, accounts whose passwords are hashed with little work, a clock set by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI

from bot.staff import staff_routers
from bot.staff.access import Access, Role
from bot.staff.audit import AuditLog
from bot.staff.desk import Desk, StaffRoutes
from bot.staff.new_account import add_account
from bot.staff.passwords import Passwords
from bot.store.database import Database
from bot.web.look import static_files
from bot.web.rendering import DEFAULT_LOOK
from tests.talking import Clock, sqlite_url

PASSWORD: Final = "hest batteri klammer korrekt"
ORIGIN: Final = "http://guide"
QUICK: Final = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
#: What a browser says of a form that one of our own pages sent.
OURS: Final = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}


class Bench:
    """The bench, and whoever comes to it."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self.database = Database(url or sqlite_url(folder))
        self.clock = Clock()
        self.access = Access(self.database, Passwords(QUICK), self.clock)
        self.audit = AuditLog(self.database, self.clock)
        self.desk = Desk(self.access, self.audit)
        self.clients: list[httpx.AsyncClient] = []

    def app(self, *features: StaffRoutes) -> FastAPI:
        """The app with the bench's own pages, and a feature's."""
        app = FastAPI()
        for routes in staff_routers(self.desk, *features):
            app.include_router(routes)
        app.include_router(static_files(DEFAULT_LOOK).router())
        return app

    async def add(self, name: str, role: Role = Role.READER, password: str = PASSWORD, **more: Any) -> str:
        """Adds an account; gives its id."""
        account = await add_account(self.access, "driften", name, role, password, one_time=more.get("one_time", False))
        return account.id

    def browser(self, *features: StaffRoutes, address: str = "192.0.2.1") -> Browser:
        """A browser that nobody has logged in with."""
        transport = httpx.ASGITransport(self.app(*features), client=(address, 50000))
        # The cookie is kept for pages with encryption only.
        client = httpx.AsyncClient(
            transport=transport, base_url="https://guide", headers=OURS | {"Origin": "https://guide"}
        )
        self.clients.append(client)
        return Browser(client)

    async def logged_in(self, name: str, role: Role, *features: StaffRoutes) -> Browser:
        """A browser of a new account with a role."""
        await self.add(name, role)
        browser = self.browser(*features)
        assert (await browser.log_in(name)).status_code == 303
        return browser

    async def actions(self) -> Sequence[tuple[str, str, str]]:
        """What the log says, oldest first: who, what, about."""
        from bot.staff.audit import Wanted

        return [(each.who, each.action, each.subject) for each in reversed(await self.audit.entries(Wanted(), 1000))]

    async def close(self) -> None:
        """Ends it."""
        for client in self.clients:
            await client.aclose()
        self.access.close()
        await self.database.close()


class Browser:
    """A browser without scripts: reads pages, and sends their forms with what is hidden in them."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """A page, by its path below /staff."""
        return await self.client.get(f"/staff{path}", headers=headers)

    async def log_in(self, name: str, password: str = PASSWORD, **fields: str) -> httpx.Response:
        """Sends name and password."""
        return await self.client.post("/staff/log-ind", data={"navn": name, "adgangskode": password, **fields})

    async def csrf(self) -> str:
        """The token of the session, as a page's form carries it."""
        for path in ("/konto", "/konto/adgangskode"):
            found = re.search(r'name="csrf" value="([^"]+)"', (await self.get(path)).text)
            if found:
                return found[1]
        raise AssertionError("no form with a token")

    async def post(self, path: str, **fields: str) -> httpx.Response:
        """Sends a form of a page."""
        return await self.client.post(f"/staff{path}", data={"csrf": await self.csrf(), **fields})
