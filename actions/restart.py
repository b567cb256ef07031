"""Forgets what was said and begins afresh."""

from __future__ import annotations

from actions.base import ActAction


class Restart(ActAction):
    """`action_restart`, the act `restart` of `bot.turn`."""

    act = "restart"
