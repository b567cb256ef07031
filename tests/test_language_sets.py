"""The held-out sets: known labels, enough of each, and nothing that the model was trained on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

import pytest

from bot.evaluation.datasets import HeldOut, key, load_held_out, training_texts
from bot.guidance.facts import check_facts
from bot.turn.intents import INTENTS
from tests.words import wording

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / "tests" / "language"

#: The intents that a text can have. The fallback is what is left when none was read; privacy is reached by a button only.
READ: Final = INTENTS - {"nlu_fallback", "faq/privacy"}
LEAST_PER_INTENT: Final = 15
LEAST_FACT_SENTENCES: Final = 200
LEAST_OUT_OF_SCOPE: Final = 150
LEAST_ANSWERS: Final = 20
#: How many words a text may have that stands in the training data, too, and how many such texts there may be.
SHORT: Final = 2
MOST_SHORT: Final = 0.08


@lru_cache(maxsize=1)
def held_out() -> HeldOut:
    return load_held_out(FOLDER)


@lru_cache(maxsize=1)
def trained_on() -> dict[str, tuple[str, str]]:
    """The training texts with their intents, by key."""
    return {key(text): (text, intent) for text, intent in training_texts(ROOT / "data" / "nlu")}


@lru_cache(maxsize=1)
def allowed() -> frozenset[str]:
    """The keys of the words that nobody can avoid: a list that is read by a person before it grows."""
    lines = (FOLDER / "unavoidable.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(key(line) for line in lines if line.strip() and not line.startswith("#"))


def read_by_the_model() -> Iterator[str]:
    """All texts that measure what was learned.

    Not the answers: they are read against their question by rules, which learn nothing, and nearly all that one can
    answer with in a word or two is also among the examples of *ja*, *nej* and *ved ikke*.
    """
    sets = held_out()
    yield from (each.text for each in sets.intents)
    yield from (each.text for each in sets.out_of_scope)
    yield from (each.text for each in sets.facts)


def test_that_no_text_longer_than_two_words_was_trained_on() -> None:
    seen = [
        f"{text!r} is {trained_on()[key(text)][0]!r} of {trained_on()[key(text)][1]}"
        for text in read_by_the_model()
        if len(text.split()) > SHORT and key(text) in trained_on()
    ]
    assert not seen, f"{len(seen)} held-out texts are in the training data:\n" + "\n".join(seen)


def test_that_shorter_texts_which_were_trained_on_are_listed_and_few() -> None:
    seen = [text for text in read_by_the_model() if len(text.split()) <= SHORT and key(text) in trained_on()]
    unlisted = sorted({text for text in seen if key(text) not in allowed()})
    assert not unlisted, "held-out texts in the training data and not in unavoidable.txt:\n" + "\n".join(unlisted)
    assert len(seen) <= MOST_SHORT * sum(1 for _ in read_by_the_model())


def test_that_the_list_of_unavoidable_texts_holds_short_ones_only() -> None:
    lines = (FOLDER / "unavoidable.txt").read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if not line.startswith("#") and len(line.split()) > SHORT]


def test_that_every_intent_has_its_texts() -> None:
    counts = Counter(each.intent for each in held_out().intents)
    assert set(counts) == READ
    assert not {intent: count for intent, count in counts.items() if count < LEAST_PER_INTENT}


def test_that_labels_are_known() -> None:
    for each in held_out().intents:
        assert set(each.also) <= READ, each
        assert each.intent not in each.also, each
    assert {each.kind for each in held_out().out_of_scope} == {"near", "far"}


def test_that_no_text_of_a_set_stands_in_it_twice() -> None:
    sets = held_out()
    for name, keys in {
        "intents": [key(each.text) for each in sets.intents],
        "out_of_scope": [key(each.text) for each in sets.out_of_scope],
    }.items():
        twice = [each for each, count in Counter(keys).items() if count > 1]
        assert not twice, f"{name}: {twice}"


def test_that_facts_are_ones_that_can_be_known() -> None:
    for each in held_out().facts:
        check_facts(each.facts)
    assert sum(bool(each.facts) for each in held_out().facts) >= LEAST_FACT_SENTENCES * 0.9
    assert len(held_out().facts) >= LEAST_FACT_SENTENCES
    assert len(held_out().out_of_scope) >= LEAST_OUT_OF_SCOPE


def test_that_answers_have_values_that_their_questions_take() -> None:
    for each in held_out().answers:
        if each.value is not None:
            check_facts({each.fact: each.value})


def questions_with_choices() -> list[str]:
    return sorted({each.fact for each in held_out().answers} - {"services"})


@pytest.mark.parametrize("fact", questions_with_choices())
def test_that_every_choice_has_its_answers(fact: str) -> None:
    counts = Counter(str(each.value) for each in held_out().answers if each.fact == fact)
    choices = {str(choice["value"]) for choice in wording().question(fact)["choices"]}
    assert not {choice: counts[choice] for choice in choices if counts[choice] < LEAST_ANSWERS}
