"""Which of the two price lists holds?

The official page, "Inden du starter tilslutning": the organisation's form decides the prices, and there is one page of services and
prices for public organisations and one for private ones.
"""

from __future__ import annotations

from typing import Final

from bot.guidance.rule import Outcome, Requirement, Rule
from bot.guidance.rules.classification import is_private, is_public

RULE: Final = Rule(
    "price_list",
    outcomes=(
        Outcome("public", (Requirement("public_form", is_public),)),
        Outcome("private", (Requirement("private_form", is_private),)),
    ),
)
