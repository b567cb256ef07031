"""Changes an earlier answer."""

from __future__ import annotations

from actions.base import ActAction


class CorrectAnswer(ActAction):
    """`action_correct_answer`, the act `correct_answer` of `bot.turn`."""

    act = "correct_answer"
