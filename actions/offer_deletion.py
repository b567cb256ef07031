"""Offers to delete what was written."""

from __future__ import annotations

from actions.base import ActAction


class OfferDeletion(ActAction):
    """`action_offer_deletion`, the act `offer_deletion` of `bot.turn`."""

    act = "offer_deletion"
