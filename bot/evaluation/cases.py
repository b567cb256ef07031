"""A stored conversation as a case: its turns with what each changed, and where each fact, conclusion and version comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Literal

from bot.guidance.facts import NAMES
from bot.guidance.version import rules_version
from bot.store import Entry
from bot.turn import State

Json = Mapping[str, Any]
#: How a fact came to be known: written, chosen by a button or in a form, or put in place of another value.
Origin = Literal["wrote", "chose", "corrected"]


@dataclass(frozen=True)
class CaseTurn:
    """What the user said, how it was read then, and what the guide answered.

    `before` and `after` are None where the conversation is older than the noting of changes. `sure`: the reading reached the
    threshold; so it is with a button. `entry` is the number of the user's message among all.
    """

    number: int
    entry: int
    said: str
    written: bool
    at: datetime
    answers: tuple[Entry, ...]
    offered: tuple[Entry, ...]
    intent: str
    confidence: float
    threshold: float
    model: str | None
    changed: Json | None
    before: State | None
    after: State | None

    @property
    def sure(self) -> bool:
        """Whether the reading was sure enough to act on."""
        return not self.written or (self.confidence >= self.threshold and self.intent != "nlu_fallback")


@dataclass(frozen=True)
class KnownFact:
    """A fact that stands at the end. `turn`: the one in which it got its value; both None where that was not noted."""

    name: str
    value: Any
    origin: Origin | None
    turn: int | None


@dataclass(frozen=True)
class Case:
    """A whole conversation. `advice` is the last that was given, as its message holds it; `rules` the version it was given
    under, and `same_rules` whether today's is the same one."""

    opening: tuple[Entry, ...]
    turns: tuple[CaseTurn, ...]
    facts: tuple[KnownFact, ...]
    goal: str | None
    advice: Json | None
    rules: str | None
    same_rules: bool
    models: tuple[str, ...]


def case_of(entries: Sequence[Entry], slots: Json) -> Case:
    """The case of a conversation with these messages, whose slots stand like this at the end."""
    first = next((number for number, entry in enumerate(entries) if entry.sender == "user"), len(entries))
    turns = _turns(entries, first)
    advice = next((entry for entry in reversed(entries) if entry.kind == "advice" and "advice" in entry.details), None)
    rules = None if advice is None else advice.details.get("rules")
    state = State.from_slots(slots)
    return Case(
        opening=tuple(entries[:first]),
        turns=turns,
        facts=_origins(state, turns),
        goal=state.goal,
        advice=None if advice is None else advice.details["advice"],
        rules=rules,
        same_rules=rules == rules_version(),
        models=tuple(dict.fromkeys(turn.model for turn in turns if turn.model)),
    )


def _turns(entries: Sequence[Entry], first: int) -> tuple[CaseTurn, ...]:
    starts = [number for number in range(first, len(entries)) if entries[number].sender == "user"]
    found: list[CaseTurn] = []
    slots: dict[str, Any] | None = {}
    offered = tuple(entries[:first])
    for number, (start, end) in enumerate(pairwise([*starts, len(entries)]), start=1):
        said, answers = entries[start], tuple(entries[start + 1 : end])
        changed = said.details.get("changed")
        before = slots
        # Once a change is missing, nothing after it can be worked out.
        slots = None if slots is None or changed is None else {**slots, **changed}
        found.append(
            CaseTurn(
                number=number,
                entry=start,
                said=said.text,
                written=said.kind == "text",
                at=said.at,
                answers=answers,
                offered=offered,
                intent=str(said.details.get("intent") or ""),
                confidence=float(said.details.get("confidence") or 0.0),
                threshold=float(said.details.get("threshold") or 0.0),
                model=said.details.get("model"),
                changed=changed,
                before=None if before is None else State.from_slots(before),
                after=None if slots is None else State.from_slots(slots),
            )
        )
        offered = answers
    return tuple(found)


def _origins(state: State, turns: Sequence[CaseTurn]) -> tuple[KnownFact, ...]:
    known: dict[str, KnownFact] = {}
    for turn in turns:
        for name, value in (turn.changed or {}).items():
            if name not in NAMES:
                continue
            stood = known.get(name)
            origin: Origin = "wrote" if turn.written else "chose"
            known[name] = KnownFact(
                name, value, "corrected" if stood and stood.value is not None else origin, turn.number
            )
    facts = state.facts.as_json()
    return tuple(
        known[name] if name in known and known[name].value == value else KnownFact(name, value, None, None)
        for name, value in facts.items()
    )
