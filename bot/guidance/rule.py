"""What a rule is: a conclusion, its possible outcomes, and for each the requirements that must hold.

An outcome holds when all of its requirements do. That is how the contract states the rules, and it gives the reasons for free:
why an outcome does not hold is the first of its requirements that does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.guidance.situation import Situation

Condition = Callable[[Situation], bool]


@dataclass(frozen=True)
class Requirement:
    """A named condition. The name is also the name of the text that says it is not met."""

    name: str
    holds: Condition


@dataclass(frozen=True)
class Variant:
    """A named condition under which an outcome is worded in its own way, because it then rests on something else."""

    name: str
    holds: Condition


@dataclass(frozen=True)
class Outcome:
    """A value that a conclusion can have, or an entry that its list can hold."""

    value: str
    requirements: tuple[Requirement, ...]
    variants: tuple[Variant, ...] = ()

    def holds(self, situation: Situation) -> bool:
        return all(requirement.holds(situation) for requirement in self.requirements)


@dataclass(frozen=True)
class Note:
    """Something to add to a conclusion whenever it certainly holds, whatever the value."""

    name: str
    holds: Condition


@dataclass(frozen=True)
class Rule:
    """A conclusion with its outcomes.

    `several`: the value is the list of all outcomes that hold, in their order; otherwise exactly one of them holds in every
    situation (a test proves it over all of them).
    """

    conclusion: str
    outcomes: tuple[Outcome, ...]
    several: bool = False
    notes: tuple[Note, ...] = ()

    def value(self, situation: Situation) -> str | tuple[str, ...]:
        """The conclusion in a situation in which everything is known."""
        holding = tuple(outcome.value for outcome in self.outcomes if outcome.holds(situation))
        return holding if self.several else holding[0]
