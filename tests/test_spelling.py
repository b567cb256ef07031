"""One word's spelling: what is mended, and above all what is left alone."""

import pytest

from bot.language.danish import is_danish
from bot.language.spelling import correct, fold, is_known, lexicon, read_lexicon, restore


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ansoegning", "ansøgning"),
        ("ansogning", "ansøgning"),
        ("myndighedsudovelse", "myndighedsudøvelse"),
        ("naar", "når"),
        ("MAA", "må"),
        ("vilkaarene", "vilkårene"),
        ("losningen", "løsningen"),
        ("får", "får"),
        ("faar", "får"),
        ("laegehus", "lægehus"),  # ordinary Danish outside the lexicon
        ("leverandortilknytning", "leverandørtilknytning"),  # a compound that no list has
    ],
)
def test_danish_letters_come_back(written: str, meant: str) -> None:
    assert correct(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("tilslutnig", "tilslutning"),
        ("tilsluttning", "tilslutning"),
        ("myndihed", "myndighed"),
        ("certifkat", "certifikat"),
        ("autentifkation", "autentifikation"),
        ("levrandør", "leverandør"),
        ("leveraandør", "leverandør"),  # a doubled letter, not an å
        ("ansogninng", "ansøgning"),  # a slip and a missing ø
        ("ledelsesrepresentent", "ledelsesrepræsentant"),
        ("hvsd", "hvad"),  # the key beside the right one
        ("skla", "skal"),
        ("ikk", "ikke"),
        ("it-systemudbydder", "it-systemudbyder"),
    ],
)
def test_typos_of_the_domain_and_of_everyday_words(written: str, meant: str) -> None:
    assert correct(written) == meant


@pytest.mark.parametrize(
    "word", ["12345678", "oces3", "a1b", "cvr", "cpr", "mitid", "nsis", "idp", "saml", "é", "", "-"]
)
def test_numbers_and_short_names_stay(word: str) -> None:
    assert correct(word) == word


@pytest.mark.parametrize(
    "word", ["kunde", "rolle", "hunde", "sager", "kontoer", "landmand", "gade", "lager", "regning"]
)
def test_ordinary_words_stay_though_they_resemble_others(word: str) -> None:
    assert correct(word) == word


@pytest.mark.parametrize("name", ["Odnse", "Komune", "Tilslutnig", "Regjon"])
def test_what_may_be_a_name_keeps_its_typos(name: str) -> None:
    assert correct(name) == name.lower()


def test_restoring_leaves_typos() -> None:
    assert restore("ansoegning") == "ansøgning"
    assert restore("tilslutnig") == "tilslutnig"


def test_correcting_twice_changes_nothing_more() -> None:
    for word in ["tilslutnig", "losning", "hvsd", "ikk", "kommuen", "sporgsmal"]:
        assert correct(correct(word)) == correct(word)


def test_every_word_of_the_lexicon_is_left_as_it_stands() -> None:
    assert [word for word in sorted(lexicon().words) if correct(word) != word] == []


def test_the_lexicon_file_is_tidy() -> None:
    sections = read_lexicon()
    seen: set[str] = set()
    for name in ("targets", "common", "known"):
        words = sections[name]
        assert words == sorted(set(words)), name
        assert all(word == word.lower() and word.isalpha() for word in words), name
        assert not seen & set(words), name
        seen |= set(words)
    assert all(meant in lexicon().words for meant in lexicon().shorthand.values())


def test_ways_of_writing_fold_together() -> None:
    assert {fold(word) for word in ("ændret", "aendret", "andret", "ändret")} == {"andret"}
    assert fold("fået") == fold("faaet") == fold("faet")


def test_a_long_string_costs_little() -> None:
    assert correct("x" * 100_000) == "x" * 100_000


def test_the_guard_knows_ordinary_danish() -> None:
    assert all(map(is_danish, ["hus", "husets", "løber", "kommune", "ansøgning"]))
    assert not any(map(is_danish, ["ansogning", "kommuen", "qwrtz", ""]))
    assert is_known("mitid")
