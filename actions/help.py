"""Says what the guide can do."""

from __future__ import annotations

from actions.base import ActAction


class Help(ActAction):
    """`action_help`, the act `help` of `bot.turn`."""

    act = "help"
