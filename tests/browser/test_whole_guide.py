"""The page with the trained model behind it."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.site import Site
from tests.browser.talking_to_pages import press, write


def test_a_municipality_gets_its_plan(chromium: Browser, contexts: list[BrowserContext], live_server: Site) -> None:
    context = chromium.new_context()
    contexts.append(context)
    page = context.new_page()
    page.goto(live_server.address)
    write(page, "Vi er Aarhus Kommune og skal have en selvbetjeningsløsning til byggesager på NemLog-in")
    press(page, "Vi udbyder systemet selv")
    while page.locator("form.question").count():
        press(page, "Ja")
    expect(page.locator(".headline")).to_have_text("I skal bruge NemLog-in, og I tilslutter jer som it-systemudbyder.")
