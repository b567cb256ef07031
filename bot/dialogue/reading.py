"""What the NLU read of one message: how it is written into Rasa's message, and the same in the shape of the interfaces.

Inside Rasa a retrieval intent is split: `faq/prices` has the name `faq`, its whole name stands beside it. Outside, it is
always given whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

#: The intent of a message that was not understood well enough to act on.
FALLBACK: Final = "nlu_fallback"
#: The entity in which a pressed `/faq/prices` carries `prices`.
TOPIC: Final = "topic"
#: Characters of a message that are read. The interfaces refuse longer ones; this protects the model from any caller.
LONGEST_TEXT: Final = 1000

_WHOLE_NAME: Final = "full_retrieval_intent_name"
_SLASHES_BEFORE_TEXT: Final = re.compile(r"[\s/]*")


def free_text(text: str) -> tuple[str, int]:
    """A user's text as it may be read, and how many characters were left out before it.

    It is cut to length, and never the payload of a button, which begins with a slash.
    """
    before = _SLASHES_BEFORE_TEXT.match(text)
    start = before.end() if before else 0
    return text[start : start + LONGEST_TEXT], start


def entry(name: str, confidence: float) -> dict[str, Any]:
    """An intent as Rasa writes one."""
    intent, slash, _ = name.partition("/")
    return {"name": intent, "confidence": confidence, **({_WHOLE_NAME: name} if slash else {})}


def whole_name(intent: Mapping[str, Any]) -> str:
    """The name of an intent as Rasa wrote it, `faq/prices` in one piece; `nlu_fallback` where there is none."""
    return str(intent.get(_WHOLE_NAME) or intent.get("name") or FALLBACK)


def as_json(value: Any) -> Any:
    """A fact's value as JSON has it: the services as a list."""
    return list(value) if isinstance(value, tuple) else value


def response_selection(ranking: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The best topic of a retrieval intent, in the form of Rasa's ResponseSelector; empty where none is ranked."""
    topics = [intent for intent in ranking if _WHOLE_NAME in intent]
    if not topics:
        return {}
    chosen = [{"intent_response_key": topic[_WHOLE_NAME], "confidence": topic["confidence"]} for topic in topics]
    intent = topics[0]["name"]
    response = {**chosen[0], "responses": [], "utter_action": f"utter_{topics[0][_WHOLE_NAME]}"}
    return {"all_retrieval_intents": [intent], intent: {"response": response, "ranking": chosen}}


def outside(parsed: Mapping[str, Any]) -> dict[str, Any]:
    """A reading as `guide parse` gives it.

    The intent is the best one even below the threshold, which stands beside it: whoever reads this decides. A pressed
    button, which is never below, has the threshold 0.
    """
    ranking = [
        {"name": whole_name(intent), "confidence": intent["confidence"]}
        for intent in parsed.get("intent_ranking") or ()
        if intent.get("name") != FALLBACK
    ]
    entities = parsed.get("entities") or []
    topic = next((entity["value"] for entity in entities if entity["entity"] == TOPIC), None)
    if topic is not None and ranking:
        ranking[0]["name"] = f"{ranking[0]['name']}/{topic}"
        entities = [entity for entity in entities if entity["entity"] != TOPIC]
    return {
        "text": parsed.get("text", ""),
        "intent": dict(ranking[0]) if ranking else {"name": FALLBACK, "confidence": 0.0},
        "intent_ranking": ranking,
        "entities": entities,
        "facts": parsed.get("facts") or {},
        "contradictions": parsed.get("contradictions") or [],
        "notes": parsed.get("notes") or [],
        "threshold": parsed.get("threshold", 0.0),
    }
