"""The log, for admins: who changed what and when, and whether anyone has altered the log since."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

import orjson
from fastapi import Request
from starlette.responses import Response

from bot.staff.access import Role
from bot.staff.audit import PAGE, Wanted
from bot.staff.desk import Desk, StaffRoutes, Visit

PATH: Final = "/log"


def routes(desk: Desk) -> StaffRoutes:
    """The page of the log."""
    routes = desk.routes()

    @routes.page(PATH, Role.ADMIN)
    async def show(request: Request, visit: Visit) -> Response:
        wanted = _wanted(request)
        found = await desk.audit.entries(wanted, PAGE + 1)
        people, actions = await desk.audit.people_and_actions()
        rest = {"hvem": wanted.who, "hvad": wanted.action, "tekst": wanted.text}
        older = urlencode({**rest, "foer": found[PAGE - 1].seq}) if len(found) > PAGE else ""
        return desk.page(
            "log.html",
            visit,
            entries=[(link, _details(link.details)) for link in found[:PAGE]],
            verdict=await desk.audit.verify(),
            people=people,
            actions=actions,
            wanted=wanted,
            older=older,
        )

    return routes


def _wanted(request: Request) -> Wanted:
    asked = request.query_params
    before = asked.get("foer", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None
    return Wanted(number, asked.get("hvem", "")[:60], asked.get("hvad", "")[:80], asked.get("tekst", "").strip()[:80])


def _details(details: str) -> list[tuple[str, str]]:
    """What else an entry says, as names and values to read."""
    try:
        said: dict[str, Any] = orjson.loads(details)
        return [
            (name, value if isinstance(value, str) else orjson.dumps(value).decode()) for name, value in said.items()
        ]
    except (orjson.JSONDecodeError, AttributeError):
        # Someone has altered it: shown as it is, for the check of the chain says so.
        return [("", details)]
