"""Which messages are judged together."""

from __future__ import annotations

from bot.evaluation.grouping import grouped


def test_two_spellings_and_two_orders_of_the_same_words_stand_together() -> None:
    texts = ["Hvad koster det at bruge?", "er vi offentlige", "hva koster det at bruge", "offentlige er vi?"]
    assert grouped(texts) == [[0, 2], [1, 3]]


def test_a_short_text_does_not_join_all_that_hold_its_words() -> None:
    assert grouped(["nej", "nej vi er ikke en kommune, men en region"]) == [[0], [1]]


def test_a_text_of_signs_stands_with_its_like_alone() -> None:
    assert grouped(["🙂", "??", "🙂"]) == [[0, 2], [1]]


def test_nothing_makes_no_groups() -> None:
    assert grouped([]) == []
