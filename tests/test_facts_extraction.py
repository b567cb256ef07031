"""What a Danish message states about the user's own organisation and system, and what it does not."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.facts import extract

_DEVELOPMENT = Path(__file__).parent / "language_facts" / "development.jsonl"

#: Openings of sentences of the development set that are still read otherwise than labelled: known, and not to grow.
KNOWN_MISSES = (
    "Det er en af de store regioner, jeg ringer fra",
    "Det kommer an på, hvordan man læser loven",
    "I menighedsrådet er der ingen, der har hørt om MitID Erhverv",
    "Goddag. Jeg er kontorleder på Fonden Solgårdens Bosted",
    "Mit navn er Birthe, jeg er økonomichef på Erhvervsskolen Nordkysten",
    "Vi er Musikforeningen Klangbund",
    "CVR-nummeret skal jeg have fat i",
    "Hvilken form er det nu, vi har",
    "Ét system, alle regioner bruger det",
    "Løsningen er på niveau lav og på niveau høj",
    "Vi er ikke nået til enighed om, hvem der er udbyder",
    "Der er ikke tale om myndighedsopgaver, jo vent",
    "Der er rod i, hvem der er leverandør",
    "cvr 27838480 / Gylling Gas A.m.b.a.",
    "Vores kunde er Faxe Kommune, og de har MitID Erhverv",
    "filial af udenlandsk aktieselskab, leverandør, nye i mitid erhverv",
    "SaaS, mange kommuner, én fælles installation",
)


def _development_set() -> list[tuple[str, dict[str, object]]]:
    lines = _DEVELOPMENT.read_text(encoding="utf-8").splitlines()
    return [(line["text"], line["facts"]) for line in map(json.loads, lines)]


@pytest.mark.parametrize(("text", "facts"), _development_set())
def test_development_sentences_hold(text: str, facts: dict[str, object]) -> None:
    if text.startswith(KNOWN_MISSES):
        assert dict(extract(text).facts) != facts, "it holds now: take it off the list"
    else:
        assert dict(extract(text).facts) == facts


@pytest.mark.parametrize(
    "text",
    [
        "Er vi offentlige, når det kommer til stykket?",
        "Kan vi få CPR-numre?",
        "Hvis vi nu var en kommune, hvad gjaldt der så?",
        "Vores kunde er en region",
        "Vi hører under Kulturministeriet",
        "Før fusionen var vi en styrelse",
        "Leverandøren har MitID Erhverv",
        "Selvejende institutioner får ofte offentlige tilskud",
        "Vi overvejer at blive broker",
        "Hvad er en myndighedsopgave?",
        "Bestyrelsen mødes på torsdag",
    ],
    ids=lambda text: text,
)
def test_questions_conditions_others_and_the_past_state_nothing(text: str) -> None:
    assert dict(extract(text).facts) == {}


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("Er det gratis for os, når vi nu er et A/S?", "company_form", 60),
        ("Skal vi som primærkommune selv oprette det?", "company_form", 250),
        ("Advokaten har konkluderet, at vi er et offentligretligt organ", "public_law_body", "yes"),
    ],
)
def test_a_clause_about_themselves_is_stated_whoever_says_it_and_even_inside_a_question(
    text: str, fact: str, value: object
) -> None:
    assert extract(text).facts[fact] == value


def test_a_denied_form_states_nothing_and_all_three_public_forms_denied_state_other() -> None:
    assert dict(extract("Vi er ikke et aktieselskab").facts) == {}
    assert extract("Vi er ikke et A/S, men et ApS").facts["company_form"] == 80
    assert extract("Vi er hverken kommune, region eller statslig myndighed").facts["company_form"] == "other"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Jeg tror, vi er et kommanditselskab", {"company_form": 40}),
        ("Det er vist et interessentskab, men det tør jeg ikke skrive under på", {"company_form": "unknown"}),
        ("Vi er i tvivl, om det er en myndighedsopgave", {"government_task": "unknown"}),
        ("Jeg er ikke i tvivl om, at vi er et offentligretligt organ", {"public_law_body": "yes"}),
    ],
)
def test_a_hedge_keeps_the_value_and_explicit_doubt_makes_it_unknown(text: str, facts: dict[str, object]) -> None:
    assert dict(extract(text).facts) == facts


def test_the_last_value_wins_after_a_correction() -> None:
    assert extract("vi er et A/S. rettelse, vi er et ApS").facts["company_form"] == 80


def test_a_contradiction_sets_nothing_and_is_named() -> None:
    extraction = extract("vi er både et anpartsselskab og et aktieselskab")
    assert "company_form" not in extraction.facts
    assert extraction.contradictions == ("company_form",)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("MitID Erhverv: ja. MitID Erhverv: nej.", "mitid_erhverv"),
        ("Løsningen kræver sikker autentifikation, og den kræver ikke sikker autentifikation", "secure_authentication"),
        ("Vi træffer afgørelser i systemet, dog træffes der ingen afgørelser i systemet", "government_task"),
        ("Kommunen kan ikke selv oprette systemet. Kommunen opretter selv systemet.", "authority_cannot_create_system"),
        ("Leverandør. Broker.", "role"),
    ],
)
def test_every_fact_said_both_ways_is_named_as_a_contradiction(text: str, fact: str) -> None:
    extraction = extract(text)
    assert dict(extraction.facts) == {}
    assert extraction.contradictions == (fact,)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Huset ejes af Slagelse Kommune, vi lejer os bare ind", {}),
        ("Tilskuddet får vi fra Slots- og Kulturstyrelsen", {}),
        ("Vi er leverandør til et vandværk. Vandværket er et a.m.b.a.", {"role": "supplier"}),
        ("Her i Thisted Kommune", {"organisation_name": "Thisted Kommune", "company_form": 250}),
    ],
)
def test_a_named_authority_counts_only_as_the_writers_own(text: str, facts: dict[str, object]) -> None:
    assert dict(extract(text).facts) == facts


def test_a_public_law_body_is_told_by_all_three_criteria_and_not_by_one() -> None:
    told = "Vi er til for samfundets interesser, vi er en juridisk person, og vi finansieres af staten"
    assert extract(told).facts["public_law_body"] == "yes"
    assert "public_law_body" not in extract("Vi er finansieret af staten").facts


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Nej, myndigheden kan ikke selv oprette systemet", "yes"),
        ("Jo, kommunen kan ikke selv oprette det", "yes"),
        ("Jo, de kan sagtens selv oprette det ovre i forvaltningen", "no"),
    ],
)
def test_the_clause_decides_who_can_create_the_system_not_the_yes_or_no_before_it(text: str, value: str) -> None:
    assert extract(text).facts["authority_cannot_create_system"] == value


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("Vi skal bruge login med CPR", ["login", "cpr"]),
        ("Vi skal have CPR og SSO", ["cpr", "sso"]),
        ("alt undtagen SSO, det skal vi bruge", ["login", "signing", "cpr", "rights_management", "power_of_attorney"]),
        ("Vi skal ikke bruge login, kun digital signatur", ["signing"]),
    ],
)
def test_services_are_those_named_without_the_denied_ones(text: str, services: list[str]) -> None:
    assert extract(text).facts["services"] == services


@pytest.mark.parametrize(
    ("answer", "asked", "value"),
    [
        ("fond", "company_form", 90),
        ("selvejende institution", "company_form", 90),
        ("forening", "company_form", 110),
        ("noget andet", "company_form", "other"),
        ("250", "company_form", 250),
        ("der ligger helbredsoplysninger i den", "secure_authentication", "yes"),
        ("folk skal jo bruge MitID for at komme ind", "secure_authentication", "yes"),
        ("vi leverer slet ikke til det offentlige", "authority_cannot_create_system", "no"),
    ],
)
def test_some_words_state_a_fact_only_as_the_answer_to_its_question(answer: str, asked: str, value: object) -> None:
    assert extract(answer, asked).facts[asked] == value
    assert asked not in extract(f"Vi har talt om det: {answer}").facts


@pytest.mark.parametrize("text", ["Vi er en fond", "Vi er en forening", "Vi er en selvejende institution"])
def test_a_bare_fond_or_forening_in_free_talk_is_no_company_form(text: str) -> None:
    assert "company_form" not in extract(text).facts


@pytest.mark.parametrize(
    "text", ["cvr 20756438", "DK 20 75 64 38", "CVR-nr.: 2075-6438", "vores er 20.75.64.38, cvr altså"]
)
def test_a_cvr_number_is_read_however_it_is_grouped(text: str) -> None:
    assert extract(text).facts["cvr_number"] == "20756438"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("cvr 12345678", "cvr_check_digit"),
        ("CVR: 3405117", "cvr_wrong_length"),
        ("P-nummeret er 1003456789", "cvr_p_number"),
        ("Enten er det 34051178 eller 10150817", "cvr_two_candidates"),
        ("cvr 91234567", "cvr_test_organisation"),
    ],
)
def test_a_number_that_is_not_taken_says_why(text: str, note: str) -> None:
    extraction = extract(text)
    assert "cvr_number" not in extraction.facts
    assert extraction.notes == (note,)


@pytest.mark.parametrize("text", ["Ring til mig på 34 05 11 78", "Mit CPR er 010180-1234"])
def test_phone_and_cpr_numbers_are_no_cvr_numbers(text: str) -> None:
    assert "cvr_number" not in extract(text).facts


def test_a_sub_broker_sets_no_role_and_is_noted() -> None:
    extraction = extract("Vi kalder os sub-broker, for vi formidler login for nogle små websteder")
    assert "role" not in extraction.facts
    assert extraction.notes == ("sub_broker",)


@pytest.mark.parametrize(
    "spelling", ["it-systemudbyder", "it system udbyder", "itsystemudbyder", "it-system-udbyder", "IT systemudbyder"]
)
def test_compounds_are_read_however_they_are_written(spelling: str) -> None:
    assert extract(f"Vi er {spelling}").facts["role"] == "system_provider"


def test_evidence_is_the_place_in_the_text() -> None:
    text = "Hej. Vi er en kommune."
    start, end = extract(text).spans["company_form"]
    assert "kommune" in text[start:end]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "😀🙃", "?!.,;:", "a" * 1000, "vi er " * 200, "\u200b\u00ad", "٣٤٠٥١١٧٨", "²³"]
)
def test_any_input_is_read_without_failing(text: str) -> None:
    extract(text)
    extract(text, "company_form")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_noise_never_fails(text: str) -> None:
    for start, end in extract(text).spans.values():
        assert 0 <= start < end <= len(text)


def test_reading_is_fast() -> None:
    texts = [text for text, _ in _development_set()]
    for text in texts:
        extract(text)
    begun = time.process_time()
    for text in texts:
        extract(text)
    assert (time.process_time() - begun) / len(texts) < 0.006, (
        "about 2 ms is normal; this bound leaves room for slow machines"
    )


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("MitID Erhverv ved jeg ikke om vi har.", "mitid_erhverv"),
        ("MitID Erhverv har vi ikke styr på, om vi har", "mitid_erhverv"),
        ("Sikker autentifikation ja eller nej – det er vi ikke afklarede med.", "secure_authentication"),
    ],
)
def test_what_stands_before_the_doubt_is_what_is_doubted(text: str, fact: str) -> None:
    assert extract(text).facts[fact] == "unknown"


def test_the_cvr_number_of_a_supplier_is_not_ours() -> None:
    assert "cvr_number" not in extract("Vores driftsleverandør har CVR 22863959.").facts
