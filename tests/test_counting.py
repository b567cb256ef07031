"""What a turn counts as in the figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.counting import LENGTHS, SECONDS, counted, place, step
from bot.guidance.facts import check_facts
from bot.store.figures import Counted
from bot.turn import State

START = State()
ASKED = State(goal="obligation", question="role")
BOUND = check_facts(
    {"company_form": 250, "role": "system_provider", "government_task": "yes", "secure_authentication": "yes"}
)
ADVISED = State(BOUND, "obligation", advised=True)


def turn(
    before: State, after: State, intent: str = "inform", understood: bool | None = True, turns: int = 3
) -> Counted:
    return counted(before, after, intent, understood, turns, 0.2)


def test_the_first_turn_counts_a_talk_and_where_it_stands() -> None:
    assert turn(START, ASKED, turns=0).talk == (
        ("talk", None, "begun"),
        ("left", None, "role"),
        ("length", None, "1"),
    )


def test_a_later_turn_moves_the_talk_on() -> None:
    talk = turn(ASKED, ADVISED, turns=3).talk
    assert ("left", "role", "advised") in talk
    assert ("length", "3", "6") in talk
    assert ("talk", "begun", "begun") in talk


def test_a_new_goal_and_a_new_question_are_counted_once() -> None:
    assert {("goal", "obligation"), ("asked", "role")} <= set(turn(START, ASKED).turn)
    again = turn(ASKED, replace(ASKED, misses=1)).turn
    assert not {kind for kind, _ in again} & {"goal", "asked"}


def test_what_the_user_does_not_know_is_counted_by_question() -> None:
    after = replace(ASKED, facts=check_facts({"role": "unknown"}), question="government_task")
    assert ("dont_know", "role") in turn(ASKED, after).turn
    assert ("dont_know", "role") not in turn(after, replace(after, question=None)).turn


def test_advice_counts_its_conclusions_once() -> None:
    assert {("advice", "decided"), ("outcome", "obligation/must_use_nemlogin")} <= set(turn(ASKED, ADVISED).turn)
    assert not {kind for kind, _ in turn(ADVISED, ADVISED, "thank").turn} & {"advice", "outcome"}


def test_advice_that_is_changed_counts_again() -> None:
    after = replace(ADVISED, facts=BOUND.with_fact("secure_authentication", "no"))
    assert ("outcome", "obligation/free_choice") in turn(ADVISED, after, "correct_answer").turn


def test_a_list_counts_for_each_entry_and_an_open_conclusion_as_undecided() -> None:
    broker = {"company_form": 80, "role": "broker", "government_task": "yes", "public_law_body": "yes"}
    right = State(check_facts(broker), "government_task_right", advised=True)
    assert {("outcome", "grounds/public_law_body"), ("outcome", "grounds/public_sector_broker")} <= set(
        turn(START, right).turn
    )
    vague = State(check_facts({"company_form": "unknown"}), "classification", advised=True)
    assert {("advice", "depends"), ("outcome", "classification/undecided")} <= set(turn(START, vague).turn)


@pytest.mark.parametrize(
    ("understood", "expected"),
    [
        (True, {("turn", "text"), ("understood", "yes")}),
        (False, {("turn", "text"), ("understood", "no")}),
        (None, {("turn", "choice")}),
    ],
)
def test_texts_are_counted_by_whether_they_were_understood_and_buttons_are_not(
    understood: bool | None, expected: set[tuple[str, str]]
) -> None:
    found = set(turn(ASKED, ASKED, understood=understood).turn)
    assert {each for each in found if each[0] in ("turn", "understood")} == expected


def test_an_intent_that_the_guide_does_not_have_cannot_become_a_name() -> None:
    assert ("intent", "nlu_fallback") in turn(ASKED, ASKED, intent="Jens Jensen").turn


@pytest.mark.parametrize(
    ("state", "expected"),
    [(START, "no_goal"), (ASKED, "role"), (ADVISED, "advised"), (State(goal="connection"), "no_question")],
)
def test_a_talk_stands_at_its_question_or_its_advice(state: State, expected: str) -> None:
    assert place(state) == expected


@pytest.mark.parametrize(("value", "expected"), [(0.05, "0.1"), (0.1, "0.1"), (0.11, "0.25"), (60, "more")])
def test_a_step_is_named_by_its_upper_end(value: float, expected: str) -> None:
    assert step(value, SECONDS) == expected
    assert step(1, LENGTHS) == "1"
