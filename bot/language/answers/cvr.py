"""A CVR number as answer: eight digits that pass the check."""

from __future__ import annotations

import re
from typing import Final

from stdnum.dk import cvr

from bot.language.answers.model import NOTHING, Verdict, answer, unclear
from bot.language.answers.wording import Message

_RUN: Final = re.compile(r"\d(?:[\s .·\-‐‑–—/]?\d)*")
_NOT_THIS: Final = re.compile(r"(?:ikke|og ikke|i stedet for|frem for|tidligere|før|gamle)\s*:?\s*$", re.IGNORECASE)
_P_NUMBER: Final = re.compile(r"\bp[-. ]?(?:nr|nummer|num)", re.IGNORECASE)
_PHONE: Final = re.compile(r"\b(?:tlf|telefon|mobil|ring|ean|gln|postnr|kontonr)", re.IGNORECASE)
_CVR_WORD: Final = re.compile(r"cvr|\bdk", re.IGNORECASE)
_SPACE: Final = re.compile(r"[\s  ​]+")
#: Shorter runs are dates, counts and paragraphs.
_FEWEST: Final = 5


def read_cvr(message: Message, notes: tuple[str, ...] = ()) -> Verdict:
    """The number, why it cannot be taken, or nothing."""
    text = _SPACE.sub(" ", message.raw)
    candidates = [digits for start, digits in _runs(text) if not _NOT_THIS.search(text[:start])]
    if not candidates:
        return NOTHING
    if _P_NUMBER.search(text) and not _CVR_WORD.search(text):
        return unclear("cvr_p_number")
    valid = list(dict.fromkeys(digits for digits in candidates if cvr.is_valid(digits)))
    if len(valid) > 1:
        return unclear("cvr_two_candidates")
    if valid and not _PHONE.search(text):
        return answer(valid[0])
    return unclear(next((note for note in notes if note.startswith("cvr_")), _fault(candidates[0])))


def _runs(text: str) -> list[tuple[int, str]]:
    runs = [(match.start(), re.sub(r"\D", "", match[0])) for match in _RUN.finditer(text)]
    return [(start, digits) for start, digits in runs if len(digits) >= _FEWEST]


def _fault(digits: str) -> str:
    if len(digits) != 8:
        return "cvr_wrong_length"
    return "cvr_test_organisation" if digits.startswith("9") else "cvr_check_digit"
