"""A member of the support staff at the browser: the account, and the way in."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from playwright.sync_api import Page, expect

from bot.staff.access import Access, Role
from bot.staff.new_account import add_account
from tests.staff.site import PASSWORD

NAME: Final = "Eva"


def add_editor(access: Access) -> None:
    """An editor's account."""

    def add() -> None:
        asyncio.run(add_account(access, "driften", NAME, Role.EDITOR, PASSWORD, one_time=False))

    with ThreadPoolExecutor(1) as elsewhere:
        # Playwright keeps an event loop in this thread.
        elsewhere.submit(add).result()


def log_in(page: Page) -> None:
    """Logs the editor in, from wherever the log-in was asked for."""
    page.fill("[name=navn]", NAME)
    page.fill("[name=adgangskode]", PASSWORD)
    page.locator("main form button").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
