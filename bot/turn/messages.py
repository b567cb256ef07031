"""What the guide says: messages with buttons, and what was heard of the user."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.guidance.facts import FactValue


@dataclass(frozen=True)
class Button:
    """A ready-made reply. The payload is Rasa's: an intent, and facts as its entities."""

    title: str
    payload: str


@dataclass(frozen=True)
class Message:
    """One message of the guide.

    `kind`: "text", "question", "answer" (a fixed answer with its source), "advice", "draft", "summary", "record", "deletion" or
    "notice". `details` is what a page may show in a richer way; the text says all that matters by itself.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    kind: str = "text"
    details: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        buttons = [{"title": button.title, "payload": button.payload} for button in self.buttons]
        return {"text": self.text, "buttons": buttons, "kind": self.kind, "details": dict(self.details)}


@dataclass(frozen=True)
class Heard:
    """What was understood of one message of the user.

    `text` is masked, and empty when a button was pressed. `intent` is the whole name, or "nlu_fallback" when nothing was sure enough;
    `ranking` then still holds the nearest. `facts` are those stated in the text or carried by the button; `contradictions` were said
    both ways and are to be asked about; `notes` tell why a number was not taken for a CVR number. `options`: what a button carries
    besides facts.
    """

    text: str
    intent: str
    confidence: float = 1.0
    ranking: tuple[tuple[str, float], ...] = ()
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    contradictions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    pressed: bool = False
    options: Mapping[str, str] = field(default_factory=dict)


def payload(intent: str, entities: Mapping[str, Any] | None = None) -> str:
    """A button's payload: `/inform{"role": "broker"}`."""
    return f"/{intent}{json.dumps(dict(entities), ensure_ascii=False)}" if entities else f"/{intent}"
