"""A misread sentence, all the way: found in the inbox, corrected, trained, compared, switched to, read right by the public page, and back.

On a small project with few examples of each intent, trained and measured by the real code: some minutes.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.settings import Settings
from bot.staff.access import Access, Role
from bot.staff.new_account import add_account
from bot.staff.passwords import Passwords
from bot.store import Database
from tests.browser.conftest import PROJECT
from tests.browser.site import Site, running
from tests.browser.talking_to_pages import barriers, write
from tests.staff.site import PASSWORD, QUICK
from tests.talking import sqlite_url

NAME: Final = "Ada"
SENTENCE: Final = "hvad skal vi punge ud med for at være på"
#: Enough to learn from in a minute.
EXAMPLES: Final = 8
HELD_OUT: Final = 3
DIALOGUES: Final = ("small_talk/user_greets.yml", "faq/user_asks_what_a_broker_is.yml")
#: Milliseconds that a training or a comparison may take on a busy machine.
LONG: Final = 400_000


def small_project(folder: Path) -> Path:
    """The project with a few examples of each intent, held-out sentences of each set, and a few dialogues."""
    for name in ("config.yml", "domain.yml", "data/rules", "tests/language/unavoidable.txt"):
        copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy(PROJECT / name, folder / name)
    (folder / "data" / "nlu").mkdir()
    for file in (PROJECT / "data" / "nlu").glob("*.yml"):
        kept, in_a_row = [], 0
        for line in file.read_text(encoding="utf-8").splitlines(keepends=True):
            in_a_row = in_a_row + 1 if line.startswith("    - ") else 0
            kept += [line] if in_a_row <= EXAMPLES else []
        (folder / "data" / "nlu" / file.name).write_text("".join(kept), encoding="utf-8")
    for file in (PROJECT / "tests" / "language").glob("*.jsonl"):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)[:HELD_OUT]
        (folder / "tests" / "language" / file.name).write_text("".join(lines), encoding="utf-8")
    for name in DIALOGUES:
        (folder / "tests" / "dialogues" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / "tests" / "dialogues" / name, folder / "tests" / "dialogues" / name)
    return folder


@pytest.fixture(scope="module")
def whole_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole guide over the small project, with an admin's account."""
    from bot.app import build

    folder, project = tmp_path_factory.mktemp("guide"), small_project(tmp_path_factory.mktemp("project"))
    folders = {"GUIDE_PROJECT_DIR": str(project), "GUIDE_MODELS_DIR": str(folder / "models")}
    command = [sys.executable, "-m", "bot", "train"]
    subprocess.run(command, cwd=PROJECT, env=os.environ | folders, check=True, capture_output=True)
    url = sqlite_url(folder)
    environment = {**folders, "GUIDE_DATA_DIR": str(folder), "GUIDE_DATABASE_URL": url, "GUIDE_RATE_LIMITS": "off"}

    async def add() -> None:
        database = Database(url)
        access = Access(database, Passwords(QUICK))
        await add_account(access, "driften", NAME, Role.ADMIN, PASSWORD, one_time=False)
        access.close()
        await database.close()

    with ThreadPoolExecutor(1) as elsewhere:
        # Playwright keeps an event loop in this thread.
        elsewhere.submit(asyncio.run, add()).result()
    with running(build(Settings.from_environment(environment, folder))) as site:
        yield site


def opened(chromium: Browser, contexts: list[BrowserContext], address: str, **more: object) -> Page:
    context = chromium.new_context(locale="da-DK", **more)  # type: ignore[arg-type]
    contexts.append(context)
    page = context.new_page()
    page.goto(address)
    return page


def asks(chromium: Browser, contexts: list[BrowserContext], site: Site, text: str) -> str:
    """What the public page says to a new user who writes this."""
    page = opened(chromium, contexts, site.address)
    write(page, text)
    return page.locator(".message.bot").last.inner_text()


@pytest.mark.timeout(1800)
def test_a_misread_sentence_is_corrected_trained_compared_switched_to_and_switched_back(
    chromium: Browser, contexts: list[BrowserContext], whole_site: Site, axe: str
) -> None:
    from bot.turn import content

    answer = content().topics["prices"].answer.split(".")[0]
    assert answer not in asks(chromium, contexts, whole_site, SENTENCE), "it is misread to begin with"

    page = opened(chromium, contexts, f"{whole_site.address}/staff/indbakke")
    page.fill("[name=navn]", NAME)
    page.fill("[name=adgangskode]", PASSWORD)
    page.locator("main form button").first.click()
    correct(page, axe)
    train(page, axe)
    compare(page, axe)

    page.get_by_role("button", name="Tag i brug").click()
    expect(page.get_by_role("status")).to_contain_text("Modellen er skiftet", timeout=LONG)
    assert answer in asks(chromium, contexts, whole_site, SENTENCE)

    page.get_by_role("button", name="Skift tilbage").click()
    expect(page.get_by_role("status")).to_contain_text("Modellen er skiftet", timeout=LONG)
    assert answer not in asks(chromium, contexts, whole_site, SENTENCE)


def correct(page: Page, axe: str) -> None:
    """By the keyboard alone: the first letters of the right intent, on to the button, and pressed."""
    from bot.turn import content

    expect(page.get_by_label(SENTENCE, exact=True)).to_be_visible()
    assert barriers(page, axe) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_label(SENTENCE, exact=True).focus()
    page.keyboard.type(content().topics["prices"].title)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 blev eksempler")


def train(page: Page, axe: str) -> None:
    page.get_by_role("link", name="Træn en model med dem").click()
    page.get_by_role("button", name="Træn en ny model").click()
    expect(page.get_by_text("En model bliver trænet.")).to_be_visible()
    assert barriers(page, axe) == []
    expect(page.get_by_text("Den seneste træning er færdig.")).to_be_visible(timeout=LONG)
    expect(page.get_by_role("row", name="Kender alle eksempler.")).to_have_count(1)


def compare(page: Page, axe: str) -> None:
    page.get_by_role("button", name="Sammenlign").click()
    expect(page.get_by_text("To modeller bliver sammenlignet.")).to_be_visible()
    expect(page.get_by_text("Den seneste sammenligning er færdig.")).to_be_visible(timeout=LONG)
    assert barriers(page, axe) == []
    page.get_by_role("link", name="Se sammenligningen").click()
    expect(page.get_by_role("row", name=SENTENCE)).to_contain_text("✓")
    expect(page.get_by_role("row", name="Samtaler")).to_contain_text(str(len(DIALOGUES)))
    assert barriers(page, axe) == []
    page.get_by_role("link", name="Tilbage til modellerne").click()
