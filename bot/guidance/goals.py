"""Goals: what a user wants to find out, and the conclusions that each must decide."""

from __future__ import annotations

from typing import Final

from bot.guidance.rules import RULES

GOALS: Final[dict[str, tuple[str, ...]]] = {
    "classification": ("classification",),
    "obligation": ("obligation",),
    "government_task_right": ("government_task_right", "grounds"),
    "services": ("available_services",),
    "connection": tuple(RULES),
}
DEFAULT_GOAL: Final = "connection"
