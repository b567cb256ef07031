"""Compounds fall into parts that are words of the domain, and nothing else does."""

import pytest

from bot.language.compounds import split


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("myndighedsopgave", ("myndighed", "opgave")),
        ("it-systemudbyder", ("it", "system", "udbyder")),
        ("brugerorganisation", ("bruger", "organisation")),
        ("driftsleverandør", ("drift", "leverandør")),
        ("ledelsesrepræsentant", ("ledelse", "repræsentant")),
        ("dataansvarlig", ("data", "ansvarlig")),
        ("borgerportalen", ("borger", "portalen")),
        ("kundenavn", ("kunde", "navn")),
        ("cvr-nummer", ("cvr", "nummer")),
        ("cprnummer", ("cpr", "nummer")),
        ("sagsbehandlingssystem", ("sagsbehandling", "system")),
    ],
)
def test_compounds_are_taken_apart(compound: str, parts: tuple[str, ...]) -> None:
    assert split(compound) == parts


@pytest.mark.parametrize(
    "word", ["ansvarlig", "sikkerhed", "myndighed", "leverandør", "hvordan", "ikke", "a", "", "x" * 300]
)
def test_other_words_stay_whole(word: str) -> None:
    assert split(word) == ()
