"""Shows what was answered and concluded so far."""

from __future__ import annotations

from actions.base import ActAction


class ShowSummary(ActAction):
    """`action_show_summary`, the act `show_summary` of `bot.turn`."""

    act = "show_summary"
