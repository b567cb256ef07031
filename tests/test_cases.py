"""Cases worked out by hand from the official page: tests/cases/<subject>.yml.

A case has a name, the heading of the page and the statement there that it follows from (in other words), a goal, facts, and what
to expect: conclusions by name, or any of

- `depends_on`: for a conclusion the facts that it still hangs on (and that it is not decided)
- `cases`: for a conclusion the outcomes that are left, with what brings each about
- `status`, `next_question`
- `certain_steps`, `possible_steps`: of the steps so far, exactly the certain ones; some of the others
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from bot.guidance.facts import check_facts
from bot.guidance.goals import GOALS
from tests.guidance import oracle
from tests.words import wording

FOLDER: Final = Path(__file__).parent / "cases"
HEADINGS: Final = {
    "Tilslutning til NemLog-in",
    "Inden du starter tilslutning",
    "Tilslutning som it-systemudbyder",
    "Tilslutning som it-leverandør",
}
FIELDS: Final = {"name", "source_heading", "statement", "goal", "facts", "expect"}
FEWEST: Final = {"price_list": 5}

Case = dict[str, Any]


def cases(subject: str) -> list[Case]:
    found: list[Case] = yaml.safe_load((FOLDER / f"{subject}.yml").read_text(encoding="utf-8"))
    return found


SUBJECTS: Final = [*oracle.CONCLUSIONS, "next_question"]
ALL: Final = [pytest.param(case, id=f"{subject}: {case['name']}") for subject in SUBJECTS for case in cases(subject)]


@pytest.mark.parametrize("case", ALL)
def test_the_case_comes_out_as_worked_by_hand(case: Case) -> None:
    found = wording().guidance(check_facts(case["facts"]), case["goal"])
    for name, expected in case["expect"].items():
        assert outcome(found, name, expected) == expected, name


def outcome(found: dict[str, Any], name: str, expected: Any) -> Any:
    """What the answer has in the place of this expectation."""
    conclusions, steps = found["conclusions"], found["steps"]
    if name == "depends_on":
        assert all(conclusions[each]["value"] is None for each in expected)
        return {each: conclusions[each]["depends_on"] for each in expected}
    if name == "cases":
        return {each: conclusions[each]["cases"] for each in expected}
    if name == "next_question":
        return found["next_question"] and found["next_question"]["fact"]
    if name == "certain_steps":
        return [step["id"] for step in steps if step["certain"]]
    if name == "possible_steps":
        return [step["id"] for step in steps if not step["certain"] and step["id"] in expected]
    return found["status"] if name == "status" else conclusions[name]["value"]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_cases_of_a_subject_are_many_and_whole(subject: str) -> None:
    found = cases(subject)
    assert len(found) >= FEWEST.get(subject, 12)
    assert len({case["name"] for case in found}) == len(found)
    assert len({str(case["facts"]) + case["goal"] for case in found}) == len(found)
    for case in found:
        assert set(case) == FIELDS, case["name"]
        assert case["source_heading"] in HEADINGS, case["name"]
        assert case["statement"].endswith("."), case["name"]
        assert case["goal"] in GOALS, case["name"]
        assert tells_of(subject, case), case["name"]


def tells_of(subject: str, case: Case) -> bool:
    """Whether the case expects something of its subject."""
    expect = case["expect"]
    steps = subject == "steps" and "certain_steps" in expect
    return subject in expect or subject in expect.get("depends_on", {}) or steps


@pytest.mark.parametrize("subject", [each for each in oracle.CONCLUSIONS if each != "steps"])
def test_every_value_of_a_conclusion_has_a_case(subject: str) -> None:
    values = {str(each) for state in oracle.states() for each in oracle.possible(state)[subject]}
    worked = {
        str(as_oracle(value)) for case in cases(subject) for value in [case["expect"].get(subject)] if value is not None
    }
    assert values <= worked


def as_oracle(value: Any) -> Any:
    """A value as the oracle has it: a list as a tuple, of the services the status of the closed ones."""
    if isinstance(value, dict):
        return next((status for service, status in value.items() if service not in oracle.OPEN_TO_ALL), None)
    return tuple(value) if isinstance(value, list) else value
