"""A set of combinations, described in as few parts as a short search finds. Each part is a choice of values for each axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import prod
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
#: Orders of the axes that each part is grown in. More are tried in vain: the spaces here have some seven axes.
_ORDERS: Final = 24


@dataclass(frozen=True)
class Cube:
    """All combinations of the values chosen on each axis, given by their places."""

    chosen: tuple[tuple[int, ...], ...]

    @property
    def count(self) -> int:
        """How many combinations it holds."""
        return prod(len(values) for values in self.chosen)

    def first(self) -> tuple[int, ...]:
        """The first of its combinations."""
        return tuple(values[0] for values in self.chosen)


def cover(wanted: Mask) -> tuple[Cube, ...]:
    """Parts that hold every wanted combination, and no other.

    Greedy: each part is the one, of those grown from the first combination not yet held, that holds most of what is left. At the end
    a part is left out where the others hold all of it.
    """
    left, found = wanted.copy(), list[Cube]()
    while left.any():
        seed = tuple(int(place) for place in np.unravel_index(int(left.argmax()), left.shape))
        grown = (_grown(wanted, seed, order) for order in _orders(wanted.ndim))
        best = max(grown, key=lambda cube: (int(left[_within(cube)].sum()), cube.count))
        left[_within(best)] = False
        found.append(best)
    return tuple(_without_spare(wanted.shape, found))


def _orders(axes: int) -> Iterator[Sequence[int]]:
    """Orders of the axes, each of them first and last in some."""
    everything = list(permutations(range(axes))) if axes <= 4 else [_turned(axes, number) for number in range(2 * axes)]
    step = max(1, len(everything) // _ORDERS)
    return iter(everything[::step])


def _turned(axes: int, number: int) -> tuple[int, ...]:
    forward = [(number + place) % axes for place in range(axes)]
    return tuple(forward if number < axes else reversed(forward))


def _grown(wanted: Mask, seed: tuple[int, ...], order: Sequence[int]) -> Cube:
    """The part from one combination, widened along one axis after the other as far as only wanted ones are held."""
    chosen: list[tuple[int, ...]] = [(place,) for place in seed]
    for axis in order:
        open_here = list(chosen)
        open_here[axis] = tuple(range(wanted.shape[axis]))
        others = tuple(number for number in range(wanted.ndim) if number != axis)
        fits = wanted[np.ix_(*open_here)].all(axis=others)
        chosen[axis] = tuple(int(place) for place in np.flatnonzero(fits))
    return Cube(tuple(chosen))


def _within(cube: Cube) -> Any:
    return np.ix_(*cube.chosen)


def _without_spare(shape: tuple[int, ...], found: list[Cube]) -> list[Cube]:
    held = np.zeros(shape, dtype=np.int32)
    for cube in found:
        held[_within(cube)] += 1
    kept = []
    for cube in sorted(found, key=lambda each: each.count):
        inside = held[_within(cube)]
        if (inside > 1).all():
            held[_within(cube)] -= 1
        else:
            kept.append(cube)
    return sorted(kept, key=lambda each: (-each.count, each.chosen))
