"""Says why a question is asked or why a conclusion holds."""

from __future__ import annotations

from actions.base import ActAction


class Explain(ActAction):
    """`action_explain`, the act `explain` of `bot.turn`."""

    act = "explain"
