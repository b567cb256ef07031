"""The rules as staff read them: each with its outcomes, what they require, their texts and their source; and all outcomes side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Final

from bot.content import Content
from bot.evaluation.rule_words import Names
from bot.guidance.advice import advise
from bot.guidance.evaluation import SUPPORT, Verdict
from bot.guidance.facts import DECIDING, UNKNOWN, Facts
from bot.guidance.rule import Outcome, Rule
from bot.guidance.rules import RULES
from bot.guidance.situation import DOMAINS, stand_in

#: The value of a field for a fact that is not asked.
NOT_ASKED: Final = ""


@dataclass(frozen=True)
class SourceView:
    """Where an outcome can be read."""

    page: str
    heading: str
    url: str
    checked: date


@dataclass(frozen=True)
class OutcomeView:
    """An outcome: what it is called, what is said of it, and what it requires, each with what is said where it is not met."""

    id: str
    label: str
    texts: tuple[tuple[str, str], ...]
    requirements: tuple[tuple[str, str], ...]
    source: SourceView


@dataclass(frozen=True)
class RuleView:
    """A rule. `facts`: the names of those that it depends on; `notes`: what may be added to any of its outcomes."""

    id: str
    name: str
    several: bool
    facts: tuple[str, ...]
    outcomes: tuple[OutcomeView, ...]
    notes: tuple[str, ...]


def rule_views(content: Content) -> list[RuleView]:
    """Every rule, in the order in which a reader wants the conclusions."""
    names = Names(content)
    return [
        RuleView(
            rule.conclusion,
            names.column(rule.conclusion),
            rule.several,
            tuple(names.fact(DECIDING[number]) for number in sorted(SUPPORT[rule.conclusion])),
            tuple(_outcome(rule, outcome, content) for outcome in rule.outcomes),
            tuple(content.conclusions[rule.conclusion].notes[note.name] for note in rule.notes),
        )
        for rule in RULES.values()
    ]


def _outcome(rule: Rule, outcome: Outcome, content: Content) -> OutcomeView:
    conclusion = content.conclusions[rule.conclusion]
    words = conclusion.values[outcome.value]
    source = content.sources[words.source or conclusion.source]
    texts = [("", words.text)] if words.text else []
    if rule.conclusion == "steps":
        texts.append(("", content.steps[outcome.value].text))
    texts += [(name, words.variants[name]) for name in (each.name for each in outcome.variants)]
    return OutcomeView(
        outcome.value,
        words.label,
        tuple(texts),
        tuple((each.name, words.why_not.get(each.name, "")) for each in outcome.requirements),
        SourceView(source.page, source.heading, str(content.links[source.link].url), source.checked),
    )


# What if ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """A value that a fact can be given, as a form sends it."""

    value: str
    label: str


@dataclass(frozen=True)
class WhatIfRow:
    """What comes out where the facts that vary have these values, for each conclusion that has a column."""

    values: tuple[str, ...]
    outcomes: tuple[str, ...]


@dataclass(frozen=True)
class WhatIf:
    """All outcomes over the values of the facts that vary. `columns`: the conclusions that vary with them; `same`: the others."""

    facts: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[WhatIfRow, ...]
    same: tuple[tuple[str, str], ...]


def choices(content: Content) -> dict[str, tuple[Choice, ...]]:
    """For each deciding fact the values that the rules tell apart, after *ikke spurgt* and *ved ikke*."""
    names = Names(content)
    return {
        fact: (
            Choice(NOT_ASKED, "ikke spurgt"),
            Choice(UNKNOWN, "ved ikke"),
            *(
                Choice(str(stand_in(number, index)), _kind(fact, stand_in(number, index), names))
                for index, value in enumerate(DOMAINS[number])
                if value != UNKNOWN
            ),
        )
        for number, fact in enumerate(DECIDING)
    }


def _kind(fact: str, value: str | int, names: Names) -> str:
    """A value, and for a company form the kind that it stands for."""
    if fact == "company_form":
        return "stat, region eller kommune" if isinstance(value, int) else "en anden form"
    return names.answer(fact, value)


def what_if(given: Mapping[str, str], vary: Sequence[str], content: Content) -> WhatIf:
    """The outcomes where the facts are as given, once for each combination of the values of those that vary."""
    names, offered = Names(content), choices(content)
    combinations = list(product(*(offered[fact] for fact in vary)))
    verdicts = [
        _verdicts({**given, **{fact: each.value for fact, each in zip(vary, row, strict=True)}}) for row in combinations
    ]
    told = {name: [_told(name, each[name], names) for each in verdicts] for name in RULES}
    varying = [name for name in RULES if len(set(told[name])) > 1]
    return WhatIf(
        tuple(names.fact(fact) for fact in vary),
        tuple(names.column(name) for name in varying),
        tuple(
            WhatIfRow(tuple(each.label for each in row), tuple(told[name][number] for name in varying))
            for number, row in enumerate(combinations)
        ),
        tuple((names.column(name), told[name][0]) for name in RULES if name not in varying),
    )


def _verdicts(given: Mapping[str, str]) -> dict[str, Verdict]:
    facts = {fact: int(value) if value.isdigit() else value for fact, value in given.items() if value != NOT_ASKED}
    return advise(Facts(facts), "connection").verdicts


def _told(name: str, verdict: Verdict, names: Names) -> str:
    if verdict.value is None:
        return names.outcome(name, {"depends_on": list(verdict.depends_on)})
    value = list(verdict.value) if isinstance(verdict.value, tuple) else verdict.value
    return names.outcome(name, {"value": value}).replace("«", "").replace("»", "")
