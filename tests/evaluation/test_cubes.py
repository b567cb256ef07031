"""Sets described in parts: exactly, and in few."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bot.evaluation.cubes import Cube, Mask, cover


def held(parts: tuple[Cube, ...], shape: tuple[int, ...]) -> Mask:
    """What the parts hold together."""
    found = np.zeros(shape, dtype=np.bool_)
    for part in parts:
        found[np.ix_(*part.chosen)] = True
    return found


masks = st.lists(st.integers(1, 4), min_size=1, max_size=5).flatmap(lambda shape: arrays(np.bool_, tuple(shape)))


@settings(deadline=None)
@given(masks)
def test_the_parts_hold_exactly_the_set(mask: Mask) -> None:
    assert (held(cover(mask), mask.shape) == mask).all()


@settings(deadline=None)
@given(masks)
def test_no_part_is_held_by_the_others(mask: Mask) -> None:
    parts = cover(mask)
    for number in range(len(parts)):
        others = parts[:number] + parts[number + 1 :]
        assert not (held(others, mask.shape) == mask).all()


@settings(deadline=None)
@given(masks)
def test_no_part_can_be_made_wider(mask: Mask) -> None:
    for part in cover(mask):
        for axis, chosen in enumerate(part.chosen):
            for value in set(range(mask.shape[axis])) - set(chosen):
                wider = [*part.chosen]
                wider[axis] = (value,)
                assert not mask[np.ix_(*wider)].all()


def test_a_set_that_is_one_choice_on_each_axis_is_one_part() -> None:
    mask = np.zeros((3, 4, 2), dtype=np.bool_)
    mask[np.ix_([0, 2], [1, 2, 3], [0, 1])] = True
    [part] = cover(mask)
    assert part.chosen == ((0, 2), (1, 2, 3), (0, 1))
    assert part.count == 12


def test_one_condition_or_another_takes_two_parts() -> None:
    mask = np.zeros((3, 3, 3), dtype=np.bool_)
    mask[0] = True
    mask[:, 1] = True
    assert len(cover(mask)) == 2


def test_nothing_takes_no_part() -> None:
    assert cover(np.zeros((2, 2), dtype=np.bool_)) == ()
