"""Conversations as the outside sees them: open, say, look, delete. Used by the API, the page and the webhook alike.

A message's way: token, order, mask, engine, store, reply. Each step hands on; none looks back.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Protocol

import orjson

from bot import counting, tracing, turn
from bot.doubts import doubts_of
from bot.incoming import Accepted, Incoming, accept, check_length, with_notices
from bot.ordering import Ordering
from bot.refusals import Refused
from bot.store import Conversation, ConversationStore, Entry, Remembered, StaleConversation
from bot.store.figures import Counted

#: How long a reply is kept for a client that asks again.
REMEMBERED_FOR: Final = timedelta(hours=24)
LONGEST_KEY: Final = 255
#: An id or token longer than this is none of ours: it is not even looked up.
LONGEST_ID: Final = 64
#: Intents of a reading that are kept beside a message, the best first.
LONGEST_RANKING: Final = 5
#: Turns that another process overtook are done again this many times.
ATTEMPTS: Final = 3

Json = dict[str, Any]


class EngineReply(Protocol):
    """What the engine answers."""

    @property
    def messages(self) -> tuple[dict[str, Any], ...]: ...
    @property
    def slots(self) -> dict[str, Any]: ...
    @property
    def parse(self) -> dict[str, Any]: ...


class Engine(Protocol):
    """What understands a message and answers it."""

    async def turn(self, slots: Mapping[str, Any], text: str | None, payload: str | None) -> EngineReply:
        """One turn. Raises `Refused` ("busy") when it has too much to do."""


class Observer(Protocol):
    """Counts what happens; it is told nothing that could name a user."""

    def opened(self) -> None: ...
    def deleted(self, count: int) -> None: ...
    def turned(self, intent: str, understood: bool) -> None: ...
    def masked(self, kinds: Iterable[str]) -> None: ...


@dataclass(frozen=True)
class Opened:
    """A new conversation. The token is the only key to it, and is shown this once."""

    id: str
    token: str = field(repr=False)
    messages: list[Json]


@dataclass(frozen=True)
class Reply:
    """The answer to a message as the bytes that the client gets: the same ones when it repeats itself under a key."""

    body: bytes

    def as_json(self) -> Json:
        """The answer as an object."""
        parsed: Json = orjson.loads(self.body)
        return parsed


class Conversations:
    """All conversations. Raises `Refused` for what cannot be taken, and `StoreUnavailable`."""

    def __init__(
        self,
        store: ConversationStore,
        engine: Engine,
        observer: Observer,
        ordering: Ordering | None = None,
        turn_seconds: float = 20.0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._engine = engine
        self._observer = observer
        self._ordering = ordering or Ordering()
        self._turn_seconds = turn_seconds
        self._now = now

    async def open(self) -> Opened:
        """A new conversation with the opening said."""
        return await self._open(secrets.token_urlsafe(16), secrets.token_urlsafe(32))

    async def ensure(self, id: str, token: str) -> Opened | None:
        """Opens the conversation that a trusted client named itself; None when it is open already."""
        async with self._ordering.turn(id):
            if await self._store.find(id) is not None:
                return None
            return await self._open(id, token)

    async def _open(self, id: str, token: str) -> Opened:
        state, messages = turn.open_talk()
        said = [message.as_json() for message in messages]
        now = self._now()
        await self._store.create(
            id, _hash(token), state.as_slots(), [_bot_entry(message, now) for message in said], now
        )
        self._observer.opened()
        return Opened(id, token, said)

    async def authorise(self, id: str, token: str) -> None:
        """Raises `Refused` ("no_such_conversation") unless the token opens the conversation."""
        await self._authorised(id, token)

    async def _authorised(self, id: str, token: str, *, with_entries: bool = False) -> Conversation:
        found = await self._store.find(id, with_entries=with_entries) if len(id) <= LONGEST_ID else None
        # Compared also when there is none, so that neither bytes nor time tell an unknown conversation from another's.
        if not hmac.compare_digest(_hash(token), found.token_hash if found else _hash("")) or found is None:
            raise Refused("no_such_conversation")
        return found

    async def say(self, id: str, token: str, incoming: Incoming, key: str | None = None) -> Reply:
        """The answer to a message. Under a `key` it is worked out once, and given again for 24 hours."""
        if incoming.text is not None:
            check_length(incoming.text)
        if key is not None and not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
            raise Refused("key_invalid", limit=LONGEST_KEY)
        await self.authorise(id, token)
        async with self._ordering.turn(id):
            for _ in range(ATTEMPTS):
                try:
                    return await self._say_in_turn(id, token, incoming, key)
                except StaleConversation:
                    continue
            raise Refused("busy")

    async def _say_in_turn(self, id: str, token: str, incoming: Incoming, key: str | None) -> Reply:
        seen = await self._authorised(id, token)
        key_hash, body_hash = _keyed(token, (key or "").encode()), _keyed(token, incoming.as_bytes())
        if key is not None and (before := await self._store.recall(id, key_hash, self._now())):
            if not hmac.compare_digest(before.body_hash, body_hash):
                raise Refused("key_reused")
            return Reply(before.response)
        titles = await self._store.buttons(id) if incoming.payload is not None else {}
        state = turn.State.from_slots(seen.slots)
        with tracing.stage("masking"):
            accepted = accept(incoming, state, titles)
        state, notices = with_notices(accepted, state)
        said_at = self._now()
        answered = await self._answer(accepted, state)
        now = self._now()
        messages = [*(notice.as_json() for notice in notices), *(_whole(message) for message in answered.messages)]
        after = turn.State.from_slots(answered.slots)
        body = orjson.dumps({"messages": messages, **standing(after)})
        said = _user_entry(accepted, answered.parse, said_at, turn.changed(state, after))
        entries = [said, *(_bot_entry(message, now) for message in messages)]
        remembered = Remembered(key_hash, body_hash, 200, body, now + REMEMBERED_FOR) if key is not None else None
        with tracing.stage("store"):
            doubts = doubts_of(accepted, answered.parse, state, after)
            counted = _counted(seen, after, accepted, answered.parse, (now - said_at).total_seconds())
            await self._store.save_turn(seen, after.as_slots(), entries, now, remembered, doubts, counted)
        self._count(accepted, answered.parse)
        return Reply(body)

    async def _answer(self, accepted: Accepted, state: turn.State) -> EngineReply:
        try:
            async with asyncio.timeout(self._turn_seconds):
                return await self._engine.turn(state.as_slots(), accepted.text, accepted.payload)
        except TimeoutError:
            raise Refused("busy") from None

    def _count(self, accepted: Accepted, parse: Mapping[str, Any]) -> None:
        self._observer.masked(accepted.removed)
        read = _reading(parse)
        self._observer.turned(read["intent"], _sure(parse))

    async def state(self, id: str, token: str) -> Json:
        """The whole conversation as it stands."""
        found = await self._authorised(id, token, with_entries=True)
        messages = [
            {
                "from": entry.sender,
                "at": entry.at.isoformat(),
                "text": entry.text,
                "buttons": list(entry.buttons),
                "kind": entry.kind,
            }
            | ({"details": dict(entry.details)} if entry.sender == "bot" else {})
            for entry in found.entries
        ]
        return {"id": id, "messages": messages, **standing(turn.State.from_slots(found.slots))}

    async def delete(self, id: str, token: str) -> None:
        """Deletes the conversation with every trace of it, after the turn that is under way."""
        await self.authorise(id, token)
        async with self._ordering.turn(id):
            if not await self._store.delete(id):
                raise Refused("no_such_conversation")
        self._observer.deleted(1)

    async def clear_away(self, untouched_for: timedelta) -> int:
        """Deletes the conversations that nothing was said in for so long, and the replies whose 24 hours are over."""
        now = self._now()
        await self._store.forget_replies_expired_at(now)
        gone = await self._store.delete_untouched_since(now - untouched_for)
        self._observer.deleted(gone)
        return gone


def standing(state: turn.State) -> Json:
    """Where a talk stands: the open question, the facts, and the advice once there is one."""
    return {"question": turn.question_of(state), "facts": state.facts.as_json(), "advice": turn.advice_of(state)}


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _keyed(token: str, data: bytes) -> str:
    """A hash that only the holder of the token can work out: a plain one of a short text could be found by trying."""
    return hmac.new(token.encode(), data, hashlib.sha256).hexdigest()


def _whole(message: Mapping[str, Any]) -> Json:
    """A message with all its parts, whatever the engine left out."""
    return {
        **message,
        "text": str(message.get("text") or ""),
        "buttons": [{"title": each["title"], "payload": each["payload"]} for each in message.get("buttons") or ()],
        "kind": str(message.get("kind") or "text"),
        "details": dict(message.get("details") or {}),
    }


def _bot_entry(message: Mapping[str, Any], at: datetime) -> Entry:
    return Entry("bot", at, message["text"], message["buttons"], message["kind"], message["details"])


def _user_entry(accepted: Accepted, parse: Mapping[str, Any], at: datetime, changed: Json) -> Entry:
    """What the user said. How it was understood, by which model, and what it changed, is kept for those who improve the guide."""
    kind = "text" if accepted.payload is None else "choice"
    read = {**_reading(parse), "threshold": float(parse.get("threshold") or 0.0), "model": parse.get("model")}
    return Entry("user", at, accepted.shown, (), kind, {**read, **_text_reading(accepted, parse), "changed": changed})


def _text_reading(accepted: Accepted, parse: Mapping[str, Any]) -> Json:
    """What else was read in a text: a button says all by itself."""
    if accepted.text is None:
        return {}
    ranking = (parse.get("intent_ranking") or ())[:LONGEST_RANKING]
    return {
        "ranking": [[str(each["name"]), round(float(each["confidence"]), 4)] for each in ranking],
        "facts": dict(parse.get("facts") or {}),
    }


def _counted(
    seen: Conversation, after: turn.State, accepted: Accepted, parse: Mapping[str, Any], seconds: float
) -> Counted:
    """What the turn adds to the figures, which outlive the conversation."""
    understood = None if accepted.text is None else _sure(parse)
    before = turn.State.from_slots(seen.slots)
    return counting.counted(before, after, _reading(parse)["intent"], understood, seen.turns, seconds)


def _sure(parse: Mapping[str, Any]) -> bool:
    """Whether a message was read with enough certainty to act on."""
    return bool(_reading(parse)["confidence"] >= float(parse.get("threshold") or 0.0))


def _reading(parse: Mapping[str, Any]) -> Json:
    intent = parse.get("intent") or {}
    return {"intent": str(intent.get("name") or "nlu_fallback"), "confidence": float(intent.get("confidence") or 0.0)}
