"""Says how to reach a person."""

from __future__ import annotations

from actions.base import ActAction


class HandOver(ActAction):
    """`action_hand_over`, the act `hand_over` of `bot.turn`."""

    act = "hand_over"
