"""Three-valued evaluation: what holds when only some facts are known, what it rests on, and what it depends on.

A conclusion is decided when it comes out the same for every value that the absent and unknown facts could take. All answers
are read off decision diagrams, so they are exact; each is worked out once for each set of known facts that it can depend on.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from bot.guidance.diagram import Diagram, Filling, Leaf, asked, diagram, equals, outcomes, restrict, smallest_filling
from bot.guidance.facts import DECIDING
from bot.guidance.rule import Condition, Rule
from bot.guidance.rules import RULES
from bot.guidance.situation import Known, stand_in


@dataclass(frozen=True)
class Case:
    """An outcome that is still possible, and the fewest undecided facts that give it."""

    facts: tuple[tuple[str, str | int], ...]
    value: Hashable


@dataclass(frozen=True)
class Verdict:
    """What is known of a conclusion.

    `value` is None while it is undecided; then `depends_on` names the facts whose value can change it. Otherwise `because` names
    facts that alone decide it, as few as possible.
    """

    value: Hashable
    because: tuple[str, ...]
    depends_on: tuple[str, ...]

    @property
    def decided(self) -> bool:
        return self.value is not None


DIAGRAMS: Final[dict[str, Diagram]] = {name: diagram(rule.value) for name, rule in RULES.items()}


@cache
def _condition_diagram(condition: Condition) -> Diagram:
    return diagram(condition)


def _support(rule: Rule) -> frozenset[int]:
    """The numbers of the facts that can change the conclusion, or which words it is put in."""
    conditions = [note.holds for note in rule.notes]
    for outcome in rule.outcomes:
        conditions += [requirement.holds for requirement in outcome.requirements]
        conditions += [variant.holds for variant in outcome.variants]
    return asked(DIAGRAMS[rule.conclusion]).union(*(asked(_condition_diagram(each)) for each in conditions))


#: The numbers of the facts that each conclusion, or the words for it, can ever depend on.
SUPPORT: Final[dict[str, frozenset[int]]] = {name: _support(rule) for name, rule in RULES.items()}


@lru_cache(maxsize=65536)
def evidence(known: Known) -> dict[str, Known]:
    """For each conclusion what is known, less the facts that neither it nor its wording can depend on; not to be changed."""
    return {
        name: tuple([index if number in support else None for number, index in enumerate(known)])
        for name, support in SUPPORT.items()
    }


def verdict(conclusion: str, known: Known) -> Verdict:
    """The conclusion as far as it is decided by what is known."""
    return _verdict(conclusion, evidence(known)[conclusion])


@cache
def _verdict(conclusion: str, known: Known) -> Verdict:
    left = restrict(DIAGRAMS[conclusion], known)
    if isinstance(left, Leaf):
        filling = smallest_filling(equals(DIAGRAMS[conclusion], left.value), known)
        assert filling is not None, "a decided conclusion is decided by the known facts"
        return Verdict(left.value, tuple(DECIDING[number] for number, _ in filling), ())
    return Verdict(None, (), tuple(DECIDING[number] for number in sorted(asked(left))))


def cases(conclusion: str, known: Known) -> tuple[Case, ...]:
    """Every outcome that is still possible, each with the fewest undecided facts that give it."""
    return _cases(conclusion, evidence(known)[conclusion])


@cache
def _cases(conclusion: str, known: Known) -> tuple[Case, ...]:
    left = restrict(DIAGRAMS[conclusion], known)
    found = []
    for value in outcomes(left):
        filling = smallest_filling(equals(left, value))
        assert filling is not None, "an outcome that is possible has a filling"
        found.append(Case(tuple((DECIDING[number], stand_in(number, index)) for number, index in filling), value))
    return tuple(found)


@cache
def truth(condition: Condition, known: Known) -> bool | None:
    """Whether a condition certainly holds, certainly does not, or is undecided (None)."""
    left = restrict(_condition_diagram(condition), known)
    return bool(left.value) if isinstance(left, Leaf) else None


def smallest_change(conclusion: str, value: Hashable, known: Known) -> tuple[tuple[str, str | int], ...] | None:
    """The fewest facts that would have to be otherwise for the conclusion to have another value; None when no change gives it."""
    found = _nearest(DIAGRAMS[conclusion], value, known)
    return None if found is None else tuple((DECIDING[number], stand_in(number, index)) for number, index in found)


@lru_cache(maxsize=65536)
def _nearest(root: Diagram, value: Hashable, known: Known) -> Filling | None:
    if isinstance(root, Leaf):
        return () if root.value == value else None
    fillings = []
    for index, branch in enumerate(root.branches):
        rest = _nearest(branch, value, known)
        if rest is not None:
            fillings.append(rest if index == known[root.fact] else ((root.fact, index), *rest))
    return min(fillings, key=lambda filling: (len(filling), filling), default=None)
