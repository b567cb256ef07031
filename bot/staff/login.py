"""The door: name and password, then the code from an app where the account has one. The only staff pages without a session."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from bot.staff.access import AccessRefused, Role
from bot.staff.desk import (
    COOKIE,
    LOG_IN,
    ROOT,
    Desk,
    StaffRoutes,
    Visit,
    forget_session,
    keep_session,
    read_form,
    redirect,
    sent_by_us,
    way_back,
)
from bot.store import StoreUnavailable
from bot.web.limits import address
from bot.web.page_forms import from_elsewhere

CODE: Final = f"{LOG_IN}/kode"
#: What stands in for a status when someone is not let in.
STATUSES: Final = {"locked": 429, "busy": 503}


def login_router(desk: Desk) -> APIRouter:
    """The routes of the door."""
    door = _Door(desk)
    routes = APIRouter(include_in_schema=False)
    routes.add_api_route(LOG_IN, door.show, methods=["GET"])
    routes.add_api_route(LOG_IN, door.log_in, methods=["POST"])
    routes.add_api_route(CODE, door.show_code, methods=["GET"])
    routes.add_api_route(CODE, door.give_code, methods=["POST"])
    return routes


def logout_routes(desk: Desk) -> StaffRoutes:
    """The way out."""
    routes = desk.routes()

    @routes.action("/log-ud", Role.READER, with_one_time_password=True)
    async def log_out(request: Request, visit: Visit) -> Response:
        await desk.access.log_out(request.cookies[COOKIE])
        response = redirect(f"{LOG_IN}?ud=1")
        forget_session(response)
        return response

    return routes


class _Door:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, request: Request) -> Response:
        """The form, or what to do when there is no account yet."""
        til = way_back(request.query_params.get("til", ROOT))
        try:
            if not await self._desk.access.accounts.any():
                return self._desk.bare_page("no_accounts.html")
            visitor = await self._desk.access.visitor(request.cookies.get(COOKIE))
        except StoreUnavailable:
            return self._unavailable()
        if visitor is not None and visitor.stage == "in":
            return redirect(til)
        return self._form(til, elsewhere=from_elsewhere(request), out="ud" in request.query_params)

    async def log_in(self, request: Request) -> Response:
        """Takes name and password."""
        if not sent_by_us(request):
            return self._desk.bare_page("foreign.html", 403)
        form = await read_form(request)
        name, password, til = (str(form.get(each, "")) for each in ("navn", "adgangskode", "til"))
        til = way_back(til)
        try:
            visitor = await self._desk.access.log_in(name, password, address(request), request.cookies.get(COOKIE))
        except AccessRefused as refused:
            return self._form(til, refused=refused, name=name)
        except StoreUnavailable:
            return self._unavailable()
        to = _with(CODE, til) if visitor.stage == "code" else til
        response = redirect(to)
        keep_session(response, visitor)
        return response

    async def show_code(self, request: Request) -> Response:
        """The form for the code."""
        til = way_back(request.query_params.get("til", ROOT))
        try:
            visitor = await self._desk.access.visitor(request.cookies.get(COOKIE))
        except StoreUnavailable:
            return self._unavailable()
        if visitor is None or visitor.stage != "code":
            return redirect(_with(LOG_IN, til))
        return self._desk.bare_page("log_in_code.html", til=til, refused=None)

    async def give_code(self, request: Request) -> Response:
        """Takes the code."""
        if not sent_by_us(request):
            return self._desk.bare_page("foreign.html", 403)
        form = await read_form(request)
        code, til = str(form.get("kode", "")), way_back(str(form.get("til", "")))
        try:
            visitor = await self._desk.access.visitor(request.cookies.get(COOKIE))
            if visitor is None or visitor.stage != "code":
                return redirect(_with(LOG_IN, til))
            visitor = await self._desk.access.give_code(visitor, code, address(request))
        except AccessRefused as refused:
            return self._desk.bare_page("log_in_code.html", STATUSES.get(refused.reason, 422), til=til, refused=refused)
        except StoreUnavailable:
            return self._unavailable()
        response = redirect(til)
        keep_session(response, visitor)
        return response

    def _form(
        self,
        til: str,
        *,
        refused: AccessRefused | None = None,
        name: str = "",
        elsewhere: bool = False,
        out: bool = False,
    ) -> Response:
        status = STATUSES.get(refused.reason, 422) if refused else 200
        return self._desk.bare_page(
            "log_in.html", status, til=til, refused=refused, name=name, elsewhere=elsewhere, out=out
        )

    def _unavailable(self) -> Response:
        return self._desk.bare_page("unavailable.html", 503)


def _with(path: str, til: str) -> str:
    return f"{path}?{urlencode({'til': til})}"
