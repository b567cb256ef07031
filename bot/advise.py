"""`guide advise`: the rules alone, a line of JSON in, a line of JSON out. Loads no model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from bot.answers import Wording
from bot.content import Content
from bot.guidance.facts import FactError, check_facts
from bot.guidance.goals import DEFAULT_GOAL, GOALS
from bot.problems import fact_problem


class BadRequestError(ValueError):
    """A line that cannot be answered; the message is Danish and says how to mend it."""


def request(given: object, content: Content) -> tuple[Any, str]:
    """The facts and the goal of a request for guidance, or a `BadRequestError`."""
    problems = content.problems
    if not isinstance(given, dict):
        raise BadRequestError(problems["guidance_not_an_object"])
    unexpected = sorted(set(given) - {"facts", "goal"})
    if unexpected:
        raise BadRequestError(problems["guidance_unknown_field"].format(field=unexpected[0]))
    facts, goal = given.get("facts"), given.get("goal", DEFAULT_GOAL)
    if not isinstance(facts, dict):
        raise BadRequestError(problems["guidance_facts_missing"])
    if not isinstance(goal, str) or goal not in GOALS:
        raise BadRequestError(problems["guidance_no_such_goal"].format(goals=", ".join(GOALS)))
    try:
        return check_facts(facts), goal
    except FactError as error:
        raise BadRequestError(fact_problem(error, content)) from error


def answers(lines: Iterable[bytes], content: Content) -> Iterator[tuple[bytes, str | None]]:
    """For each line the answer as JSON, and what was wrong with the line, if anything. Empty lines are passed over."""
    wording = Wording(content)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield orjson.dumps(wording.guidance(*request(orjson.loads(line), content))), None
        except orjson.JSONDecodeError:
            fault = content.problems["guidance_not_json"]
            yield orjson.dumps({"error": fault}), f"{content.problems['line'].format(number=number)} {fault}"
        except BadRequestError as error:
            yield orjson.dumps({"error": str(error)}), f"{content.problems['line'].format(number=number)} {error}"
