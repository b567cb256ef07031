"""The talk in a real browser: with and without a script, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.talking_to_pages import MUNICIPALITY, answered, press, reach_advice, said, write

HEADLINE = "I skal bruge NemLog-in, og I tilslutter jer som it-systemudbyder."


def test_a_whole_talk_leads_to_advice(open_page: Open, complaints: list[str]) -> None:
    page = open_page()
    reach_advice(page)
    expect(page.get_by_role("heading", name=HEADLINE)).to_be_visible()
    assert page.url.endswith("/"), "the page is not reloaded"
    fold = page.locator(".advice details").first
    fold.locator("summary").click()
    expect(fold.get_by_text("Hvorfor ikke noget andet?")).to_be_visible()
    assert complaints == []


def test_without_a_script_the_talk_goes_just_as_well(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.fill("#besked", MUNICIPALITY)
    page.click("form.compose button")
    for title in ("Vi udbyder systemet selv", "Ja", "Ja", "Ja"):
        page.get_by_role("button", name=title, exact=True).click()
    expect(page.get_by_role("heading", name=HEADLINE)).to_be_visible()
    assert page.url.endswith("/#seneste")


def test_the_keyboard_alone_is_enough(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Spring til indholdet")).to_be_focused()
    page.focus("#besked")
    page.keyboard.type(MUNICIPALITY)
    page.keyboard.press("Enter")
    expect(page.locator("form.question")).to_be_visible()
    expect(page.locator("#besked")).to_be_focused()
    page.locator("form.question button").first.focus()
    for _ in range(4):
        count = page.locator(".message").count()
        page.keyboard.press("Enter")
        expect(page.locator(".message")).not_to_have_count(count)
        answered(page)
        expect(page.locator(".speaker:focus")).to_have_count(1)
        page.keyboard.press("Tab")
    expect(page.get_by_role("heading", name=HEADLINE)).to_be_visible()


def test_shift_and_enter_makes_a_new_line(open_page: Open) -> None:
    page = open_page()
    page.focus("#besked")
    page.keyboard.type("Vi er en forening")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("i Aarhus")
    assert page.input_value("#besked") == "Vi er en forening\ni Aarhus"
    assert said(page) == []


def test_each_message_is_put_into_the_log_once(open_page: Open) -> None:
    page = open_page()
    page.evaluate(
        """() => {
            window.added = [];
            new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
                if (node instanceof HTMLElement && node.classList.contains('message')) window.added.push(node.textContent);
            }))).observe(document.querySelector('[role=log]'), {childList: true, subtree: true});
        }"""
    )
    write(page, MUNICIPALITY)
    added = page.evaluate("window.added")
    assert len(added) == 2, added
    assert page.locator("[aria-live], [role=log], [role=status], [role=alert]").count() == 1


def test_the_limit_is_said_before_sending(open_page: Open, site: Site) -> None:
    page = open_page()
    page.fill("#besked", "æ" * 990)
    expect(page.locator(".counter")).to_have_text("10 tegn tilbage")
    page.fill("#besked", "æ" * 1012)
    expect(page.locator(".counter")).to_have_text("12 tegn for meget")
    page.click("form.compose button")
    assert said(page) == []
    assert page.locator("#besked").evaluate("field => field.validationMessage").startswith("Beskeden er for lang")
    assert site.engine.heard == []


def test_what_was_masked_is_shown_masked(open_page: Open) -> None:
    page = open_page()
    write(page, "Mit CPR-nummer er 010203-1234, og vi er Aarhus Kommune")
    expect(page.locator(".said")).to_contain_text("[CPR-nummer fjernet]")
    assert "010203" not in page.content()


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>"])
def test_text_is_never_markup(open_page: Open, complaints: list[str], text: str) -> None:
    page = open_page()
    write(page, text)
    assert said(page) == [text]
    page.reload()
    assert said(page) == [text]
    assert page.locator(".message img, .message script").count() == 0
    assert complaints == []


def test_an_answer_is_changed_beside_the_talk(open_page: Open) -> None:
    page = open_page()
    reach_advice(page)
    panel = page.locator(".panel")
    panel.get_by_text("Ret Myndighedsopgave").click()
    panel.locator("details[open]").get_by_label("Nej", exact=True).check()
    panel.locator("details[open]").get_by_role("button", name="Gem rettelsen").click()
    answered(page)
    expect(panel).to_contain_text("I kan vælge broker frit")
    expect(page.locator(".speaker:focus")).to_have_count(1)


def test_services_are_ticked_and_ticking_nothing_is_not_sent(open_page: Open) -> None:
    page = open_page()
    press(page, "Hvilke services kan vi få?")
    while not page.get_by_role("button", name="Send valg").count():
        press(page, "Ved ikke")
    messages = page.locator(".message").count()
    page.get_by_role("button", name="Send valg").click()
    assert page.locator(".message").count() == messages
    page.get_by_label("Log-in").check()
    page.get_by_label("Fuldmagter").check()
    page.get_by_role("button", name="Send valg").click()
    answered(page)
    expect(page.locator(".said").last).to_have_text("Log-in og Fuldmagter")


def test_the_record_can_be_printed(open_page: Open) -> None:
    page = open_page()
    reach_advice(page)
    page.get_by_role("link", name="Gem eller udskriv").first.click()
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="Udskriv").click()
    assert page.title() == "printed"
