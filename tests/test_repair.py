"""A message is mended before it is read; numbers, addresses and names are not."""

import pytest

from bot.language.repair import repair


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("VI ER EN IT SYSTEM UDBYDER!!!", "vi er en it-systemudbyder!"),
        ("hvad er en myndigheds opgave ?", "hvad er en myndighedsopgave?"),
        ("Hvornaar faar vi svar paa ansoegningen", "hvornår får vi svar på ansøgningen"),
        ("jegvil gerne tilslutte os  til nemlogin .", "jeg vil gerne tilslutte os til nemlog-in."),
        ("Skal vi bruge mit id erhverv,eller hvad", "skal vi bruge mitid erhverv, eller hvad"),
        ("test-miljø", "testmiljø"),
        ("tilslut ning", "tilslutning"),
        ("er i en sub-broker", "er i en subbroker"),
        ("hvem underskriver ansøgnings skemaet", "hvem underskriver ansøgningsskemaet"),
        ("cvr nr", "cvr-nummer"),
        ("Nem Log-in", "nemlog-in"),
    ],
)
def test_what_is_mended(written: str, meant: str) -> None:
    assert repair(written).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "vores cvr-nummer er 12345678",
        "ring 12 34 56 78 efter kl. 10.30",
        "skriv til jens.hansn@komune.dk",
        "se https://www.nemlog-in.dk/tilslutnig?x=1",
        "paragraf 5, stk. 2",
    ],
)
def test_numbers_and_addresses_stay(text: str) -> None:
    assert repair(text).text == text


def test_names_stay_apart_from_case() -> None:
    assert repair("Vi er Odnse Komune").text == "vi er odnse komune"
    assert repair("Jeg hedder Soren Hansn").text == "jeg hedder soren hansn"


def test_capitals_throughout_do_not_make_names() -> None:
    assert repair("HVAD ER EN MYNDIHED").text == "hvad er en myndighed"


def test_verb_and_object_are_no_compound() -> None:
    assert repair("vi bruger organisationen").text == "vi bruger organisationen"
    assert repair("er vi en bruger organisation").text == "er vi en brugerorganisation"


def test_other_languages_are_not_turned_into_danish() -> None:
    for text in ("we need access to the certificate", "hur ansluter vi vår organisation och får certifikatt"):
        assert repair(text).text == text


def test_changes_are_told() -> None:
    assert repair("hvad er en myndihed").changes == (("myndihed", "myndighed"),)
    assert repair("Hvad er en myndighed?").changes == ()


@pytest.mark.parametrize("text", ["", "   ", "?!?", "👍", "\u200b", "a" * 20_000, "hej " * 5_000, "-- --"])
def test_odd_messages_do_no_harm(text: str) -> None:
    assert isinstance(repair(text).text, str)


def test_repairing_twice_changes_nothing_more() -> None:
    for text in ("VI ER ET IT SYSTEM UDBYDER!!!", "jegvil  gerne paa nemlogin", "cpr nr og cvr nr", "a , b"):
        once = repair(text).text
        assert repair(once).text == once
