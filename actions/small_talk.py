"""Replies to what is said beside the matter: greetings, thanks, praise, abuse, other people's matters."""

from __future__ import annotations

from actions.base import ActAction


class SmallTalk(ActAction):
    """`action_small_talk`, the act `small_talk` of `bot.turn`."""

    act = "small_talk"
