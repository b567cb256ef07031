"""A reading in the shape of the interfaces."""

from __future__ import annotations

import pytest

from bot.dialogue import reading
from bot.dialogue.reading import entry, free_text, outside


def test_names_are_whole_outside() -> None:
    ranking = [entry("nlu_fallback", 0.4), entry("faq/prices", 0.4), entry("deny", 0.1)]
    read = outside({"text": "pris", "intent": ranking[0], "intent_ranking": ranking, "threshold": 0.5})
    assert read["intent"] == {"name": "faq/prices", "confidence": 0.4}
    assert [each["name"] for each in read["intent_ranking"]] == ["faq/prices", "deny"]
    assert read["threshold"] == 0.5


def test_the_topic_of_a_pressed_question_belongs_to_its_name() -> None:
    entities = [{"entity": "topic", "value": "prices"}, {"entity": "more", "value": "yes"}]
    read = outside({"intent_ranking": [{"name": "faq", "confidence": 1.0}], "entities": entities})
    assert read["intent"]["name"] == "faq/prices"
    assert [entity["entity"] for entity in read["entities"]] == ["more"]


def test_what_was_not_understood_at_all_has_every_key() -> None:
    read = outside({"text": "", "intent": {"name": None, "confidence": 0.0}})
    assert read["intent"] == {"name": "nlu_fallback", "confidence": 0.0}
    assert read["facts"] == {}
    assert read["entities"] == read["intent_ranking"] == read["contradictions"] == read["notes"] == []


@pytest.mark.parametrize("name", ["faq/prices", "deny", "nlu_fallback"])
def test_an_intent_keeps_its_name_through_rasa(name: str) -> None:
    assert reading.whole_name(entry(name, 0.5)) == name


def test_without_a_topic_nothing_was_selected() -> None:
    assert reading.response_selection([entry("deny", 0.9)]) == {}


@pytest.mark.parametrize(
    ("text", "read", "start"),
    [
        ("hej", "hej", 0),
        ("/hej", "hej", 1),
        (" / /hej / du", "hej / du", 4),
        ("", "", 0),
        ("//", "", 2),
        ("a/b", "a/b", 0),
    ],
)
def test_slashes_before_a_text_are_left_out(text: str, read: str, start: int) -> None:
    assert free_text(text) == (read, start)


def test_a_long_text_is_cut() -> None:
    assert len(free_text("/" + "a" * 5000)[0]) == reading.LONGEST_TEXT
