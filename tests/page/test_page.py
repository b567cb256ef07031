"""What every page is made of, and the texts about it."""

from __future__ import annotations

import re

from starlette.requests import Request

from bot.web.page import missing_page
from tests.page.browsing import Browser
from tests.reading_pages import Page
from tests.talking import House


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


def test_the_texts_about_the_page_are_there(browser: Browser) -> None:
    assert "30 dage efter den sidste besked" in browser.go("/privatliv").text
    assert "{" not in browser.page.text
    assert "Det har vi ikke afprøvet" in browser.go("/tilgaengelighed").text


def test_an_address_that_leads_nowhere_is_a_page_for_people_and_none_for_programs() -> None:
    def asked(path: str, accept: str) -> Request:
        return Request({"type": "http", "method": "GET", "path": path, "headers": [(b"accept", accept.encode())]})

    missing = missing_page()
    for_people = missing(asked("/hjaelp", "text/html,application/xhtml+xml"))
    assert for_people is not None
    assert for_people.status_code == 404
    assert "Siden findes ikke" in Page(bytes(for_people.body).decode()).text
    assert missing(asked("/hjaelp", "application/json")) is None
    assert missing(asked("/api/v1/none", "text/html")) is None
