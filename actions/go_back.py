"""Takes back the last answer."""

from __future__ import annotations

from actions.base import ActAction


class GoBack(ActAction):
    """`action_go_back`, the act `go_back` of `bot.turn`."""

    act = "go_back"
