"""The bench in a real browser: logging in and out, a code from an app, a forged form, and no barriers on the way."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pyotp
import pytest
from playwright.sync_api import Page, expect

from bot.staff import staff_routers
from bot.staff.access import Access, Role
from bot.staff.audit import AuditLog
from bot.staff.desk import COOKIE, Desk
from bot.staff.new_account import add_account
from bot.staff.passwords import Passwords
from tests.browser.conftest import Open
from tests.browser.site import Site, page_app, running
from tests.browser.talking_to_pages import barriers
from tests.staff.site import PASSWORD, QUICK

NEW: Final = "et nyt og ganske langt kodeord"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The site with the bench, and three who may use it."""
    app, house = page_app(tmp_path)
    access = Access(house.database, Passwords(QUICK))
    for routes in staff_routers(Desk(access, AuditLog(house.database))):
        app.include_router(routes)

    async def fill() -> None:
        for name, role in (("Chef", Role.ADMIN), ("Læser", Role.READER)):
            await add_account(access, "driften", name, role, PASSWORD, one_time=False)
        await add_account(access, "driften", "Ny", Role.READER, PASSWORD, one_time=True)

    # On a thread of its own: Playwright keeps an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(fill())).result()
    with running(app, house) as running_site:
        yield running_site
    access.close()


def log_in(page: Page, name: str = "Chef", password: str = PASSWORD) -> None:
    page.get_by_label("Navn").fill(name)
    page.get_by_label("Adgangskode").fill(password)
    page.get_by_role("button", name="Log ind").click()


def open_bench(open_page: Open, path: str = "/staff", name: str = "Chef", **more: int) -> Page:
    page = open_page(path, **more)
    log_in(page, name)
    expect(page.get_by_role("button", name="Log ud")).to_be_visible()
    return page


def turn_on_app(page: Page, site: Site) -> str:
    """Goes as far as the page with the picture; gives the secret."""
    page.goto(site.address + "/staff/konto")
    page.get_by_role("button", name="Slå kode fra app til").click()
    return (page.locator(".staff-secret").text_content() or "").replace(" ", "").strip()


def test_log_in_leads_to_the_page_that_was_asked_for_and_log_out_ends_it(
    open_page: Open, site: Site, complaints: list[str]
) -> None:
    page = open_page("/staff/log?hvem=driften")
    log_in(page)
    expect(page.get_by_role("heading", name="Log", exact=True)).to_be_visible()
    assert page.url == site.address + "/staff/log?hvem=driften"
    [cookie] = page.context.cookies()
    assert (cookie["name"], cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (COOKIE, True, True, "Strict")
    page.get_by_role("button", name="Log ud").click()
    expect(page.get_by_role("status")).to_contain_text("logget ud")
    assert page.context.cookies() == []
    page.go_back()
    expect(page.get_by_role("heading", name="Log ind")).to_be_visible()
    assert complaints == []


def test_a_wrong_password_is_told_and_the_name_stays(open_page: Open) -> None:
    page = open_page("/staff")
    log_in(page, password="en helt anden kode")
    expect(page.get_by_role("alert")).to_contain_text("passer ikke")
    expect(page.get_by_label("Navn")).to_have_value("Chef")
    expect(page.get_by_label("Adgangskode")).to_have_value("")
    log_in(page)
    expect(page.get_by_role("heading", name="Hej, Chef")).to_be_visible()


def test_by_keyboard_alone_and_without_scripts(open_page: Open) -> None:
    page = open_page("/staff", java_script_enabled=False)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("Chef")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hej, Chef")).to_be_visible()


def test_a_code_from_an_app_is_asked_for_once_it_is_on(open_page: Open, site: Site) -> None:
    page = open_bench(open_page)
    secret = turn_on_app(page, site)
    assert page.evaluate("document.querySelector('.staff-qr').naturalWidth") > 100
    page.get_by_label("De 6 tal").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Slå til").click()
    expect(page.locator(".staff-codes li")).to_have_count(10)
    recovery = page.locator(".staff-codes code").first.text_content() or ""
    page.get_by_role("button", name="Log ud").click()
    log_in(page)
    expect(page.get_by_role("heading", name="Kode fra app")).to_be_visible()
    page.get_by_label("Kode").fill("nej")
    page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_role("alert")).to_contain_text("Koden passer ikke")
    page.get_by_label("Kode").fill(recovery)
    page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_role("heading", name="Hej, Chef")).to_be_visible()


