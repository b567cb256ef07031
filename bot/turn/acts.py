"""One turn: from what was heard, the act that it leads to, and what the guide then says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.language.answers import Reading
from bot.turn import answering, asides
from bot.turn.going_on import Turn
from bot.turn.intents import GOAL_INTENTS
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
    act, heard = _settled(act, heard, reading)
    return _ACTS[act](state, heard, reading)


def _settled(act: str, heard: Heard, reading: Reading) -> tuple[str, Heard]:
    """The act that is carried out, and what it is carried out on.

    A short answer means what the question makes of it, whatever the classifier took it for without knowing the question. What was
    not sure enough to act on still counts for what it certainly holds: facts, a question about the question.
    """
    if act in _STEERING or heard.pressed:
        return act, heard
    if reading.kind in ("answer", "unclear") and not _asks_something_else(act, heard):
        return "take_answer", heard
    if act == "offer_topics" and (heard.facts or heard.contradictions):
        goal = _likely_goal(heard)
        return ("pursue_goal", replace(heard, intent=goal)) if goal else ("take_answer", heard)
    if act == "offer_topics" and reading.kind == "question":
        return "help", heard
    return act, heard


def _likely_goal(heard: Heard) -> str | None:
    """With facts told, a goal that comes first is sure enough: all that can go wrong is a question more."""
    first = heard.ranking[0][0] if heard.ranking else ""
    return first if first in GOAL_INTENTS else None


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
