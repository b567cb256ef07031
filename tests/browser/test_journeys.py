"""Five users on the whole guide, with the trained model behind the page: each gets what they came for. Two of them without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE
from tests.browser.site import Site
from tests.browser.talking_to_pages import press, write


@pytest.fixture
def visit(chromium: Browser, contexts: list[BrowserContext], live_server: Site) -> Visit:
    return Visit(chromium, contexts, live_server)


class Visit:
    """Comes to the guide with a browser of one's own."""

    def __init__(self, chromium: Browser, contexts: list[BrowserContext], site: Site) -> None:
        self._chromium, self._contexts, self._site = chromium, contexts, site

    def __call__(self, scripts: bool = True, phone: bool = False) -> Page:
        size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 860}
        context = self._chromium.new_context(viewport=size, java_script_enabled=scripts, locale="da-DK")  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        page = context.new_page()
        page.goto(self._site.address)
        return page


def send(page: Page, text: str) -> None:
    """Writes without a script: the page comes anew."""
    page.fill("#besked", text)
    page.click("form.compose button")
    expect(page.locator(".said").last).to_have_text(text)


def choose(page: Page, title: str) -> None:
    """Presses without a script."""
    said = page.locator(".said").count()
    page.locator(".choices").get_by_role("button", name=title, exact=True).click()
    expect(page.locator(".said")).to_have_count(said + 1)


def test_a_project_manager_of_a_municipality_gets_a_plan_and_takes_it_along(visit: Visit) -> None:
    page = visit()
    write(page, "Vi er Aarhus Kommune og skal have en selvbetjeningsløsning til byggesager på NemLog-in")
    expect(page.locator(".panel")).to_contain_text("Aarhus Kommune")
    write(page, "os selv, men vores leverandør bygger det")
    write(page, "ja det er byggetilladelser. og vi er allerede i mitid erhverv")
    press(page, "Ja")
    expect(page.locator(".headline")).to_have_text("I skal bruge NemLog-in, og I tilslutter jer som it-systemudbyder.")
    page.get_by_role("link", name="Gem eller udskriv").first.click()
    expect(page.get_by_role("heading", name="Udskrift af vejledningen")).to_be_visible()
    expect(page.get_by_text("Opret it-systemet")).to_be_visible()


def test_a_vendor_with_thirty_municipal_customers_finds_out_about_the_right_and_gets_a_draft(visit: Visit) -> None:
    page = visit()
    write(
        page,
        "vi er et lille aps der laver et bookingsystem som 30 kommuner bruger, skal vi eller kommunerne tilsluttes??",
    )
    press(page, "Ja")
    write(page, "nej det er vi ikke")
    write(page, "hvad er det?")
    expect(page.locator(".message.bot", has_text="brugerorganisation").last).to_be_visible()
    write(page, "aner det ikke")
    expect(page.locator(".advice")).to_contain_text("søge")
    press(page, "Se udkast til begrundelsen")
    expect(page.locator(".draft")).to_contain_text("anmoder om ret til at oprette it-systemer")


def test_a_webshop_on_a_phone_learns_that_it_may_choose_and_changes_an_answer(visit: Visit) -> None:
    page = visit(phone=True)
    press(page, "Find vores tilslutning")
    write(page, "Vi er et privat firma med en webshop og vil bare have log-in med MitID via NemLog-in")
    press(page, "Vi udbyder systemet selv")
    write(page, "nej, vi sælger bare sko")
    press(page, "Nej")
    expect(page.locator(".advice").last).to_contain_text("vælge broker frit")
    panel = page.locator(".panel")
    panel.get_by_text("Ret MitID Erhverv").click()
    panel.locator("details[open]").get_by_label("Ja", exact=True).check()
    panel.locator("details[open]").get_by_role("button", name="Gem rettelsen").click()
    expect(page.locator(".said").last).to_have_text("Ja")


def test_a_school_secretary_who_knows_little_gets_a_plan_without_a_script(visit: Visit) -> None:
    page = visit(scripts=False)
    send(
        page,
        "Hej. Jeg er sekretær på en friskole og har fået besked om at vi skal tilsluttes nemlog-in?? Jeg aner ikke hvad det går ud på",
    )
    send(page, "vi står som selvejende institution i cvr")
    choose(page, "Ved ikke")
    send(page, "nej, det er bare optagelse og madbestilling")
    choose(page, "Ved ikke")
    choose(page, "Ved ikke")
    expect(page.locator(".headline")).to_contain_text("Resten afhænger af noget, I ikke ved endnu")
    page.get_by_role("link", name="Link til denne vejledning").click()
    expect(page.get_by_role("heading", name="Vejledning", exact=True)).to_be_visible()


def test_a_citizen_on_the_wrong_page_is_sent_on_and_deletes_what_was_written_without_a_script(visit: Visit) -> None:
    page = visit(scripts=False, phone=True)
    send(page, "mit mitid er spærret og jeg kan ikke komme ind på skat")
    expect(page.locator(".message.bot .links a").first).to_be_visible()
    expect(page.locator("form.question")).to_have_count(0)
    page.get_by_role("link", name="Slet min samtale").click()
    page.get_by_role("button", name="Ja, slet samtalen").click()
    expect(page.get_by_role("heading", name="Samtalen er slettet")).to_be_visible()
    page.get_by_role("link", name="Begynd en ny samtale").click()
    expect(page.locator(".said")).to_have_count(0)
