"""The page without a script: the whole talk as plain forms, what goes wrong, the record, the link, and deletion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from bot.refusals import Refused
from bot.web.page import missing
from tests.browser.site import page_app
from tests.reading_pages import Form, Page
from tests.talking import House, bytes_in

MUNICIPALITY = "Vi er Aarhus Kommune og skal bruge NemLog-in"


class Browser:
    """A browser without scripts: it follows links, presses buttons and keeps cookies."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.last = client.get("/")

    @property
    def page(self) -> Page:
        return Page(self.last.text)

    def go(self, path: str) -> Page:
        self.last = self.client.get(path)
        return self.page

    def send(self, action: str, fields: list[tuple[str, str]], **headers: str) -> Page:
        content = urlencode(fields)
        kind = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        self.last = self.client.post(action, content=content, headers=kind)
        return self.page

    def write(self, text: str) -> Page:
        compose = self.page.compose
        return self.send(compose.action, [*compose.fields, ("text", text)])

    def press(self, title: str) -> Page:
        form = self.page.form_with(title)
        return self.send(form.action, form.pressing(title))

    def fill(self, form: Form, *values: str) -> Page:
        kept = [(name, value) for name, value in form.fields if name != "value"]
        return self.send(form.action, [*kept, *(("value", value) for value in values)])


@pytest.fixture
def house_and_browser(tmp_path: Path) -> Iterator[tuple[House, Browser]]:
    app, house = page_app(tmp_path)
    with TestClient(app) as client:
        yield house, Browser(client)


@pytest.fixture
def browser(house_and_browser: tuple[House, Browser]) -> Browser:
    return house_and_browser[1]


@pytest.fixture
def house(house_and_browser: tuple[House, Browser]) -> House:
    return house_and_browser[0]


def advised(browser: Browser) -> Page:
    """A whole talk, up to the advice."""
    browser.write(MUNICIPALITY)
    browser.press("Vi udbyder systemet selv")
    for _ in range(3):
        page = browser.press("Ja")
    return page


def test_the_opening_says_what_it_is_offers_the_five_goals_and_keeps_nothing(browser: Browser, house: House) -> None:
    page = browser.page
    assert "automatisk vejleder" in page.text
    goals = ["Find vores tilslutning", "Er vi offentlige eller private?", "Skal vi bruge NemLog-in?"]
    assert [title for title in page.titles if title in goals] == goals
    assert "Højst 1.000 tegn" in page.text
    assert not browser.client.cookies
    assert house.tally.opened_count == 0


def test_every_page_loads_its_files_from_this_site_and_has_no_script_or_style_of_its_own(browser: Browser) -> None:
    for path in ("/", "/privatliv", "/tilgaengelighed", "/vejledning", "/samtale/slet", "/samtale/udskrift"):
        text = browser.client.get(path).text
        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", text), path
        assert re.findall(r"<script([^>]*)>", text) == [' type="module" src="/static/' + digest(text) + '/page.js"'], (
            path
        )
        for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', text):
            assert browser.client.get(address).status_code == 200, address


def digest(text: str) -> str:
    found = re.search(r"/static/(\w+)/page.js", text)
    assert found
    return found[1]


def test_files_may_be_kept_for_they_change_their_address(browser: Browser) -> None:
    css = browser.client.get(f"/static/{digest(browser.last.text)}/page.css")
    assert "immutable" in css.headers["Cache-Control"]
    assert css.headers["Content-Type"].startswith("text/css")
    assert browser.client.get("/static/older/page.css").headers["Cache-Control"] == "no-cache"
    assert browser.client.get("/static/older/..%2Fpage.py").status_code == 404


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
    assert "<img" not in browser.last.text


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


def test_the_record_holds_answers_conclusions_reasons_sources_and_dates(browser: Browser) -> None:
    advised(browser)
    page = browser.go("/samtale/udskrift")
    for part in (
        "Vejledning, ikke en afgørelse",
        "Dannet ",
        "Reglerne er sammenholdt med kilden 12. november 2026",
        "Aarhus Kommune",
        "Vi udbyder systemet selv",
        "Det bygger på",
        "Hvorfor ikke noget andet?",
        "«Tilslutning til NemLog-in»",
        "Opret it-systemet",
    ):
        assert part in page.text, part
    assert "<details" not in browser.last.text


def test_a_record_before_anything_was_said_says_so(browser: Browser) -> None:
    assert "ingen vejledning at gemme" in browser.go("/samtale/udskrift").text


def test_the_link_shows_the_same_advice_without_talk_name_and_number(browser: Browser) -> None:
    page = advised(browser)
    link = page.links["Link til denne vejledning"]
    assert link.startswith("/vejledning?goal=connection&company_form=250&role=system_provider")
    assert "Aarhus" not in link
    browser.client.cookies.clear()
    page = browser.go(link)
    assert "I skal bruge NemLog-in, og I tilslutter jer som it-systemudbyder." in page.text
    assert "Aarhus" not in page.text


def test_a_link_with_a_name_in_it_does_not_show_the_name(browser: Browser) -> None:
    page = browser.go("/vejledning?goal=classification&company_form=80&organisation_name=Aarhus&cvr_number=34051178")
    assert "Private i NemLog-in" in page.text
    assert "Aarhus" not in browser.last.text
    assert "34051178" not in browser.last.text


