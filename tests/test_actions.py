"""The actions: from Rasa's tracker to a turn, and from a turn to what Rasa is to do."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import heard, utter
from actions.take_answer import TakeAnswer
from bot import turn
from bot.turn import Button, Heard, Message, State


def tracker(text: str, parsed: dict[str, Any] | None = None, **slots: Any) -> Tracker:
    said = {"event": "user", "text": text}
    return Tracker("turn", {**State().as_slots(), **slots}, parsed or {"text": text}, [said], False, None, {}, "")


READ = {
    "text": "vi er en kommune",
    "intent": {"name": "nlu_fallback", "confidence": 0.3},
    "intent_ranking": [
        {"name": "nlu_fallback", "confidence": 0.3},
        {"name": "faq", "confidence": 0.3, "full_retrieval_intent_name": "faq/prices"},
        {"name": "deny", "confidence": 0.1},
    ],
    "facts": {"company_form": 250, "services": ["login"]},
    "contradictions": ["role"],
    "notes": ["sub_broker"],
}


def test_a_text_is_heard_as_the_nlu_read_it() -> None:
    assert heard(tracker("vi er en kommune", READ)) == Heard(
        "vi er en kommune",
        "nlu_fallback",
        0.3,
        ranking=(("faq/prices", 0.3), ("deny", 0.1)),
        facts={"company_form": 250, "services": ("login",)},
        contradictions=("role",),
        notes=("sub_broker",),
    )


def test_a_question_is_heard_by_its_whole_name() -> None:
    intent = {"name": "faq", "confidence": 0.9, "full_retrieval_intent_name": "faq/prices"}
    assert heard(tracker("pris", {"intent": intent})).intent == "faq/prices"


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ('/inform{"role": "broker"}', Heard("", "inform", 1.0, facts={"role": "broker"}, pressed=True)),
        (
            '/inform{"services": ["cpr", "login"]}',
            Heard("", "inform", 1.0, facts={"services": ("login", "cpr")}, pressed=True),
        ),
        ('/inform{"company_form": 250}', Heard("", "inform", 1.0, facts={"company_form": 250}, pressed=True)),
        ('/faq/prices{"more": "yes"}', Heard("", "faq/prices", 1.0, pressed=True, options={"more": "yes"})),
        ("/restart", Heard("", "restart", 1.0, pressed=True)),
    ],
)
def test_a_button_is_heard_as_it_says(payload: str, expected: Heard) -> None:
    assert heard(tracker(payload, READ)) == expected


@pytest.mark.parametrize("payload", ['/inform{"role": "king"}', "/dance", "/inform{", "/"])
def test_nobodys_button_is_not_understood(payload: str) -> None:
    assert heard(tracker(payload)) == Heard("", "nlu_fallback", 0.0)


def test_a_message_goes_out_with_all_that_it_has() -> None:
    dispatcher = CollectingDispatcher()
    utter(dispatcher, Message("Hvem?", (Button("Os", "/help"),), "question", {"fact": "role"}))
    [said] = dispatcher.messages
    assert said["text"] == "Hvem?"
    assert said["buttons"] == [{"title": "Os", "payload": "/help"}]
    assert said["custom"] == {"kind": "question", "details": {"fact": "role"}}


def test_a_plain_message_carries_nothing_else() -> None:
    dispatcher = CollectingDispatcher()
    utter(dispatcher, Message("Hej"))
    assert dispatcher.messages[0]["custom"] == {}


def test_only_the_slots_that_changed_are_set(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    def respond(act: str, state: State, understood: Heard) -> tuple[State, tuple[Message, ...]]:
        seen.append((act, state.facts.get("role"), understood.facts))
        return state.learn("company_form", 250), (Message("Noteret"), Message("Næste"))

    monkeypatch.setattr(turn, "respond", respond)
    dispatcher = CollectingDispatcher()
    events = TakeAnswer().run(dispatcher, tracker("vi er en kommune", READ, role="broker"), {})
    assert seen == [("take_answer", "broker", {"company_form": 250, "services": ("login",)})]
    assert {event["name"]: event["value"] for event in events if event["name"] != "talk"} == {"company_form": 250}
    assert [said["text"] for said in dispatcher.messages] == ["Noteret", "Næste"]


def test_a_slot_that_was_emptied_is_set_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "respond", lambda act, state, understood: (State(), ()))
    events = TakeAnswer().run(CollectingDispatcher(), tracker("/restart", role="broker"), {})
    assert {"event": "slot", "timestamp": None, "name": "role", "value": None} in events
