"""The rules proved over the whole space: whatever a user can have said is held against a second reading of them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.guidance import company_forms
from bot.guidance.advice import advise
from bot.guidance.evaluation import cases, verdict
from bot.guidance.facts import DECIDING, NAMES, check_fact
from bot.guidance.goals import GOALS
from bot.guidance.rules import RULES
from bot.guidance.situation import all_situations, known
from tests.guidance import oracle
from tests.guidance.space import (
    SAID,
    SERVICES_SAID,
    UNKNOWN,
    Given,
    Said,
    everything_said,
    facts_of,
    given_by,
    known_in,
    with_services,
)
from tests.words import wording

Services = str | list[str] | None

STATES = list(oracle.states())
#: What can matter about the services: nothing said yet, only open ones wanted, closed ones wanted.
SERVICES_THAT_MATTER: tuple[list[str] | None, ...] = (None, ["signing", "login"], ["login", "sso"])


def assert_none(faults: Iterable[object]) -> None:
    """Shows the first few faults rather than thousands."""
    first = list(itertools.islice(faults, 5))
    assert not first, "\n".join(str(each) for each in first)


def wants_only_open(services: Services) -> bool:
    return isinstance(services, list) and bool(services) and set(services) <= set(oracle.OPEN_TO_ALL)


def open_conclusions(state: oracle.State, services: Services, goal: str) -> list[str]:
    """The goal's conclusions that are not decided, as the oracle sees it."""
    names = [name for name in GOALS[goal] if oracle.decided(state, name) is None]
    return [name for name in names if not (name == "available_services" and wants_only_open(services))]


def test_the_oracle_reads_the_same_facts_and_conclusions() -> None:
    assert DECIDING == oracle.FACTS
    assert set(RULES) == set(oracle.CONCLUSIONS)
    goals = {
        "classification": ("classification",),
        "obligation": ("obligation",),
        "government_task_right": ("government_task_right", "grounds"),
        "services": ("available_services",),
        "connection": tuple(RULES),
    }
    assert goals == GOALS


def test_in_every_situation_exactly_one_outcome_holds() -> None:
    scalar = [rule for rule in RULES.values() if not rule.several]
    assert_none(
        (rule.conclusion, situation)
        for _, situation in all_situations()
        for rule in scalar
        if sum(outcome.holds(situation) for outcome in rule.outcomes) != 1
    )


def test_whatever_was_said_every_conclusion_is_the_oracles() -> None:
    assert_none(fault for said in everything_said() for fault in differences(said))


def differences(said: Said) -> Iterator[object]:
    facts, state = said.facts, said.state
    advice = advise(facts, "connection")
    depends = oracle.depends_on(state)
    for name, found in advice.verdicts.items():
        expected = oracle.decided(state, name)
        if found.value != expected:
            yield facts, name, found.value, expected
        if found.depends_on != depends[name]:
            yield facts, name, found.depends_on, depends[name]
        if (found.value is None) == (not found.depends_on):
            yield facts, name, "decided and dependent, or neither"


@pytest.mark.parametrize("goal", GOALS)
def test_every_goal_decides_its_conclusions_as_the_whole_connection_does(goal: str) -> None:
    for state in STATES:
        facts = facts_of(given_by(state))
        whole = advise(facts, "connection").verdicts
        assert advise(facts, goal).verdicts == {name: whole[name] for name in GOALS[goal]}


@pytest.mark.parametrize("code", [*sorted(company_forms.CODES), "other"])
def test_only_the_kind_of_a_company_form_counts(code: int | str) -> None:
    kind = {230: 250, 245: 250, 250: 250, 990: UNKNOWN}.get(code if isinstance(code, int) else 0, 90)
    for said in everything_said()[::211]:
        one, other = (said.facts.with_fact("company_form", check_fact("company_form", form)) for form in (code, kind))
        assert known(one) == known(other)
        assert advise(one, "connection") == advise(other, "connection")


