"""The talk in a real browser: with and without a script, by mouse and by keyboard, and when something goes wrong."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from bot.refusals import Refused
from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.talking_to_pages import MUNICIPALITY, answered, press, reach_advice, send, write

HEADLINE = "I skal bruge NemLog-in, og I tilslutter jer som it-systemudbyder."


def said(page: Page) -> list[str]:
    return page.locator(".said").all_text_contents()


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


def test_the_message_shows_at_once_and_a_slow_answer_is_said(open_page: Open, site: Site) -> None:
    page = open_page()
    site.engine.held = True
    send(page, MUNICIPALITY)
    expect(page.locator(".message.sending .said")).to_have_text(MUNICIPALITY)
    expect(page.locator(".sending .state")).to_have_text("Sender …")
    expect(page.locator(".sending .state")).to_contain_text("længere tid end normalt", timeout=15_000)
    site.engine.held = False
    answered(page)
    assert said(page) == [MUNICIPALITY]
    expect(page.locator("form.question")).to_be_visible()


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


def test_a_lost_answer_is_fetched_again_and_nothing_doubles(open_page: Open, site: Site) -> None:
    page = open_page()
    write(page, MUNICIPALITY)
    lost = 0

    def lose_the_answer(route: Route) -> None:
        nonlocal lost
        lost += 1
        route.fetch(max_redirects=0)
        route.abort()

    page.route("**/samtale", lose_the_answer, times=1)
    send(page, "hvad koster det?")
    expect(page.locator(".failed .state")).to_contain_text("Ikke sendt")
    page.get_by_role("button", name="Prøv igen").click()
    answered(page)
    assert lost == 1
    assert said(page) == [MUNICIPALITY, "hvad koster det?"]
    assert site.engine.heard == [MUNICIPALITY, "hvad koster det?"]


def test_offline_is_said_and_the_text_is_not_lost(open_page: Open) -> None:
    page = open_page()
    write(page, MUNICIPALITY)
    page.context.set_offline(True)
    send(page, "Vi udbyder det selv")
    expect(page.locator(".failed .state")).to_contain_text("ikke på nettet")
    page.context.set_offline(False)
    page.get_by_role("button", name="Flyt teksten tilbage til feltet").click()
    assert page.input_value("#besked") == "Vi udbyder det selv"
    expect(page.locator("#besked")).to_be_focused()


def test_a_busy_guide_says_so_and_answers_when_asked_again(open_page: Open, site: Site) -> None:
    page = open_page()
    write(page, MUNICIPALITY)
    site.engine.error = Refused("busy")
    send(page, "hvad koster det?")
    expect(page.locator(".failed .state")).to_contain_text("Der er travlt lige nu")
    site.engine.error = None
    page.get_by_role("button", name="Prøv igen").click()
    answered(page)
    assert said(page)[-1] == "hvad koster det?"
    expect(page.locator(".failed")).to_have_count(0)


def test_a_restart_in_mid_talk_loses_nothing(open_page: Open, site: Site) -> None:
    page = open_page()
    write(page, MUNICIPALITY)
    site.stop()
    send(page, "hvad koster det?")
    expect(page.locator(".failed .state")).to_contain_text("ikke få forbindelse")
    site.start()
    page.get_by_role("button", name="Prøv igen").click()
    answered(page)
    assert said(page) == [MUNICIPALITY, "hvad koster det?"]


def test_reload_keeps_the_talk_and_what_is_being_written(open_page: Open) -> None:
    page = open_page()
    write(page, MUNICIPALITY)
    page.fill("#besked", "Vi er lige ved")
    page.reload()
    assert said(page) == [MUNICIPALITY]
    assert page.input_value("#besked") == "Vi er lige ved"
    page.goto(page.url + "privatliv")
    page.go_back()
    assert said(page) == [MUNICIPALITY]


def test_two_tabs_hold_one_talk(open_page: Open) -> None:
    page = open_page()
    write(page, MUNICIPALITY)
    other = page.context.new_page()
    other.goto(page.url)
    press(other, "Vi udbyder systemet selv")
    write(page, "hvad koster det?")
    assert said(page) == [MUNICIPALITY, "Vi udbyder systemet selv", "hvad koster det?"]
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(other.locator(".said")).to_have_count(3)


def test_a_talk_deleted_in_another_tab_is_said_and_the_text_is_kept(open_page: Open) -> None:
    page = open_page()
    write(page, MUNICIPALITY)
    other = page.context.new_page()
    other.goto(page.url + "samtale/slet")
    other.get_by_role("button", name="Ja, slet samtalen").click()
    expect(other.get_by_role("heading", name="Samtalen er slettet")).to_be_visible()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".local")).to_contain_text("Samtalen findes ikke længere")
    send(page, "Vi udbyder det selv")
    # It begins another talk, in which nothing of the old one is left.
    expect(page.locator(".said")).to_have_text(["Vi udbyder det selv"])
    expect(page.locator(".local")).to_have_count(0)


def test_an_expired_talk_is_said_and_the_text_begins_a_new_one(open_page: Open, site: Site) -> None:
    page = open_page()
    write(page, MUNICIPALITY)
    [cookie] = page.context.cookies()
    page.context.add_cookies([{"name": "samtale", "value": "gone.nothing", "domain": cookie["domain"], "path": "/"}])
    send(page, "Vi er Region Midtjylland")
    expect(page.locator(".failed .state")).to_contain_text("Samtalen findes ikke længere")
    page.get_by_role("button", name="Begynd en ny samtale").click()
    expect(page.locator(".said")).to_have_count(0)
    assert page.input_value("#besked") == "Vi er Region Midtjylland"


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


def test_someone_who_comes_by_a_link_finds_the_talk_under_way(open_page: Open) -> None:
    page = open_page()
    write(page, MUNICIPALITY)
    # As the browser does when the way leads over another site: it does not show the cookie.
    page.route(re.compile(r"/$"), lambda route: route.continue_(headers=foreign(route)), times=1)
    page.goto(page.url)
    expect(page.locator(".said")).to_have_text([MUNICIPALITY])


def foreign(route: Route) -> dict[str, str]:
    headers = {name: value for name, value in route.request.all_headers().items() if name.lower() != "cookie"}
    return {**headers, "sec-fetch-site": "cross-site"}


def test_the_record_can_be_printed(open_page: Open) -> None:
    page = open_page()
    reach_advice(page)
    page.get_by_role("link", name="Gem eller udskriv").first.click()
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="Udskriv").click()
    assert page.title() == "printed"
