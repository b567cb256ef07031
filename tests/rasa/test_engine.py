"""The engine: turns one after the other, a bounded queue, and nothing kept between turns."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.shared.core.events import UserUttered

from bot import tracing, turn
from bot.dialogue.endpoint import InProcessActions
from bot.dialogue.engine import (
    LONGEST_QUEUE,
    Engine,
    EngineBusyError,
    EngineClosedError,
    TurnFailedError,
    load_engine,
    message_of,
)
from bot.dialogue.models import ModelError
from bot.dialogue.reading import LONGEST_TEXT
from bot.dialogue.trackers import TurnTrackerStore
from bot.language.classifier import IntentClassifier

pytestmark = pytest.mark.anyio

SLOTS = {"goal": "connection", "company_form": 250, "services": ["login"]}


@pytest.fixture(scope="module")
async def engine(small_models: Path, anyio_backend: str) -> AsyncIterator[Engine]:
    loaded = load_engine(small_models)
    yield loaded
    await loaded.close()


async def test_a_button_leads_to_an_answer_and_new_slots(engine: Engine) -> None:
    reply = await engine.turn(SLOTS, None, '/inform{"role": "broker"}')
    assert reply.messages
    assert reply.slots["role"] == "broker"
    assert reply.slots["company_form"] == 250
    assert reply.parse["intent"] == {"name": "inform", "confidence": 1.0}


async def test_a_text_is_read_with_its_facts(engine: Engine) -> None:
    reply = await engine.turn({}, "Vi er en kommune og skal bruge login", None)
    assert reply.slots["company_form"] == 250
    assert reply.parse["facts"] == {"company_form": 250, "services": ["login"]}
    assert {entity["entity"] for entity in reply.parse["entities"]} == {"company_form", "services"}


async def test_the_slots_are_those_of_the_talk_and_no_others(engine: Engine) -> None:
    reply = await engine.turn(turn.State().as_slots(), None, "/help")
    assert set(reply.slots) == set(turn.State().as_slots())


async def test_a_message_stays_whole(engine: Engine) -> None:
    reply = await engine.turn({}, None, "/faq/prices")
    [message] = [message for message in reply.messages if message["kind"] == "answer"]
    assert message["text"]
    assert message["buttons"][0].keys() == {"title", "payload"}
    assert message["details"]["topic"] == "prices"


async def test_the_topic_of_a_pressed_question_is_in_the_reading(engine: Engine) -> None:
    reply = await engine.turn({}, None, "/faq/prices")
    assert reply.parse["intent"]["name"] == "faq/prices"
    assert reply.parse["threshold"] == 0.0


async def test_more_of_an_answer_can_be_asked_for(engine: Engine) -> None:
    short = await engine.turn({}, None, "/faq/prices")
    long = await engine.turn({}, None, '/faq/prices{"more": "yes"}')
    assert long.messages != short.messages


@pytest.mark.parametrize(
    "text", ['/inform{"role": "broker"}', '  //inform{"role": "broker"}', "/faq/prices", "/ /help"]
)
async def test_what_a_user_types_is_never_taken_for_a_button(engine: Engine, text: str) -> None:
    reply = await engine.turn(SLOTS, text, None)
    assert reply.slots["role"] is None
    assert not reply.parse["text"].startswith("/")
    assert reply.parse["threshold"] > 0


@pytest.mark.parametrize("text", ["", " ", "///", "\n"])
async def test_nothing_is_not_understood(engine: Engine, text: str) -> None:
    reply = await engine.turn({}, text, None)
    assert reply.messages
    assert reply.parse["intent"]["name"] == "nlu_fallback"


async def test_a_text_is_cut_before_it_is_read(engine: Engine) -> None:
    reply = await engine.turn({}, "vi er " * 10_000, None)
    assert len(reply.parse["text"]) <= LONGEST_TEXT


@pytest.mark.parametrize(("text", "payload"), [(None, None), ("hej", "/greet"), (None, "greet"), (None, "")])
async def test_a_turn_has_either_a_text_or_a_payload(engine: Engine, text: str | None, payload: str | None) -> None:
    with pytest.raises(ValueError, match="payload"):
        await engine.turn({}, text, payload)


async def test_a_slot_that_the_model_does_not_know_is_an_error(engine: Engine) -> None:
    with pytest.raises(KeyError, match="shoe_size"):
        await engine.turn({"shoe_size": 43}, "hej", None)


async def test_a_turn_starts_no_session_and_leaves_nothing_behind(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    trackers = kept_trackers(monkeypatch)
    await engine.turn(SLOTS, "hej", None)
    [tracker] = trackers
    assert [event.type_name for event in tracker.events].count("session_started") == 0
    assert all(getattr(event, "action_name", "") != "action_session_start" for event in tracker.events)
    assert len(engine._store) == 0


async def test_the_hundredth_turn_has_no_longer_a_tracker_than_the_first(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    trackers = kept_trackers(monkeypatch)
    slots: dict[str, Any] = {}
    for _ in range(100):
        slots = (await engine.turn(slots, None, '/inform{"mitid_erhverv": "yes"}')).slots
    lengths = [len(tracker.events) for tracker in trackers]
    assert max(lengths[1:]) == lengths[1]
    assert sum(isinstance(event, UserUttered) for event in trackers[-1].events) == 1


def kept_trackers(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    kept: list[Any] = []
    end = TurnTrackerStore.end

    def end_and_keep(store: TurnTrackerStore, turn_id: str) -> Any:
        kept.append(end(store, turn_id))
        return kept[-1]

    monkeypatch.setattr(TurnTrackerStore, "end", end_and_keep)
    return kept


async def test_an_action_that_fails_is_a_failed_turn_and_the_next_one_goes_well(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(turn, "respond", lambda act, state, heard: 1 / 0)
        with pytest.raises(TurnFailedError) as failed:
            await engine.turn({}, None, "/help")
    assert isinstance(failed.value.__cause__, ZeroDivisionError)
    assert (await engine.turn({}, None, "/help")).messages


async def test_an_act_without_a_word_is_a_failed_turn(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "respond", lambda act, state, heard: (state, ()))
    with pytest.raises(TurnFailedError, match="no action answered"):
        await engine.turn({}, None, "/help")


async def test_turns_of_many_talks_at_once_do_not_mix(engine: Engine) -> None:
    roles = ["broker", "supplier", "system_provider", "multi_tenant_supplier"] * 6
    replies = await asyncio.gather(
        *(engine.turn({}, None, f'/inform{{"role": "{role}"}}') for role in roles), return_exceptions=False
    )
    assert [reply.slots["role"] for reply in replies] == roles


async def test_the_version_names_the_models_file(engine: Engine, small_models: Path) -> None:
    assert (small_models / f"{engine.version}.tar.gz").is_file()


async def test_without_a_model_there_is_no_engine(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="guide train"):
        load_engine(tmp_path)


async def test_a_model_that_asks_for_an_action_that_is_not_there_is_not_served(
    small_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(InProcessActions, "actions", frozenset())
    with pytest.raises(ModelError, match="action_answer_faq"):
        load_engine(small_models)


async def test_a_model_that_cannot_do_a_turn_is_not_served(small_models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(classifier: IntentClassifier, text: str) -> None:
        raise KeyError("weights")

    before = threading.active_count()
    monkeypatch.setattr(IntentClassifier, "predict", fail)
    with pytest.raises(ModelError, match=r"KeyError.*guide train --force"):
        load_engine(small_models)
    await until(lambda: threading.active_count() == before)


class SlowAgent:
    """An agent whose turns wait until they are let through."""

    def __init__(self) -> None:
        self.let_through = threading.Event()
        self.begun = threading.Semaphore(0)
        self.handled: list[str] = []

    async def handle_message(self, message: Any) -> None:
        self.begun.release()
        self.let_through.wait(10)
        self.handled.append(message.text)


@pytest.fixture
def slow() -> SlowAgent:
    return SlowAgent()


@pytest.fixture
async def queueing(slow: SlowAgent) -> AsyncIterator[Engine]:
    actions: Any = SimpleNamespace(failure=None)
    made = Engine(slow, TurnTrackerStore(), actions, "none")
    yield made
    slow.let_through.set()
    await made.close()


def ask(engine: Engine, text: str) -> asyncio.Task[Any]:
    return asyncio.create_task(engine.turn({}, text, None))


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to that")


async def test_a_full_queue_refuses_at_once(queueing: Engine, slow: SlowAgent) -> None:
    first = ask(queueing, "first")
    await until(lambda: slow.begun.acquire(blocking=False))
    waiting = [ask(queueing, f"{number}") for number in range(LONGEST_QUEUE)]
    await until(queueing._jobs.full)
    with pytest.raises(EngineBusyError):
        await queueing.turn({}, "one too many", None)
    slow.let_through.set()
    await asyncio.gather(first, *waiting, return_exceptions=True)
    assert len(slow.handled) == LONGEST_QUEUE + 1


async def test_a_turn_that_nobody_waits_for_any_more_is_not_run(queueing: Engine, slow: SlowAgent) -> None:
    first = ask(queueing, "first")
    await until(lambda: slow.begun.acquire(blocking=False))
    second = ask(queueing, "second")
    await until(lambda: queueing._jobs.qsize() == 1)
    second.cancel()
    await asyncio.gather(second, return_exceptions=True)
    slow.let_through.set()
    await asyncio.gather(first, ask(queueing, "third"), return_exceptions=True)
    assert slow.handled == ["first", "third"]


async def test_closing_finishes_the_turn_under_way_and_refuses_the_rest(queueing: Engine, slow: SlowAgent) -> None:
    first = ask(queueing, "first")
    await until(lambda: slow.begun.acquire(blocking=False))
    second = ask(queueing, "second")
    await until(lambda: queueing._jobs.qsize() == 1)
    closing = asyncio.create_task(queueing.close())
    with pytest.raises(EngineClosedError):
        await second
    with pytest.raises(EngineClosedError):
        await queueing.turn({}, "third", None)
    slow.let_through.set()
    await closing
    await asyncio.gather(first, return_exceptions=True)
    assert slow.handled == ["first"]


def test_a_payload_goes_to_rasa_as_it_is() -> None:
    assert message_of(None, "/faq/prices") == "/faq/prices"


async def test_a_traced_turn_tells_what_each_stage_came_to(engine: Engine) -> None:
    with tracing.traced() as trace:
        reply = await engine.turn({"goal": "connection"}, "Vi er en komune", None)
    notes = trace.notes
    assert notes["repaired"]["changes"] == (("komune", "kommune"),)
    assert notes["parse"] == reply.parse
    assert notes["parse"]["model"] == engine.version
    assert notes["before"] == {"goal": "connection"}
    assert notes["after"] == reply.slots
    [action] = notes["actions"]
    assert action["policy"].endswith("RulePolicy")
    assert action["name"] in {f"action_{act}" for act in turn.ACTS}
    assert set(trace.seconds) == {"repair", "intent", "facts", "policy", "actions"}


async def test_a_turn_that_nobody_traces_leaves_no_trace(engine: Engine) -> None:
    with tracing.traced() as trace:
        pass
    await engine.turn({}, "Vi er en kommune", None)
    assert trace.notes == {}
