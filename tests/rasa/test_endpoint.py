"""The actions in this process: what Rasa gets from them is what it would get over HTTP."""

from __future__ import annotations

import asyncio
from typing import Any

import jsonschema
import pytest
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa_sdk.interfaces import ActionExecutionRejection as SdkRejection

from bot.dialogue.endpoint import InProcessActions, result_validator

TRACKER = {"sender_id": "turn", "slots": {}, "events": [], "latest_message": {}, "paused": False}


@pytest.fixture(scope="module")
def actions() -> InProcessActions:
    return InProcessActions("actions")


def ask(actions: InProcessActions, name: str) -> Any:
    return asyncio.run(actions.request(json={"next_action": name, "tracker": TRACKER}))


def test_an_action_answers_with_events_and_responses(actions: InProcessActions) -> None:
    answer = ask(actions, "action_help")
    assert answer["responses"][0]["text"]
    assert answer["events"][0]["event"] == "slot"


def test_a_rejection_by_an_action_is_rasas_rejection(
    actions: InProcessActions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reject(*arguments: Any) -> None:
        raise SdkRejection("action_help", "not now")

    monkeypatch.setitem(actions.executor.actions, "action_help", reject)
    actions.failure = None
    with pytest.raises(ActionExecutionRejection) as rejected:
        ask(actions, "action_help")
    assert rejected.value.action_name == "action_help"
    assert actions.failure is None, "a rejection is Rasa's to handle, not a failure"


def test_an_action_that_is_not_there_is_a_failure(actions: InProcessActions) -> None:
    with pytest.raises(LookupError, match="action_dance"):
        ask(actions, "action_dance")
    assert isinstance(actions.failure, LookupError)


def test_an_exception_in_an_action_is_kept_for_the_engine(
    actions: InProcessActions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(actions.executor.actions, "action_help", fail)
    with pytest.raises(ZeroDivisionError):
        ask(actions, "action_help")
    assert isinstance(actions.failure, ZeroDivisionError)


def test_rasa_is_not_sent_the_whole_domain(actions: InProcessActions) -> None:
    assert RemoteAction("action_help", actions)._is_selective_domain_enabled()


ANSWERS = [
    {"events": [], "responses": []},
    {
        "events": [{"event": "slot", "name": "role", "timestamp": None, "value": "broker"}],
        "responses": [{"text": "ja"}],
    },
    {"events": [{"event": "slot", "timestamp": None}]},
    {"events": "none"},
    {"responses": ["no object"]},
    [],
]


@pytest.mark.parametrize("answer", ANSWERS, ids=str)
def test_the_compiled_validator_judges_as_rasas_own(actions: InProcessActions, answer: Any) -> None:
    action = RemoteAction("action_help", actions)
    try:
        jsonschema.validate(answer, action.action_response_format_spec())
    except jsonschema.ValidationError:
        with pytest.raises(jsonschema.ValidationError, match="action_help"):
            action._validate_action_result(answer)
    else:
        assert action._validate_action_result(answer) is True


def test_the_schema_itself_is_checked_once(actions: InProcessActions, monkeypatch: pytest.MonkeyPatch) -> None:
    def check_again(*arguments: Any, **more: Any) -> None:
        raise AssertionError("the schema was checked again")

    result_validator()
    monkeypatch.setattr(jsonschema, "validate", check_again)
    monkeypatch.setattr(type(result_validator()), "check_schema", check_again)
    assert RemoteAction("action_help", actions)._validate_action_result(ANSWERS[0])
