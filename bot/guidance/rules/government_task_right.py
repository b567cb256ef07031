"""May the organisation create it-systems from which government tasks (myndighedsopgaver) are performed?

The official page, "Inden du starter tilslutning": public organisations may. Private ones may not as a rule, but can ask NemLog-in
Forvaltningen for the right, with a reason, on one of three grounds.
"""

from __future__ import annotations

from typing import Final

from bot.guidance.rule import Outcome, Requirement, Rule, Variant
from bot.guidance.rules.classification import BOTH_MEANINGS, is_private, is_public
from bot.guidance.rules.ground_conditions import any_ground
from bot.guidance.rules.offering import assists, offers_system
from bot.guidance.situation import Situation


def performs_task(s: Situation) -> bool:
    return s.government_task == "yes"


def is_needed(s: Situation) -> bool:
    """A private organisation that itself offers a system from which a government task is performed."""
    return is_private(s) and offers_system(s) and performs_task(s)


def must_be_applied_for(s: Situation) -> bool:
    return is_needed(s) and any_ground(s)


def has_no_ground(s: Situation) -> bool:
    return is_needed(s) and not any_ground(s)


_PRIVATE: Final = Requirement("private_form", is_private)
_OFFERS: Final = Requirement("offers_system", offers_system)
_TASK: Final = Requirement("performs_task", performs_task)

RULE: Final = Rule(
    "government_task_right",
    outcomes=(
        Outcome("automatic", (Requirement("public_form", is_public),)),
        Outcome(
            "not_needed",
            (_PRIVATE, Requirement("no_task_of_their_own", lambda s: not (offers_system(s) and performs_task(s)))),
            variants=(Variant("no_task", lambda s: not performs_task(s)), Variant("assists", assists)),
        ),
        Outcome("apply", (_PRIVATE, _OFFERS, _TASK, Requirement("a_ground", any_ground))),
        Outcome("no_ground", (_PRIVATE, _OFFERS, _TASK, Requirement("no_ground_at_all", lambda s: not any_ground(s)))),
    ),
    notes=(BOTH_MEANINGS,),
)
