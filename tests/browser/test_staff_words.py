"""Staff change the guide's words in a browser: by keyboard, on a small screen, without barriers; and the public sees it at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.content.library import content_folder
from bot.staff import staff_routers
from bot.staff.access import Access
from bot.staff.audit import AuditLog
from bot.staff.content_pages import content_pages
from bot.staff.desk import Desk
from bot.staff.passwords import Passwords
from bot.store import Database
from tests.browser.conftest import Open
from tests.browser.site import Site, page_app, running
from tests.browser.staffing import add_editor, log_in
from tests.browser.talking_to_pages import barriers
from tests.staff.site import QUICK
from tests.talking import sqlite_url

GREETING = "Hej! Jeg er en maskine og kender vejen til NemLog-in."


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The public page and the bench over a copy of the words, with an editor's account."""
    monkeypatch.setenv("GUIDE_CONTENT_DIR", str(shutil.copytree(content_folder(), tmp_path / "content")))
    app, house = page_app(tmp_path)
    database = Database(sqlite_url(tmp_path))
    access = Access(database, Passwords(QUICK))
    desk = Desk(access, AuditLog(database))
    for routes in staff_routers(desk, *content_pages(desk, database)):
        app.include_router(routes)

    add_editor(access)
    with running(app, house) as running_site:
        yield running_site
    access.close()


def test_an_editor_changes_a_text_by_keyboard_and_the_public_sees_it_until_it_is_undone(
    open_page: Open, site: Site, axe: str, complaints: list[str]
) -> None:
    page, public = open_page("/staff/ord"), open_page("/")
    log_in(page)
    page.get_by_label("Ord i teksten").fill("automatisk vejleder, ikke menneske. Skriv ikke personlige")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="opening").click()
    page.get_by_label("Tekst", exact=True).fill(GREETING)
    page.get_by_label("Tekst", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.type("Kortere")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".words-preview")).to_contain_text(GREETING)
    expect(page.locator(".words-preview button").first).to_be_disabled()
    public.reload()
    expect(public.locator("main")).not_to_contain_text(GREETING)
    assert barriers(page, axe) == []

    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status")).to_contain_text("i brug nu")
    fresh = open_page("/")
    expect(fresh.locator("main")).to_contain_text(GREETING)

    page.get_by_role("link", name="Fortryd en rettelse").click()
    expect(page.locator(".words-changes")).to_contain_text("Kortere")
    assert barriers(page, axe) == []
    page.get_by_role("button", name="Fortryd nr. 1").click()
    expect(page.get_by_role("status")).to_contain_text("fortrudt")
    expect(open_page("/").locator("main")).not_to_contain_text(GREETING)
    assert complaints == []


@pytest.mark.parametrize(
    "path",
    ["/staff/ord", "/staff/ord?fil=questions.yml", "/staff/ord/tekst?fil=faq.yml&sted=law/answer", "/staff/kilder"],
)
def test_the_pages_have_no_barriers_and_fit_a_small_screen(
    open_page: Open, site: Site, axe: str, complaints: list[str], path: str
) -> None:
    page = open_page(path, width=320, height=640)
    log_in(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert barriers(page, axe) == []
    assert complaints == []
