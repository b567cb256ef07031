"""A name for the rules as they stand, so that advice given under others can be told from today's."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Final

from bot.guidance import company_forms
from bot.guidance.facts import DECIDING
from bot.guidance.rules import RULES
from bot.guidance.rules.available_services import ALWAYS
from bot.guidance.situation import DOMAINS, all_situations

#: Enough to tell versions apart; an address is to stay short.
LENGTH: Final = 8


@cache
def rules_version() -> str:
    """Hexadecimal digits that change when any conclusion comes out otherwise in any situation, and only then.

    Worked out from the outcomes, not from the code: a rule that is merely written in another way keeps its version.
    """
    digest = hashlib.sha256(repr((DECIDING, DOMAINS, sorted(company_forms.PUBLIC), ALWAYS)).encode())
    for _, situation in all_situations():
        digest.update(repr([(name, rule.value(situation)) for name, rule in RULES.items()]).encode())
    return digest.hexdigest()[:LENGTH]
