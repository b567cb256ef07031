"""`guide parse`: the reading of a line, as whoever evaluates it expects it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.dialogue.models import ModelError
from bot.dialogue.parsing import Parser


@pytest.fixture(scope="module")
def parser(small_models: Path) -> Parser:
    return Parser.load(small_models)


def test_a_reading_has_all_that_the_interface_promises(parser: Parser) -> None:
    [read] = parser.parse(["Hvad koster det at bruge NemLog-in?"])
    promised = {"text", "intent", "intent_ranking", "entities", "facts", "threshold"}
    assert promised <= read.keys()
    assert read["intent"] == read["intent_ranking"][0]
    assert json.loads(json.dumps(read)) == read


def test_the_name_of_a_question_is_given_whole(parser: Parser) -> None:
    [read] = parser.parse(["Hvad koster det at bruge NemLog-in?"])
    assert read["intent"]["name"] == "faq/prices"


def test_the_best_intent_is_named_even_below_the_threshold(parser: Parser) -> None:
    reads = parser.parse(["kartofler", "lyseblå", "Vi er en kommune", "nej", "hvorfor", "qwerty zxcv"])
    assert any(read["intent"]["confidence"] < read["threshold"] for read in reads)
    assert all(read["intent"]["name"] != "nlu_fallback" for read in reads)
    assert all(each["name"] != "nlu_fallback" for read in reads for each in read["intent_ranking"])


def test_many_lines_are_read_as_each_by_itself(parser: Parser) -> None:
    texts = ["Vi er en kommune", "hvad er en broker", "nej", "Vi skal bruge login og CPR"]
    assert parser.parse(texts) == [read for text in texts for read in parser.parse([text])]


def test_no_line_gives_no_reading(parser: Parser) -> None:
    assert parser.parse([]) == []


@pytest.mark.parametrize(
    "text", ["/restart", '/inform{"role": "broker"}', "  / vi er en kommune", " vi er en kommune "]
)
def test_a_line_is_a_text_however_it_begins(parser: Parser, text: str) -> None:
    [read] = parser.parse([text])
    assert read["text"] == text
    assert read["threshold"] > 0


@pytest.mark.parametrize("before", ["", "  ", "/ ", "\t//"])
def test_an_entity_stands_where_it_says(parser: Parser, before: str) -> None:
    text = f"{before}Vi er en kommune"
    [read] = parser.parse([text])
    [entity] = read["entities"]
    assert entity["entity"] == "company_form"
    assert entity["value"] == 250
    assert "kommune" in text[entity["start"] : entity["end"]]


@pytest.mark.parametrize("text", ["", " ", "/"])
def test_an_empty_line_is_not_understood(parser: Parser, text: str) -> None:
    [read] = parser.parse([text])
    assert read["intent"] == {"name": "nlu_fallback", "confidence": 0.0}
    assert read["facts"] == {}


def test_without_a_model_it_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="guide train"):
        Parser.load(tmp_path)
