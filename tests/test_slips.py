"""Training texts with slips: what is made of them, and what is left alone."""

from __future__ import annotations

import pytest

from bot.language.slips import hurried

SENTENCES = (
    "Hvordan bliver kommunen tilsluttet NemLog-in, når en leverandør bygger løsningen?",
    "vi skal bruge fuldmagter og rettighedsstyring i vores system",
    "Må en selvejende institution løse myndighedsopgaver, eller skal vi søge om det?",
)


@pytest.mark.parametrize("text", SENTENCES)
def test_a_text_is_always_worn_in_the_same_way_and_stays_nearly_as_long(text: str) -> None:
    worn = hurried(text)
    assert worn is not None
    assert worn == hurried(text)
    assert worn != text
    assert 0.8 < len(worn) / len(text) < 1.25


@pytest.mark.parametrize("text", SENTENCES)
def test_the_danish_letters_are_written_otherwise(text: str) -> None:
    worn = hurried(text)
    assert worn is not None
    assert not set(worn) & set("æøåÆØÅ") or worn.count("ø") == text.lower().count("ø")


@pytest.mark.parametrize("text", ["", "ja", "ved ikke"])
def test_what_is_too_short_to_bear_a_slip_is_left_alone(text: str) -> None:
    assert hurried(text) is None


def test_numbers_are_never_touched() -> None:
    worn = hurried("vores CVR-nummer er 34051178 og ikke 24256790")
    assert worn is not None
    assert "34051178" in worn
    assert "24256790" in worn
