"""Offers the nearest topics when a message was not understood well enough."""

from __future__ import annotations

from actions.base import ActAction


class OfferTopics(ActAction):
    """`action_offer_topics`, the act `offer_topics` of `bot.turn`."""

    act = "offer_topics"
