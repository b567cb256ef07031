"""The space that the rules are proved over: all that a user can have said, and every state that it comes down to."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product
from typing import Final, NamedTuple

from bot.guidance.facts import Facts, check_facts
from bot.guidance.situation import Known, known
from tests.guidance import oracle

Given = dict[str, str | int | list[str]]

ABSENT: Final = None
UNKNOWN: Final = "unknown"
NOT_STATED: Final = 990

#: For each fact what can have been said about it. The company forms stand for their kinds: 250 is public, 90 private.
SAID: Final[dict[str, tuple[str | int | None, ...]]] = {
    "company_form": (ABSENT, UNKNOWN, NOT_STATED, 250, 90),
    **{fact: (ABSENT, UNKNOWN, *oracle.ANSWERS[fact]) for fact in oracle.FACTS[1:]},
}
#: What can have been said about the services: nothing, *ved ikke*, none, only open ones, closed ones, and both.
SERVICES_SAID: Final[tuple[str | list[str] | None, ...]] = (
    ABSENT, UNKNOWN, [], ["login"], ["signing", "login"], ["cpr"], ["login", "power_of_attorney", "sso"],
)  # fmt: skip


class Said(NamedTuple):
    """What a user has said: as it is given, as the rules take it, and what it comes down to."""

    given: Given
    facts: Facts
    state: oracle.State


@lru_cache(maxsize=1)
def everything_said() -> tuple[Said, ...]:
    """Every combination of what can have been said about the deciding facts: 30,720 of them."""
    found = []
    for values in product(*SAID.values()):
        given: Given = {fact: value for fact, value in zip(SAID, values, strict=True) if value is not ABSENT}
        found.append(Said(given, check_facts(given), state_of(given)))
    return tuple(found)


def state_of(given: Given) -> oracle.State:
    """What the facts come down to."""
    found: list[oracle.FactValue] = []
    for fact in oracle.FACTS:
        value = given.get(fact)
        assert not isinstance(value, list)
        settled = value != UNKNOWN or fact == oracle.SETTLED_BY_UNKNOWN
        if fact == "company_form" and value is not None:
            settled = value not in (UNKNOWN, NOT_STATED)
            value = 230 if value in (230, 245, 250) else "other"
        found.append(value if settled else None)
    return tuple(found)


def given_by(state: oracle.State, undecided: str | None = UNKNOWN) -> Given:
    """Facts that come down to this state; what is undecided is said to be unknown, or (None) not said at all.

    `mitid_erhverv` is left out where undecided: *ved ikke* would decide.
    """
    facts: Given = {}
    for fact, value in zip(oracle.FACTS, state, strict=True):
        if value is not None:
            facts[fact] = value
        elif undecided is not None and fact != oracle.SETTLED_BY_UNKNOWN:
            facts[fact] = undecided
    return facts


def facts_of(given: Given) -> Facts:
    return check_facts(given)


@cache
def known_in(state: oracle.State) -> Known:
    """The state in the rules' own terms."""
    return known(facts_of(given_by(state)))


def with_services(given: Given, said: str | list[str] | None) -> Given:
    return given if said is None else {**given, "services": said}
