"""Reads a message against the open question."""

from __future__ import annotations

from typing import Final

from bot.language.answers import Choice, Reading, read_answer
from bot.turn.messages import Heard
from bot.turn.state import State
from bot.turn.voice import wording

#: A message that says nothing of the open question.
NOTHING: Final = Reading("none", None, {})


def read(state: State, heard: Heard) -> Reading:
    """How the message answers the open question, if one is open and the message was written."""
    if state.question is None or heard.pressed or not heard.text:
        return NOTHING
    choices = tuple(
        Choice(choice["value"], choice["label"]) for choice in wording().question(state.question)["choices"]
    )
    return read_answer(heard.text, state.question, choices)
