"""Staff look at the rules and the figures in a browser: what a changed rule does, without barriers and on a small screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import create_engine

from bot.evaluation.rule_snapshots import Snapshots, code_digest
from bot.evaluation.rule_tables import RUNNING
from bot.staff import staff_routers
from bot.staff.access import Access
from bot.staff.audit import AuditLog
from bot.staff.desk import Desk
from bot.staff.insight_pages import insight_pages
from bot.staff.passwords import Passwords
from bot.staff.rules import RuleHistory
from bot.store import Database
from bot.store.figures import FIGURES
from tests import changed_rules
from tests.browser.conftest import Open
from tests.browser.site import Site, page_app, running
from tests.browser.staffing import add_editor, log_in
from tests.browser.talking_to_pages import barriers
from tests.changed_rules import table_with
from tests.staff.site import QUICK
from tests.talking import sqlite_url

COUNTS = {
    "talk": {"begun": 61},
    "goal": {"connection": 40, "obligation": 21},
    "intent": {"inform": 90, "faq/prices": 12, "nlu_fallback": 9},
    "left": {"role": 9, "advised": 52},
}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The bench with figures of today, an earlier version of the rules, and an editor's account."""
    app, house = page_app(tmp_path)
    database = Database(sqlite_url(tmp_path))
    put_figures(sqlite_url(tmp_path))
    snapshots = Snapshots(tmp_path / "rules")
    snapshots.keep("auto-nu", table_with(), datetime.now(UTC), code_digest(RUNNING))
    snapshots.keep("foer", table_with(changed_rules.NO_SECURE_AUTHENTICATION), datetime.now(UTC))
    access = Access(database, Passwords(QUICK))
    desk = Desk(access, AuditLog(database))
    for routes in staff_routers(desk, *insight_pages(desk, RuleHistory(tmp_path / "rules", RUNNING), database)):
        app.include_router(routes)

    add_editor(access)
    with running(app, house) as running_site:
        yield running_site
    access.close()


def decided_barriers(page: Page, axe: str) -> list[str]:
    """What axe finds, but for contrasts that it cannot tell: it sees no background behind words in a drawing, nor out of sight."""
    return [each for each in barriers(page, axe) if not each.startswith("incomplete: color-contrast")]


def put_figures(url: str) -> None:
    engine = create_engine(url)
    today = datetime.now(UTC).date()
    with engine.begin() as connection:
        for kind, names in COUNTS.items():
            for name, count in names.items():
                connection.execute(FIGURES.insert().values(day=today, kind=kind, name=name, count=count))
    engine.dispose()


def test_what_a_changed_rule_does_is_seen_by_keyboard(
    open_page: Open, site: Site, axe: str, complaints: list[str]
) -> None:
    page = open_page("/staff/regler")
    log_in(page)
    page.get_by_role("link", name="Hvad er ændret").click()
    page.get_by_label("Tidligere udgave").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    change = page.locator(".rule-changes > li").first
    expect(change).to_contain_text("Pligt til at bruge NemLog-in: «I skal bruge NemLog-in» → «I kan vælge broker frit»")
    expect(change.locator("ul > li")).to_have_count(2)
    expect(change).to_contain_text("Sikker autentifikation: Nej; Offentligretligt organ: Ja")
    assert decided_barriers(page, axe) == []
    assert complaints == []


@pytest.mark.parametrize(
    "path",
    [
        "/staff/regler",
        "/staff/regler/hvis?role=broker&over=government_task&og=company_form",
        "/staff/regler/sammenlign?foer=billede:foer",
        "/staff/tal",
    ],
)
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_have_no_barriers_and_fit_the_screen(
    open_page: Open, site: Site, axe: str, complaints: list[str], path: str, width: int
) -> None:
    page = open_page(path, width=width, height=800)
    log_in(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert decided_barriers(page, axe) == []
    assert complaints == []
