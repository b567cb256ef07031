"""Putting the guide's own sentences together: what was noted, the next question, how far there is to go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from bot.answers import Wording
from bot.content import Content
from bot.content.library import current
from bot.danish import listed, number, sentences_listed
from bot.guidance.advice import most_questions
from bot.guidance.evaluation import verdict
from bot.guidance.facts import SERVICES, UNKNOWN, Facts, FactValue
from bot.guidance.situation import known
from bot.turn.intents import GOAL_INTENTS
from bot.turn.messages import Button, Heard, Message, payload
from bot.turn.state import State

#: Where `State.said` counts how often the open question was asked again.
_ASKED: Final = "question"


def content() -> Content:
    """The words in use."""
    return current()


def wording() -> Wording:
    """The rules' answers in these words."""
    return content().once(Wording)


def statement(fact: str, value: FactValue, facts: Facts) -> str:
    """A fact as a main clause: «I er en kommune»."""
    words, phrases = content(), content().phrases
    if fact == "company_form" and isinstance(value, int):
        return words.company_forms[value].statement
    if fact == "services" and isinstance(value, tuple):
        return phrases.services_statement.format(services=services_listed(value))
    if fact == "cvr_number" and value != UNKNOWN:
        return phrases.cvr_statement.format(number=value)
    if fact == "organisation_name" and value != UNKNOWN:
        form = facts.get("company_form")
        if isinstance(form, int):
            return phrases.name_and_form_statement.format(name=value, form=words.company_forms[form].name)
        return phrases.name_statement.format(name=value)
    return words.questions[fact].choices[str(value)].statement


def value_label(fact: str, value: FactValue) -> str:
    """A fact's value as an overview shows it."""
    words = content()
    if fact == "services" and isinstance(value, tuple):
        return listed([words.services[each].label for each in value])
    if fact == "company_form" and isinstance(value, int):
        return words.company_forms[value].name
    choice = words.questions[fact].choices.get(str(value))
    return choice.label if choice else str(value)


def services_listed(services: Iterable[str]) -> str:
    """Services in the middle of a sentence."""
    return listed([content().services[each].in_sentence for each in services])


def noted(learned: Mapping[str, FactValue], facts: Facts) -> list[str]:
    """What is known now, as a paragraph."""
    names = [
        name
        for name in learned
        if learned[name] != UNKNOWN and not (name == "company_form" and _told_with_name(learned))
    ]
    clauses = [statement(name, learned[name], facts) for name in sorted(names, key=_order)]
    return [content().phrases.noted.format(statements=sentences_listed(clauses))] if clauses else []


def remarks(learned: Mapping[str, FactValue], facts: Facts) -> list[str]:
    """What follows at once from what was told: what the role is called, and public or private."""
    said = []
    if role := learned.get("role"):
        said.append(content().questions["role"].choices[str(role)].remark or "")
    if "company_form" in learned and (kind := verdict("classification", known(facts)).value):
        said.append(content().phrases.public_now if kind == "public" else content().phrases.private_now)
    return [" ".join(said).strip()] if any(said) else []


def unknown_noted(learned: Mapping[str, FactValue], more_to_come: bool) -> list[str]:
    """For each *ved ikke* that it is all right; how to find out, unless an advice that says so follows."""
    names = [
        name for name, value in learned.items() if value == UNKNOWN and name not in ("cvr_number", "organisation_name")
    ]
    if not names:
        return []
    if not more_to_come:
        return [content().phrases.noted_unknown_short]
    return [
        content().phrases.noted_unknown.format(find_out=" ".join(content().questions[name].find_out for name in names))
    ]


def on_numbers(heard: Heard) -> list[str]:
    """Why a number in the message was not taken for the CVR number."""
    return [getattr(content().phrases.unclear, note) for note in heard.notes if note.startswith("cvr_")]


def _told_with_name(learned: Mapping[str, FactValue]) -> bool:
    return learned.get("organisation_name", UNKNOWN) != UNKNOWN and isinstance(learned.get("company_form"), int)


def _order(name: str) -> int:
    return 0 if name == "organisation_name" else 1


def ask(state: State, fact: str, lead: Iterable[str] = ()) -> tuple[State, Message]:
    """Asks for a fact, in other words than last time where it is open already. `lead`: paragraphs before the question."""
    words = content().questions[fact]
    times = state.said.get(_ASKED, 0) + 1 if state.question == fact else 0
    text = words.again if times % 2 else words.text
    choices = wording().question(fact)["choices"]
    buttons = tuple(
        Button(choice["label"], payload("inform", {fact: _carried(fact, choice["value"])})) for choice in choices
    )
    left = most_questions(state.facts, state.goal or "connection")
    details = {"fact": fact, "help": words.help, "why": words.why, "left": left, "several": fact == "services"}
    state = replace(state, question=fact, said={**state.said, _ASKED: times})
    return state, Message("\n\n".join([*lead, text]), buttons, "question", details)


def _carried(fact: str, value: str | int) -> str | int | list[str]:
    return [str(value)] if fact == "services" and value in SERVICES else value


def progress(state: State, first: bool) -> str | None:
    """How far there is to go, where it is worth saying: at the first question and at the last."""
    left, phrases = most_questions(state.facts, state.goal or "connection"), content().phrases
    if left == 1:
        return phrases.one_question if first else phrases.last_question
    return phrases.first_questions.format(count=number(left)) if first else None


def goal_buttons() -> tuple[Button, ...]:
    """The five goals to choose from."""
    return tuple(Button(content().goals[goal].label, payload(intent)) for intent, goal in GOAL_INTENTS.items())


def small_talk(state: State, topic: str, buttons: tuple[Button, ...] = ()) -> tuple[State, Message]:
    """A short reply, in another wording than last time."""
    words = content().small_talk[topic]
    count = state.said.get(topic, 0)
    details: dict[str, Any] = {"links": content().links_json(words.links)} if words.links else {}
    text = words.texts[count % len(words.texts)]
    return replace(state, said={**state.said, topic: count + 1}), Message(text, buttons, "text", details)
