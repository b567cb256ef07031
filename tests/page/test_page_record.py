"""The record, the link to pass on, the draft of an application and the picture of the decision."""

from __future__ import annotations

import re

import pytest

from tests.page.browsing import Browser, advised


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
