"""Takes what the user says of the organisation, or a short answer to the open question."""

from __future__ import annotations

from actions.base import ActAction


class TakeAnswer(ActAction):
    """`action_take_answer`, the act `take_answer` of `bot.turn`."""

    act = "take_answer"
