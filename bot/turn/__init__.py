"""One turn of the talk, free of Rasa: facts and what was understood in, new facts and messages out."""

from __future__ import annotations

from typing import Any

from bot.turn.acts import masking_notice, open_talk, respond
from bot.turn.intents import ACTS, GOAL_INTENTS, INTENTS, act_of
from bot.turn.messages import Button, Heard, Message, payload
from bot.turn.payloads import Payload, PayloadError, parse_payload
from bot.turn.state import State, changed
from bot.turn.voice import content, wording


def question_of(state: State) -> dict[str, Any] | None:
    """The open question as the interfaces give it."""
    return wording().question(state.question) if state.question else None


def advice_of(state: State) -> dict[str, Any] | None:
    """The advice for the goal, once it is decided or depends only on what the user does not know."""
    if state.goal is None:
        return None
    advice = wording().guidance(state.facts, state.goal)
    return None if advice["status"] == "needs_facts" else advice


__all__ = [
    "ACTS",
    "GOAL_INTENTS",
    "INTENTS",
    "Button",
    "Heard",
    "Message",
    "Payload",
    "PayloadError",
    "State",
    "act_of",
    "advice_of",
    "changed",
    "content",
    "masking_notice",
    "open_talk",
    "parse_payload",
    "payload",
    "question_of",
    "respond",
    "wording",
]
