"""Holds the words against the names in the rules and the interfaces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from bot.content.application import Ground
from bot.content.names import FAQ, OFFERED_TOPICS, PROBLEMS, SMALL_TALK
from bot.content.places import place_faults
from bot.content.reading import same_ids
from bot.content.texts import ConclusionText, OutcomeText
from bot.guidance import company_forms
from bot.guidance.facts import NAMES, ROLES, SERVICES, UNKNOWN, YES_NO
from bot.guidance.goals import GOALS
from bot.guidance.rule import Outcome, Rule
from bot.guidance.rules import RULES

if TYPE_CHECKING:
    from bot.content.library import Content

#: The texts that a conclusion must have besides those that all have, as its value is a list or goes service by service.
_OWN_TEXTS = {"available_services": ("always", "always_why"), "grounds": ("none", "some"), "steps": ("some",)}


def faults(content: Content) -> Iterator[str]:
    """Every id that is missing, unused or misspelt, as a Danish line that names file and place."""
    yield from same_ids("services.yml", content.services, SERVICES, "servicen")
    yield from same_ids("company_forms.yml", content.company_forms, company_forms.CODES, "virksomhedsformen")
    yield from same_ids("goals.yml", content.goals, GOALS, "målet")
    yield from same_ids("faq.yml", content.topics, FAQ, "emnet")
    yield from same_ids("small_talk.yml", content.small_talk, SMALL_TALK, "emnet")
    yield from same_ids("dialogue.yml: topics", content.phrases.topics, OFFERED_TOPICS, "emnet")
    yield from same_ids("steps.yml", content.steps, [outcome.value for outcome in RULES["steps"].outcomes], "skridtet")
    yield from same_ids("problems.yml", content.problems, PROBLEMS, "fejlbeskeden")
    yield from same_ids("application.yml: grounds", content.application.grounds, get_args(Ground), "grunden")
    yield from _preparation_faults(content)
    yield from _question_faults(content)
    yield from _source_faults(content)
    yield from same_ids("conclusions.yml", content.conclusions, RULES, "konklusionen")
    for name, rule in RULES.items():
        if name in content.conclusions:
            yield from _conclusion_faults(rule, content.conclusions[name])
    for name, topic in content.topics.items():
        yield from (
            f"faq.yml: {name}: emnet «{other}» under related findes ikke."
            for other in topic.related
            if other not in content.topics
        )
    yield from place_faults(content)


def _preparation_faults(content: Content) -> Iterator[str]:
    words = content.preparation
    for item in (*words.ready, *words.expect, *words.not_covered):
        if item.when is not None and item.when not in content.steps:
            yield f"preparation.yml: skridtet «{item.when}» under when findes ikke."


def _question_faults(content: Content) -> Iterator[str]:
    yield from same_ids("questions.yml", content.questions, NAMES, "oplysningen")
    for name, question in content.questions.items():
        given = set(question.choices)
        file = f"questions.yml: {name}"
        if name == "company_form":
            known = {str(code) for code in company_forms.CODES} | {company_forms.OTHER, UNKNOWN}
            yield from (f"{file}: svaret «{each}» er ikke en virksomhedsform." for each in sorted(given - known))
            needed = {company_forms.OTHER, UNKNOWN} | {str(code) for code in company_forms.PUBLIC}
            yield from (f"{file}: svaret «{each}» mangler." for each in sorted(needed - given))
        else:
            yield from same_ids(file, given, _choices(name), "svaret")


def _choices(fact: str) -> tuple[str, ...]:
    """The values that need words of their own; those of `services` stand in services.yml."""
    if fact in ("services", "cvr_number", "organisation_name"):
        return (UNKNOWN,)
    return (*(ROLES if fact == "role" else YES_NO), UNKNOWN)


def _source_faults(content: Content) -> Iterator[str]:
    used = {conclusion.source for conclusion in content.conclusions.values()}
    used |= {
        value.source
        for conclusion in content.conclusions.values()
        for value in conclusion.values.values()
        if value.source
    }
    yield from same_ids("sources.yml", content.sources, used, "kilden")


def _conclusion_faults(rule: Rule, words: ConclusionText) -> Iterator[str]:
    file = f"conclusions.yml: {rule.conclusion}"
    yield from same_ids(file, words.values, [outcome.value for outcome in rule.outcomes], "udfaldet")
    yield from same_ids(file, words.notes, [note.name for note in rule.notes], "tilføjelsen")
    own = [field for field in ("always", "always_why", "none", "some") if getattr(words, field)]
    yield from same_ids(file, own, _OWN_TEXTS.get(rule.conclusion, ()), "teksten")
    for outcome in rule.outcomes:
        if outcome.value in words.values:
            yield from _outcome_faults(f"{file} → {outcome.value}", rule, outcome, words.values[outcome.value])


def _outcome_faults(file: str, rule: Rule, outcome: Outcome, words: OutcomeText) -> Iterator[str]:
    names = [variant.name for variant in outcome.variants]
    needs_text = rule.conclusion != "steps"
    if needs_text and not words.text:
        yield f"{file}: text mangler."
    yield from same_ids(f"{file}: variants", words.variants, names if needs_text else [], "varianten")
    if rule.conclusion == "available_services":
        if not words.service:
            yield f"{file}: service mangler."
        yield from same_ids(f"{file}: service_variants", words.service_variants, names, "varianten")
    else:
        yield from same_ids(f"{file}: why_not", words.why_not, [each.name for each in outcome.requirements], "kravet")
