"""The one door: every page and form of the bench is closed to whoever may not use it, whatever the request looks like."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import app as composition
from bot.settings import Settings
from bot.staff.access import Role
from bot.staff.desk import COOKIE, StaffRoute, StaffRoutes, Visit, read_form, way_back
from tests.staff.site import OURS, PASSWORD, Bench, Browser

pytestmark = pytest.mark.anyio

#: What is open to whoever has no session: the door itself.
DOOR = {
    ("GET", "/staff/log-ind"),
    ("POST", "/staff/log-ind"),
    ("GET", "/staff/log-ind/kode"),
    ("POST", "/staff/log-ind/kode"),
}


def feature(bench: Bench, seen: list[str]) -> StaffRoutes:
    """A feature with a page and a form for each role."""
    routes = bench.desk.routes()
    for role in Role:

        @routes.page(f"/prøve/{role.name}", role)
        async def show(request: Request, visit: Visit) -> Response:
            seen.append(request.url.path)
            return bench.desk.page("problem.html", visit, title="Her", text="står noget")

        @routes.action(f"/prøve/{role.name}", role)
        async def change(request: Request, visit: Visit) -> Response:
            seen.append(str((await read_form(request)).get("hvad")))
            await bench.desk.note(visit, "Prøvede", "noget", hvad="alt")
            return bench.desk.page("problem.html", visit, title="Gjort", text="det")

    return routes


def routes_of(routes: Any) -> Iterator[Route]:
    """All routes of an app, those of its routers too."""
    for each in routes:
        if isinstance(each, Route):
            yield each
        inner = getattr(each, "original_router", None) or getattr(each, "app", None)
        yield from routes_of(getattr(inner, "routes", ()))


def staff_routes(app: Any) -> set[tuple[str, str]]:
    """Every route under /staff, by method and path."""
    found = {(method, each.path) for each in routes_of(app.routes) for method in each.methods or () if method != "HEAD"}
    return {(method, path) for method, path in found if path.startswith("/staff")}


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, list[StaffRoute]]:
    """The app as it is served, and what was registered while it was put together."""
    registered: list[StaffRoute] = []
    adding = StaffRoutes._adding

    def noting(self: StaffRoutes, method: str, path: str, least: Role, with_one_time_password: bool) -> Any:
        registered.append(StaffRoute(method, path, least))
        return adding(self, method, path, least, with_one_time_password)

    monkeypatch.setattr(StaffRoutes, "_adding", noting)
    settings = Settings.from_environment({"GUIDE_DATA_DIR": str(tmp_path)}, tmp_path)
    return composition.build(settings), registered


def filled_in(path: str) -> str:
    """A path with something in place of its parameters."""
    return "/".join("x" if part.startswith("{") else part for part in path.split("/"))


async def browser_of(app: Any, bench: Bench, name: str) -> Browser:
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="https://guide", headers=OURS | {"Origin": "https://guide"}
    )
    bench.clients.append(client)
    browser = Browser(client)
    if name:
        assert (await browser.log_in(name)).status_code == 303
    return browser


async def test_every_route_under_staff_was_registered_with_a_role_or_is_the_door(
    whole: tuple[Any, list[StaffRoute]],
) -> None:
    app, registered = whole
    assert staff_routes(app) == {(each.method, f"/staff{each.path}") for each in registered} | DOOR
    assert len(registered) > 15


async def test_no_route_opens_without_a_session_with_too_low_a_role_or_by_a_forged_form(
    whole: tuple[Any, list[StaffRoute]], bench: Bench
) -> None:
    app, registered = whole
    names = {role: role.label for role in Role}
    for role, name in names.items():
        await bench.add(name, role)
    nobody = await browser_of(app, bench, "")
    browsers = {role: await browser_of(app, bench, name) for role, name in names.items()}
    before = await bench.actions()
    for method, path in staff_routes(app) - DOOR:
        least = next(each.least for each in registered if (each.method, f"/staff{each.path}") == (method, path))
        address = filled_in(path)
        closed = await nobody.client.request(method, address)
        assert closed.status_code == 303, (method, path)
        assert closed.headers["location"].startswith("/staff/log-ind?til="), (method, path)
        for role in Role:
            if role < least:
                form = {"csrf": await browsers[role].csrf()} if method == "POST" else None
                refused = await browsers[role].client.request(method, address, data=form)
                assert refused.status_code == 403, (method, path, role)
        if method == "POST":
            await assert_forgeries_fail(browsers[Role.ADMIN], browsers[Role.READER], address)
    assert await bench.actions() == before
    for browser in browsers.values():
        assert (await browser.get("")).status_code == 200


async def assert_forgeries_fail(browser: Browser, other: Browser, address: str) -> None:
    """A form without the token, with that of another session, or from another site's page does nothing."""
    token = await browser.csrf()
    for fields in ({}, {"csrf": ""}, {"csrf": token[:-1]}, {"csrf": await other.csrf()}, {"csrf": "æ"}):
        assert (await browser.client.post(address, data=fields)).status_code == 403, (address, fields)
    foreign: list[dict[str, str]] = [
        {"Origin": "https://ond.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://guide", "Sec-Fetch-Site": "same-site"},
        {"Origin": "https://ond.example"},
        {"Origin": "null"},
        {},
    ]
    for headers in foreign:
        cookie = f"{COOKIE}={browser.client.cookies[COOKIE]}"
        async with httpx.AsyncClient(transport=browser.client._transport, base_url="https://guide") as bare:
            answer = await bare.post(address, data={"csrf": token}, headers={**headers, "Cookie": cookie})
        assert answer.status_code == 403, (address, headers)


