"""One turn: from what was heard, the act that it leads to, and what the guide then says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.language.answers import Reading
from bot.turn import answering, asides
from bot.turn.going_on import Turn
from bot.turn.messages import Heard, Message
from bot.turn.reading import read
from bot.turn.state import State
from bot.turn.voice import content, goal_buttons, small_talk

Act = Callable[[State, Heard, Reading], Turn]

_ACTS: Final[dict[str, Act]] = {
    "pursue_goal": answering.pursue_goal,
    "take_answer": answering.take_answer,
    "correct_answer": answering.correct_answer,
    "answer_faq": asides.answer_faq,
    "explain": asides.explain,
    "explain_why_not": asides.explain_why_not,
    "help": asides.help_out,
    "small_talk": asides.chat,
    "restart": answering.restart,
    "go_back": answering.go_back,
    "show_summary": asides.show_summary,
    "offer_record": asides.offer_record,
    "offer_deletion": asides.offer_deletion,
    "hand_over": asides.hand_over,
    "offer_topics": asides.offer_topics,
}

#: Acts that an answer to the open question never turns into: the user wants something of the talk itself.
_STEERING: Final = frozenset(
    {"restart", "go_back", "offer_deletion", "hand_over", "show_summary", "offer_record", "correct_answer"}
)


def open_talk() -> tuple[State, tuple[Message, ...]]:
    """The opening: what the guide is, and the goals to choose from."""
    return State(), (Message(content().phrases.opening, goal_buttons()),)


def respond(act: str, state: State, heard: Heard) -> Turn:
    """The guide's turn. The act is what the intent led to; an answer to the open question goes before it."""
    reading = read(state, heard)
    state, turn = _ACTS[_act(act, state, heard, reading)](state, heard, reading)
    return state, turn


def _act(act: str, state: State, heard: Heard, reading: Reading) -> str:
    """The act that is carried out.

    A short answer means what the question makes of it, whatever the classifier took it for without knowing the question. Facts in a
    message that was not understood otherwise are taken up rather than lost.
    """
    if act in _STEERING or heard.pressed:
        return act
    if reading.kind in ("answer", "unclear") and not _asks_something_else(act, heard):
        return "take_answer"
    if act == "offer_topics" and (heard.facts or heard.contradictions):
        return "take_answer"
    return act


def _asks_something_else(act: str, heard: Heard) -> bool:
    """The message holds a question or a goal besides the answer: that is dealt with, and the answer is kept on the way."""
    return act in ("answer_faq", "pursue_goal", "explain", "explain_why_not") and (
        "?" in heard.text or len(heard.text.split()) > 6
    )


def masking_notice(state: State, topic: str) -> tuple[State, Message]:
    """Tells the user that something personal was not kept. `topic`: "cpr_masked" or "contact_masked"."""
    state, message = small_talk(state, topic)
    return state, replace(message, kind="notice")


__all__ = ["masking_notice", "open_talk", "respond"]
