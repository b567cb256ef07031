"""What comes after something was taken up: the next question that is worth asking, or the advice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.guidance.advice import next_question
from bot.turn.advising import advice_message
from bot.turn.messages import Message
from bot.turn.state import State
from bot.turn.voice import ask, progress

Turn = tuple[State, tuple[Message, ...]]


def go_on(state: State, lead: Iterable[str] = (), first: bool = False) -> Turn:
    """Asks the next question, or advises. `lead`: what is said before; `first`: the goal has just been set."""
    goal = state.goal or "connection"
    state = replace(state, goal=goal)
    fact = next_question(state.facts, goal)
    paragraphs = list(lead)
    if fact is not None:
        step = progress(state, first)
        state, message = ask(replace(state, advised=False), fact, [*paragraphs, *([step] if step else [])])
        return state, (message,)
    advice = advice_message(state.facts, goal)
    state = replace(state, question=None, advised=True)
    before = (Message("\n\n".join(paragraphs)),) if paragraphs else ()
    return state, (*before, advice)


def after_aside(state: State, *messages: Message) -> Turn:
    """After an aside the same question comes back, where one is open; the advice, where the last answer came with the aside."""
    if state.question is None:
        if state.goal is None or state.advised or next_question(state.facts, state.goal) is not None:
            return state, messages
        return replace(state, advised=True), (*messages, advice_message(state.facts, state.goal))
    state, question = ask(state, state.question)
    return state, (*messages, question)
