"""What the fact extractor hands back, in the words of the guidance contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FactValue = str | int | list[str]

#: The order in which services are always listed.
SERVICES = ("login", "signing", "cpr", "sso", "rights_management", "power_of_attorney")


@dataclass(frozen=True)
class Extraction:
    """The facts a message states about the user's own organisation and system.

    ``spans`` holds, per fact, where in the original text its evidence stands. ``contradictions`` names facts that were
    said both ways: they are not set, and should be asked. ``notes`` says why a number was not taken for the CVR number
    (``cvr_wrong_length``, ``cvr_check_digit``, ``cvr_test_organisation``, ``cvr_p_number``, ``cvr_two_candidates``)
    and whether a sub-broker was named (``sub_broker``).
    """

    facts: Mapping[str, FactValue]
    spans: Mapping[str, tuple[int, int]]
    contradictions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One value of one fact, read at one place of the text (offsets into the original)."""

    value: FactValue
    start: int
    end: int
