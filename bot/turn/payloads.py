"""Reading a button's payload. Only what a button could carry is taken; anything else is a mistake of the client."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.guidance.facts import NAMES, FactError, FactValue, check_fact
from bot.turn.intents import INTENTS

_PAYLOAD: Final = re.compile(r"/(?P<intent>[a-z_]+(?:/[a-z_]+)?)(?P<entities>\{.*\})?", re.DOTALL)

#: What a payload can carry besides facts: the fact to ask again, more of an answer, the next system,
#: the draft of an application.
OPTIONS: Final[dict[str, tuple[str, ...]]] = {"ask": NAMES, "more": ("yes",), "another": ("yes",), "draft": ("yes",)}


class PayloadError(ValueError):
    """A payload that no button carries."""


@dataclass(frozen=True)
class Payload:
    intent: str
    facts: Mapping[str, FactValue]
    options: Mapping[str, str]


def parse_payload(text: str) -> Payload:
    """The intent and what it carries, or a `PayloadError`."""
    match = _PAYLOAD.fullmatch(text)
    if match is None or match["intent"] not in INTENTS:
        raise PayloadError("no such intent")
    entities = _entities(match["entities"])
    options = {name: value for name, value in entities.items() if name in OPTIONS}
    if any(value not in OPTIONS[name] for name, value in options.items()):
        raise PayloadError("no such option")
    try:
        facts = {name: check_fact(name, value) for name, value in entities.items() if name not in OPTIONS}
    except FactError as error:
        raise PayloadError(str(error)) from error
    return Payload(match["intent"], facts, options)


def _entities(text: str | None) -> dict[str, Any]:
    if text is None:
        return {}
    try:
        entities = json.loads(text)
    except ValueError as error:
        raise PayloadError("not JSON") from error
    if not isinstance(entities, dict):
        raise PayloadError("not an object")
    return entities
