"""The question in a message that tells something first."""

from __future__ import annotations

import re
from typing import Final

_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?\n]*")
#: «Og hvad så?» says nothing without what stands before it.
_FEWEST_WORDS: Final = 3


def last_question(text: str) -> str | None:
    """The last sentence with a question mark, in a message of several; None where there is none that stands by itself."""
    sentences = [each.strip() for each in _SENTENCE.findall(text) if each.strip()]
    questions = [each for each in sentences if each.endswith("?") and len(each.split()) >= _FEWEST_WORDS]
    return questions[-1] if questions and len(sentences) > 1 else None
