"""The first page of the bench: what there is, and what needs doing about one's own account."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from bot.staff.access import Role
from bot.staff.desk import Desk, StaffRoutes, Visit


def routes(desk: Desk) -> StaffRoutes:
    """The first page."""
    routes = desk.routes()

    @routes.page("", Role.READER)
    async def home(request: Request, visit: Visit) -> Response:
        found = await desk.access.accounts.by_id(visit.account.id)
        return desk.page("home.html", visit, totp_on=found is not None and found.totp_on)

    return routes
