"""What may be shown of counts: nobody who knows the rules and the rest of a table can tell a small one."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.staff.disclosure import LIMIT, Shown, shown

Counts = dict[str, int]


def texts(found: Shown) -> dict[str, str]:
    return {name: cell.text for name, cell in found.cells.items()} | {"i alt": found.total.text}


def guarded(counts: Counts) -> dict[str, str]:
    return texts(shown(counts, counts))


def test_counts_from_five_on_are_shown_with_their_total() -> None:
    assert guarded({"a": 5, "b": 1200}) == {"a": "5", "b": "1.200", "i alt": "1.205"}


@pytest.mark.parametrize("count", [0, 1, 4])
def test_a_count_under_five_is_hidden_whatever_it_is(count: int) -> None:
    assert guarded({"a": count, "b": 3, "c": 40})["a"] == "under 5"


def test_names_without_any_count_are_hidden_with_the_small_ones() -> None:
    assert texts(shown({"a": 2, "c": 30}, ["a", "b", "c"])) == {
        "a": "under 5",
        "b": "under 5",
        "c": "30",
        "i alt": "32",
    }


def test_a_single_small_count_takes_a_larger_one_with_it_whatever_its_size() -> None:
    assert guarded({"a": 2, "b": 40, "c": 9}) == {"a": "under 5", "b": "skjult", "c": "9", "i alt": "51"}


def test_as_many_larger_ones_are_hidden_as_it_takes() -> None:
    assert guarded({"a": 1, "b": 5, "c": 6, "d": 90})["c"] == "skjult"


@pytest.mark.parametrize("counts", [{"a": 4, "b": 4}, {"a": 3}, {"a": 1, "b": 2}, {"a": 2, "b": 7}])
def test_where_nothing_else_is_shown_the_total_is_hidden(counts: Counts) -> None:
    assert guarded(counts)["i alt"] == "skjult"


def as_published(found: Shown) -> tuple[object, ...]:
    return (*((cell.count, cell.small) for cell in found.cells.values()), (found.total.count, found.total.small))


@settings(deadline=None)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=4))
def test_no_small_count_of_somebody_can_be_worked_out(values: list[int]) -> None:
    """Tries every table that would be published the same way: a small count is safe when it is another in one of them."""
    names = [str(number) for number in range(len(values))]
    published = as_published(shown(dict(zip(names, values, strict=True)), names))
    for place, value in enumerate(values):
        if not 0 < value < LIMIT:
            continue
        others = (
            tuple(other)
            for other in product(*(choices(published[number], values[number]) for number in range(len(values))))
            if other[place] != value
        )
        assert any(as_published(shown(dict(zip(names, other, strict=True)), names)) == published for other in others)


def choices(cell: object, value: int) -> range | tuple[int, ...]:
    """The counts that a cell may stand for, for whoever sees it."""
    assert isinstance(cell, tuple)
    if cell[0] is not None:
        return (value,)
    return range(LIMIT) if cell[1] else range(LIMIT, 25)