def test_a_decided_conclusion_never_flips_when_a_fact_is_added() -> None:
    assert_none(
        (state, oracle.FACTS[number], answer, name)
        for state in STATES
        for number in oracle.undecided(state)
        for answer in (*oracle.ANSWERS[oracle.FACTS[number]], *((UNKNOWN,) if number == 6 else ()))
        for name in RULES
        if flips(state, oracle.put(state, number, answer), name)
    )


def flips(before: oracle.State, after: oracle.State, name: str) -> bool:
    value = verdict(name, known_in(before)).value
    return value is not None and verdict(name, known_in(after)).value != value


def test_the_reasons_alone_decide_and_none_can_be_spared() -> None:
    assert_none(fault for state in STATES for name in RULES for fault in faults_of_reasons(state, name))


def faults_of_reasons(state: oracle.State, name: str) -> Iterator[object]:
    found = verdict(name, known_in(state))
    if found.value is None:
        if found.because:
            yield state, name, "undecided, but with reasons"
        return
    alone = tuple(value if fact in found.because else None for fact, value in zip(oracle.FACTS, state, strict=True))
    if oracle.decided(alone, name) != found.value:
        yield state, name, found.because, "do not decide"
    if len(found.because) != oracle.fewest_reasons(state, name):
        yield state, name, found.because, "fewer are enough"
    if verdict(name, known_in(alone)).value != found.value:
        yield state, name, found.because, "do not decide for the rules themselves"


def test_cases_have_every_possible_outcome_once_each_with_the_fewest_facts_that_give_it() -> None:
    assert_none(fault for state in STATES for name in RULES for fault in faults_of_cases(state, name))


def faults_of_cases(state: oracle.State, name: str) -> Iterator[object]:
    found = cases(name, known_in(state))
    values = [case.value for case in found]
    if len(values) != len(set(values)) or set(values) != oracle.possible(state)[name]:
        yield state, name, values, "not every outcome exactly once"
    fewest = oracle.fewest_to_settle(state, name)
    for case in found:
        filled = list(state)
        for fact, value in case.facts:
            number = oracle.FACTS.index(fact)
            if state[number] is not None or value not in oracle.ANSWERS[fact]:
                yield state, name, case, "fills what is known, or with no answer"
            filled[number] = value
        if oracle.decided(tuple(filled), name) != case.value:
            yield state, name, case, "does not give the outcome"
        if len(case.facts) != fewest.get(str(case.value) if isinstance(case.value, str) else tuple_value(case.value)):
            yield state, name, case, "fewer facts give the outcome"


def tuple_value(value: object) -> tuple[str, ...]:
    assert isinstance(value, tuple)
    return value


@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize("services", SERVICES_THAT_MATTER, ids=["services not said", "open ones", "closed ones"])
def test_a_question_is_asked_exactly_when_its_answer_can_change_something(
    goal: str, services: list[str] | None
) -> None:
    assert_none(fault for said in everything_said() for fault in faults_of_question(said, services, goal))


def faults_of_question(said: Said, services: list[str] | None, goal: str) -> Iterator[object]:
    facts = said.facts if services is None else said.facts.with_fact("services", tuple(services))
    advice = advise(facts, goal)
    still_open = open_conclusions(said.state, services, goal)
    expected = worth_asking(said.state, said.given, still_open)
    if not expected and services is None and "available_services" in still_open:
        expected = {"services"}
    if (advice.next_question not in expected) if expected else advice.next_question is not None:
        yield facts, goal, advice.next_question, expected
    if advice.status != ("decided" if not still_open else "needs_facts" if expected else "depends"):
        yield facts, goal, advice.status


def worth_asking(state: oracle.State, given: Given, still_open: Iterable[str]) -> set[str]:
    """The deciding facts that were not asked yet and that an open conclusion depends on."""
    depends = oracle.depends_on(state)
    return {fact for name in still_open for fact in depends[name] if fact not in given}


@pytest.mark.parametrize("goal", GOALS)
def test_of_the_questions_worth_asking_the_one_that_settles_most_comes_first(goal: str) -> None:
    for state in STATES:
        facts = given_by(state, None)
        choice = advise(facts_of(facts), goal).next_question
        if choice in oracle.FACTS:
            useful = worth_asking(state, facts, open_conclusions(state, None, goal))
            settles = {fact: settled_on_average(state, goal, fact) for fact in useful}
            assert settles[choice] == max(settles.values()), (facts, choice, settles)


