"""Does the organisation offer the it-system itself, or does it assist somebody who does? A notion that several rules share."""

from __future__ import annotations

from bot.guidance.situation import Situation


def offers_system(s: Situation) -> bool:
    """It provides the system in its own name, or supplies one that carries a government task to an authority that cannot create it.

    The official page, "Tilslutning som it-systemudbyder" (with its exception) and the second of the grounds for the right.
    """
    if s.role == "supplier":
        return s.government_task == "yes" and s.authority_cannot_create_system == "yes"
    return True


def assists(s: Situation) -> bool:
    """It helps another organisation, which offers the system and must connect itself."""
    return not offers_system(s)
