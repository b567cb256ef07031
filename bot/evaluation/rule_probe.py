"""Works out everything that one version of the rules says. A program of its own: it runs in a process for each version.

    python -I rule_probe.py FOLDER < cases.json > table.json

FOLDER holds that version's `bot/guidance`. Nothing else of the project is imported here, so that two versions never meet in one process
and an older version is asked through the few names below only.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any, Final, TextIO

Json = dict[str, Any]

#: The shape of what is written. A table of another shape cannot be compared.
FORMAT: Final = 1
UNKNOWN: Final = "unknown"
#: The fact whose values are too many to try each: those that no combination tells apart stand for each other.
COMPANY_FORM: Final = "company_form"
#: What the names of the columns of questions begin with; the goal follows.
QUESTION: Final = "question/"

#: A verdict (or the name of the fact that is asked for, or None) and, with the verdict on the steps, the possible steps.
Said = tuple[Any, Sequence[Any]]


class Probe:
    """The rules in a folder, as a black box."""

    def __init__(self, folder: str) -> None:
        sys.path.insert(0, folder)
        from bot.guidance import advice, company_forms, facts, goals, situation

        assert os.path.realpath(str(advice.__file__)).startswith(os.path.realpath(folder)), "another version was loaded"
        self._advice, self._facts, self._goals = advice, facts, goals.GOALS
        self.deciding: tuple[str, ...] = facts.DECIDING
        domains = dict(zip(facts.DECIDING, situation.DOMAINS, strict=True))
        #: The facts of which *ved ikke* is a value like the others.
        self.meant = {fact for fact, domain in domains.items() if UNKNOWN in domain}
        #: For each fact its values, those together that nothing tells apart; None: not asked.
        self.axes: dict[str, list[list[Any]]] = {
            fact: [[None], [UNKNOWN], *([value] for value in domains[fact] if value != UNKNOWN)]
            for fact in self.deciding
        }
        if COMPANY_FORM in self.axes:
            forms = [None, UNKNOWN, company_forms.OTHER, *sorted(company_forms.CODES)]
            self.axes[COMPANY_FORM] = self._classes(forms)

    def _classes(self, forms: Sequence[Any]) -> list[list[Any]]:
        """The company forms in classes: forms that come out alike when all else is known, all is unknown or nothing is asked."""
        rest = [fact for fact in self.deciding if fact != COMPANY_FORM]
        known = [[each[0] for each in self.axes[fact]][2:] for fact in rest]
        samples = [*product(*known), [None] * len(rest), [UNKNOWN] * len(rest)]
        givens = [dict(zip(rest, values, strict=True)) for values in samples]
        outcomes = _Outcomes()
        found: dict[tuple[int, ...], list[Any]] = {}
        for form in forms:
            answers = (self.answer({COMPANY_FORM: form, **given}) for given in givens)
            alike = tuple(outcomes.place(said) for answer in answers for said in answer.values())
            found.setdefault(alike, []).append(form)
        return list(found.values())

    def facts_of(self, given: Json) -> Any:
        """Facts in this version's own terms; its `FactError` for what it cannot take."""
        return self._facts.check_facts({name: value for name, value in given.items() if value is not None})

    def answer(self, given: Json) -> dict[str, Said]:
        """All that is said of facts: a verdict for each conclusion, and for each goal the question that comes next."""
        facts = self.facts_of(given)
        advice = self._advice.advise(facts, "connection")
        found: dict[str, Said] = {
            name: (each, advice.steps if name == "steps" else ()) for name, each in advice.verdicts.items()
        }
        for goal in self._goals:
            asks = advice.next_question if goal == "connection" else self._advice.next_question(facts, goal)
            found[f"{QUESTION}{goal}"] = (asks, ())
        return found

    def service(self, given: Json, service: str) -> dict[str, Said]:
        """What is said of one service, the only one that is asked for."""
        facts = self.facts_of({**given, "services": (service,)})
        return {f"service/{service}": (self._advice.advise(facts, "services").verdicts["available_services"], ())}

    def columns(self) -> dict[str, Json]:
        """Every conclusion, question and service over all that can have been said."""
        columns = _columns(self.answer(each) for each in self._combinations())
        columns.pop("available_services")  # it follows service by service
        for service in self._facts.SERVICES:
            columns |= _columns(self._of_service(service))
        return columns

    def _of_service(self, service: str) -> Iterator[dict[str, Said]]:
        """A service's outcomes. Not asked and *ved ikke* are tried once where the rules give *ved ikke* no meaning of its own."""
        found: dict[tuple[Any, ...], dict[str, Said]] = {}
        for given in self._combinations():
            plain = {
                fact: None if value == UNKNOWN and fact not in self.meant else value for fact, value in given.items()
            }
            key = tuple(plain.values())
            if key not in found:
                found[key] = self.service(plain, service)
            yield found[key]

    def _combinations(self) -> Iterator[Json]:
        for combination in product(*([values[0] for values in self.axes[fact]] for fact in self.deciding)):
            yield dict(zip(self.deciding, combination, strict=True))

    def case(self, case: Json) -> dict[str, Json]:
        """What comes out for a case that was worked by hand."""
        try:
            facts = self.facts_of(case["facts"])
        except self._facts.FactError as error:
            return {"facts": {"refused": str(error)}}
        if case["goal"] not in self._goals:
            return {"goal": {"refused": case["goal"]}}
        advice = self._advice.advise(facts, case["goal"])
        found = {
            name: _outcome((each, advice.steps if name == "steps" else ())) for name, each in advice.verdicts.items()
        }
        return {**found, f"{QUESTION}{case['goal']}": {"asks": advice.next_question}}


