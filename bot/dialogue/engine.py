"""The Rasa agent on a thread of its own, one turn after the other.

A turn is some milliseconds of computing that never awaits anything: on the web server's event loop a hundred of them
would stall every other request. The queue in front is bounded; more than it holds is refused at once.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

from bot import tracing
from bot.dialogue import models, reading
from bot.dialogue.endpoint import InProcessActions
from bot.dialogue.trackers import TurnTrackerStore

#: Turns that may wait for the one under way. At some 10 ms each the last of them is answered within half a second.
LONGEST_QUEUE: Final = 32

_TURN_ID: Final = "turn"  # one at a time, so one id will do, and Rasa's lock store keeps a single lock
_NOT_OURS: Final = "session_started_metadata"  # a slot that Rasa adds to every domain


class EngineBusyError(Exception):
    """More turns are waiting than the queue holds: try again in a moment."""


class EngineClosedError(Exception):
    """The engine was closed before the turn was taken."""


class TurnFailedError(Exception):
    """An action failed, or none answered. The cause is the action's exception; nothing of the turn is to be kept."""


@dataclass(frozen=True)
class EngineReply:
    """What a turn led to: the messages in order, all slots as they are now, and the NLU's whole reading of the message.

    Besides what `guide parse` gives, `parse` names the model that read it, as `model`: after a swap the next turn's is another.
    """

    messages: tuple[dict[str, Any], ...]
    slots: dict[str, Any]
    parse: dict[str, Any]


@dataclass(frozen=True)
class _Job:
    slots: Mapping[str, Any]
    message: str
    trace: tracing.Trace | None = None
    reply: Future[EngineReply] = field(default_factory=Future)


