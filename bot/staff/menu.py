"""The menu of the staff bench. Each feature adds its line; whoever may not open a page does not see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.staff.access import Role


@dataclass(frozen=True)
class MenuLine:
    """A line: its path below /staff, what it says, and the least role that sees it."""

    path: str
    label: str
    least: Role = Role.READER


MENU: Final[list[MenuLine]] = [
    MenuLine("/samtaler", "Samtaler"),
    MenuLine("/proev", "Prøv"),
    MenuLine("/indbakke", "Indbakke"),
    MenuLine("/model", "Model"),
    MenuLine("/tests", "Tests"),
    MenuLine("/ord", "Ord og links"),
    MenuLine("/kilder", "Kilder"),
    MenuLine("/regler", "Regler"),
    MenuLine("/tal", "Tal"),
    MenuLine("/konti", "Konti", Role.ADMIN),
    MenuLine("/log", "Log", Role.ADMIN),
    MenuLine("/konto", "Min konto"),
]
