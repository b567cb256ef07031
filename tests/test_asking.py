"""The question that a message ends in."""

from __future__ import annotations

import pytest

from bot.language.asking import last_question


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "Vi sidder i Kulturministeriet. Vi udbyder selv et forum. Skal vi bruge NemLog-in?",
            "Skal vi bruge NemLog-in?",
        ),
        ("Hej! Hvad koster det at være med? Mvh Karin", "Hvad koster det at være med?"),
        ("vi er en skole\nskal vi tilsluttes?", "skal vi tilsluttes?"),
    ],
)
def test_it_is_found_behind_what_is_told(text: str, question: str) -> None:
    assert last_question(text) == question


@pytest.mark.parametrize(
    "text", ["Skal vi bruge NemLog-in?", "Vi er en kommune. Vi udbyder selv.", "Vi er klar. Og så?", ""]
)
def test_there_is_none_in_one_sentence_without_one_or_where_it_says_nothing_alone(text: str) -> None:
    assert last_question(text) is None
