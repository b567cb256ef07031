"""A message from outside: what it may be, and what of it goes on.

Here personal numbers are taken out, before anything else sees the message.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from bot import turn
from bot.guidance.facts import FactError, FactValue, check_fact
from bot.masking import mask
from bot.refusals import Refused, refusal_of
from bot.turn.voice import value_label

LONGEST_TEXT: Final = 1000
LONGEST_PAYLOAD: Final = 1000


@dataclass(frozen=True)
class Answer:
    """A fact and its value, as a form or panel sends them; not checked yet."""

    fact: str
    value: Any


@dataclass(frozen=True)
class Incoming:
    """A message as it came: one of a text, the payload of a button, and an answer. Raises `Refused` otherwise."""

    text: str | None = None
    payload: str | None = None
    answer: Answer | None = None

    def __post_init__(self) -> None:
        if sum(part is not None for part in (self.text, self.payload, self.answer)) != 1:
            raise Refused("one_of_three")

    def as_bytes(self) -> bytes:
        """The same bytes for the same message, for telling it from another."""
        answer = None if self.answer is None else [self.answer.fact, self.answer.value]
        return json.dumps([self.text, self.payload, answer], sort_keys=True).encode()


@dataclass(frozen=True)
class Accepted:
    """A message that may go on to the engine, as `text` or `payload`.

    `shown` is what the talk later shows that the user said; `removed` names the kinds of personal data that were taken
    out (keys of `masking.PLACEHOLDERS`).
    """

    shown: str
    text: str | None = None
    payload: str | None = None
    removed: tuple[str, ...] = ()


def accept(incoming: Incoming, state: turn.State, titles: Mapping[str, str]) -> Accepted:
    """The message, masked and checked. `titles`: of the buttons offered so far, by payload. Raises `Refused`."""
    if incoming.text is not None:
        return _text(incoming.text, state)
    if incoming.payload is not None:
        return _payload(incoming.payload, titles)
    assert incoming.answer is not None, "an incoming message is one of the three"
    return _answer(incoming.answer)


def check_length(text: str) -> None:
    """Raises `Refused` for a text that is too long; its length is counted in characters, as users do."""
    if len(text) > LONGEST_TEXT:
        raise Refused("text_too_long", length=len(text), limit=LONGEST_TEXT)


def _text(text: str, state: turn.State) -> Accepted:
    check_length(text)
    clean = _clean(text)
    if not any(_visible(character) for character in clean):
        raise Refused("text_empty")
    masked = mask(clean, state.question)
    return Accepted(masked.text, text=masked.text, removed=masked.found)


def _clean(text: str) -> str:
    """The text without control characters; a database may refuse them. Raises `Refused` for what is no text at all."""
    if any(unicodedata.category(character) == "Cs" for character in text):
        raise Refused("text_unreadable")
    return "".join(
        character if character == "\n" or unicodedata.category(character) != "Cc" else " " for character in text
    ).strip()


def _visible(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZ"


def _payload(payload: str, titles: Mapping[str, str]) -> Accepted:
    """The payload of a button; one that was not offered is taken if it is well-formed: an old page may hold it."""
    if len(payload) > LONGEST_PAYLOAD:
        raise Refused("payload_unknown")
    try:
        parsed = turn.parse_payload(payload)
    except (turn.PayloadError, RecursionError):
        raise Refused("payload_unknown") from None
    facts, removed = _masked_facts(parsed.facts)
    # Put together anew, so that nothing goes on but what was read.
    canonical = turn.payload(parsed.intent, {**_as_json(facts), **parsed.options})
    shown = titles.get(payload) or ", ".join(value_label(name, value) for name, value in facts.items()) or canonical
    return Accepted(shown, payload=canonical, removed=removed)


def _answer(answer: Answer) -> Accepted:
    try:
        value = check_fact(answer.fact, answer.value)
    except FactError as error:
        raise refusal_of(error) from None
    facts, removed = _masked_facts({answer.fact: value})
    return Accepted(
        value_label(answer.fact, facts[answer.fact]), payload=turn.payload("inform", _as_json(facts)), removed=removed
    )


def _masked_facts(facts: Mapping[str, FactValue]) -> tuple[dict[str, FactValue], tuple[str, ...]]:
    """The facts; of the name, the only one that is free text, without personal numbers."""
    name = facts.get("organisation_name")
    if not isinstance(name, str):
        return dict(facts), ()
    masked = mask(_clean(name))
    return {**facts, "organisation_name": masked.text}, masked.found


def _as_json(facts: Mapping[str, FactValue]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()}


def with_notices(accepted: Accepted, state: turn.State) -> tuple[turn.State, tuple[turn.Message, ...]]:
    """What the user is told of data that was taken out of the message, and the state after that."""
    topics = []
    if "cpr" in accepted.removed:
        topics.append("cpr_masked")
    if {"email", "phone"} & set(accepted.removed):
        topics.append("contact_masked")
    messages = []
    for topic in topics:
        state, message = turn.masking_notice(state, topic)
        messages.append(replace(message, buttons=()))
    return state, tuple(messages)
