"""Counts that may be shown: small ones are hidden, and so much more that no small one can be worked out from the rest.

A count under five may be about a person whom someone knows. Hiding it is not enough where the total is shown: what is missing from
it tells. So a larger count is hidden too where the hidden ones could be told from their sum, and where there is none, the total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

#: Counts under this are not shown, none at all included.
LIMIT: Final = 5


@dataclass(frozen=True)
class Cell:
    """A count as it may be shown. `count` is None where it is hidden; `small`: it is hidden because it is under five."""

    count: int | None
    small: bool = False

    @property
    def text(self) -> str:
        """The count in words."""
        if self.count is None:
            return f"under {LIMIT}" if self.small else "skjult"
        return f"{self.count:,}".replace(",", ".")


@dataclass(frozen=True)
class Shown:
    """Counts as they may be shown, by name and in their order, and their total."""

    cells: dict[str, Cell]
    total: Cell


SMALL: Final = Cell(None, small=True)
HIDDEN: Final = Cell(None)


def shown(counts: Mapping[str, int], names: Iterable[str]) -> Shown:
    """The counts of all the names there are. Names without any count belong to it: what is under five may be none at all."""
    whole = {name: counts.get(name, 0) for name in names}
    small = [name for name, count in whole.items() if count < LIMIT]
    # In the order of the names, never by size: that would tell something of the size.
    large = [name for name in whole if name not in small]
    hidden = list[str]()
    while large and _told_by_their_sum(whole, small, hidden):
        hidden.append(large.pop(0))
    cells = {
        name: SMALL if name in small else HIDDEN if name in hidden else Cell(count) for name, count in whole.items()
    }
    return Shown(cells, Cell(sum(whole.values())) if large else HIDDEN)


def _told_by_their_sum(counts: Mapping[str, int], small: list[str], hidden: list[str]) -> bool:
    """Whether the sum of what is hidden, which whoever has the total can work out, may give a small count away.

    A small one lies between none and four, a larger one that is hidden is five at least. One alone is its own sum; several are told
    when the sum is almost as large as it can be. That they are all none tells of nobody.
    """
    together, most = sum(counts[name] for name in (*small, *hidden)), (LIMIT - 1) * len(small)
    if not any(counts[name] for name in small):
        return False
    if hidden:
        return together < most + LIMIT * len(hidden)
    return len(small) == 1 or together >= most - 1
