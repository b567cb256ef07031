"""Two models side by side: what the second does better and worse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.evaluation import comparing
from bot.evaluation.dialogues import Dialogue, Difference, Outcome, PlayedTurn
from bot.evaluation.model_comparison import Seen, as_json

EXAMPLES = [{"text": "hvad koster sådan noget", "intent": "faq/prices"}]


def report(model: str, right: bool) -> dict[str, Any]:
    sentence = {"text": "hej", "expected": "greet", "got": "greet" if right else "thank", "right": right}
    return {"model": model, "targets": [], "sentences": {"intents": [sentence]}}


def outcome(name: str, *faults: str) -> Outcome:
    found = tuple(Difference("goal", "connection", None, fault) for fault in faults)
    return Outcome(Dialogue(Path(f"tests/dialogues/faq/user_{name}.yml"), name, ()), [PlayedTurn("hej", (), found)])


def compared(*, old: dict[str, list[str]], new: dict[str, list[str]]) -> dict[str, Any]:
    """Compares models whose dialogues went like this, each with its faults; the second one reads "hej" rightly."""
    before, after = report("old", False), report("new", True)
    seen = [
        Seen(
            said,
            ({"intent": intent, "confidence": 0.5},),
            tuple(outcome(name, *faults) for name, faults in talks.items()),
        )
        for said, intent, talks in ((before, "nlu_fallback", old), (after, "faq/prices", new))
    ]
    return as_json(comparing.compare(before, after), ("old", "new"), EXAMPLES, *seen)


def test_a_sentence_that_is_read_rightly_now_is_among_the_better_ones() -> None:
    found = compared(old={}, new={})
    [intents] = [each for each in found["sets"] if each["name"] == comparing.SETS["intents"]]
    assert [each["text"] for each in intents["better"]] == ["hej"]
    assert not intents["worse"]


def test_a_talk_that_broke_is_told_as_it_went_with_the_new_model() -> None:
    before, after = {"asks": [], "stays": ["x"], "leaves": ["y"]}, {"asks": ["z"], "stays": ["x"], "leaves": []}
    talks = compared(old=before, new=after)
    [broken] = talks["dialogues"]["broken"]
    assert (broken["name"], broken["transcript"]) == ("faq/user_asks", ["✗ z"])
    assert [each["title"] for each in talks["dialogues"]["mended"]] == ["leaves"]
    assert (talks["dialogues"]["played"], talks["dialogues"]["failing"]) == (3, 2)


def test_corrected_sentences_are_shown_as_both_models_read_them() -> None:
    [example] = compared(old={}, new={})["examples"]
    assert example["text"] == "hvad koster sådan noget"
    assert (example["before"]["intent"], example["after"]["intent"]) == ("nlu_fallback", "faq/prices")
