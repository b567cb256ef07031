"""Puts words to advice: from facts and a goal to the object that `POST /api/v1/guidance` and `guide advise` give.

The text of a conclusion depends only on the facts that the conclusion can depend on, so each is put together once for each set of
these and shared between answers. What is handed out is therefore not to be changed by the receiver.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from bot.content import Content
from bot.danish import capitalised, listed, number, sentences_listed
from bot.guidance.advice import Advice, advise, possible_steps, service_verdict, wanted_services
from bot.guidance.evaluation import SUPPORT, Verdict, cases, evidence, truth
from bot.guidance.evaluation import verdict as verdict_of
from bot.guidance.facts import DECIDING, NO_FACTS, SERVICES, UNKNOWN, Facts, FactValue
from bot.guidance.rule import Outcome, Rule
from bot.guidance.rules import RULES
from bot.guidance.rules.available_services import ALWAYS
from bot.guidance.situation import DOMAINS, Known, known

Json = dict[str, Any]

#: The number of the company form among the deciding facts.
COMPANY_FORM: Final = DECIDING.index("company_form")


class Wording:
    """Words for the rules' answers. Holds a cache, so one for each content."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self._conclusion = lru_cache(maxsize=65536)(self._worded)
        self._all_steps = lru_cache(maxsize=65536)(self._steps)

    def guidance(self, facts: Facts, goal: str) -> Json:
        """The whole answer for a goal, in the shape of the interfaces."""
        advice = advise(facts, goal)
        what = known(facts)
        return {
            "goal": goal,
            "status": advice.status,
            "next_question": self.question(advice.next_question) if advice.next_question else None,
            "conclusions": {name: self.conclusion(name, facts, what, advice) for name in advice.verdicts},
            "steps": self._all_steps(what, price_list(advice)) if goal == "connection" else [],
        }

    def question(self, fact: str) -> Json:
        """A question with its choices, in the order in which they are shown."""
        words = self.content.questions[fact]
        choices: list[Json] = [
            {"value": _as_value(fact, value), "label": choice.label} for value, choice in words.choices.items()
        ]
        if fact == "services":
            choices = [{"value": name, "label": self.content.services[name].label} for name in SERVICES] + choices
        return {"fact": fact, "text": words.text, "choices": choices}

    def conclusion(self, name: str, facts: Facts, what: Known, advice: Advice) -> Json:
        """One conclusion: decided with its reasons, or what it depends on."""
        waiting = any(fact not in facts for fact in advice.verdicts[name].depends_on)
        wanted = facts.get("services") if name == "available_services" else None
        form = facts.get("company_form") if COMPANY_FORM in SUPPORT[name] else None
        return self._conclusion(name, evidence(what)[name], waiting, wanted, form)

    def _worded(self, name: str, what: Known, waiting: bool, wanted: FactValue | None, form: FactValue | None) -> Json:
        """`waiting`: a fact that it depends on has not been asked; `wanted`: the services named; `form`: as given."""
        facts = NO_FACTS if wanted is None else NO_FACTS.with_fact("services", wanted)
        verdict = service_verdict(facts, what) if name == "available_services" else verdict_of(name, what)
        if not verdict.decided:
            return self._undecided(name, verdict, what, waiting, facts)
        value, text, why_not = self._decided(name, verdict, what, facts, form)
        given = {**_given(what), "company_form": form}
        because = [{"fact": fact, "value": given[fact]} for fact in verdict.because]
        if wanted and wanted != UNKNOWN:
            because.append({"fact": "services", "value": list(wanted) if isinstance(wanted, tuple) else wanted})
        source = self._source(name, verdict.value)
        return {
            "value": value,
            "text": text,
            "because": because,
            "rule": f"{name}.{verdict.value}" if isinstance(verdict.value, str) else name,
            "why_not": why_not,
            "source": {"page": source.page, "heading": source.heading, "url": str(self.content.links[source.link].url)},
            "checked": source.checked.isoformat(),
        }

    def _undecided(self, name: str, verdict: Verdict, what: Known, waiting: bool, facts: Facts) -> Json:
        """`cases` only when all that is missing is what the user does not know: before that there are questions to ask."""
        words = self.content.conclusions[name]
        clauses = sentences_listed([self.content.questions[fact].depends for fact in verdict.depends_on])
        text = words.undecided.format(facts=clauses)
        if name == "available_services":
            text = " ".join(filter(None, [self._open_services(wanted_services(facts)), text]))
        possible = () if waiting else cases(name, what)
        return {
            "value": None,
            "text": text,
            "depends_on": list(verdict.depends_on),
            "cases": [{"if": dict(case.facts), "value": _value(name, case.value, facts)} for case in possible],
        }

    def _decided(
        self, name: str, verdict: Verdict, what: Known, facts: Facts, form: FactValue | None
    ) -> tuple[Any, str, dict[str, str]]:
        value = _value(name, verdict.value, facts)
        if name == "available_services":
            return (
                value,
                self._services_text(str(verdict.value), what, facts),
                self._services_why_not(str(verdict.value), what, facts),
            )
        rule, words = RULES[name], self.content.conclusions[name]
        if isinstance(verdict.value, tuple):
            text = self._list_text(name, verdict.value)
            held = verdict.value
        else:
            text = self._outcome_text(rule, str(verdict.value), what)
            held = (str(verdict.value),)
        notes = [words.notes[note.name] for note in rule.notes if truth(note.holds, what)]
        if name == "classification" and isinstance(form, int) and self.content.company_forms[form].note:
            notes.append(str(self.content.company_forms[form].note))
        why_not = {
            outcome.value: self._why_not(rule, outcome, what) for outcome in rule.outcomes if outcome.value not in held
        }
        return value, " ".join([text, *notes]), why_not

    def _list_text(self, name: str, value: tuple[str, ...]) -> str:
        words = self.content.conclusions[name]
        if not value:
            return str(words.none)
        items = sentences_listed([words.values[each].text or words.values[each].label for each in value])
        return str(words.some).format(items=items, count=number(len(value)), first=words.values[value[0]].label)

    def _outcome_text(self, rule: Rule, value: str, what: Known) -> str:
        words = self.content.conclusions[rule.conclusion].values[value]
        variant = self._variant(rule, value, what)
        return words.variants[variant] if variant else str(words.text)

    def _variant(self, rule: Rule, value: str, what: Known) -> str | None:
        """The first wording of its own that certainly fits."""
        outcome = next(each for each in rule.outcomes if each.value == value)
        return next((variant.name for variant in outcome.variants if truth(variant.holds, what)), None)

    def _why_not(self, rule: Rule, outcome: Outcome, what: Known) -> str:
        """The first of the outcome's requirements that certainly does not hold."""
        failed = next(each.name for each in outcome.requirements if truth(each.holds, what) is False)
        return self.content.conclusions[rule.conclusion].values[outcome.value].why_not[failed]

    def _open_services(self, wanted: tuple[str, ...]) -> str:
        names = [self.content.services[each].in_sentence for each in wanted if each in ALWAYS]
        words = self.content.conclusions["available_services"]
        return capitalised(str(words.always).format(services=listed(names))) if names else ""

    def _services_text(self, status: str, what: Known, facts: Facts) -> str:
        wanted = wanted_services(facts)
        tied = [self.content.services[each].in_sentence for each in wanted if each not in ALWAYS]
        sentences = [self._open_services(wanted)]
        if tied:
            sentences.append(
                self._outcome_text(RULES["available_services"], status, what).format(services=listed(tied))
            )
        return " ".join(capitalised(sentence) for sentence in sentences if sentence)

    def _services_why_not(self, status: str, what: Known, facts: Facts) -> dict[str, str]:
        """For each service why it is not otherwise."""
        words = self.content.conclusions["available_services"]
        outcome = words.values[status]
        variant = self._variant(RULES["available_services"], status, what)
        tied = outcome.service_variants[variant] if variant else str(outcome.service)
        always = str(words.always_why)
        return {
            each: (always if each in ALWAYS else tied).format(
                service=capitalised(self.content.services[each].in_sentence)
            )
            for each in wanted_services(facts)
        }

    def _source(self, name: str, value: object) -> Any:
        words = self.content.conclusions[name]
        own = words.values[value].source if isinstance(value, str) and value in words.values else None
        return self.content.sources[own or words.source]

    def _steps(self, what: Known, prices: str | None) -> list[Json]:
        return [
            {
                "id": each.step,
                "title": self.content.conclusions["steps"].values[each.step].label,
                "text": self.content.steps[each.step].text,
                "links": self.content.links_json(self._step_links(each.step, prices)),
                "certain": each.certain,
            }
            for each in possible_steps(what)
        ]

    def _step_links(self, step: str, prices: str | None) -> tuple[str, ...]:
        words = self.content.steps[step]
        return next((links for name, links in words.links_by_price_list.items() if name == prices), words.links)


def price_list(advice: Advice) -> str | None:
    """The price list that holds, None while that is undecided."""
    value = advice.verdicts["price_list"].value if "price_list" in advice.verdicts else None
    return value if isinstance(value, str) else None


def _given(what: Known) -> dict[str, object]:
    """The values of the facts that the rules read, all but the company form, of which they read the kind only."""
    return {
        name: DOMAINS[position][index]
        for position, (name, index) in enumerate(zip(DECIDING, what, strict=True))
        if index is not None and position > 0
    }


def _as_value(fact: str, value: str) -> str | int:
    """Keys in YAML are text; the codes of company forms are numbers."""
    return int(value) if fact == "company_form" and value.isdigit() else value


def _value(name: str, value: object, facts: Facts) -> Any:
    """A value as the interfaces give it: services one by one, lists as lists."""
    if name == "available_services":
        return {each: "available" if each in ALWAYS else value for each in wanted_services(facts)}
    return list(value) if isinstance(value, tuple) else value
