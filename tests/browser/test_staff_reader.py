"""A reader sees what an editor sees and changes nothing: not by the pages, nor by a form of their own making.

A form that another site sends is refused in test_staff_login.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from bot.content.library import content_folder
from bot.evaluation.rule_tables import RUNNING
from bot.staff import staff_routers
from bot.staff.access import Access, Role
from bot.staff.audit import AuditLog
from bot.staff.content_pages import content_pages
from bot.staff.desk import Desk
from bot.staff.insight_pages import insight_pages
from bot.staff.new_account import add_account
from bot.staff.passwords import Passwords
from bot.staff.rules import RuleHistory
from bot.store import Database
from tests.browser.conftest import Open
from tests.browser.site import Site, page_app, running
from tests.staff.site import PASSWORD, QUICK
from tests.talking import sqlite_url

READER: Final = "Lone"
EDITOR: Final = "Eva"
GOAL: Final = "/staff/ord/tekst?fil=goals.yml&sted=connection/label"
FORGED: Final = "Giv os jeres adgangskode"
#: Fills a form like that of the page with these fields, and sends it.
SEND: Final = """([address, fields]) => {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = address;
    for (const [name, value] of Object.entries(fields)) {
        const field = document.createElement('input');
        field.name = name;
        field.value = value;
        form.append(field);
    }
    document.body.append(form);
    form.submit();
}"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The public page and the bench over a copy of the words, with a reader's account and an editor's."""
    monkeypatch.setenv("GUIDE_CONTENT_DIR", str(shutil.copytree(content_folder(), tmp_path / "content")))
    app, house = page_app(tmp_path)
    database = Database(sqlite_url(tmp_path))
    access = Access(database, Passwords(QUICK))
    desk = Desk(access, AuditLog(database))
    rules = RuleHistory(tmp_path / "rules", RUNNING)
    for routes in staff_routers(desk, *content_pages(desk, database), *insight_pages(desk, rules, database)):
        app.include_router(routes)

    async def add() -> None:
        for name, role in ((READER, Role.READER), (EDITOR, Role.EDITOR)):
            await add_account(access, "driften", name, role, PASSWORD, one_time=False)

    with ThreadPoolExecutor(1) as elsewhere:
        # Playwright keeps an event loop in this thread.
        elsewhere.submit(lambda: asyncio.run(add())).result()
    with running(app, house) as running_site:
        yield running_site
    access.close()


def opened(open_page: Open, path: str, name: str) -> Page:
    page = open_page(path)
    page.fill("[name=navn]", name)
    page.fill("[name=adgangskode]", PASSWORD)
    page.locator("main form button").first.click()
    expect(page.get_by_role("button", name="Log ud")).to_be_visible()
    return page


def filled(page: Page) -> dict[str, str]:
    """The fields of the editor's form for a text, with a text that nobody should get to read."""
    form = page.locator("form.words-form")
    names = ("csrf", "fil", "sted", "foer")
    return {name: form.locator(f"[name={name}]").input_value() for name in names} | {"tekst": FORGED, "hvad": "gem"}


def send(page: Page, fields: Mapping[str, str]) -> None:
    """Sends a form of one's own making, from a page of the bench."""
    page.evaluate(SEND, ["/staff/ord/tekst", dict(fields)])


def public_words(open_page: Open) -> str:
    return open_page("/").locator("main").inner_text()


@pytest.mark.parametrize("path", [GOAL, "/staff/kilder", "/staff/regler/sammenlign"])
def test_a_reader_sees_the_page_but_no_form_that_changes_anything(open_page: Open, path: str) -> None:
    editor, reader = opened(open_page, path, EDITOR), opened(open_page, path, READER)
    title = editor.get_by_role("heading", level=1).inner_text()
    expect(reader.get_by_role("heading", level=1)).to_have_text(title)
    expect(editor.locator("main form[method=post]")).not_to_have_count(0)
    expect(reader.locator("main form[method=post]")).to_have_count(0)


def test_a_reader_who_sends_an_editors_form_is_refused(open_page: Open) -> None:
    editor, reader = opened(open_page, GOAL, EDITOR), opened(open_page, GOAL, READER)
    own_token = reader.locator("[name=csrf]").first.input_value()
    send(reader, filled(editor) | {"csrf": own_token})
    expect(reader.get_by_role("heading", level=1)).to_have_text("Det har du ikke adgang til")
    expect(reader.get_by_role("main")).to_contain_text("kræver rollen redaktør")
    assert FORGED not in public_words(open_page)
    # The very same fields are taken from whoever may send them.
    send(editor, filled(editor))
    expect(editor.get_by_role("status")).to_contain_text("i brug nu")
    assert FORGED in public_words(open_page)


def test_a_form_with_another_sessions_token_changes_nothing(open_page: Open) -> None:
    editor, other = opened(open_page, GOAL, EDITOR), opened(open_page, GOAL, EDITOR)
    send(editor, filled(other))
    expect(editor.get_by_role("heading", level=1)).to_have_text("Siden er for gammel")
    assert FORGED not in public_words(open_page)
