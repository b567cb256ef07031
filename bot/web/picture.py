"""A picture of the decision: which answers led to which conclusions, what is still open, and what another answer would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.content.page import PictureWords
from bot.guidance.advice import wanted_services
from bot.guidance.evaluation import smallest_change
from bot.guidance.facts import NAMES, UNKNOWN, Facts
from bot.guidance.rules import RULES
from bot.guidance.rules.available_services import ALWAYS
from bot.guidance.situation import known
from bot.turn.advising import TOLD, condition, label
from bot.turn.voice import content, value_label, wording
from bot.web.drawing import Drawing, Given, draw

Json = Mapping[str, Any]

#: It follows another conclusion, so what would change it stands there already.
FOLLOWS: Final = "price_list"


@dataclass(frozen=True)
class Answer:
    """A fact that conclusions rest on or wait for. `settled`: it was answered, and not with *ved ikke*."""

    fact: str
    name: str
    value: str
    settled: bool


@dataclass(frozen=True)
class Otherwise:
    """Another outcome, and the condition under which it would hold, as a clause after «hvis»."""

    condition: str
    outcome: str


@dataclass(frozen=True)
class Result:
    """A conclusion with the answers that it rests on, or waits for where it is not `settled`."""

    name: str
    value: str
    settled: bool
    answers: tuple[Answer, ...]
    otherwise: tuple[Otherwise, ...]


@dataclass(frozen=True)
class Picture:
    """The picture, as what it says and as a drawing."""

    answers: tuple[Answer, ...]
    results: tuple[Result, ...]
    drawing: Drawing


def picture_of(facts: Facts, goal: str) -> Picture | None:
    """The picture for facts; None where nothing has led to anything yet."""
    found = {name: each for name, each in wording().guidance(facts, goal)["conclusions"].items() if _shown(name, each)}
    used = {fact for each in found.values() for fact in _rests_on(each)}
    answers: dict[str, Answer] = {fact: _answer(fact, facts) for fact in NAMES if fact in used}
    results = tuple(_result(name, each, answers, facts) for name, each in found.items() if _rests_on(each))
    if not results:
        return None
    shown = tuple(answers.values())
    return Picture(shown, results, _drawn(shown, results))


def _shown(name: str, conclusion: Json) -> bool:
    return name in TOLD and not (name == "grounds" and conclusion["value"] == [])


def _rests_on(conclusion: Json) -> list[str]:
    if conclusion["value"] is None:
        return list(conclusion["depends_on"])
    return list(dict.fromkeys(each["fact"] for each in conclusion["because"]))


def _answer(fact: str, facts: Facts) -> Answer:
    name, value = content().questions[fact].name, facts.get(fact)
    if value is None:
        return Answer(fact, name, _words().not_asked, settled=False)
    return Answer(fact, name, value_label(fact, value), settled=value != UNKNOWN)


def _result(name: str, conclusion: Json, answers: Mapping[str, Answer], facts: Facts) -> Result:
    value = conclusion["value"]
    return Result(
        name=content().conclusions[name].name,
        value=_words().open if value is None else label(name, value),
        settled=value is not None,
        answers=tuple(each for fact, each in answers.items() if fact in _rests_on(conclusion)),
        otherwise=tuple(_cases(name, conclusion) if value is None else _otherwise(name, value, facts)),
    )


def _cases(name: str, conclusion: Json) -> Iterable[Otherwise]:
    return [Otherwise(condition(each["if"]), _briefly(name, each["value"])) for each in conclusion["cases"]]


def _otherwise(name: str, value: Any, facts: Facts) -> Iterable[Otherwise]:
    """What one other answer would lead to."""
    if RULES[name].several or name == FOLLOWS:
        return
    for outcome in RULES[name].outcomes:
        other = _as_told(name, outcome.value, facts)
        change = smallest_change(name, outcome.value, known(facts)) if other != value else None
        if change and len(change) == 1:
            yield Otherwise(condition(dict(change)), _briefly(name, other))


def _briefly(name: str, value: Any) -> str:
    """An outcome in a few words; of services, which the result has named, only what becomes of them."""
    if not isinstance(value, dict):
        return label(name, value)
    statuses = content().conclusions[name].values
    tied = next((status for service, status in value.items() if service not in ALWAYS), "available")
    return _words().services.format(status=statuses[tied].label)


def _as_told(name: str, outcome: str, facts: Facts) -> Any:
    """An outcome in the shape of the interfaces: of services, one by one."""
    if name != "available_services":
        return outcome
    return {each: "available" if each in ALWAYS else outcome for each in wanted_services(facts)}


def _drawn(answers: tuple[Answer, ...], results: tuple[Result, ...]) -> Drawing:
    left: list[Given] = [(each.name, each.value, [], each.settled) for each in answers]
    right: list[Given] = [
        (each.name, each.value, [said(line) for line in each.otherwise], each.settled) for each in results
    ]
    lines = [(answers.index(answer), number) for number, result in enumerate(results) for answer in result.answers]
    return draw(left, right, lines)


def said(otherwise: Otherwise) -> str:
    """It as a line."""
    return _words().otherwise.format(condition=otherwise.condition, outcome=otherwise.outcome)


def _words() -> PictureWords:
    return content().page.picture
