"""On which grounds can a private organisation obtain the right to create it-systems that carry government tasks?

The official page, "Inden du starter tilslutning", the three circumstances: the organisation is an offentligretligt organ; it supplies
an it-system to authorities that cannot create it themselves (for instance SaaS); it is a broker for the public sector.
"""

from __future__ import annotations

from typing import Final

from bot.guidance.rule import Outcome, Requirement, Rule
from bot.guidance.rules import government_task_right as right
from bot.guidance.rules.ground_conditions import is_broker, is_public_law_body, supplies_authorities

_NEEDED: Final = Requirement("right_is_applied_for", right.is_needed)

RULE: Final = Rule(
    "grounds",
    outcomes=(
        Outcome("public_law_body", (_NEEDED, Requirement("is_public_law_body", is_public_law_body))),
        Outcome("supplies_authorities", (_NEEDED, Requirement("supplies_authorities", supplies_authorities))),
        Outcome("public_sector_broker", (_NEEDED, Requirement("is_broker", is_broker))),
    ),
    several=True,
)
