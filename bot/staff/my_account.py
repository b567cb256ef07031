"""One's own account: the password, the code from an app, and where one is logged in."""

from __future__ import annotations

from typing import Final

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from bot.staff import second_factor
from bot.staff.access import AccessRefused, Role
from bot.staff.desk import ROOT, Desk, StaffRoutes, Visit, keep_session, read_form
from bot.staff.login import STATUSES
from bot.store.staff_accounts import NoSuchAccount, StaffAccount
from bot.store.staff_audit import Note
from bot.web.limits import address

PATH: Final = "/konto"


def routes(desk: Desk) -> StaffRoutes:
    """The pages of one's own account."""
    own = _MyAccount(desk)
    routes = desk.routes()
    routes.page(PATH, Role.READER)(own.show)
    routes.page(f"{PATH}/adgangskode", Role.READER, with_one_time_password=True)(own.show_password)
    routes.action(f"{PATH}/adgangskode", Role.READER, with_one_time_password=True)(own.change_password)
    routes.action(f"{PATH}/log-andre-ud", Role.READER)(own.log_out_elsewhere)
    routes.action(f"{PATH}/app/begynd", Role.READER)(own.begin)
    routes.page(f"{PATH}/app", Role.READER)(own.show_app)
    routes.page(f"{PATH}/app/kode.svg", Role.READER)(own.picture)
    routes.action(f"{PATH}/app", Role.READER)(own.turn_on)
    routes.action(f"{PATH}/app/fra", Role.READER)(own.turn_off)
    routes.action(f"{PATH}/app/koder", Role.READER)(own.new_codes)
    return routes


class _MyAccount:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._access = desk.access

    async def show(self, request: Request, visit: Visit) -> Response:
        """What there is to know and to change."""
        return await self._overview(request, visit)

    async def _overview(self, request: Request, visit: Visit, refused: AccessRefused | None = None) -> Response:
        found = await self._own(visit)
        return self._desk.page(
            "my_account.html",
            visit,
            _status(refused),
            found=found,
            codes_left=await self._access.accounts.codes_left(found.id),
            sessions=await self._access.sessions(visit.account),
            role=visit.account.role,
            refused=refused,
            done=request.query_params.get("gjort", "") if refused is None else "",
        )

    async def show_password(self, request: Request, visit: Visit) -> Response:
        """The form for a new password."""
        return self._password_form(visit, None)

    async def change_password(self, request: Request, visit: Visit) -> Response:
        """Takes a new password; the browser gets a new session."""
        form = await read_form(request)
        old, new, again = (str(form.get(each, "")) for each in ("nu", "ny", "igen"))
        assert visit.visitor is not None
        try:
            if new != again:
                raise AccessRefused("weak", told="De to nye adgangskoder er ikke ens. Skriv den nye igen.")
            visitor = await self._access.change_password(visit.visitor, old, new, address(request))
        except AccessRefused as refused:
            return self._password_form(visit, refused)
        response = RedirectResponse(f"{ROOT}{PATH}?gjort=adgangskode", 303)
        keep_session(response, visitor)
        return response

    def _password_form(self, visit: Visit, refused: AccessRefused | None) -> Response:
        assert visit.visitor is not None
        return self._desk.page(
            "password.html", visit, _status(refused), refused=refused, one_time=visit.visitor.one_time
        )

    async def log_out_elsewhere(self, request: Request, visit: Visit) -> Response:
        """Ends all other sessions."""
        assert visit.visitor is not None
        ended = await self._access.log_out_elsewhere(visit.visitor)
        if ended:
            await self._desk.note(visit, "Loggede ud alle andre steder", visit.account.name, antal=ended)
        return RedirectResponse(f"{ROOT}{PATH}?gjort=andre", 303)

    async def begin(self, request: Request, visit: Visit) -> Response:
        """Offers a secret for an app."""
        try:
            await self._access.accounts.offer_totp(visit.account.id, second_factor.new_secret())
        except NoSuchAccount:
            return RedirectResponse(f"{ROOT}{PATH}", 303)
        return RedirectResponse(f"{ROOT}{PATH}/app", 303)

    async def show_app(self, request: Request, visit: Visit) -> Response:
        """The secret as a picture and as a text, and the form that confirms it."""
        return await self._app_form(visit, None)

    async def _app_form(self, visit: Visit, refused: AccessRefused | None) -> Response:
        found = await self._own(visit)
        if found.totp_on or found.totp_secret is None:
            return RedirectResponse(f"{ROOT}{PATH}", 303)
        return self._desk.page(
            "app.html", visit, _status(refused), secret=second_factor.grouped(found.totp_secret), refused=refused
        )

    async def picture(self, request: Request, visit: Visit) -> Response:
        """The secret as a picture, until it is confirmed: then it is not shown again."""
        found = await self._own(visit)
        if found.totp_on or found.totp_secret is None:
            return Response(status_code=404)
        return Response(second_factor.picture(found.totp_secret, found.name), media_type="image/svg+xml")

    async def turn_on(self, request: Request, visit: Visit) -> Response:
        """Takes a code from the app, and shows the recovery codes for the only time."""
        code = str((await read_form(request)).get("kode", ""))
        try:
            codes = await self._access.turn_totp_on(visit.account, code)
        except AccessRefused as refused:
            return await self._app_form(visit, refused)
        return self._desk.page("recovery_codes.html", visit, codes=codes)

    async def turn_off(self, request: Request, visit: Visit) -> Response:
        """Turns the app off, for whoever knows the password."""
        try:
            found = await self._confirmed(request, visit)
        except AccessRefused as refused:
            return await self._overview(request, visit, refused)
        note = Note(found.name, "Slog kode fra app fra", found.name)
        await self._access.accounts.turn_totp_off(found.id, note, self._access.now())
        return RedirectResponse(f"{ROOT}{PATH}?gjort=fra", 303)

    async def new_codes(self, request: Request, visit: Visit) -> Response:
        """New recovery codes instead of the old."""
        try:
            found = await self._confirmed(request, visit)
        except AccessRefused as refused:
            return await self._overview(request, visit, refused)
        if not found.totp_on:
            return RedirectResponse(f"{ROOT}{PATH}", 303)
        codes = second_factor.new_recovery_codes()
        hashes = [second_factor.recovery_hash(each) for each in codes]
        note = Note(found.name, "Lavede nye gendannelseskoder", found.name)
        await self._access.accounts.set_codes(found.id, hashes, note, self._access.now())
        return self._desk.page("recovery_codes.html", visit, codes=codes)

    async def _confirmed(self, request: Request, visit: Visit) -> StaffAccount:
        password = str((await read_form(request)).get("adgangskode", ""))
        return await self._access.confirm(visit.account, password, address(request))

    async def _own(self, visit: Visit) -> StaffAccount:
        found = await self._access.accounts.by_id(visit.account.id)
        # It was there when the request was let in: whoever removed it meanwhile ended the session too.
        assert found is not None
        return found


def _status(refused: AccessRefused | None) -> int:
    return STATUSES.get(refused.reason, 422) if refused else 200