def test_a_link_to_unfinished_advice_says_what_is_missing_and_can_be_carried_on(browser: Browser) -> None:
    page = browser.go("/vejledning?goal=obligation&company_form=250")
    assert "Der mangler et svar" in page.text
    page = browser.press("Fortsæt i en samtale med de her oplysninger")
    assert "I valgte Kommune" in page.text or "I valgte Primærkommune" in page.text
    assert browser.last.url.path == "/"


@pytest.mark.parametrize(
    "query",
    ["goal=alt", "company_form=9999", "company_form=kommune", "role=chef", "services=kaffe", "government_task="],
)
def test_a_link_that_was_spoilt_is_said_to_be(browser: Browser, query: str) -> None:
    page = browser.go(f"/vejledning?{query}")
    assert browser.last.status_code == 422
    assert "Linket kan ikke bruges" in page.text


def test_the_texts_about_the_page_are_there(browser: Browser) -> None:
    assert "30 dage efter den sidste besked" in browser.go("/privatliv").text
    assert "{" not in browser.page.text
    assert "Det har vi ikke afprøvet" in browser.go("/tilgaengelighed").text


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


def test_an_address_that_leads_nowhere_is_a_page_for_people_and_none_for_programs() -> None:
    def asked(path: str, accept: str) -> Request:
        return Request({"type": "http", "method": "GET", "path": path, "headers": [(b"accept", accept.encode())]})

    for_people = missing(asked("/hjaelp", "text/html,application/xhtml+xml"))
    assert for_people is not None
    assert for_people.status_code == 404
    assert "Siden findes ikke" in Page(bytes(for_people.body).decode()).text
    assert missing(asked("/hjaelp", "application/json")) is None
    assert missing(asked("/api/v1/none", "text/html")) is None


#: Everything that a link needs to carry for a supplier that has to apply, but for one answer that is not known.
APPLIES = (
    "/vejledning?goal=connection&company_form=80&role=multi_tenant_supplier&government_task=yes"
    "&secure_authentication=yes&public_law_body=unknown&authority_cannot_create_system=yes&mitid_erhverv=no"
)


def test_a_plan_says_what_to_have_ready_what_to_expect_and_what_it_leaves_out(browser: Browser) -> None:
    page = advised(browser)
    for shown in (page, browser.go("/samtale/udskrift"), browser.go(page.links["Link til denne vejledning"])):
        for part in ("Hav klar", "teknisk administrator", "Det kan I regne med", "Det siger planen ikke noget om"):
            assert part in shown.text


def test_the_draft_of_an_application_is_a_text_of_its_own_with_its_gaps_marked(browser: Browser) -> None:
    browser.go(APPLIES.replace("public_law_body=unknown", "public_law_body=no"))
    browser.press("Fortsæt i en samtale med de her oplysninger")
    page = browser.press("Se udkast til begrundelsen")
    draft = browser.last.text.rpartition('<blockquote class="draft">')[2].partition("</blockquote>")[0]
    assert "anmoder om ret til at oprette it-systemer" in draft
    assert '<mark class="gap">[otte cifre]</mark>' in draft
    assert "Her er et udkast" not in draft
    assert "Her søger I Den officielle side, hvor ansøgningen kan hentes" in page.text
    assert '<blockquote class="draft">' in browser.client.get("/samtale/udskrift").text


def test_a_record_has_no_draft_where_nothing_is_applied_for(browser: Browser) -> None:
    advised(browser)
    assert "Udkast til begrundelsen" not in browser.go("/samtale/udskrift").text


def test_a_link_carries_the_version_of_the_rules_and_an_older_one_says_that_they_have_changed(browser: Browser) -> None:
    link = advised(browser).links["Link til denne vejledning"]
    version = link.rpartition("&rules=")[2]
    assert re.fullmatch("[0-9a-f]{8}", version)
    assert f"Reglernes version: {version}" in browser.go("/samtale/udskrift").text
    assert "Reglerne i guiden er ændret" not in browser.go(link).text
    older = link.replace(version, "00c0ffee")
    assert "Reglerne i guiden er ændret" in browser.go(older).text
    assert "I skal bruge NemLog-in, og I tilslutter jer som it-systemudbyder." in browser.page.text
    for silent in (link.partition("&rules=")[0], link[:-3], link.replace(version, "<b>")):
        assert "Reglerne i guiden er ændret" not in browser.go(silent).text
        assert browser.last.status_code == 200


def test_the_picture_is_there_as_text_too(browser: Browser) -> None:
    page = browser.go(APPLIES)
    assert "Se, hvad svarene førte til" in page.text
    assert "Bygger på: Virksomhedsform (Anpartsselskab), Jeres rolle (" in page.text
    assert "Hvis systemet ikke løser en myndighedsopgave: I har ikke brug for retten." in page.text
    assert "Afhænger af: Offentligretligt organ (Ved ikke)." in page.text
    assert browser.last.text.count('<svg class="drawing"') == 1


def test_the_record_shows_the_picture_unfolded(browser: Browser) -> None:
    advised(browser)
    assert "Hvad svarene førte til" in browser.go("/samtale/udskrift").text
    assert '<svg class="drawing"' in browser.last.text
