"""Takes up what the user wants to find out."""

from __future__ import annotations

from actions.base import ActAction


class PursueGoal(ActAction):
    """`action_pursue_goal`, the act `pursue_goal` of `bot.turn`."""

    act = "pursue_goal"
