"""`make screenshots`: the staff bench as docs/medarbejdere.md shows it, with the trained model behind it, into docs/screenshots/."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, FrameLocator, Page, expect, sync_playwright
from sqlalchemy import create_engine

from bot.app import build
from bot.evaluation.rule_snapshots import Snapshots
from bot.settings import Settings
from bot.staff.access import Access, Role
from bot.staff.new_account import add_account
from bot.staff.passwords import Passwords
from bot.store import Database
from bot.store.figures import FIGURES
from tests import changed_rules
from tests.browser.conftest import CHROMIUM, FLAGS, HOW_TO_GET_CHROMIUM, PATIENCE, PROJECT
from tests.browser.screenshots import FOLDER, keep
from tests.browser.site import Site, running
from tests.browser.talking_to_pages import press, write
from tests.changed_rules import table_with
from tests.staff.site import PASSWORD, QUICK
from tests.talking import sqlite_url

NAME: Final = "Eva"
#: Ten of them stand in one page of docs/.
LARGEST: Final = 120_000
WIDTH: Final = 1280
#: What the bench needs of the project. It is copied: nothing that a picture shows is to be kept.
COPIED: Final = ("config.yml", "domain.yml", "data", "content", "tests/dialogues", "tests/language")
OBJECTION: Final = "det forstod du forkert"
MISREAD: Final = (
    "hvad skal vi punge ud med for at være på",
    "hvor længe går der før det spiller",
    "kan man få en krypteret dims til serveren",
)
#: Of a month of a site that is used.
COUNTS: Final = {
    "goal": {"connection": 212, "obligation": 84, "government_task_right": 31, "services": 22, "classification": 17},
    "intent": {"inform": 640, "faq/prices": 58, "faq/mitid_erhverv": 41, "faq/certificates": 17, "nlu_fallback": 36},
    "left": {"role": 38, "government_task": 27, "company_form": 12, "advised": 219},
}

Scene = Callable[[Page, Site], None]


def home(page: Page, site: Site) -> None:
    """As it is opened."""


def talk(page: Page) -> FrameLocator:
    return page.frame_locator("iframe[data-talk]")


def trying(page: Page, site: Site) -> None:
    go(page, site, "/proev")
    talk(page).locator("#besked").fill("Vi er et anpartsselskap og hjælper en region med en løsning")
    talk(page).locator("form.compose button").click()
    expect(page.locator("#forloeb mark")).to_have_count(2)


def case(page: Page, site: Site) -> None:
    go(page, site, "/samtaler?udfald=advised")
    page.locator("main tbody a").last.click()


def failing_test(page: Page, site: Site) -> None:
    """The talk of `trying` as a test that expects another role."""
    go(page, site, "/proev")
    page.get_by_role("link", name="Lav samtalen til en test").click()
    field = page.locator("#text")
    field.fill(field.input_value().replace("role: supplier", "role: broker"))
    page.get_by_label("Hvad testen handler om").fill("listening")
    page.get_by_label("Navn: user_").fill("user_helps_a_region")
    page.get_by_role("button", name="Kontrollér og spil").click()
    page.locator(".test-difference").first.wait_for()


def inbox(page: Page, site: Site) -> None:
    go(page, site, "/indbakke")
    misread = page.locator(".inbox-row").filter(has_not_text=OBJECTION).first
    # The first of the guide's own guesses.
    misread.locator("select").first.select_option(index=1)


def model(page: Page, site: Site) -> None:
    go(page, site, "/model")


def word(page: Page, site: Site) -> None:
    go(page, site, "/ord/tekst?fil=questions.yml&sted=government_task/text")
    page.get_by_label("Tekst", exact=True).fill("Skal systemet bruges til at løse en myndighedsopgave?")
    page.locator("[name=note]").fill("Brugerne spurgte, hvad «bliver brugt til» betyder")
    page.get_by_role("button", name="Se, hvordan").click()
    page.locator(".words-preview").wait_for()


def sources(page: Page, site: Site) -> None:
    go(page, site, "/kilder")
    for fold in page.locator(".words-cards > li").first.locator("summary").all():
        fold.click()


def rule_diff(page: Page, site: Site) -> None:
    go(page, site, "/regler/sammenlign?foer=billede:foer-aendringen")
    page.locator(".rule-changes > li").first.wait_for()


def figures(page: Page, site: Site) -> None:
    go(page, site, "/tal")


#: A name, what leads to it, how much of the page is shown, in pixels, and what it begins with, if not with the top.
SCENES: Final[tuple[tuple[str, Scene, int, str | None], ...]] = (
    ("home", home, 980, None),
    ("try", trying, 1120, None),
    ("case", case, 1100, None),
    ("test", failing_test, 1400, None),
    ("inbox", inbox, 860, None),
    ("model", model, 720, None),
    ("word", word, 900, None),
    ("sources", sources, 900, None),
    ("rules", rule_diff, 900, None),
    ("figures", figures, 760, "#dage"),
)


def go(page: Page, site: Site, path: str) -> None:
    page.goto(f"{site.address}/staff{path}")


def main() -> int:
    """Makes all of them. 2, with a line that says why, when it cannot."""
    if CHROMIUM is None:
        print(f"No Chromium: {HOW_TO_GET_CHROMIUM}", file=sys.stderr)
        return 2
    if not (PROJECT / "models/manifest.json").exists():
        print("No trained model: guide train", file=sys.stderr)
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        # Before Playwright, which keeps an event loop running in this thread.
        settings = prepared(Path(folder))
        with running(build(settings)) as site, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            hold_talks(chromium, site)
            too_large = [each for each in shoot_all(chromium, site) if each]
            chromium.close()
    if too_large:
        print(f"Larger than {LARGEST // 1000} kB: {', '.join(too_large)}", file=sys.stderr)
    return 1 if too_large else 0


def prepared(folder: Path) -> Settings:
    """A copy of the project in a folder, with an account, an earlier version of the rules, and figures."""
    project = folder / "project"
    for each in COPIED:
        copy = shutil.copytree if (PROJECT / each).is_dir() else shutil.copy
        (project / each).parent.mkdir(parents=True, exist_ok=True)
        copy(PROJECT / each, project / each)
    # The rules are read beside the running ones, where they are compared.
    (project / "bot").symlink_to(PROJECT / "bot")
    (project / "tests/cases").symlink_to(PROJECT / "tests/cases")
    url = sqlite_url(folder)
    earlier = table_with(changed_rules.NO_SECURE_AUTHENTICATION)
    Snapshots(folder / "rules").keep("foer-aendringen", earlier, datetime.now(UTC) - timedelta(days=30))
    asyncio.run(add(url))
    put_figures(url)
    environment = {
        "GUIDE_DATA_DIR": str(folder),
        "GUIDE_DATABASE_URL": url,
        "GUIDE_PROJECT_DIR": str(project),
        "GUIDE_CONTENT_DIR": str(project / "content"),
        "GUIDE_RATE_LIMITS": "off",
    }
    os.environ["GUIDE_CONTENT_DIR"] = environment["GUIDE_CONTENT_DIR"]
    return Settings.from_environment(environment, folder)


async def add(url: str) -> None:
    database = Database(url)
    access = Access(database, Passwords(QUICK))
    await add_account(access, "driften", NAME, Role.ADMIN, PASSWORD, one_time=False)
    access.close()
    await database.close()


def put_figures(url: str) -> None:
    engine = create_engine(url)
    today = datetime.now(UTC).date()
    first = today.replace(day=1)
    days = [first + timedelta(days=number) for number in range((today - first).days + 1)]
    rows = [
        {"day": today, "kind": kind, "name": name, "count": count}
        for kind, names in COUNTS.items()
        for name, count in names.items()
    ]
    # Fewer at weekends.
    rows += [
        {"day": day, "kind": "talk", "name": "begun", "count": 6 if day.weekday() > 4 else 13 + day.day * 7 % 11}
        for day in days
    ]
    with engine.begin() as connection:
        connection.execute(FIGURES.insert(), rows)
    engine.dispose()


def hold_talks(chromium: Browser, site: Site) -> None:
    """Some users: one that gets its advice, and some that were misread."""
    for first in ("Vi er Aarhus Kommune og skal have en selvbetjeningsløsning til byggesager på NemLog-in", *MISREAD):
        context = chromium.new_context(locale="da-DK")
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(site.address)
        write(page, first)
        if first in MISREAD:
            write(page, OBJECTION)
        else:
            press(page, "Vi udbyder systemet selv")
            while page.locator("form.question").count():
                press(page, "Ja")
        context.close()


def shoot_all(chromium: Browser, site: Site) -> list[str | None]:
    """Makes the pictures; the names of those that are too large."""
    context = chromium.new_context(
        locale="da-DK", reduced_motion="reduce", viewport={"width": WIDTH, "height": 860}, color_scheme="light"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    go(page, site, "")
    page.fill("[name=navn]", NAME)
    page.fill("[name=adgangskode]", PASSWORD)
    page.locator("main form button").click()
    expect(page.get_by_role("heading", name=f"Hej, {NAME}")).to_be_visible()
    found = [shoot(page, site, *scene) for scene in SCENES]
    context.close()
    return found


def shoot(page: Page, site: Site, name: str, scene: Scene, height: int, first: str | None) -> str | None:
    """Makes one picture; its name, if it is too large."""
    scene(page, site)
    page.evaluate("scrollTo(0, 0), document.activeElement?.blur()")
    page.wait_for_load_state("networkidle")
    length: Any = page.evaluate("document.scrollingElement.scrollHeight")
    box = page.locator(first).bounding_box() if first else None
    top = box["y"] - 32 if box else 0
    clip: Any = {"x": 0, "y": top, "width": WIDTH, "height": min(height, length - top)}
    file = FOLDER / f"staff-{name}.png"
    size = keep(page.screenshot(clip=clip, full_page=True), file)
    return file.name if size > LARGEST else None


if __name__ == "__main__":
    sys.exit(main())
