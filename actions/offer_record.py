"""Offers the talk as something to take along."""

from __future__ import annotations

from actions.base import ActAction


class OfferRecord(ActAction):
    """`action_offer_record`, the act `offer_record` of `bot.turn`."""

    act = "offer_record"
