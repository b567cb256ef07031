"""Staff try the guide in a browser, make a talk a test, see a changed word break it, and mend it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

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
from tests.staff.talk_site import TalkBench
from tests.talking import Clock, sqlite_url

GOAL = "Find vores tilslutning"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The public page and the bench over a copy of the words, with an editor's account."""
    monkeypatch.setenv("GUIDE_CONTENT_DIR", str(shutil.copytree(content_folder(), tmp_path / "content")))
    app, house = page_app(tmp_path)
    database = Database(sqlite_url(tmp_path))
    access = Access(database, Passwords(QUICK))
    desk = Desk(access, AuditLog(database))
    talks = TalkBench(database, desk, Clock(), tmp_path)
    for routes in staff_routers(desk, *talks.features(), *content_pages(desk, database)):
        app.include_router(routes)

    add_editor(access)
    with running(app, house) as running_site:
        yield running_site
    access.close()


def talk(page: Page) -> FrameLocator:
    """The talk in its frame."""
    return page.frame_locator("iframe[data-talk]")


def say(page: Page, text: str) -> None:
    talk(page).locator("#besked").fill(text)
    talk(page).locator("form.compose button").click()


def barriers_around_the_frame(page: Page, axe: str) -> list[str]:
    """What axe finds on the page. What is in the frame is the public page, which is looked at on its own."""
    page.evaluate(axe)
    found: Any = page.evaluate("async () => await axe.run({exclude: [['iframe']]})")
    kinds = ("violations", "incomplete")
    return [
        f"{kind}: {each['id']}: {node['target']} {node['failureSummary']}"
        for kind in kinds
        for each in found[kind]
        for node in each["nodes"]
    ]


def test_what_lies_behind_an_answer_comes_with_it(open_page: Open, axe: str, complaints: list[str]) -> None:
    page = open_page("/staff/proev")
    log_in(page)
    say(page, "Vi er en kommune")
    course = page.locator("#forloeb")
    expect(course.locator("mark")).to_contain_text("kommune")
    expect(course).to_contain_text("Spørgsmålet blev valgt blandt disse")
    # The talk went on in the frame, without the page around it.
    expect(talk(page).locator(".message.user")).to_contain_text("Vi er en kommune")
    talk(page).get_by_role("button", name="Vi er broker").click()
    expect(course.get_by_role("heading", name="Tur 2")).to_be_visible()
    assert barriers_around_the_frame(page, axe) == []
    page.get_by_role("link", name="Se samtalen som sag").click()
    expect(page.get_by_role("region", name="Oplysninger", exact=True)).to_contain_text("valgte")
    assert barriers(page, axe) == []
    assert complaints == []


def test_the_middle_of_a_talk_is_reached_by_a_form_that_says_what_is_wrong(
    open_page: Open, axe: str, complaints: list[str]
) -> None:
    page = open_page("/staff/proev", width=320, height=640)
    log_in(page)
    page.get_by_text("Begynd forfra eller midt i en samtale").click()
    page.locator("#felt-cvr_number").fill("12345678")
    page.locator("#felt-company_form").select_option("250")
    page.get_by_role("button", name="Begynd", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("CVR")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.locator("#felt-cvr_number").fill("")
    page.locator("#felt-goal").select_option("connection")
    page.get_by_role("button", name="Begynd", exact=True).click()
    expect(talk(page).locator(".message.bot").last).to_contain_text("Hvem skal stå for it-systemet")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert barriers_around_the_frame(page, axe) == []
    assert complaints == []


def test_on_the_small_screen_and_without_scripts_the_talk_is_the_same(open_page: Open) -> None:
    page = open_page("/staff/proev")
    log_in(page)
    page.get_by_role("link", name="Lille skærm (320 px)").click()
    expect(page.locator(".view-smal")).to_be_visible()
    inside = page.locator("iframe[data-talk]").evaluate("(frame) => frame.clientWidth")
    assert inside == 320
    page.get_by_role("link", name="Uden scripts").click()
    expect(page.locator(".view-uden")).to_be_visible()
    say(page, "Vi er en kommune")
    expect(page.locator("#forloeb mark")).to_contain_text("kommune")
    expect(page.locator(".view-uden")).to_be_visible()


def test_all_of_it_works_without_scripts(open_page: Open) -> None:
    page = open_page("/staff/proev", java_script_enabled=False)
    log_in(page)
    say(page, "Vi er en kommune")
    expect(page.locator("#forloeb mark")).to_contain_text("kommune")


def test_a_talk_becomes_a_test_that_a_changed_word_breaks_until_it_is_mended(
    open_page: Open, axe: str, complaints: list[str]
) -> None:
    page = open_page("/staff/proev")
    log_in(page)
    talk(page).get_by_role("button", name=GOAL).click()
    page.get_by_role("link", name="Lav samtalen til en test").click()
    page.get_by_role("button", name="Kontrollér og spil").click()
    expect(page.get_by_role("status")).to_contain_text("Testen holder")
    page.get_by_label("Hvad testen handler om").fill("talks")
    page.get_by_label("Navn: user_").fill("user_picks_a_goal")
    page.get_by_role("button", name="Gem i projektet").click()
    expect(page.get_by_role("status")).to_contain_text("gemt")

    change_goal(page, "Find vores vej")
    page.goto(page.url.partition("/staff")[0] + "/staff/tests/vis/talks/user_picks_a_goal")
    page.get_by_role("button", name="Kontrollér og spil").click()
    expect(page.get_by_role("alert")).to_contain_text("Testen fejler")
    expect(page.locator(".test-difference ins")).to_have_text(GOAL)
    expect(page.locator(".test-difference del")).to_contain_text("Find vores vej")
    assert barriers(page, axe) == []

    field = page.locator("#text")
    field.fill(field.input_value().replace(GOAL, "Find vores vej"))
    page.get_by_role("button", name="Gem i projektet").click()
    expect(page.get_by_role("status")).to_contain_text("gemt")
    page.get_by_role("button", name="Kontrollér og spil").click()
    expect(page.get_by_role("status")).to_contain_text("Testen holder")
    assert complaints == []


def change_goal(page: Page, label: str) -> None:
    """Changes the words of the first goal's button."""
    page.goto(page.url.partition("/staff")[0] + "/staff/ord/tekst?fil=goals.yml&sted=connection/label")
    page.get_by_label("Tekst", exact=True).fill(label)
    page.locator("[name=note]").fill("Kortere")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("i brug nu")


@pytest.mark.parametrize("path", ["/staff/samtaler", "/staff/tests"])
def test_the_lists_have_no_barriers_and_fit_a_small_screen(
    open_page: Open, axe: str, complaints: list[str], path: str
) -> None:
    page = open_page(path, width=320, height=640)
    log_in(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert barriers(page, axe) == []
    assert complaints == []
