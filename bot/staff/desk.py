"""What every staff page needs, and the one door to all of them: each route states its least role, and is opened here or not at all."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from bot.staff.access import Access, Account, Role, Visitor
from bot.staff.audit import AuditLog
from bot.staff.menu import MENU, MenuLine
from bot.store import StoreUnavailable
from bot.web.look import Look
from bot.web.page_forms import from_our_own_page
from bot.web.rendering import DEFAULT_LOOK, Renderer

ROOT: Final = "/staff"
LOG_IN: Final = f"{ROOT}/log-ind"
CHANGE_PASSWORD: Final = f"{ROOT}/konto/adgangskode"
#: The prefix makes browsers refuse it from another host, from a page without encryption, or for a part of the site only.
COOKIE: Final = "__Host-medarbejder"
MOST_FIELDS: Final = 1000
#: Staff pages are for nobody's index and no cache.
PRIVATE: Final = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}


@dataclass(frozen=True)
class Visit:
    """One authorised request of a staff member. `path` is the page's, below /staff."""

    account: Account
    csrf: str
    path: str = ""
    visitor: Visitor | None = None


PageHandler = Callable[[Request, Visit], Awaitable[Response]]
Decorator = Callable[[PageHandler], PageHandler]


@dataclass(frozen=True)
class StaffRoute:
    """A route as it was registered: its path below /staff, its method and the least role that it is opened for."""

    method: str
    path: str
    least: Role


class Desk:
    """Shows staff pages, and keeps what was changed in the log."""

    def __init__(self, access: Access, audit: AuditLog, look: Look = DEFAULT_LOOK) -> None:
        self.access = access
        self.audit = audit
        self._renderer = Renderer(look)

    def page(self, template: str, visit: Visit, status: int = 200, **values: Any) -> Response:
        """A page in the frame of the bench, from `bot/web/templates/staff/`."""
        return self.bare_page(
            template,
            status,
            account=visit.account,
            csrf_field=lambda: Markup('<input type="hidden" name="csrf" value="{}">').format(visit.csrf),
            menu=[line for line in MENU if visit.account.role >= line.least],
            is_here=lambda line: _is_here(line, visit.path),
            may=lambda name: visit.account.role >= Role[name],
            **values,
        )

    def bare_page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page for someone who is not logged in."""
        return private(self._renderer.page(f"staff/{template}", status, **{"account": None, **values}))

    def problem(self, visit: Visit, status: int, title: str, text: str) -> Response:
        """A page that says what is wrong and what to do."""
        return self.page("problem.html", visit, status, title=title, text=text)

    async def note(self, visit: Visit, action: str, subject: str, **details: Any) -> None:
        """Adds to the log that this staff member did something."""
        await self.audit.add(visit.account.name, action, subject, details)

    def routes(self) -> StaffRoutes:
        """The routes of a feature, to be filled."""
        return StaffRoutes(self)


class StaffRoutes:
    """The only way to add a staff route. Who may come is decided here, by what the route says and never by a request's address."""

    def __init__(self, desk: Desk) -> None:
        self.router = APIRouter(prefix=ROOT, include_in_schema=False)
        self.registered: list[StaffRoute] = []
        self._desk = desk

    def page(self, path: str, least: Role, *, with_one_time_password: bool = False) -> Decorator:
        """A page (GET) for a role and those above. Only where a password is changed may one come in with a one-time password."""
        return self._adding("GET", path, least, with_one_time_password)

    def action(self, path: str, least: Role, *, with_one_time_password: bool = False) -> Decorator:
        """A form's target (POST): sent by a page of ours, with the token of the session in its field "csrf"."""
        return self._adding("POST", path, least, with_one_time_password)

    def _adding(self, method: str, path: str, least: Role, with_one_time_password: bool) -> Decorator:
        def add(handler: PageHandler) -> PageHandler:
            async def guarded(request: Request) -> Response:
                try:
                    return private(await self._answer(request, handler, method, least, with_one_time_password))
                except StoreUnavailable:
                    return self._desk.bare_page("unavailable.html", 503)

            self.router.add_api_route(path, guarded, methods=[method], name=f"staff {method} {path}")
            self.registered.append(StaffRoute(method, path, least))
            return handler

        return add

    async def _answer(
        self, request: Request, handler: PageHandler, method: str, least: Role, with_one_time_password: bool
    ) -> Response:
        if method == "POST" and not sent_by_us(request):
            return self._desk.bare_page("foreign.html", 403)
        visitor = await self._desk.access.visitor(request.cookies.get(COOKIE))
        if visitor is None or visitor.stage != "in":
            return to_log_in(request)
        visit = Visit(visitor.account, visitor.csrf, request.url.path.removeprefix(ROOT), visitor)
        if visitor.one_time and not with_one_time_password:
            return RedirectResponse(CHANGE_PASSWORD, 303)
        if visitor.account.role < least:
            return self._desk.page("forbidden.html", visit, 403, least=least)
        if method == "POST" and not _carries(await read_form(request), visit.csrf):
            return self._desk.page("stale.html", visit, 403)
        return await handler(request, visit)


async def read_form(request: Request) -> FormData:
    """The form of a request, without files. It may be read again by the handler."""
    return await request.form(max_files=0, max_fields=MOST_FIELDS)


def sent_by_us(request: Request) -> bool:
    """Whether a form was sent by a page of ours. Unlike the public page, staff pages want the browser to say so."""
    told = "sec-fetch-site" in request.headers or "origin" in request.headers
    return told and from_our_own_page(request)


def redirect(to: str) -> Response:
    """The way to another page, after a form or instead of a page."""
    return private(RedirectResponse(to, 303))


def to_log_in(request: Request) -> Response:
    """The way to the log-in, and from there back to the page; a form that was sent is not sent again."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"{LOG_IN}?{urlencode({'til': here if request.method == 'GET' else ROOT})}", 303)


def way_back(given: str) -> str:
    """Where someone goes after logging in: a page of the bench, whatever the address says."""
    plain = given.isprintable() and "\\" not in given and "//" not in given
    return given if plain and (given == ROOT or given.startswith((f"{ROOT}/", f"{ROOT}?"))) else ROOT


def keep_session(response: Response, visitor: Visitor) -> None:
    """Has the browser keep a session until it is closed: out of reach of scripts, and only shown to us by our own pages."""
    response.set_cookie(COOKIE, visitor.token, secure=True, httponly=True, samesite="strict", path="/")


def forget_session(response: Response) -> None:
    """Has the browser forget its session."""
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="strict", path="/")


def private(response: Response) -> Response:
    """The response, kept out of caches and indexes."""
    for name, value in PRIVATE.items():
        response.headers.setdefault(name, value)
    return response


def _carries(form: FormData, csrf: str) -> bool:
    given = form.get("csrf")
    return isinstance(given, str) and hmac.compare_digest(given.encode(), csrf.encode())


def _is_here(line: MenuLine, path: str) -> bool:
    return path == line.path or path.startswith(f"{line.path}/")
