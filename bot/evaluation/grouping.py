"""Texts that say nearly the same, put together, so that a person judges them once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rapidfuzz import fuzz, process, utils

#: How alike two texts are that stand together, of 100. Two spellings and two orders of the same words are; of 5,200 training
#: examples, which were written to differ, it joins 12 pairs of different intents (at 80: 29).
ALIKE: Final = 85


def grouped(texts: Sequence[str]) -> list[list[int]]:
    """The positions of the texts in groups, each in the order given, by their first text's place.

    Word order, case and signs do not count. A group forms around its first text: a chain of small differences does not
    join texts that have little in common. A text of signs alone stands by itself.
    """
    plain = [utils.default_process(text) for text in texts]
    alike: Any = process.cdist(plain, plain, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE) if texts else []
    taken: set[int] = set()
    groups: list[list[int]] = []
    for first in range(len(texts)):
        if first in taken:
            continue
        group = [first] + [
            other
            for other in range(first + 1, len(texts))
            if other not in taken and ((plain[first] and alike[first][other]) or texts[first] == texts[other])
        ]
        taken.update(group)
        groups.append(group)
    return groups
