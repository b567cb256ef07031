"""Which messages may have been read wrongly: told from what a turn led to, for people to look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.guidance.facts import UNKNOWN
from bot.incoming import Accepted
from bot.store.review import Doubt
from bot.turn import State

#: The intents by which a user changes what was understood. A pressed one carries the fact itself.
_CORRECTING = ("correct_answer", "inform")


def doubts_of(accepted: Accepted, parse: Mapping[str, Any], before: State, after: State) -> list[Doubt]:
    """What a person should look at after this turn. `parse`: the reading of the message as the engine gives it."""
    intent = str((parse.get("intent") or {}).get("name") or "")
    doubts = []
    if accepted.text is not None and after.misses > before.misses:
        certain = float((parse.get("intent") or {}).get("confidence") or 0.0) >= float(parse.get("threshold") or 0.0)
        doubts.append(Doubt("rejected" if certain and intent == "out_of_scope" else "unsure"))
    if intent == "feedback_negative" and not doubts:
        doubts.append(Doubt("objected", earlier=True))
    changed = _changed(before, after)
    if changed and (intent == "correct_answer" or (accepted.payload is not None and intent in _CORRECTING)):
        doubts.append(Doubt("corrected", earlier=True, facts=changed))
    return doubts


def _changed(before: State, after: State) -> dict[str, Any]:
    """The values that no longer hold. One that was added to, as services are, still does."""
    old, new = before.facts.as_json(), after.facts.as_json()
    return {
        name: value for name, value in old.items() if value != UNKNOWN and name in new and not _holds(value, new[name])
    }


def _holds(old: Any, new: Any) -> bool:
    return set(old) <= set(new) if isinstance(old, list) and isinstance(new, list) else bool(old == new)
