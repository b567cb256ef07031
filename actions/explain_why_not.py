"""Says why another outcome does not hold."""

from __future__ import annotations

from actions.base import ActAction


class ExplainWhyNot(ActAction):
    """`action_explain_why_not`, the act `explain_why_not` of `bot.turn`."""

    act = "explain_why_not"
