"""A real Chromium for the tests in this folder; where there is none, the run says so and how to get it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect, sync_playwright

from bot.settings import Settings
from tests.browser.site import Site, page_app, running

FOLDER: Final = Path(__file__).parent
PROJECT: Final = FOLDER.parents[1]
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CHROMIUM: Final = os.environ.get("CHROMIUM") or shutil.which("chromium")
HOW_TO_GET_CHROMIUM: Final = "apt-get install chromium (or CHROMIUM=/path/to/chromium)"
#: Patience for an answer, in milliseconds: the machine may be busy.
PATIENCE: Final = 30_000
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves the tests out where there is no Chromium."""
    if CHROMIUM is None:
        for item in items:
            if item.path.is_relative_to(FOLDER):
                item.add_marker(pytest.mark.skip(reason=f"no Chromium: {HOW_TO_GET_CHROMIUM}"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line that cannot be overlooked when they were left out."""
    left_out = [each for each in terminalreporter.stats.get("skipped", ()) if "no Chromium" in str(each.longrepr)]
    if left_out:
        line = f"LEFT OUT: {len(left_out)} tests of the page in a real browser. Mend: {HOW_TO_GET_CHROMIUM}"
        terminalreporter.write_line(line, yellow=True, bold=True)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running_playwright:
        yield running_playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
    yield browser
    browser.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The site with a stand-in for the model."""
    app, house = page_app(tmp_path)
    with running(app, house) as running_site:
        yield running_site


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole guide with its trained model, where there is one."""
    models = PROJECT / "models"
    if not (models / "manifest.json").exists():
        pytest.skip("no trained model: guide train")
    from bot.app import build

    folder = tmp_path_factory.mktemp("guide")
    environment = {"GUIDE_MODELS_DIR": str(models), "GUIDE_CONTENT_DIR": str(PROJECT / "content")}
    with running(build(Settings.from_environment(environment, folder))) as running_site:
        yield running_site


Open = Callable[..., Page]


@pytest.fixture
def contexts(chromium: Browser) -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        context.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of: errors in scripts, and what the page's policy forbade."""
    return []


@pytest.fixture
def open_page(chromium: Browser, contexts: list[BrowserContext], complaints: list[str], site: Site) -> Open:
    """Opens a page in a browser of its own: `open_page("/", width=320)`."""

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def open_it(path: str = "/", width: int = 1280, height: int = 800, **more: Any) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="da-DK", **more)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(site.address + path)
        return page

    return open_it


@pytest.fixture
def axe() -> str:
    """The source of axe-core."""
    source = PROJECT / "vendor/axe-core/axe.min.js"
    if not source.exists():
        pytest.skip("no axe-core: scripts/page-tools")
    return source.read_text(encoding="utf-8")
