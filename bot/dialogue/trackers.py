"""Where Rasa finds the tracker of a turn. `bot.store` owns the conversation; Rasa's tracker lives for one turn only.

So a turn costs the same at the hundredth message as at the first, and nothing of a user stays in here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker


class TurnTrackerStore(TrackerStore):  # type: ignore[misc]  # Rasa is untyped
    """Holds the trackers of the turns under way, each from `begin` until `end`."""

    def __init__(self) -> None:
        super().__init__(domain=None)
        self._under_way: dict[str, DialogueStateTracker] = {}

    def __len__(self) -> int:
        return len(self._under_way)

    def begin(self, turn_id: str, slots: Mapping[str, Any]) -> None:
        """A tracker with these slots, already listening: an empty one would make Rasa start a session, with actions.

        Raises KeyError for a slot that the model's domain does not have.
        """
        unknown = [name for name in slots if name not in {slot.name for slot in self.domain.slots}]
        if unknown:
            raise KeyError(f"the model has no slot {unknown[0]}")
        tracker = self.init_tracker(turn_id)
        for name, value in slots.items():
            if value is not None:
                tracker.update(SlotSet(name, value), self.domain)
        tracker.update(ActionExecuted(ACTION_LISTEN_NAME), self.domain)
        self._under_way[turn_id] = tracker

    def end(self, turn_id: str) -> DialogueStateTracker | None:
        """The tracker as the turn left it, which is forgotten here; None where no turn of this id is under way."""
        return self._under_way.pop(turn_id, None)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker of a turn under way, or None. Rasa asks."""
        return self._under_way.get(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the tracker that Rasa hands back at the end of its work, if the turn is still under way."""
        if tracker.sender_id in self._under_way:
            self._under_way[tracker.sender_id] = tracker

    async def keys(self) -> list[str]:
        """The ids of the turns under way."""
        return list(self._under_way)
