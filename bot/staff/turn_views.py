"""Turns and cases as staff pages show them: the facts and conclusions by their Danish names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.evaluation.cases import Case, CaseTurn
from bot.evaluation.explaining import Effects, Option, Reasons, effects, in_words, reasons
from bot.guidance.facts import UNKNOWN
from bot.turn import GOAL_INTENTS
from bot.turn.advising import TOLD
from bot.turn.voice import content, value_label


@dataclass(frozen=True)
class TurnView:
    """A turn with all that is known of how it came about. `reread`: the reading was made now, not then; `other_model`: and by
    another model than the one that answered."""

    turn: CaseTurn
    reasons: Reasons | None
    effects: Effects | None
    reread: bool
    other_model: bool


@dataclass(frozen=True)
class ConclusionRow:
    """A conclusion of an advice, with what it rests on and where it can be read."""

    name: str
    value: str | None
    text: str
    rule: str
    because: tuple[tuple[str, str], ...]
    source: Mapping[str, str] | None
    checked: str | None


def turn_views(
    case: Case, traces: Mapping[int, Mapping[str, Any]], reread: Mapping[int, Mapping[str, Any]]
) -> tuple[TurnView, ...]:
    """The turns of a case. `traces`: kept when the turns were taken, by number; `reread`: made now."""
    return tuple(_turn_view(turn, traces.get(turn.number), reread.get(turn.number)) for turn in case.turns)


def _turn_view(turn: CaseTurn, trace: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> TurnView:
    shown = now or trace
    found = reasons(shown) if shown else None
    changed = effects(turn.before, turn.after) if turn.before is not None and turn.after is not None else None
    other = now is not None and found is not None and found.model != turn.model
    return TurnView(turn, found, changed, now is not None, other)


def conclusion_rows(advice: Mapping[str, Any]) -> tuple[ConclusionRow, ...]:
    """The conclusions of an advice, as its message holds them."""
    return tuple(_conclusion(name, advice["conclusions"][name]) for name in TOLD if name in advice["conclusions"])


def _conclusion(name: str, found: Mapping[str, Any]) -> ConclusionRow:
    return ConclusionRow(
        name=conclusion_name(name),
        value=in_words(name, found["value"]),
        text=str(found["text"]),
        rule=str(found.get("rule") or name),
        because=tuple(
            (fact_name(each["fact"]), shown(each["fact"], each["value"])) for each in found.get("because") or ()
        ),
        source=found.get("source"),
        checked=found.get("checked"),
    )


def conclusion_name(name: str) -> str:
    """A conclusion's Danish name; its own where it has none any more."""
    words = content().conclusions.get(name)
    return words.name if words else name


def intent_titles() -> dict[str, str]:
    """What intents are called that content/ has a title for: topics and goals."""
    goals = {intent: content().goals[goal].label for intent, goal in GOAL_INTENTS.items()}
    return {f"faq/{name}": topic.title for name, topic in content().topics.items()} | goals


def fact_name(name: str) -> str:
    """The Danish name of a fact or another slot."""
    if name == "goal":
        return "Mål"
    if name == "open_question":
        return "Åbent spørgsmål"
    words = content().questions.get(name)
    return words.name if words else name


def shown(name: str, value: Any) -> str:
    """A slot's value to read; «–» where it is not known."""
    if value is None:
        return "–"
    if name == "goal":
        goal = content().goals.get(value)
        return goal.label if goal else str(value)
    if name == "open_question":
        return fact_name(value)
    if value == UNKNOWN:
        return "ved ikke"
    try:
        return value_label(name, tuple(value) if isinstance(value, list) else value)
    except (KeyError, AttributeError):
        return str(value)


def option_answers(option: Option) -> tuple[tuple[str, str], ...]:
    """What each answer to a question would settle. A form of the public kind stands for all of them."""
    return tuple(
        (
            _answer(option.fact, value),
            ", ".join(conclusion_name(each) for each in conclusions) or "ingen",
        )
        for value, conclusions in option.answers
    )


def _answer(fact: str, value: str | int) -> str:
    if fact == "company_form":
        return "en offentlig form" if isinstance(value, int) else "en anden form"
    return shown(fact, value)


def _named(facts: Iterable[str]) -> str:
    return ", ".join(map(fact_name, facts))


#: What the templates of a turn put into words.
TURN_WORDS: Final[dict[str, Any]] = {
    "fact_name": fact_name,
    "named": _named,
    "shown": shown,
    "conclusion_name": conclusion_name,
    "option_answers": option_answers,
}