class WholeMessages(OutputChannel):  # type: ignore[misc]  # Rasa is untyped
    """Keeps each message of the bot in one piece; Rasa's own channels take text, buttons and the rest apart."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The name that responses of a domain could be made specific to."""
        return "guide"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Takes a message: `custom` holds what is more than text and buttons, its kind among it."""
        more = message.get("custom") or {}
        self.messages.append(
            {"text": message.get("text") or "", "buttons": message.get("buttons") or [], "kind": "text", **more}
        )


def message_of(text: str | None, payload: str | None) -> str:
    """What Rasa is given for a text or for a pressed button. Raises ValueError unless it is exactly one of them."""
    if (text is None) == (payload is None):
        raise ValueError("a turn has either a text or a payload")
    if payload is None:
        return reading.free_text(text or "")[0]
    if not payload.startswith("/"):
        raise ValueError("a payload begins with a slash")
    return payload


class Engine:
    """The loaded model with the actions. Safe to use from any thread and event loop."""

    def __init__(self, agent: Agent, store: TurnTrackerStore, actions: InProcessActions, version: str) -> None:
        self.version = version
        self._agent = agent
        self._store = store
        self._actions = actions
        self._jobs: queue.Queue[_Job | None] = queue.Queue(LONGEST_QUEUE)
        self._closed = False
        self._gate = threading.Lock()  # between accepting a turn and closing
        self._thread = threading.Thread(target=self._work, name="dialogue-engine", daemon=True)
        self._thread.start()

    async def turn(self, slots: Mapping[str, Any], text: str | None, payload: str | None) -> EngineReply:
        """One turn: the slots as the last one left them and the user's message in, the answer and the new slots out.

        Raises `EngineBusyError`, `EngineClosedError`, `TurnFailedError`, ValueError without exactly one of text and
        payload, KeyError for a slot that the model does not have. A turn whose caller gives up while it waits is not run.
        """
        job = _Job(dict(slots), message_of(text, payload), tracing.current())
        with self._gate:
            if self._closed:
                raise EngineClosedError
            try:
                self._jobs.put_nowait(job)
            except queue.Full:
                raise EngineBusyError from None
        return await asyncio.wrap_future(job.reply)

    async def close(self) -> None:
        """Finishes the turn under way and refuses those that wait. Closing twice does nothing."""
        self._refuse_from_now_on()
        await asyncio.to_thread(self._thread.join)

    async def retire(self) -> None:
        """Takes no more turns, answers those that wait, and ends. For an engine whose successor takes the turns to come."""
        with self._gate:
            already, self._closed = self._closed, True
        # Not under the gate: where the queue is full, room for the end comes only when turns are done.
        if not already:
            await asyncio.to_thread(self._jobs.put, None)
        await asyncio.to_thread(self._thread.join)

    def _refuse_from_now_on(self) -> None:
        with self._gate:
            if self._closed:
                return
            self._closed = True
            while not self._jobs.empty():
                job = self._jobs.get_nowait()
                if job is not None and job.reply.set_running_or_notify_cancel():
                    job.reply.set_exception(EngineClosedError())
            self._jobs.put_nowait(None)

    def _work(self) -> None:
        with asyncio.Runner() as runner:
            while (job := self._jobs.get()) is not None:
                if not job.reply.set_running_or_notify_cancel():
                    continue
                try:
                    job.reply.set_result(runner.run(self._turn(job)))
                except BaseException as error:
                    job.reply.set_exception(error)

    async def _turn(self, job: _Job) -> EngineReply:
        channel = WholeMessages()
        self._actions.failure = None
        begun = time.perf_counter()
        self._store.begin(_TURN_ID, job.slots)
        try:
            with tracing.under(job.trace):
                await self._agent.handle_message(UserMessage(job.message, channel, _TURN_ID))
        finally:
            tracker = self._store.end(_TURN_ID)
        if self._actions.failure is not None:
            raise TurnFailedError("an action failed") from self._actions.failure
        if tracker is None or tracker.latest_message is None or not channel.messages:
            raise TurnFailedError("no action answered")
        slots = {name: value for name, value in tracker.current_slot_values().items() if name != _NOT_OURS}
        parse = {**reading.outside(tracker.latest_message.parse_data), "model": self.version}
        if job.trace is not None:
            _note(job, time.perf_counter() - begun, parse, slots, tracker)
        return EngineReply(tuple(channel.messages), slots, parse)


def _note(
    job: _Job, seconds: float, parse: Mapping[str, Any], slots: Mapping[str, Any], tracker: DialogueStateTracker
) -> None:
    """Adds to a trace what only the engine knows. What is left of the time is the policy's, with Rasa's own upkeep."""
    assert job.trace is not None
    others = sum(job.trace.seconds.get(stage, 0.0) for stage in ("repair", "intent", "facts", "actions"))
    job.trace.add("policy", max(0.0, seconds - others))
    taken = [
        {"name": event.action_name, "policy": event.policy, "confidence": event.confidence}
        for event in tracker.applied_events()
        if isinstance(event, ActionExecuted) and event.policy is not None and event.action_name != "action_listen"
    ]
    job.trace.notes.update(parse=dict(parse), actions=taken, before=dict(job.slots), after=dict(slots))


def load_engine(models_dir: Path, version: str | None = None) -> Engine:
    """The engine with the model of this version, the current one by default, checked, loaded and warm.

    Raises `ModelError` when there is none to be had.
    """
    path = models.model_named(models_dir, version)
    store, actions = TurnTrackerStore(), InProcessActions("actions")
    try:
        agent = Agent.load(path, tracker_store=store, action_endpoint=actions)
    except RasaException as error:
        raise models.unreadable(path, error) from error
    ours = {name for name in agent.domain.user_actions if not name.startswith("utter_")}  # Rasa adds `utter_faq`
    missing = sorted(ours - actions.actions)
    if missing:
        raise models.ModelError(f"the model {path} asks for {missing[0]}, which is not in actions/; run `guide train`")
    engine = Engine(agent, store, actions, path.name.removesuffix(models.SUFFIX))
    try:
        _warm(engine)
    except Exception as error:
        engine._refuse_from_now_on()
        raise models.unreadable(path, error) from error
    return engine


def _warm(engine: Engine) -> None:
    """The first turn on a cold model takes most of a second: a user should not be the one to wait for it."""
    turns = [_Job({}, "hej, er du en robot"), _Job({}, "/help")]
    for job in turns:
        engine._jobs.put(job)
    for job in turns:
        job.reply.result()
