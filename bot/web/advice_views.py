"""Advice as a page shows it: the headline first, each conclusion with its reasons folded away, the steps, and a link to pass on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from bot.danish import capitalised, date_in_words
from bot.guidance.facts import SERVICES, UNKNOWN, FactError, Facts, FactValue, check_fact
from bot.guidance.goals import DEFAULT_GOAL, GOALS
from bot.guidance.version import LENGTH, rules_version
from bot.turn.advising import TOLD, TOLD_BY_CASE, advice_message, condition, label, outcome, preparation
from bot.turn.application import draft, may_be_drafted
from bot.turn.voice import content, services_listed, statement, value_label
from bot.web.picture import Picture, picture_of
from bot.web.prose import Block, blocks

Json = Mapping[str, Any]

#: Facts that could tell who the organisation is: they never go into a link.
NAMING: Final = ("cvr_number", "organisation_name")
#: Where a link to advice leads.
GUIDANCE_PATH: Final = "/vejledning"
#: What a link says of the rules that it was made under.
VERSION_IN_LINK: Final = "rules"


@dataclass(frozen=True)
class Source:
    """Where a conclusion can be read, and when it was last held against that."""

    page: str
    heading: str
    url: str
    checked: str


@dataclass(frozen=True)
class Conclusion:
    """A conclusion that is decided."""

    id: str
    name: str
    text: str
    because: tuple[str, ...]
    why_not: tuple[str, ...]
    source: Source


@dataclass(frozen=True)
class OpenConclusion:
    """A conclusion that depends on what is not known: what follows in each case."""

    name: str
    text: str
    cases: tuple[str, ...]


@dataclass(frozen=True)
class AdviceView:
    """The whole advice.

    `link` is where the same advice can be seen without the talk, and `picture` what led to what; both None for one that no longer
    holds. `preparation`: headings with their items. `rules`: the version of the rules that it was given under, where that was kept.
    """

    goal: str
    status: str
    headline: str
    conclusions: tuple[Conclusion, ...]
    open_conclusions: tuple[OpenConclusion, ...]
    find_out: tuple[str, ...]
    find_out_links: tuple[Json, ...]
    steps: tuple[Json, ...]
    preparation: tuple[tuple[str, tuple[str, ...]], ...]
    disclaimer: str
    checked: str
    rules: str | None
    link: str | None
    picture: Picture | None

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of all conclusions, each once."""
        return tuple(dict.fromkeys(each.source for each in self.conclusions))


def view_of_facts(facts: Facts, goal: str) -> AdviceView:
    """The advice for facts, worked out now."""
    message = advice_message(facts, goal)
    return view_of(message.details, message.text, facts)


def view_of(details: Json, text: str, facts: Facts | None = None) -> AdviceView:
    """The advice of a message. `text` is what the message says: it begins with the headline and ends with the disclaimer.

    `facts`: those it was given for, when they are still the ones that stand.
    """
    advice: Json = details["advice"]
    decided = {
        name: each for name, each in advice["conclusions"].items() if each["value"] is not None and _told(name, each)
    }
    undecided = {name: each for name, each in advice["conclusions"].items() if each["value"] is None}
    missing = tuple(dict.fromkeys(fact for each in undecided.values() for fact in each["depends_on"]))
    links = {
        each["url"]: each for fact in missing for each in content().links_json(content().questions[fact].find_out_links)
    }
    checked = min((each["checked"] for each in decided.values()), default=_oldest_source())
    paragraphs = text.split("\n\n")
    return AdviceView(
        goal=advice["goal"],
        status=advice["status"],
        headline=_headline(advice, paragraphs[0]),
        conclusions=tuple(_conclusion(name, each) for name, each in decided.items()),
        open_conclusions=tuple(_open_conclusion(name, undecided[name]) for name in TOLD_BY_CASE if name in undecided),
        find_out=tuple(content().questions[fact].find_out for fact in missing),
        find_out_links=tuple(links.values()),
        steps=tuple(advice["steps"]),
        preparation=tuple((heading, tuple(items)) for heading, items in preparation(dict(advice)) if items),
        disclaimer=paragraphs[-1],
        checked=date_in_words(checked),
        rules=details.get("rules"),
        link=None if facts is None else advice_link(facts, advice["goal"]),
        picture=None if facts is None else picture_of(facts, advice["goal"]),
    )


