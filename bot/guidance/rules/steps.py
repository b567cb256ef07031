"""What must be done, in which order?

The official page, "Inden du starter tilslutning", "Tilslutning som it-systemudbyder" and "Tilslutning som it-leverandør": MitID Erhverv
first; read about services and prices; apply for the right where it must be had; then the digital flow of the connection type, in which
the management representative accepts the terms; the provider creates the it-system and may attach a supplier, the supplier is attached.
"""

from __future__ import annotations

from typing import Final

from bot.guidance.facts import UNKNOWN
from bot.guidance.rule import Outcome, Requirement, Rule
from bot.guidance.rules import government_task_right as right
from bot.guidance.rules.connection_type import as_supplier, as_system_provider
from bot.guidance.rules.obligation import all_three, offers_own_service
from bot.guidance.situation import Situation


def may_choose_broker(s: Situation) -> bool:
    return offers_own_service(s) and not all_three(s)


_PROVIDER: Final = Requirement("as_system_provider", as_system_provider)
_SUPPLIER: Final = Requirement("as_supplier", as_supplier)

RULE: Final = Rule(
    "steps",
    outcomes=(
        Outcome("connect_mitid_erhverv", (Requirement("not_yet_connected", lambda s: s.mitid_erhverv == "no"),)),
        Outcome("check_mitid_erhverv", (Requirement("does_not_know", lambda s: s.mitid_erhverv == UNKNOWN),)),
        Outcome("read_services_and_prices", ()),
        Outcome("consider_other_brokers", (Requirement("may_choose_broker", may_choose_broker),)),
        Outcome("apply_for_government_task_right", (Requirement("right_must_be_had", right.must_be_applied_for),)),
        Outcome("let_authority_create_system", (Requirement("no_ground", right.has_no_ground),)),
        Outcome("start_connection_as_system_provider", (_PROVIDER,)),
        Outcome("start_connection_as_supplier", (_SUPPLIER,)),
        Outcome("management_representative_accepts_terms", ()),
        Outcome("create_it_system", (_PROVIDER,)),
        Outcome("attach_supplier", (Requirement("own_service", offers_own_service), _PROVIDER)),
        Outcome("wait_to_be_attached", (_SUPPLIER,)),
    ),
    several=True,
)
