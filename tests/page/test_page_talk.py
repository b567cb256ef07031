"""The talk as plain forms: what is said, changed and deleted, and what goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.refusals import Refused
from tests.browser.site import page_app
from tests.page.browsing import MUNICIPALITY, Browser, advised
from tests.reading_pages import Page
from tests.talking import House, bytes_in


def test_the_whole_talk_goes_by_forms_and_each_is_answered_by_a_redirection(browser: Browser) -> None:
    page = advised(browser)
    assert browser.last.history[-1].status_code == 303
    assert browser.last.url.path == "/"
    assert "I skal bruge NemLog-in, og I tilslutter jer som it-systemudbyder." in page.text
    assert "Det er vejledning, ikke en afgørelse." in page.text
    assert "Hvorfor ikke noget andet?" in page.text
    assert page.text.count("I valgte Ja") == 3


def test_the_key_is_out_of_reach_of_scripts_and_other_sites(browser: Browser) -> None:
    browser.write(MUNICIPALITY)
    cookie = browser.last.history[0].headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    token = browser.client.cookies["samtale"].partition(".")[2]
    assert token
    assert token not in browser.last.text


def test_the_key_is_marked_secure_where_the_site_is(tmp_path: Path) -> None:
    app, _ = page_app(tmp_path)
    with TestClient(app, base_url="https://guide.example") as client:
        browser = Browser(client)
        browser.write(MUNICIPALITY)
        assert "Secure" in browser.last.history[0].headers["Set-Cookie"]


def test_only_the_newest_turn_can_be_answered_and_earlier_questions_stay_to_be_read(browser: Browser) -> None:
    browser.write(MUNICIPALITY)
    page = browser.press("Vi udbyder systemet selv")
    assert "Vi er broker" not in page.titles
    assert "Hvem skal stå for it-systemet over for NemLog-in?" in page.text


def test_what_was_understood_stands_beside_and_can_be_changed(browser: Browser) -> None:
    page = advised(browser)
    assert "Det har jeg forstået" in page.text
    page = browser.fill(page.editor("government_task"), "no")
    assert "I kan vælge broker frit" in page.text
    assert page.editor("government_task").fields[-1] == ("value", "no")


def test_services_are_ticked(browser: Browser) -> None:
    browser.press("Hvilke services kan vi få?")
    while "Send valg" not in browser.page.titles:
        browser.press("Ved ikke")
    page = browser.fill(browser.page.form_with("Send valg"), "login", "cpr")
    assert "I valgte Log-in og Modtage CPR-numre" in page.text


def test_ticking_nothing_is_said_and_not_sent(browser: Browser, house: House) -> None:
    browser.press("Hvilke services kan vi få?")
    while "Send valg" not in browser.page.titles:
        browser.press("Ved ikke")
    turns = len(house.tally.turns)
    page = browser.press("Send valg")
    assert browser.last.status_code == 422
    assert "Sæt mindst ét flueben" in page.text
    assert len(house.tally.turns) == turns


def test_what_is_not_known_stands_as_such(browser: Browser) -> None:
    browser.press("Er vi offentlige eller private?")
    page = browser.press("Ved ikke")
    assert "Det ved I ikke endnu" in page.text


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}"])
def test_text_is_never_markup(browser: Browser, text: str) -> None:
    page = browser.write(text)
    assert text in page.text
    assert "<script>alert" not in browser.last.text
    assert "<img src=x" not in browser.last.text


def test_a_text_that_is_too_long_is_refused_and_stays_in_the_field(browser: Browser, house: House) -> None:
    page = browser.write("æ" * 1001)
    assert browser.last.status_code == 422
    assert page.title.startswith("Fejl: ")
    assert "Beskeden er for lang" in page.text
    assert page.compose.typed.strip() == "æ" * 1001
    assert house.tally.opened_count == 0


def test_line_breaks_count_once(browser: Browser) -> None:
    browser.write("a\r\n" * 499 + "bc")
    assert browser.last.status_code == 200


def test_an_empty_text_is_refused(browser: Browser) -> None:
    assert "Skriv en besked" in browser.write("  ").text
    assert browser.last.status_code == 422


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [(Refused("busy"), 503, "Der er travlt lige nu"), (Refused("too_many", seconds=7), 429, "mange beskeder")],
)
def test_when_it_cannot_be_answered_the_text_stays_and_can_be_sent_again(
    browser: Browser, house: House, error: Refused, status: int, said: str
) -> None:
    browser.write(MUNICIPALITY)
    house.engine.error = error
    page = browser.write("Vi udbyder det selv")
    assert browser.last.status_code == status
    assert int(browser.last.headers["Retry-After"]) > 0
    assert said in page.text
    assert page.compose.typed.strip() == "Vi udbyder det selv"
    house.engine.error = None
    assert browser.write(page.compose.typed.strip()).text.count("Vi udbyder det selv") == 1


def test_a_message_sent_twice_by_the_same_form_is_answered_once(browser: Browser, house: House) -> None:
    compose = browser.page.compose
    fields = [*compose.fields, ("text", MUNICIPALITY)]
    browser.send(compose.action, fields)
    before = len(house.tally.turns)
    page = browser.send(compose.action, fields)
    assert len(house.tally.turns) == before == 1
    assert page.text.count(MUNICIPALITY) == 1


def test_another_message_from_the_same_old_page_is_another_message(browser: Browser, house: House) -> None:
    compose = browser.page.compose
    browser.send(compose.action, [*compose.fields, ("text", MUNICIPALITY)])
    browser.send(compose.action, [*compose.fields, ("text", "hvad koster det?")])
    assert [intent for intent, _ in house.tally.turns] == ["inform", "faq/prices"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
@pytest.mark.parametrize("action", ["/samtale", "/samtale/slet"])
def test_forms_of_other_sites_are_refused(browser: Browser, headers: dict[str, str], action: str) -> None:
    browser.write(MUNICIPALITY)
    browser.send(action, [("text", "Nu er vi broker")], **headers)
    assert browser.last.status_code == 403
    assert "Nu er vi broker" not in browser.go("/").text
    assert MUNICIPALITY in browser.page.text


def test_a_talk_that_is_gone_is_said_and_what_was_typed_begins_a_new_one(browser: Browser) -> None:
    browser.write(MUNICIPALITY)
    browser.client.cookies.clear()
    browser.client.cookies.set("samtale", "gone.nothing")
    page = browser.write("Vi er Region Midtjylland")
    assert browser.last.status_code == 410
    assert "Samtalen findes ikke længere" in page.text
    assert page.compose.typed.strip() == "Vi er Region Midtjylland"
    browser.client.cookies.clear()
    assert "I skrev Vi er Region Midtjylland" in browser.write(page.compose.typed.strip()).text


def test_coming_back_to_a_talk_that_is_gone_begins_anew(browser: Browser) -> None:
    browser.client.cookies.set("samtale", "gone.nothing")
    page = browser.go("/")
    assert "Jeres tidligere samtale findes ikke længere" in page.text
    assert 'samtale=""' in browser.last.headers["Set-Cookie"]


def test_someone_who_comes_by_a_link_is_shown_the_way_to_a_talk_under_way(browser: Browser) -> None:
    text = browser.client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).text
    assert Page(text).links["Hent den frem"] == "/"


def test_deletion_is_asked_for_and_leaves_nothing(browser: Browser, tmp_path: Path) -> None:
    browser.write("Vi hedder Pomfritgården ApS")
    page = browser.go("/samtale/slet")
    assert "Det kan ikke gøres om" in page.text
    page = browser.press("Ja, slet samtalen")
    assert "Samtalen er slettet" in page.text
    assert not browser.client.cookies
    assert "Pomfritgården".encode() not in bytes_in(tmp_path)
    assert "Pomfritgården" not in browser.go("/").text
    assert "Der er ingen samtale at slette" in browser.go("/samtale/slet").text


def test_deletion_is_always_at_hand(browser: Browser) -> None:
    assert browser.page.links["Slet min samtale"] == "/samtale/slet"
    assert advised(browser).links["Slet min samtale"] == "/samtale/slet"


def test_beginning_anew_forgets_what_was_understood(browser: Browser) -> None:
    browser.write(MUNICIPALITY)
    page = browser.press("Begynd forfra")
    assert "Ikke noget endnu." in page.text


def test_a_script_gets_no_more_than_what_is_new(browser: Browser) -> None:
    browser.write(MUNICIPALITY)
    part = browser.client.get("/?part=2").text
    assert MUNICIPALITY not in part
    assert "Hvem skal stå for it-systemet over for NemLog-in?" in Page(part).text
    assert 'data-count="3"' in part
    assert "<header" not in part


def test_a_script_is_told_in_words_what_went_wrong(browser: Browser, house: House) -> None:
    browser.write(MUNICIPALITY)
    house.engine.error = Refused("busy")
    browser.send("/samtale", [("text", "Ja"), ("part", "3"), ("key", "k")])
    assert browser.last.status_code == 503
    assert "data-can-retry" in browser.last.text
    assert '<p id="problem">Der er travlt lige nu.' in browser.last.text
