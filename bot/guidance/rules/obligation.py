"""Must the organisation use NemLog-in as its MitID broker, or may it choose?

The official page, opening part: public organisations (offentlige myndigheder and offentligretlige organer) must use NemLog-in for a
digital self-service solution when it performs a government task and demands secure authentication. In other cases they may choose
freely among the approved brokers. The duty rests on the one who offers the service, so not on a supplier or a broker.
"""

from __future__ import annotations

from typing import Final

from bot.guidance.rule import Note, Outcome, Requirement, Rule, Variant
from bot.guidance.rules.classification import BOTH_MEANINGS, is_public
from bot.guidance.situation import Situation


def offers_own_service(s: Situation) -> bool:
    return s.role == "system_provider"


def is_bound_body(s: Situation) -> bool:
    """Public in the law's sense: an authority, or an offentligretligt organ whatever its company form."""
    return is_public(s) or s.public_law_body == "yes"


def performs_task(s: Situation) -> bool:
    return s.government_task == "yes"


def demands_secure_authentication(s: Situation) -> bool:
    return s.secure_authentication == "yes"


def all_three(s: Situation) -> bool:
    return is_bound_body(s) and performs_task(s) and demands_secure_authentication(s)


_OWN_SERVICE: Final = Requirement("offers_own_service", offers_own_service)

RULE: Final = Rule(
    "obligation",
    outcomes=(
        Outcome(
            "must_use_nemlogin",
            (
                _OWN_SERVICE,
                Requirement("is_bound_body", is_bound_body),
                Requirement("performs_task", performs_task),
                Requirement("secure_authentication", demands_secure_authentication),
            ),
            variants=(
                Variant("as_authority", is_public),
                Variant("as_public_law_body", lambda s: s.public_law_body == "yes"),
            ),
        ),
        Outcome(
            "free_choice",
            (_OWN_SERVICE, Requirement("one_of_three_fails", lambda s: not all_three(s))),
            variants=(
                Variant("no_task", lambda s: not performs_task(s)),
                Variant("no_secure_authentication", lambda s: not demands_secure_authentication(s)),
                Variant("not_bound", lambda s: not is_bound_body(s)),
            ),
        ),
        Outcome(
            "lies_with_provider",
            (Requirement("offers_for_others", lambda s: not offers_own_service(s)),),
            variants=(
                Variant("supplier", lambda s: s.role == "supplier"),
                Variant("multi_tenant_supplier", lambda s: s.role == "multi_tenant_supplier"),
                Variant("broker", lambda s: s.role == "broker"),
            ),
        ),
    ),
    notes=(
        BOTH_MEANINGS,
        Note("authority_may_be_bound", lambda s: offers_own_service(s) and not all_three(s) and performs_task(s)),
    ),
)
