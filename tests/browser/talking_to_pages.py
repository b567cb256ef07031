"""What people do on the page, as tests do it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Frame, Page, expect

MUNICIPALITY = "Vi er Aarhus Kommune og skal bruge NemLog-in"


def said(page: Page) -> list[str]:
    """What the user has said."""
    return page.locator(".said").all_text_contents()


def answered(page: Page) -> None:
    """Waits until nothing is on its way any more."""
    expect(page.locator(".message.sending:not(.failed)")).to_have_count(0)


def send(page: Page, text: str) -> None:
    """Writes and sends, without waiting for the answer."""
    page.fill("#besked", text)
    page.click("form.compose button")


def write(page: Page, text: str) -> None:
    """Writes, and waits for the answer."""
    before = page.locator(".message.bot").count()
    send(page, text)
    expect(page.locator(".message.bot")).not_to_have_count(before)
    answered(page)


def press(page: Page, title: str) -> None:
    """Presses an answer, and waits for what comes of it."""
    before = page.locator(".message").count()
    page.locator(".choices").get_by_role("button", name=title, exact=True).click()
    expect(page.locator(".message")).not_to_have_count(before)
    answered(page)


def reach_advice(page: Page) -> None:
    """A whole talk of a municipality."""
    write(page, MUNICIPALITY)
    press(page, "Vi udbyder systemet selv")
    for _ in range(3):
        press(page, "Ja")
    expect(page.locator(".advice")).to_be_visible()


def barriers(page: Page | Frame, axe: str, colours: bool = True) -> list[str]:
    """What axe finds on the page: what is wrong, and what it could not decide. `colours`: whether it looks at their contrast too."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    options = {"resultTypes": ["violations", "incomplete"], "rules": {"color-contrast": {"enabled": colours}}}
    found: Any = page.evaluate("async (options) => await axe.run(document, options)", options)
    return [
        f"{kind}: {each['id']}: {each['help']} – {node['target']}"
        for kind in ("violations", "incomplete")
        for each in found[kind]
        for node in each["nodes"]
    ]
