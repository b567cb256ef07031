"""What a talk must remember between two messages. It travels as Rasa slots and rests in the store; nothing else is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.guidance.facts import NAMES, NO_FACTS, FactError, Facts, FactValue, check_fact
from bot.guidance.goals import GOALS

#: How many answers *gå tilbage* can undo.
LONGEST_TRAIL: Final = 20


@dataclass(frozen=True)
class State:
    """The state of a talk.

    `question`: the fact that is asked for right now. `trail`: facts in the order they were told, each with its value before
    (None: not told), for going back. `misses`: messages in a row that were not understood. `said`: how often each kind of small talk
    was given, so that its wordings take turns. `advised`: advice has been given for the goal. `topic`: the faq answered last.
    """

    facts: Facts = NO_FACTS
    goal: str | None = None
    question: str | None = None
    trail: tuple[tuple[str, FactValue | None], ...] = ()
    misses: int = 0
    said: Mapping[str, int] = field(default_factory=dict)
    advised: bool = False
    topic: str | None = None

    def learn(self, name: str, value: FactValue) -> State:
        """The state with one more fact, or another value of one."""
        before = self.facts.get(name)
        if before == value:
            return self
        return replace(
            self, facts=self.facts.with_fact(name, value), trail=(*self.trail, (name, before))[-LONGEST_TRAIL:]
        )

    def as_slots(self) -> dict[str, Any]:
        """One slot for each fact (None: not asked), `goal`, `open_question`, and the rest in `talk`; all of it JSON."""
        facts = self.facts.as_json()
        talk = {
            "trail": [[name, list(value) if isinstance(value, tuple) else value] for name, value in self.trail],
            "misses": self.misses,
            "said": dict(self.said),
            "advised": self.advised,
            "topic": self.topic,
        }
        return {
            **{name: facts.get(name) for name in NAMES},
            "goal": self.goal,
            "open_question": self.question,
            "talk": talk,
        }

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> State:
        """The state in these slots. What does not fit (another version's, say) is left out rather than trusted."""
        talk = slots.get("talk") or {}
        goal, question = slots.get("goal"), slots.get("open_question")
        return cls(
            facts=_facts(slots),
            goal=goal if goal in GOALS else None,
            question=question if question in NAMES else None,
            trail=tuple(
                (name, tuple(value) if isinstance(value, list) else value) for name, value in talk.get("trail", ())
            ),
            misses=int(talk.get("misses", 0)),
            said=dict(talk.get("said", {})),
            advised=bool(talk.get("advised", False)),
            topic=talk.get("topic"),
        )


def _facts(slots: Mapping[str, Any]) -> Facts:
    kept: dict[str, FactValue] = {}
    for name in NAMES:
        if slots.get(name) is not None:
            try:
                kept[name] = check_fact(name, slots[name])
            except FactError:
                continue
    return Facts(kept)


def changed(before: State, after: State) -> dict[str, Any]:
    """The facts, the goal and the open question that a turn changed, as the slots hold them; None: no longer known."""
    old, new = before.as_slots(), after.as_slots()
    return {name: new[name] for name in (*NAMES, "goal", "open_question") if new[name] != old[name]}