@pytest.mark.parametrize("role", Role)
async def test_each_role_may_what_those_below_it_may(bench: Bench, role: Role) -> None:
    seen: list[str] = []
    browser = await bench.logged_in("Bo", role, feature(bench, seen))
    for least in Role:
        expected = 200 if role >= least else 403
        assert (await browser.get(f"/prøve/{least.name}")).status_code == expected
        assert (await browser.post(f"/prøve/{least.name}", hvad="dette")).status_code == expected
    assert len(seen) == 2 * role
    assert (await bench.actions()).count(("Bo", "Prøvede", "noget")) == role


async def test_the_menu_shows_what_one_may_open(bench: Bench) -> None:
    for role, expected in ((Role.READER, False), (Role.ADMIN, True)):
        page = await (await bench.logged_in(role.label, role)).get("")
        assert ("/staff/konti" in page.text) is expected
        assert "/staff/konto" in page.text


async def test_half_a_log_in_opens_nothing(bench: Bench) -> None:
    id = await bench.add("Bo")
    await bench.access.accounts.offer_totp(id, "A" * 32)
    found = await bench.access.accounts.by_id(id)
    assert found is not None
    assert await bench.access.accounts.turn_totp_on(id, "A" * 32, 0, [], bench_note(), bench.clock())
    browser = bench.browser()
    assert (await browser.log_in("Bo")).headers["location"].startswith("/staff/log-ind/kode")
    assert (await browser.get("")).headers["location"].startswith("/staff/log-ind")


def bench_note() -> Any:
    from bot.store.staff_audit import Note

    return Note("x", "y", "z")


async def test_a_one_time_password_opens_only_the_page_where_it_is_changed(bench: Bench) -> None:
    await bench.add("Bo", Role.ADMIN, one_time=True)
    browser = bench.browser()
    await browser.log_in("Bo")
    for path in ("", "/konti", "/konto", "/log"):
        assert (await browser.get(path)).headers["location"] == "/staff/konto/adgangskode"
    assert (await browser.post("/konti/ny", navn="Eva", rolle="ADMIN")).headers[
        "location"
    ] == "/staff/konto/adgangskode"
    new = "et nyt og ganske langt kodeord"
    changed = await browser.post("/konto/adgangskode", nu=PASSWORD, ny=new, igen=new)
    assert changed.status_code == 303
    assert (await browser.get("/konti")).status_code == 200
    assert [each.name for each in await bench.access.accounts.all()] == ["Bo"]


async def test_pages_are_kept_out_of_caches_and_indexes(bench: Bench) -> None:
    browser = await bench.logged_in("Bo", Role.ADMIN)
    for path in ("", "/log-ind", "/konti", "/konto", "/log"):
        answer = await browser.get(path)
        assert answer.headers["cache-control"] == "no-store"
        assert "noindex" in answer.headers["x-robots-tag"]


async def test_when_the_database_fails_people_get_a_page(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.store import StoreUnavailable

    browser = await bench.logged_in("Bo", Role.ADMIN)

    async def fail(work: Any) -> None:
        raise StoreUnavailable("OperationalError")

    monkeypatch.setattr(bench.database, "run", fail)
    for path in ("", "/konti", "/log-ind", "/log-ind/kode"):
        answer = await browser.get(path)
        assert (answer.status_code, "<h1>" in answer.text) == (503, True)
    assert (await browser.log_in("Bo")).status_code == 503


@pytest.mark.parametrize(
    "given",
    [
        "https://ond.example",
        "//ond.example",
        "/staff//ond.example",
        "/staff\\@ond.example",
        "/stafford",
        "/",
        "",
        "/staff/\r\nX: y",
        "/staffet",
    ],
)
def test_the_way_back_leads_to_the_bench_only(given: str) -> None:
    assert way_back(given) == "/staff"


@pytest.mark.parametrize("given", ["/staff", "/staff/regler", "/staff/samtaler?side=2", "/staff?x=1"])
def test_the_way_back_leads_to_the_page_that_was_asked_for(given: str) -> None:
    assert way_back(given) == given
