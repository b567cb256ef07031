"""Reads a message against the open question."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.language.answers import Choice, FactValue, Reading, read_answer
from bot.language.answers.model import UNKNOWN, YES_NO_FACTS
from bot.turn.messages import Heard
from bot.turn.state import State
from bot.turn.voice import wording

#: A message that says nothing of the open question.
NOTHING: Final = Reading("none", None, {})

#: How sure the classifier must be of an answer that the rules for answers did not see. *Ved ikke* at an open question is by far the
#: likeliest of what looks like it, and settles nothing that cannot be told later. A ja or nej does, and a question may want an answer.
_SURE_OF_DOUBT: Final = 0.35
_SURE: Final = 0.65
#: Where the clause decides and not the ja or nej before it, only the rules for answers may read one.
_SAID: Final[dict[str, FactValue]] = {"affirm": "yes", "deny": "no"}
_BY_ITS_CLAUSE: Final = "authority_cannot_create_system"


def read(state: State, heard: Heard) -> Reading:
    """How the message answers the open question, if one is open and the message was written."""
    if state.question is None or heard.pressed or not heard.text:
        return NOTHING
    choices = tuple(
        Choice(choice["value"], choice["label"]) for choice in wording().question(state.question)["choices"]
    )
    reading = read_answer(heard.text, state.question, choices)
    said = _as_classified(state.question, heard, reading.kind) if reading.kind in ("none", "question") else None
    return reading if said is None else replace(reading, kind="answer", value=said)


def _as_classified(asked: str, heard: Heard, kind: str) -> FactValue | None:
    """The answer that the whole message is classified as, where no rule for answers fits its words.

    Of what asks something, only *ved ikke* counts: «hvordan skulle jeg vide det».
    """
    intent, confidence = heard.ranking[0] if heard.ranking else ("", 0.0)
    if intent == "dont_know" and confidence >= (_SURE if kind == "question" else _SURE_OF_DOUBT):
        return UNKNOWN
    bare = asked in YES_NO_FACTS and asked != _BY_ITS_CLAUSE and "?" not in heard.text
    return _SAID.get(intent) if bare and confidence >= _SURE else None