def settled_on_average(state: oracle.State, goal: str, fact: str) -> float:
    number, answers = oracle.FACTS.index(fact), oracle.ANSWERS[fact]
    names = [name for name in GOALS[goal] if oracle.decided(state, name) is None]
    after = [oracle.put(state, number, answer) for answer in answers]
    return sum(oracle.decided(each, name) is not None for each in after for name in names) / len(answers)


@pytest.mark.parametrize("goal", GOALS)
def test_asking_ends_whatever_is_answered_within_eight_questions(goal: str) -> None:
    answers: dict[str, list[Any]] = {
        fact: [value for value in said if value is not None] for fact, said in SAID.items()
    }
    answers["services"] = [said for said in SERVICES_SAID if said is not None]
    talks: list[Given] = [{}]
    seen = set()
    while talks:
        facts = talks.pop()
        question = advise(facts_of(facts), goal).next_question
        if question is None:
            continue
        assert question not in facts
        assert len(facts) < 8
        for value in answers[question]:
            further = {**facts, question: value}
            if (key := facts_of(further)) not in seen:
                seen.add(key)
                talks.append(further)
    assert len(seen) >= len(answers["company_form"])


@pytest.mark.parametrize("said", SERVICES_SAID, ids=str)
@pytest.mark.parametrize("goal", GOALS)
def test_services_change_nothing_but_the_services_and_are_nobodys_condition(goal: str, said: Services) -> None:
    for state in STATES[::7]:
        facts = given_by(state)
        without, with_ = (advise(facts_of(each), goal).verdicts for each in (facts, with_services(facts, said)))
        assert all("services" not in each.depends_on for each in with_.values())
        changed = {name for name in with_ if with_[name] != without[name]}
        assert changed <= ({"available_services"} if wants_only_open(said) else set())


def test_the_steps_come_in_the_contracts_order_certain_where_every_situation_has_them() -> None:
    order = [outcome.value for outcome in RULES["steps"].outcomes]
    assert order == [
        "connect_mitid_erhverv", "check_mitid_erhverv", "read_services_and_prices", "consider_other_brokers",
        "apply_for_government_task_right", "let_authority_create_system", "start_connection_as_system_provider",
        "start_connection_as_supplier", "management_representative_accepts_terms", "create_it_system",
        "attach_supplier", "wait_to_be_attached",
    ]  # fmt: skip
    for state in STATES:
        lists = [tuple_value(value) for value in oracle.possible(state)["steps"]]
        taken = [step for step in order if any(step in each for each in lists)]
        expected = [(step, all(step in each for each in lists)) for step in taken]
        advice = advise(facts_of(given_by(state)), "connection")
        assert [(each.step, each.certain) for each in advice.steps] == expected, state


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_the_order_of_the_facts_makes_no_difference(data: st.DataObject) -> None:
    facts: dict[str, Any] = {}
    for fact, said in SAID.items():
        if (value := data.draw(st.sampled_from(said))) is not None:
            facts[fact] = value
    facts |= {"services": ["sso", "login"], "organisation_name": "Skolen", "cvr_number": "34051178"}
    order = data.draw(st.permutations(list(facts)))
    goal = data.draw(st.sampled_from(sorted(GOALS)))
    one, other = facts_of(facts), facts_of({fact: facts[fact] for fact in order})
    assert one == other
    assert hash(one) == hash(other)
    assert json.dumps(wording().guidance(one, goal)) == json.dumps(wording().guidance(other, goal))


def test_the_name_and_the_number_of_an_organisation_decide_nothing() -> None:
    named: Given = {"organisation_name": "Skolen", "cvr_number": "34051178"}
    assert set(named) | {"services"} | set(oracle.FACTS) == set(NAMES)
    for said in everything_said()[::97]:
        for goal in GOALS:
            assert advise(facts_of({**said.given, **named}), goal) == advise(said.facts, goal)