def _outcome(said: Said) -> Json:
    """What was said, as JSON: a value, what it depends on and (of the steps) which are possible and certain, or a question."""
    verdict, steps = said
    if verdict is None or isinstance(verdict, str):
        return {"asks": verdict}
    if verdict.value is not None:
        return {"value": list(verdict.value) if isinstance(verdict.value, tuple) else verdict.value}
    found: Json = {"depends_on": list(verdict.depends_on)}
    if steps:
        found["certain"] = [each.step for each in steps if each.certain]
        found["possible"] = [each.step for each in steps if not each.certain]
    return found


def _columns(rows: Iterable[dict[str, Said]]) -> dict[str, Json]:
    """The rows by column: the outcomes that occur, and for each row the place of its outcome among them."""
    outcomes: dict[str, _Outcomes] = {}
    cells: dict[str, list[int]] = {}
    for row in rows:
        for name, said in row.items():
            if name not in cells:
                outcomes[name], cells[name] = _Outcomes(), []
            cells[name].append(outcomes[name].place(said))
    return {name: {"outcomes": outcomes[name].found, "cells": cells[name]} for name in cells}


class _Outcomes:
    """The outcomes that occur, each with its place among them."""

    def __init__(self) -> None:
        self.found: list[Json] = []
        self._places: dict[str, int] = {}
        # The rules hand out the same objects again and again. They are kept, so that no other can take their identity.
        self._seen: dict[tuple[int, int], tuple[Said, int]] = {}

    def place(self, said: Said) -> int:
        """The place of what was said, a new one where it has not been said before."""
        identity = id(said[0]), id(said[1])
        seen = self._seen.get(identity)
        if seen is not None:
            return seen[1]
        outcome = _outcome(said)
        place = self._places.setdefault(_text(outcome), len(self.found))
        if place == len(self.found):
            self.found.append(outcome)
        self._seen[identity] = said, place
        return place


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _version() -> str | None:
    try:
        from bot.guidance.version import rules_version
    except ImportError:
        return None
    return str(rules_version())


def main(folder: str, cases: TextIO, out: TextIO) -> None:
    """Writes the table of the rules in `folder`, with what comes out for the `cases` (a JSON list)."""
    probe = Probe(folder)
    table = {
        "format": FORMAT,
        "version": _version(),
        "axes": probe.axes,
        "meant": sorted(probe.meant),
        "columns": probe.columns(),
        "cases": [{**case, "outcomes": probe.case(case)} for case in json.load(cases)],
    }
    out.write(json.dumps(table, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    table_out, sys.stdout = sys.stdout, sys.stderr  # whatever the version prints must not get into the table
    main(sys.argv[1], sys.stdin, table_out)
