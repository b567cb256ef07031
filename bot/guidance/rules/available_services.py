"""Which of NemLog-in's services may the it-system use?

The official page, "Inden du starter tilslutning": systems from which government tasks are performed have all services; those of private
organisations lack, for instance, CPR numbers, single sign-on, rights management and powers of attorney. Login and signing are open to
all. The rule gives the one status that the four closed services share.
"""

from __future__ import annotations

from typing import Final

from bot.guidance.rule import Outcome, Requirement, Rule, Variant
from bot.guidance.rules import government_task_right as right
from bot.guidance.rules.classification import is_public
from bot.guidance.rules.offering import offers_system
from bot.guidance.situation import Situation

#: Open to every organisation that is connected.
ALWAYS: Final = ("login", "signing")
#: Tied to a government task.
TIED_TO_TASK: Final = ("cpr", "sso", "rights_management", "power_of_attorney")


def follows_provider(s: Situation) -> bool:
    """A supplier that assists: the system belongs to the one it assists, and so do the services."""
    return s.role == "supplier" and not offers_system(s)


_OWN_SYSTEM: Final = Requirement("own_system", lambda s: not follows_provider(s))
_TASK: Final = Requirement("performs_task", right.performs_task)

RULE: Final = Rule(
    "available_services",
    outcomes=(
        Outcome("available", (_OWN_SYSTEM, _TASK, Requirement("public_form", is_public))),
        Outcome("after_approval", (_OWN_SYSTEM, _TASK, Requirement("right_can_be_had", right.must_be_applied_for))),
        Outcome(
            "not_available",
            (
                _OWN_SYSTEM,
                Requirement("no_task_or_no_ground", lambda s: not right.performs_task(s) or right.has_no_ground(s)),
            ),
            variants=(
                Variant("no_task", lambda s: not right.performs_task(s)),
                Variant("no_ground", right.has_no_ground),
            ),
        ),
        Outcome("follows_provider", (Requirement("assists_provider", follows_provider),)),
    ),
)
