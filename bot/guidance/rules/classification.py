"""Is the organisation public or private in NemLog-in's technical set-up?

The official page, "Inden du starter tilslutning": registered in CVR as Statslig administrativ enhed, Region or Primærkommune an
organisation is public in NemLog-in; every other one is private. The definition holds for NemLog-in's set-up only.
"""

from __future__ import annotations

from typing import Final

from bot.guidance.rule import Note, Outcome, Requirement, Rule
from bot.guidance.situation import Situation


def is_public(s: Situation) -> bool:
    return s.company_form == "public"


def is_private(s: Situation) -> bool:
    return not is_public(s)


def private_here_and_bound_by_law(s: Situation) -> bool:
    """Technically private and still an offentligretligt organ: the two meanings of *public* part."""
    return is_private(s) and s.public_law_body == "yes"


BOTH_MEANINGS: Final = Note("private_here_and_bound_by_law", private_here_and_bound_by_law)

RULE: Final = Rule(
    "classification",
    outcomes=(
        Outcome("public", (Requirement("public_form", is_public),)),
        Outcome("private", (Requirement("private_form", is_private),)),
    ),
    notes=(BOTH_MEANINGS,),
)
