"""The three circumstances that each give a ground for the right, before asking whether the right is needed at all."""

from __future__ import annotations

from bot.guidance.situation import Situation


def is_public_law_body(s: Situation) -> bool:
    return s.public_law_body == "yes"


def supplies_authorities(s: Situation) -> bool:
    """It supplies a system to authorities that cannot create it; one shared solution for many authorities is the page's example."""
    if s.role == "multi_tenant_supplier":
        return True
    return s.role in ("supplier", "system_provider") and s.authority_cannot_create_system == "yes"


def is_broker(s: Situation) -> bool:
    return s.role == "broker"


def any_ground(s: Situation) -> bool:
    return is_public_law_body(s) or supplies_authorities(s) or is_broker(s)
