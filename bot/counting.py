"""What a turn counts as in the figures: names from the program itself, never a word of a user's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bot.guidance.advice import advise
from bot.guidance.facts import NAMES, UNKNOWN
from bot.store.figures import Counted
from bot.turn import INTENTS, State

#: Where a talk stands that waits for no answer: advice was given; a goal but no question; nothing yet.
ADVISED: Final = "advised"
NO_QUESTION: Final = "no_question"
NO_GOAL: Final = "no_goal"
#: Turns of a talk and seconds to an answer, each by the upper end of its step; the last step has none.
LENGTHS: Final = (1, 3, 6, 10, 20)
SECONDS: Final = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0)
#: The conclusion of which it is no news what it holds: the steps follow from the others.
_NOT_COUNTED: Final = "steps"


def counted(before: State, after: State, intent: str, understood: bool | None, turns: int, seconds: float) -> Counted:
    """What a turn adds to the figures.

    `understood`: whether a text was read with enough certainty to act on; None for a button. `turns`: how many the talk had before.
    """
    turn = [
        ("turn", "choice" if understood is None else "text"),
        ("intent", intent if intent in INTENTS else "nlu_fallback"),
        ("seconds", step(seconds, SECONDS)),
        *([] if understood is None else [("understood", "yes" if understood else "no")]),
        *_questions(before, after),
        *_goal_and_advice(before, after),
    ]
    first = turns == 0
    talk = [
        ("talk", None if first else "begun", "begun"),
        ("left", None if first else place(before), place(after)),
        ("length", None if first else step(turns, LENGTHS), step(turns + 1, LENGTHS)),
    ]
    return Counted(tuple(turn), tuple(talk))


def place(state: State) -> str:
    """Where a talk stands: the fact it waits for, or one of the words above."""
    if state.question:
        return state.question
    if state.advised:
        return ADVISED
    return NO_QUESTION if state.goal else NO_GOAL


def step(value: float, ends: tuple[float, ...]) -> str:
    """The step that a value falls in, by its upper end; «more» above the last."""
    return next((f"{end:g}" for end in ends if value <= end), "more")


def _questions(before: State, after: State) -> Iterator[tuple[str, str]]:
    """The question that is asked now, and the facts that the user said not to know."""
    if after.question and after.question != before.question:
        yield "asked", after.question
    for fact in NAMES:
        if after.facts.get(fact) == UNKNOWN and before.facts.get(fact) != UNKNOWN:
            yield "dont_know", fact


def _goal_and_advice(before: State, after: State) -> Iterator[tuple[str, str]]:
    if after.goal and after.goal != before.goal:
        yield "goal", after.goal
    again = before.advised and (before.goal, before.facts) == (after.goal, after.facts)
    if after.goal and after.advised and not again:
        advice = advise(after.facts, after.goal)
        yield "advice", advice.status
        for conclusion, verdict in advice.verdicts.items():
            if conclusion != _NOT_COUNTED:
                yield from (("outcome", f"{conclusion}/{value}") for value in _values(verdict.value))


def _values(value: Any) -> tuple[str, ...]:
    """What a conclusion counts as; a list counts once for each of its entries."""
    if value is None:
        return ("undecided",)
    if isinstance(value, tuple):
        return value or ("none",)
    return (str(value),)
