"""What all actions do: read the state and the message from Rasa's tracker, let `bot.turn` act, hand back what changed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot import turn
from bot.turn import Heard, Message, State
from bot.turn.payloads import PayloadError, parse_payload

_NOT_UNDERSTOOD = "nlu_fallback"


class ActAction(Action, ABC):  # type: ignore[misc]  # rasa_sdk is untyped
    """An action that performs one act of `bot.turn`, named `action_<act>`."""

    @property
    @abstractmethod
    def act(self) -> str:
        """The name of the act."""

    def name(self) -> str:
        """The action's name in the domain."""
        return f"action_{self.act}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]) -> list[Any]:
        """Performs the act; says its messages and returns a `SlotSet` for every slot that it changed."""
        state, messages = turn.respond(self.act, State.from_slots(tracker.slots), heard(tracker))
        for message in messages:
            utter(dispatcher, message)
        return [SlotSet(name, value) for name, value in state.as_slots().items() if value != tracker.slots.get(name)]


def utter(dispatcher: CollectingDispatcher, message: Message) -> None:
    """Says a message. What is more than text and buttons goes as Rasa's custom JSON, which plain channels can ignore."""
    more = message.as_json()
    text, buttons = more.pop("text"), more.pop("buttons")
    plain = more.get("kind") == "text" and not more.get("details")
    dispatcher.utter_message(text=text, buttons=buttons, json_message=None if plain else more)


def heard(tracker: Tracker) -> Heard:
    """What was understood of the latest message: a pressed button as it says, a text as the NLU read it."""
    said = tracker.get_last_event_for("user")
    text = str((said or {}).get("text") or "")
    return _pressed(text) if text.startswith("/") else _read(text, tracker.latest_message)


def _pressed(payload: str) -> Heard:
    try:
        button = parse_payload(payload)
    except PayloadError:  # nobody's button: in Rasa's usual split, anyone can type a slash
        return Heard("", _NOT_UNDERSTOOD, 0.0)
    return Heard("", button.intent, 1.0, facts=button.facts, options=button.options, pressed=True)


def _read(text: str, parsed: Mapping[str, Any]) -> Heard:
    intent = parsed.get("intent") or {}
    ranking = [(_whole_name(each), float(each["confidence"])) for each in parsed.get("intent_ranking") or ()]
    return Heard(
        text,
        _whole_name(intent),
        float(intent.get("confidence") or 0.0),
        ranking=tuple((name, confidence) for name, confidence in ranking if name != _NOT_UNDERSTOOD),
        facts={name: tuple(value) if isinstance(value, list) else value for name, value in _facts(parsed).items()},
        contradictions=tuple(parsed.get("contradictions") or ()),
        notes=tuple(parsed.get("notes") or ()),
    )


def _facts(parsed: Mapping[str, Any]) -> Mapping[str, Any]:
    return parsed.get("facts") or {}


def _whole_name(intent: Mapping[str, Any]) -> str:
    """Rasa splits the retrieval intent `faq/prices` at the slash and keeps the whole name beside the first part."""
    return str(intent.get("full_retrieval_intent_name") or intent.get("name") or _NOT_UNDERSTOOD)
