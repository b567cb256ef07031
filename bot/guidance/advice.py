"""Advice: all that can be said about a goal, and the next question, if one is worth asking."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.guidance.diagram import outcomes, restrict
from bot.guidance.evaluation import DIAGRAMS, Verdict, verdict
from bot.guidance.facts import DECIDING, SERVICES, Facts
from bot.guidance.goals import GOALS
from bot.guidance.rules import RULES
from bot.guidance.rules.available_services import ALWAYS
from bot.guidance.situation import DOMAINS, OPEN, Known, known, stand_in

Status = Literal["decided", "needs_facts", "depends"]


@dataclass(frozen=True)
class PossibleStep:
    """A step of the connection. Certain when it is taken whatever the undecided facts are."""

    step: str
    certain: bool


@dataclass(frozen=True)
class Candidate:
    """A fact that could be asked for: what each answer settles, as (answer, conclusions), and how many that is on average.

    For a company form, 230 stands for the public ones and "other" for the rest.
    """

    fact: str
    settled: float
    answers: tuple[tuple[str | int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Advice:
    """What the facts give for a goal. `next_question` names a fact; None unless the status is "needs_facts"."""

    goal: str
    status: Status
    next_question: str | None
    verdicts: dict[str, Verdict]
    steps: tuple[PossibleStep, ...]


def advise(facts: Facts, goal: str) -> Advice:
    """The advice for a goal; which facts were given in what order makes no difference."""
    what = known(facts)
    verdicts = {
        name: service_verdict(facts, what) if name == "available_services" else verdict(name, what)
        for name in GOALS[goal]
    }
    question = next_question(facts, goal)
    status: Status = "needs_facts" if question else "depends"
    if all(each.decided for each in verdicts.values()):
        status = "decided"
    return Advice(goal, status, question, verdicts, possible_steps(what) if goal == "connection" else ())


def wanted_services(facts: Facts) -> tuple[str, ...]:
    """The services that an answer must speak of: those named, or all of them when none is."""
    named = facts.get("services")
    return named if isinstance(named, tuple) and named else SERVICES


def service_verdict(facts: Facts, what: Known) -> Verdict:
    """What is known of the four services that are not open to all. Who wants only those that are need not know anything."""
    if set(wanted_services(facts)) <= set(ALWAYS):
        return Verdict("available", (), ())
    return verdict("available_services", what)


def next_question(facts: Facts, goal: str) -> str | None:
    """The fact to ask for: one that was not asked yet and whose answer can change a conclusion of the goal.

    Of several, the one whose answers settle most conclusions on average; of equal ones the one a person would expect first.
    Last of all which services are wanted, when the answer can spare the user what is not known.
    """
    what = known(facts)
    absent = tuple(name not in facts for name in DECIDING)
    wants_only_open_services = set(wanted_services(facts)) <= set(ALWAYS)
    question = _next_deciding_question(what, absent, goal, wants_only_open_services)
    if question is None and "services" not in facts and "available_services" in GOALS[goal]:
        return None if verdict("available_services", what).decided else "services"
    return question


def candidates(facts: Facts, goal: str) -> tuple[Candidate, ...]:
    """The facts that `next_question` chooses among, the chosen one first; of the services it is not said what they settle."""
    what = known(facts)
    absent = tuple(name not in facts for name in DECIDING)
    wants_only_open_services = set(wanted_services(facts)) <= set(ALWAYS)
    undecided, numbers = _open(what, absent, goal, wants_only_open_services)
    ordered = sorted(numbers, key=lambda number: (-_settled(undecided, what, number), number))
    found = tuple(_candidate(undecided, what, number) for number in ordered)
    return found or ((Candidate("services", 0.0, ()),) if next_question(facts, goal) else ())


@lru_cache(maxsize=65536)
def _next_deciding_question(what: Known, absent: tuple[bool, ...], goal: str, services_settled: bool) -> str | None:
    undecided, numbers = _open(what, absent, goal, services_settled)
    if not numbers:
        return None
    return DECIDING[max(numbers, key=lambda number: (_settled(undecided, what, number), -number))]


def _open(
    what: Known, absent: tuple[bool, ...], goal: str, services_settled: bool
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The conclusions of a goal that are not decided, and the numbers of the facts not asked yet that can change them."""
    wanted = [name for name in GOALS[goal] if not (services_settled and name == "available_services")]
    undecided = {name: each for name in wanted if not (each := verdict(name, what)).decided}
    useful = {fact for each in undecided.values() for fact in each.depends_on}
    return tuple(undecided), tuple(number for number, name in enumerate(DECIDING) if absent[number] and name in useful)


def _settled(undecided: tuple[str, ...], what: Known, number: int) -> float:
    """How many of the undecided conclusions an answer to this question settles, on average over its answers."""
    answers = OPEN[number]
    return sum(len(_settled_by(undecided, what, number, index)) for index in answers) / len(answers)


def _settled_by(undecided: tuple[str, ...], what: Known, number: int, index: int) -> tuple[str, ...]:
    """The conclusions that one answer settles."""
    answered = (*what[:number], index, *what[number + 1 :])
    return tuple(name for name in undecided if verdict(name, answered).decided)


def _candidate(undecided: tuple[str, ...], what: Known, number: int) -> Candidate:
    answers = tuple((stand_in(number, index), _settled_by(undecided, what, number, index)) for index in OPEN[number])
    return Candidate(DECIDING[number], _settled(undecided, what, number), answers)


def possible_steps(what: Known) -> tuple[PossibleStep, ...]:
    """The steps that are taken in some of the situations that are still possible, in order."""
    return _possible_steps(what)


@lru_cache(maxsize=65536)
def _possible_steps(what: Known) -> tuple[PossibleStep, ...]:
    lists = [value for value in outcomes(restrict(DIAGRAMS["steps"], what)) if isinstance(value, tuple)]
    taken = [outcome.value for outcome in RULES["steps"].outcomes if any(outcome.value in each for each in lists)]
    return tuple(PossibleStep(step, all(step in each for each in lists)) for step in taken)


def most_questions(facts: Facts, goal: str) -> int:
    """The most questions that can still be asked for the goal, whatever is answered."""
    absent = tuple(name not in facts for name in DECIDING)
    wants_only_open_services = set(wanted_services(facts)) <= set(ALWAYS)
    return _most_questions(known(facts), absent, goal, wants_only_open_services, "services" not in facts)


@lru_cache(maxsize=65536)
def _most_questions(
    what: Known, absent: tuple[bool, ...], goal: str, services_settled: bool, ask_services: bool
) -> int:
    question = _next_deciding_question(what, absent, goal, services_settled)
    if question is None:
        useful = (
            ask_services and "available_services" in GOALS[goal] and not verdict("available_services", what).decided
        )
        return int(useful)
    number = DECIDING.index(question)
    asked = (*absent[:number], False, *absent[number + 1 :])
    answers = {*range(len(DOMAINS[number])), None if number < len(DOMAINS) - 1 else 0}
    return 1 + max(
        _most_questions((*what[:number], answer, *what[number + 1 :]), asked, goal, services_settled, ask_services)
        for answer in answers
    )
