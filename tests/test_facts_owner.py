"""Whose fact a sentence states: only what is told of us, or of our own system, is ours."""

from __future__ import annotations

import pytest

from bot.language.facts import extract


@pytest.mark.parametrize(
    "text",
    [
        "De kommuner, vi arbejder sammen med, har alle MitID Erhverv",
        "Leverandøren oplyser, at de er brugerorganisation",
        "Det firma vi skal bruge er brugerorganisation",
        "Vi skal finde en leverandør der er tilsluttet MitID Erhverv",
        "Så vidt jeg ved er de broker",
        "Jeg tror Criipto er broker",
        "Foreningen vi samarbejder med er en frivillig forening",
    ],
)
def test_what_another_party_is_or_has_is_not_ours_though_we_stand_in_the_sentence(text: str) -> None:
    assert dict(extract(text).facts) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Det andet system kræver niveau Høj",
        "Nogle systemer kræver sikker autentifikation",
        "Hos naboen træffes der afgørelser i systemet",
        "Sundhed.dk kræver niveau høj",
    ],
)
def test_another_system_states_nothing_of_this_one(text: str) -> None:
    assert dict(extract(text).facts) == {}


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("Leverandøren siger, vi er brugerorganisation", "mitid_erhverv", "yes"),
        ("Det system vi udbyder kræver niveau høj", "secure_authentication", "yes"),
        ("Kommunerne træffer deres afgørelser i løsningen", "government_task", "yes"),
        ("I dag er vi broker", "role", "broker"),
        ("Vores forening har MitID Erhverv", "mitid_erhverv", "yes"),
        ("Vi har MitID Erhverv, ligesom de kommuner vi arbejder for", "mitid_erhverv", "yes"),
    ],
)
def test_the_nearest_subject_counts_and_tasks_done_in_the_system_are_its_own(text: str, fact: str, value: str) -> None:
    assert extract(text).facts[fact] == value


def test_in_a_list_without_a_verb_every_word_is_told_of_us() -> None:
    assert dict(extract("ApS og broker").facts) == {"company_form": 80, "role": "broker"}
    assert "company_form" not in extract("leverandør for en styrelse").facts
