"""The bench of the support staff, under /staff: pages and forms behind one door. What they show and do lies in other packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import APIRouter

    from bot.staff.desk import Desk, StaffRoutes


def staff_routers(desk: Desk, *features: StaffRoutes) -> list[APIRouter]:
    """All routes of the bench: the door, the pages about accounts, and those of the features."""
    # Here and not with the package: `guide staff add` needs no pages.
    from bot.staff import accounts, home, log_page, login, my_account

    own = [
        home.routes(desk),
        login.logout_routes(desk),
        accounts.routes(desk),
        log_page.routes(desk),
        my_account.routes(desk),
    ]
    return [login.login_router(desk), *(each.router for each in (*own, *features))]