def _told(name: str, conclusion: Json) -> bool:
    return name in TOLD and not (name == "grounds" and not conclusion["value"])


def _oldest_source() -> str:
    return min(source.checked.isoformat() for source in content().sources.values())


def _headline(advice: Json, first_paragraph: str) -> str:
    """The message's own headline; a decided advice about one thing has none, for the conclusion is the headline."""
    if advice["goal"] == DEFAULT_GOAL or advice["status"] != "decided":
        return first_paragraph
    name = GOALS[advice["goal"]][0]
    return label(name, advice["conclusions"][name]["value"])


def _conclusion(name: str, conclusion: Json) -> Conclusion:
    source = conclusion["source"]
    return Conclusion(
        id=name,
        name=content().conclusions[name].name,
        text=conclusion["text"],
        because=tuple(filter(None, (_clause(each["fact"], each["value"]) for each in conclusion["because"]))),
        why_not=tuple(dict.fromkeys(conclusion["why_not"].values())),
        source=Source(source["page"], source["heading"], source["url"], date_in_words(conclusion["checked"])),
    )


def _clause(fact: str, value: Any) -> str:
    """A reason as a sentence of its own."""
    if fact == "services":
        return capitalised(content().phrases.because_services.format(services=services_listed(value)))
    checked = check_fact(fact, value)
    return capitalised(statement(fact, checked, Facts({fact: checked})))


def _open_conclusion(name: str, conclusion: Json) -> OpenConclusion:
    cases = (
        content()
        .phrases.case.format(condition=condition(each["if"]), outcome=outcome(name, each["value"]))
        .removeprefix("- ")
        for each in conclusion["cases"]
    )
    return OpenConclusion(content().conclusions[name].name, conclusion["text"], tuple(cases))


def fact_rows(facts: Facts) -> tuple[tuple[str, str], ...]:
    """The facts as name and value."""
    return tuple((content().questions[name].name, value_label(name, value)) for name, value in facts.items())


def advice_link(facts: Facts, goal: str) -> str:
    """An address that shows the advice for these facts, without those that could tell who asks."""
    carried = {name: _in_link(value) for name, value in facts.items() if name not in NAMING}
    return f"{GUIDANCE_PATH}?{urlencode({'goal': goal, **carried, VERSION_IN_LINK: rules_version()}, safe=',')}"


def _in_link(value: FactValue) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)


def made_under_other_rules(query: Mapping[str, str]) -> bool:
    """Whether an address was made under rules that came out otherwise than today's. One that does not say was not."""
    version = query.get(VERSION_IN_LINK, "")
    # One that was cut on its way says nothing either.
    return re.fullmatch(f"[0-9a-f]{{{LENGTH}}}", version) is not None and version != rules_version()


def draft_of(facts: Facts) -> tuple[Block, ...]:
    """The draft of the reasons for an application, where one is needed; empty otherwise."""
    return blocks(draft(facts)) if may_be_drafted(facts) else ()


def read_link(query: Mapping[str, str]) -> tuple[Facts, str]:
    """The facts and the goal in an address. What else it carries is left alone. Raises `FactError`."""
    goal = query.get("goal", DEFAULT_GOAL)
    if goal not in GOALS:
        raise FactError("goal", "not_a_value", tuple(GOALS))
    names = [name for name in content().questions if name in query and name not in NAMING]
    return Facts({name: check_fact(name, read_value(name, query[name].split(","))) for name in names}), goal


def read_value(fact: str, given: list[str]) -> str | int | list[str]:
    """A value as a form or an address gives it, in the shape of the fact; not checked yet."""
    if fact == "services" and given != [UNKNOWN]:
        return [each for each in given if each != UNKNOWN] if set(given) & set(SERVICES) else given
    value = given[0].strip() if given else ""
    if fact == "company_form" and value.isascii() and value.isdigit() and len(value) <= 3:
        return int(value)
    return value.replace(" ", "").removeprefix("DK") if fact == "cvr_number" else value
