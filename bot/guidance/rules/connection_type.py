"""As what does the organisation connect: it-systemudbyder or it-leverandør?

The official page, "Tilslutning som it-systemudbyder" and "Tilslutning som it-leverandør": who offers an it-system connects in its own
name, even when a supplier does the technical work; who assists connects as it-leverandør. The exception: the supplier of one system
for many authorities may create it on their behalf.
"""

from __future__ import annotations

from typing import Final

from bot.guidance.rule import Outcome, Requirement, Rule, Variant
from bot.guidance.rules import government_task_right as right
from bot.guidance.rules.offering import assists, offers_system
from bot.guidance.situation import Situation


def as_system_provider(s: Situation) -> bool:
    return offers_system(s) and not right.has_no_ground(s)


def as_supplier(s: Situation) -> bool:
    return not as_system_provider(s)


RULE: Final = Rule(
    "connection_type",
    outcomes=(
        Outcome(
            "it_system_provider",
            (
                Requirement("offers_system", offers_system),
                Requirement("has_a_way", lambda s: not right.has_no_ground(s)),
            ),
            variants=(
                Variant("on_behalf_of_authorities", lambda s: s.role == "multi_tenant_supplier"),
                Variant("in_the_authoritys_place", lambda s: s.role == "supplier"),
                Variant("as_broker", lambda s: s.role == "broker"),
                Variant("own_system", lambda s: s.role == "system_provider"),
            ),
        ),
        Outcome(
            "it_supplier",
            (Requirement("assists_or_has_no_ground", as_supplier),),
            variants=(Variant("no_ground", right.has_no_ground), Variant("assists", assists)),
        ),
    ),
)
