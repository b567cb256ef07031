"""The rules, one module a subject. Together they are `RULES`, in the order in which a reader wants the conclusions."""

from __future__ import annotations

from typing import Final

from bot.guidance.rule import Rule
from bot.guidance.rules import (
    available_services,
    classification,
    connection_type,
    government_task_right,
    grounds,
    obligation,
    price_list,
    steps,
)

RULES: Final[dict[str, Rule]] = {
    module.RULE.conclusion: module.RULE
    for module in (
        classification,
        obligation,
        government_task_right,
        grounds,
        connection_type,
        available_services,
        price_list,
        steps,
    )
}
