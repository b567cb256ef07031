"""Where a text or a link is used: which question, conclusion, step, answer or part of a page. All of it follows from the names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.guidance.evaluation import SUPPORT
from bot.guidance.facts import DECIDING

if TYPE_CHECKING:
    from bot.content.library import Content


@dataclass(frozen=True, order=True)
class Use:
    """A subject that uses something: the file of its words, its name there, and of a conclusion which outcome."""

    file: str
    name: str
    outcome: str = ""


@dataclass(frozen=True)
class Rests:
    """What rests on a source or a link: conclusions by name (with the outcomes that name it themselves), and the others."""

    sources: tuple[str, ...]
    conclusions: tuple[Use, ...]
    questions: tuple[str, ...]
    others: tuple[Use, ...]


def link_uses(content: Content) -> Iterator[tuple[Use, str]]:
    """Every use of a link, with its id."""
    for name, source in content.sources.items():
        yield Use("sources.yml", name), source.link
    for name, question in content.questions.items():
        yield from ((Use("questions.yml", name), link) for link in question.find_out_links)
    for name, step in content.steps.items():
        yield from ((Use("steps.yml", name), link) for link in step.links)
        yield from ((Use("steps.yml", name), link) for links in step.links_by_price_list.values() for link in links)
    for name, conclusion in content.conclusions.items():
        for outcome, value in conclusion.values.items():
            yield from ((Use("conclusions.yml", name, outcome), link) for link in value.links)
    for name, topic in content.topics.items():
        links = (*topic.links, *([topic.source] if topic.source else []))
        yield from ((Use("faq.yml", name), link) for link in links)
    for name, talk in content.small_talk.items():
        yield from ((Use("small_talk.yml", name), link) for link in talk.links)


def rests_on_source(content: Content, source: str) -> Rests:
    """The conclusions that give this source, and the questions whose answers they depend on."""
    conclusions = tuple(_concluding_from(content, source))
    return Rests((source,), conclusions, _questions_behind(conclusions), ())


def rests_on_link(content: Content, link: str) -> Rests:
    """What sends people to this page, and what was concluded from it."""
    users = sorted({use for use, used in link_uses(content) if used == link})
    sources = tuple(use.name for use in users if use.file == "sources.yml")
    conclusions = [each for source in sources for each in _concluding_from(content, source)]
    conclusions += [use for use in users if use.file == "conclusions.yml"]
    found = tuple(dict.fromkeys(conclusions))
    asking = [use.name for use in users if use.file == "questions.yml"]
    questions = tuple(dict.fromkeys([*asking, *_questions_behind(found)]))
    others = tuple(use for use in users if use.file not in ("sources.yml", "conclusions.yml", "questions.yml"))
    return Rests(sources, found, questions, others)


def _concluding_from(content: Content, source: str) -> Iterator[Use]:
    for name, conclusion in content.conclusions.items():
        if conclusion.source == source:
            yield Use("conclusions.yml", name)
        for outcome, value in conclusion.values.items():
            if value.source == source:
                yield Use("conclusions.yml", name, outcome)


def _questions_behind(conclusions: tuple[Use, ...]) -> tuple[str, ...]:
    """The questions whose answers these conclusions, or their wording, can depend on; in the order of asking."""
    numbers = {number for use in conclusions for number in SUPPORT[use.name]}
    return tuple(DECIDING[number] for number in sorted(numbers))


def uses(content: Content, file: str, path: tuple[str, ...]) -> tuple[Use, ...]:
    """Where the text at this place is used: its own subject first, then what takes it up besides."""
    name = path[0]
    outcome = path[2] if file == "conclusions.yml" and path[1:2] == ("values",) else ""
    own = Use(file, name, outcome)
    return tuple(dict.fromkeys([own, *_more_uses(content, file, name, path)]))


def _more_uses(content: Content, file: str, name: str, path: tuple[str, ...]) -> Iterator[Use]:
    if file == "questions.yml":
        if name in DECIDING:
            number = DECIDING.index(name)
            yield from (Use("conclusions.yml", each) for each, support in SUPPORT.items() if number in support)
        elif name == "services":
            yield Use("conclusions.yml", "available_services")
    elif file == "services.yml":
        yield from (Use("questions.yml", "services"), Use("conclusions.yml", "available_services"))
    elif file == "company_forms.yml":
        yield from (Use("questions.yml", "company_form"), Use("conclusions.yml", "classification"))
    elif file == "steps.yml" or (file == "conclusions.yml" and path[:2] == ("steps", "values")):
        step = name if file == "steps.yml" else path[2]
        yield from (Use("steps.yml", step), Use("conclusions.yml", "steps", step))
    elif file == "sources.yml":
        yield from _concluding_from(content, name)
    elif file == "links.yml":
        yield from sorted({use for use, link in link_uses(content) if link == name})
    elif file == "faq.yml" and path[1:] == ("title",):
        yield from (Use(file, other) for other, topic in content.topics.items() if name in topic.related)


#: Files whose subjects have a name of their own; of the others the key says it.
_NAMED: Final = {
    "questions.yml": ("questions", "name"),
    "conclusions.yml": ("conclusions", "name"),
    "faq.yml": ("topics", "title"),
    "goals.yml": ("goals", "label"),
    "services.yml": ("services", "label"),
    "links.yml": ("links", "label"),
    "sources.yml": ("sources", "heading"),
}


def subject(content: Content, file: str, name: str) -> str:
    """What staff call a subject of a file: the question's name, the topic's title; otherwise its key."""
    if file == "company_forms.yml" and name.isdigit() and int(name) in content.company_forms:
        return content.company_forms[int(name)].name
    if file == "steps.yml" and name in content.conclusions["steps"].values:
        return content.conclusions["steps"].values[name].label
    field, label = _NAMED.get(file, ("", ""))
    found = getattr(content, field).get(name) if field else None
    return str(getattr(found, label)) if found else name


def outcome_label(content: Content, conclusion: str, outcome: str) -> str:
    """An outcome in a few words."""
    return content.conclusions[conclusion].values[outcome].label
