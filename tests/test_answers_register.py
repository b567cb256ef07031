"""The register's company forms in short answers, however they are written; and others' forms, which are not theirs."""

from __future__ import annotations

import pytest

from bot.content.library import current
from bot.language.answers import Choice, FactValue, read_answer

_CHOICES = [
    Choice(250, "Kommune"), Choice(245, "Region"), Choice(230, "Statslig myndighed"), Choice(60, "Aktieselskab (A/S)"),
    Choice(80, "Anpartsselskab (ApS)"), Choice(90, "Fond eller selvejende institution"), Choice(110, "Forening"),
    Choice("other", "En anden form"), Choice("unknown", "Ved ikke"),
]  # fmt: skip
_OFFICIAL = [(code, form.name) for code, form in current().company_forms.items()]


def value(text: str) -> FactValue | None:
    reading = read_answer(text, "company_form", _CHOICES)
    return reading.value if reading.kind == "answer" else None


@pytest.mark.parametrize(("code", "name"), _OFFICIAL, ids=str)
def test_every_official_name_is_read_as_its_form(code: int, name: str) -> None:
    assert value(name) == code
    assert value(name.lower()) == code
    assert value(f"vi er registreret som {name}") == code
    assert value(f"nr. {code}, {name}") == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("et medarbejder investerings selskab", 45),
        ("medarbejderinvesteringsselskap", 45),
        ("kommanditaktieselskab (partnerselskab)", 70),
        ("ivaerksaetterselskab", 81),
        ("vi er stadig et IVS", 81),
        ("andelsselskab m. begr. ansvar", 140),
        ("forening el. selskab m. begr. ansvar", 150),
        ("filial af udenl. virksomhed med begr. ansvar", 190),
        ("S.C.E.", 195),
        ("fast forretnigssted af EØFG", 220),
        ("selvst. off. virksomhed", 235),
        ("et europæisk selskab, et SE-selskab", 290),
        ("grønlandsk afd. af udenlandsk selskab", 520),
        ("min egen enkeltmandsbiks", 10),
    ],
)
def test_names_shortened_misspelt_or_written_apart_are_read(text: str, code: int) -> None:
    assert value(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("filial af et tysk SE selskab", 291),
        ("vi er filial af et SCE-selskab i Belgien", 196),
        ("dansk filial af et svensk aktiebolag", 170),
        ("vi er et europæisk andelsselskab, SCE", 195),
        ("amtskommune", 240),
        ("en fond ja, og den er erhvervsdrivende", 100),
    ],
)
def test_the_special_form_wins_over_the_general_one_inside_it(text: str, code: int) -> None:
    assert value(text) == code


@pytest.mark.parametrize("text", ["vi er 200 ansatte", "vi er 60", "250 medarbejdere", "vi har 30 medlemmer"])
def test_a_number_that_counts_people_is_no_code(text: str) -> None:
    assert value(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "vi er ejet af kommunen",
        "vi får driftstilskud fra regionen",
        "under Børne- og Undervisningsministeriet",
        "kommunen er vores kunde",
        "vi ligger i Odense Kommune",
        "det er kommunen der betaler",
        "vi laver software til styrelser",
    ],
)
def test_owners_funders_customers_and_authorities_above_are_not_what_they_are(text: str) -> None:
    assert value(text) is None


def test_beside_its_owner_their_own_form_counts() -> None:
    assert value("vi er a/s med staten som eneste aktionær") == 60
    assert value("selvejende institution med driftsoverenskomst med kommunen") == 90
    assert value("vi hører under Transportministeriet som en styrelse") == 230


def test_an_office_stands_for_its_authority() -> None:
    assert value("Teknik- og Miljøforvaltningen i Københavns Kommune") == 250


def test_two_forms_and_not_knowing_which_is_not_known() -> None:
    assert value("enten aps eller a/s, kan ikke huske hvilken") == "unknown"