def test_a_one_time_password_is_changed_at_the_first_log_in(open_page: Open) -> None:
    page = open_page("/staff")
    log_in(page, "Ny")
    expect(page.get_by_role("heading", name="Skift adgangskode")).to_be_visible()
    page.get_by_label("Engangskode").fill(PASSWORD)
    page.get_by_label("Ny adgangskode", exact=True).fill(NEW)
    page.get_by_label("Ny adgangskode igen").fill(NEW)
    page.get_by_role("button", name="Skift adgangskode").click()
    expect(page.get_by_role("status")).to_contain_text("skiftet")


def test_a_reader_is_told_who_may_open_a_page(open_page: Open, site: Site) -> None:
    page = open_bench(open_page, name="Læser")
    expect(page.get_by_role("link", name="Konti")).to_have_count(0)
    page.goto(site.address + "/staff/konti")
    expect(page.get_by_role("main")).to_contain_text("kræver rollen administrator")


def test_another_sites_form_changes_nothing(open_page: Open, site: Site) -> None:
    page = open_bench(open_page)
    token = page.locator('[name="csrf"]').first.get_attribute("value")
    fields = "".join(
        f'<input name="{name}" value="{value}">'
        for name, value in (("csrf", token), ("navn", "Tyv"), ("rolle", "ADMIN"))
    )
    forged = f'<form method="post" action="{site.address}/staff/konti/ny">{fields}<button>Vind</button></form>'
    page.context.route("http://ond.example/", lambda route: route.fulfill(body=forged, content_type="text/html"))
    page.goto("http://ond.example/")
    page.get_by_role("button", name="Vind").click()
    expect(page.get_by_role("heading", name="Afvist")).to_be_visible()
    page.goto(site.address + "/staff/konti")
    expect(page.locator(".staff-accounts li").filter(has_text="Tyv")).to_have_count(0)


def door(open_page: Open, site: Site) -> Page:
    return open_page("/staff")


def refused(open_page: Open, site: Site) -> Page:
    page = open_page("/staff")
    log_in(page, password="forkert kode her")
    return page


def accounts(open_page: Open, site: Site) -> Page:
    page = open_bench(open_page, "/staff/konti")
    page.locator(".staff-accounts summary").first.click()
    return page


def new_account(open_page: Open, site: Site) -> Page:
    page = open_bench(open_page, "/staff/konti")
    page.locator("form.staff-form").get_by_label("Navn").fill("Eva")
    page.get_by_role("button", name="Opret konto").click()
    expect(page.get_by_role("heading", name="Engangskode til Eva")).to_be_visible()
    return page


def app(open_page: Open, site: Site) -> Page:
    page = open_bench(open_page)
    turn_on_app(page, site)
    return page


def with_app(open_page: Open, site: Site) -> Page:
    page = open_bench(open_page)
    secret = turn_on_app(page, site)
    page.get_by_label("De 6 tal").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Slå til").click()
    expect(page.locator(".staff-codes li")).to_have_count(10)
    return page


def own(open_page: Open, site: Site) -> Page:
    page = with_app(open_page, site)
    page.get_by_role("link", name="Jeg har gemt koderne").click()
    for fold in page.locator("main summary").all():
        fold.click()
    return page


def at(path: str, name: str = "Chef") -> Callable[[Open, Site], Page]:
    return lambda open_page, site: open_bench(open_page, path, name)


STATES: Final[dict[str, Callable[[Open, Site], Page]]] = {
    "door": door,
    "refused": refused,
    "home": at("/staff"),
    "accounts": accounts,
    "new account": new_account,
    "own account": own,
    "password": at("/staff/konto/adgangskode"),
    "app": app,
    "recovery codes": with_app,
    "log": at("/staff/log"),
    "forbidden": at("/staff/konti", "Læser"),
}


@pytest.mark.parametrize("state", STATES)
def test_nobody_meets_a_barrier(open_page: Open, site: Site, axe: str, complaints: list[str], state: str) -> None:
    page = STATES[state](open_page, site)
    for width in (1280, 320):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.set_viewport_size({"width": width, "height": 4000})
            # What of a table has to be scrolled to on a small screen, axe cannot look at: its colours are those of the wide one.
            unseen = re.compile(r"incomplete: color-contrast: .*\bt[hd]\b") if width == 320 else re.compile(r"(?!)")
            assert [each for each in barriers(page, axe) if not unseen.match(each)] == [], (width, scheme)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert [each for each in complaints if not re.search(r"axe", each)] == []


def test_on_a_small_screen_the_menu_is_folded(open_page: Open) -> None:
    page = open_bench(open_page, width=320)
    menu = page.get_by_role("navigation", name="Medarbejdersider")
    expect(menu).to_have_count(0)
    page.locator(".staff-fold summary").click()
    menu.get_by_role("link", name="Min konto").click()
    expect(page.get_by_role("heading", name="Min konto")).to_be_visible()
