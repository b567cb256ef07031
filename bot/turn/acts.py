"""One turn: from what was heard, the act that it leads to, and what the guide then says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.language.answers import Reading
from bot.language.correcting import corrects
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

#: What is not sure enough to act on, but likelier than not.
_SHORT_ANSWER: Final = 3
_LIKELY: Final = 0.5

#: Intents of a question about the open question, or of an answer to it.
_OF_THE_QUESTION: Final = ("help", "ask_why", "inform", "affirm", "deny", "dont_know")


def open_talk() -> tuple[State, tuple[Message, ...]]:
    """The opening: what the guide is, and the goals to choose from."""
    return State(), (Message(content().phrases.opening, goal_buttons()),)


def respond(act: str, state: State, heard: Heard) -> Turn:
    """The guide's turn. The act is what the intent led to; an answer to the open question goes before it."""
    reading = read(state, heard)
    act, heard = settled(act, state, heard, reading)
    return _ACTS[act](state, heard, reading)


def settled(act: str, state: State, heard: Heard, reading: Reading) -> tuple[str, Heard]:
    """The act that is carried out, and what it is carried out on.

    A short answer means what the question makes of it, whatever the classifier took it for without knowing the question. What was
    not sure enough to act on still counts for what it certainly holds: facts, a question about the question. Facts with a question mark
    both state and ask, so what is asked is not dropped.
    """
    if heard.pressed or (act in _STEERING and not _is_short_answer(heard, reading)):
        return act, heard
    if reading.kind in ("answer", "unclear") and not _asks_something_else(act, heard):
        return "take_answer", heard
    if act == "answer_faq" and _sets_right(heard):
        return "take_answer", heard
    if (act == "offer_topics" or heard.intent == "inform") and (heard.facts or heard.contradictions):
        if goal := _likely_goal(state, heard):
            return "pursue_goal", replace(heard, intent=goal)
        return act if act == "offer_topics" and _asks_of_a_topic(heard) else "take_answer", heard
    if act == "offer_topics" and (why := _asks_for_reasons(state, heard)):
        return why, heard
    if act == "offer_topics" and reading.kind == "question" and not _asks_elsewhere(state, heard):
        return "help", heard
    return act, heard


def _sets_right(heard: Heard) -> bool:
    """«Nej vent, det er en myndighedsopgave»: sets a fact right, and asks nothing of the notion that it names."""
    return bool(heard.facts) and "?" not in heard.text and corrects(heard.text)


def _is_short_answer(heard: Heard, reading: Reading) -> bool:
    """«Den første», «tilbage til kommunen»: so short that the classifier, which does not know the question, may be far off."""
    return reading.kind == "answer" and len(heard.text.split()) <= _SHORT_ANSWER


def _asks_for_reasons(state: State, heard: Heard) -> str | None:
    """«Hvorfor …» in the middle of a talk is about the talk, where the classifier wavers between that and a notion."""
    if state.goal is None or not heard.text.casefold().lstrip().startswith(("hvorfor", "hvordan kan det være")):
        return None
    acts = {"ask_why": "explain", "ask_why_not": "explain_why_not"}
    return next((acts[intent] for intent, _ in heard.ranking[:3] if intent in acts), None)


def _likely_goal(state: State, heard: Heard) -> str | None:
    """With facts told, a goal that comes first is sure enough: all that can go wrong is a question more.

    So is the nearest one, where no goal is set yet and the message asks something besides telling facts. Who tells what they want and asks
    nothing wants to be connected rather than a verdict.
    """
    first, *others = [intent for intent, _ in heard.ranking[:3]] or [""]
    if first in GOAL_INTENTS and "?" not in heard.text and "find_connection" in others:
        return "find_connection"
    if first in GOAL_INTENTS:
        return first
    if first != "inform" or state.goal or "?" not in heard.text:
        return None
    return next((intent for intent in others if intent in GOAL_INTENTS), None)


def _asks_of_a_topic(heard: Heard) -> bool:
    """The message likely asks about what has a fixed answer, though it is not sure enough what."""
    first, confidence = heard.ranking[0] if heard.ranking else ("", 0.0)
    return "?" in heard.text and confidence > _LIKELY and first.startswith("faq/")


def _asks_elsewhere(state: State, heard: Heard) -> bool:
    """A question at a question that is likelier about something else: what the open question means is no answer to it."""
    first, confidence = heard.ranking[0] if heard.ranking else ("", 0.0)
    return confidence > _LIKELY and first not in (*_OF_THE_QUESTION, f"faq/{state.question}")


def _asks_something_else(act: str, heard: Heard) -> bool:
    """The message holds a question or a goal besides the answer: that is dealt with, and the answer is kept on the way."""
    if act == "offer_topics":
        return len(heard.text.split()) > 6 and _asks_of_a_topic(heard)
    return act in ("answer_faq", "pursue_goal", "explain", "explain_why_not") and (
        "?" in heard.text or len(heard.text.split()) > 6
    )


def masking_notice(state: State, topic: str) -> tuple[State, Message]:
    """Tells the user that something personal was not kept. `topic`: "cpr_masked" or "contact_masked"."""
    state, message = small_talk(state, topic)
    return state, replace(message, kind="notice")


__all__ = ["masking_notice", "open_talk", "respond"]
