"""Small helpers for putting Danish sentences together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
_NUMBERS = ("nul", "én", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv")


def listed(items: Sequence[str]) -> str:
    """«a», «a og b», «a, b og c»."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} og {items[-1]}"


def sentences_listed(clauses: Sequence[str]) -> str:
    """Clauses as one sentence: with a comma before «og» too, as they have subjects of their own."""
    if len(clauses) < 2:
        return "".join(clauses)
    return f"{', '.join(clauses[:-1])}, og {clauses[-1]}"


def capitalised(text: str) -> str:
    """The text with its first letter large, and the rest as it is."""
    return text[:1].upper() + text[1:]


def decapitalised(text: str) -> str:
    """The text with its first letter small, for use inside a sentence. Not for texts that begin with I (you)."""
    return text if text.startswith(("I ", "MitID", "NemLog-in", "CPR", "CVR")) else text[:1].lower() + text[1:]


def number(count: int) -> str:
    """Small numbers in words."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def date_in_words(iso: str) -> str:
    """2026-11-12 as «12. november 2026»."""
    year, month, day = iso.split("-")
    return f"{int(day)}. {_MONTHS[int(month) - 1]} {year}"


def month_in_words(day: date) -> str:
    """The month of a day as «november 2026»."""
    return f"{_MONTHS[day.month - 1]} {day.year}"
