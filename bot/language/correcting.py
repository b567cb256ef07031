"""Does a message say that something said before was wrong? Then a new value replaces the old one without being asked about."""

from __future__ import annotations

import re
from typing import Final

#: Words that take back something said before. «Ikke» alone does not: it is in every second sentence.
_CUES: Final = (
    r"alligevel",
    r"rettelse",
    r"ret(?:ter)? (?:lige |det |mig )",
    r"jeg mente",
    r"vi mente",
    r"mente (?:jeg|vi)",
    r"vent",
    r"faktisk",
    r"forkert",
    r"fejl",
    r"i stedet",
    r"snarere",
    r"nej,? (?:undskyld|vent)",
    r"undskyld",
    r"ikke længere",
    r"det passer ikke",
    r"har sagt forkert",
    r"lavet om",
    r"ændre(?:t|r|s)?",
    r"skift(?:e|er|et)?",
    r"korrektion",
)
_CUE: Final = re.compile(rf"\b(?:{'|'.join(_CUES)})\b", re.IGNORECASE)


def corrects(text: str) -> bool:
    """Whether the message has a word that takes back what was said before."""
    return _CUE.search(text) is not None
