"""Training texts once more as hurried hands write them, so that the classifier has met slips that repairing does not mend.

The slips are those of sound and haste: a letter left out, doubled or swapped, a silent one forgotten, æøå written otherwise, two words run
together, no punctuation. They are drawn by the text alone, so that a model can be made again exactly.
"""

from __future__ import annotations

import random
import re
from typing import Final
from zlib import crc32

#: Shorter texts would lose what they mean.
_FEWEST_WORDS: Final = 3
_SHORTEST: Final = 4
_WORD: Final = re.compile(r"[^\W\d_]+")
_LETTERS: Final = ({"æ": "ae", "ø": "oe", "å": "aa"}, {"æ": "a", "ø": "o", "å": "a"}, {"æ": "e", "å": "o"})
#: What is not heard: *mand* as *man*, *selvejende* as *selvejene*, *læger* for *lægger*.
_UNHEARD: Final = (("nd", "n"), ("ld", "l"), ("rd", "r"), ("hv", "v"), ("gt", "t"), ("ere", "er"), ("ende", "ene"))
_SLIPS_PER_WORD: Final = 0.3
_RUN_TOGETHER: Final = 0.06


def hurried(text: str) -> str | None:
    """The text with slips, always the same ones; None for a text that is too short for any."""
    words = text.split()
    if len(words) < _FEWEST_WORDS:
        return None
    rng = random.Random(crc32(text.encode()))  # noqa: S311 – no secret
    table = rng.choice(_LETTERS)
    written = "".join(table.get(letter, letter) for letter in text.lower())
    written = _WORD.sub(lambda found: _slip(found.group(), rng), written)
    if rng.random() < 0.5:
        written = re.sub(r"[.,;:!?]", "", written)
    return re.sub(r" ", lambda _: "" if rng.random() < _RUN_TOGETHER else " ", written)


def _slip(word: str, rng: random.Random) -> str:
    if len(word) < _SHORTEST or rng.random() > _SLIPS_PER_WORD:
        return word
    unheard = [pair for pair in _UNHEARD if pair[0] in word]
    if unheard and rng.random() < 0.5:
        return word.replace(*rng.choice(unheard), 1)
    at = rng.randrange(1, len(word) - 1)
    return rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
