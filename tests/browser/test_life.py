"""A talk in the life of a browser: slow and lost answers, restarts, other tabs, reloads and ways back. Nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from bot.refusals import Refused
from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.talking_to_pages import MUNICIPALITY, answered, press, reach_advice, said, send, write


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


def test_what_is_sent_in_a_hurry_goes_when_the_answer_is_there(open_page: Open, site: Site) -> None:
    page = open_page()
    site.engine.held = True
    send(page, MUNICIPALITY)
    send(page, "hvad koster det?")
    assert said(page) == [MUNICIPALITY]
    assert page.input_value("#besked") == "hvad koster det?"
    site.engine.held = False
    expect(page.locator(".said")).to_have_text([MUNICIPALITY, "hvad koster det?"])
    answered(page)
    assert page.input_value("#besked") == ""


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Waits, with the page going on, until something holds."""
    for _ in range(300):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never held")


def test_a_reload_while_the_answer_is_awaited_loses_nothing_and_doubles_nothing(open_page: Open, site: Site) -> None:
    page = open_page()
    write(page, MUNICIPALITY)
    site.engine.held = True
    send(page, "hvad koster det?")
    until(page, lambda: site.engine.waiting == 1)
    page.reload()
    # Nobody knows yet whether it will arrive, so it is in the field again.
    assert said(page) == [MUNICIPALITY]
    assert page.input_value("#besked") == "hvad koster det?"
    site.engine.held = False

    def is_there_for_who_comes_back() -> bool:
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        return said(page) == [MUNICIPALITY, "hvad koster det?"]

    until(page, is_there_for_who_comes_back)
    expect(page.locator("#besked")).to_have_value("")


def test_trying_again_reads_nothing_out_anew_and_failing_again_leaves_the_focus_where_one_can_go_on(
    open_page: Open, site: Site
) -> None:
    page = open_page()
    site.engine.error = Refused("busy")
    send(page, MUNICIPALITY)
    expect(page.locator(".failed")).to_be_visible()
    page.evaluate(
        """() => {
            window.added = 0;
            new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
                window.added += node instanceof HTMLElement && node.classList.contains('message') ? 1 : 0;
            }))).observe(document.querySelector('[role=log]'), {childList: true, subtree: true});
        }"""
    )
    again = page.get_by_role("button", name="Prøv igen")
    again.press("Enter")
    expect(again).to_be_focused()
    expect(page.locator(".failed .state")).to_contain_text("Der er travlt lige nu")
    site.engine.error = None
    again.press("Enter")
    answered(page)
    assert page.evaluate("window.added") == 1, "the answer alone"
    expect(page.locator(".speaker:focus")).to_have_count(1)


def test_the_way_back_from_the_record_leads_to_the_talk(open_page: Open) -> None:
    page = open_page()
    reach_advice(page)
    talk = said(page)
    page.get_by_role("link", name="Gem eller udskriv").first.click()
    page.go_back()
    assert said(page) == talk
    expect(page.locator(".advice")).to_be_visible()
    press(page, "Hvorfor?")


def test_leaving_and_coming_back_through_the_history_fetches_what_was_said_elsewhere(open_page: Open) -> None:
    page = open_page()
    write(page, MUNICIPALITY)
    page.get_by_role("link", name="Privatliv").click()
    other = page.context.new_page()
    other.goto(page.url.replace("privatliv", ""))
    press(other, "Vi udbyder systemet selv")
    page.go_back()
    expect(page.locator(".said")).to_have_text([MUNICIPALITY, "Vi udbyder systemet selv"])
