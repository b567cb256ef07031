"""Decision diagrams: a function of the facts in its one smallest form, so that questions about it have exact answers.

A diagram is either a `Leaf` (the function has this value whatever the facts) or a `Node` that asks one fact and has a diagram
for each of its values. Facts are asked in one fixed order, equal diagrams are one object, and a node whose branches are all the
same does not exist. So a function is constant exactly when its diagram is a leaf, and a fact can change its value exactly when
the diagram asks for it: three-valued evaluation is exact, not an approximation, at the cost of a short walk.
(R. Bryant, "Graph-based algorithms for Boolean function manipulation", 1986; here with facts of more than two values.)
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cache
from typing import Final

from bot.guidance.situation import DOMAINS, OPEN, Known, Situation, all_situations


class Leaf:
    """A constant."""

    __slots__ = ("value",)

    def __init__(self, value: Hashable) -> None:
        self.value = value


class Node:
    """Asks the fact with this number (its place in `DECIDING`); one branch for each value it may have."""

    __slots__ = ("branches", "fact")

    def __init__(self, fact: int, branches: tuple[Diagram, ...]) -> None:
        self.fact = fact
        self.branches = branches


Diagram = Leaf | Node

_leaves: dict[Hashable, Leaf] = {}
_nodes: dict[tuple[int, tuple[int, ...]], Node] = {}


def leaf(value: Hashable) -> Leaf:
    """The one diagram of this constant."""
    return _leaves.setdefault(value, Leaf(value))


def node(fact: int, branches: tuple[Diagram, ...]) -> Diagram:
    """The one diagram that asks this fact and goes on so, or the branch itself where all are the same."""
    first = branches[0]
    if all(branch is first for branch in branches):
        return first
    return _nodes.setdefault((fact, tuple(id(branch) for branch in branches)), Node(fact, branches))


_SITUATIONS: Final = tuple(all_situations())


def diagram(function: Callable[[Situation], Hashable]) -> Diagram:
    """The diagram of a function of the situation. The function is called once for each situation, and never again."""
    layer: list[Diagram] = [leaf(function(situation)) for _, situation in _SITUATIONS]
    for fact in reversed(range(len(DOMAINS))):
        width = len(DOMAINS[fact])
        layer = [node(fact, tuple(layer[start : start + width])) for start in range(0, len(layer), width)]
    return layer[0]


def restrict(root: Diagram, known: Known) -> Diagram:
    """The function that is left when what is known is filled in; an undecided fact keeps the values of `OPEN` only."""
    if isinstance(root, Leaf):
        return root
    index = known[root.fact]
    if index is not None:
        return restrict(root.branches[index], known)
    return node(root.fact, tuple(restrict(root.branches[index], known) for index in OPEN[root.fact]))


@cache
def asked(root: Diagram) -> frozenset[int]:
    """The facts whose value can change the function."""
    if isinstance(root, Leaf):
        return frozenset()
    return frozenset({root.fact}).union(*(asked(branch) for branch in root.branches))


@cache
def outcomes(root: Diagram) -> tuple[Hashable, ...]:
    """The values the function can have, in the order of the diagram."""
    if isinstance(root, Leaf):
        return (root.value,)
    return tuple(dict.fromkeys(value for branch in root.branches for value in outcomes(branch)))


@cache
def equals(root: Diagram, value: Hashable) -> Diagram:
    """The yes/no function: does this one have that value?"""
    if isinstance(root, Leaf):
        return leaf(root.value == value)
    return node(root.fact, tuple(equals(branch, value) for branch in root.branches))


@cache
def both(one: Diagram, other: Diagram) -> Diagram:
    """The yes/no function that holds where these two do."""
    if isinstance(one, Leaf):
        return other if one.value else one
    if isinstance(other, Leaf):
        return one if other.value else other
    if one.fact == other.fact:
        return node(one.fact, tuple(both(a, b) for a, b in zip(one.branches, other.branches, strict=True)))
    first, second = (one, other) if one.fact < other.fact else (other, one)
    return node(first.fact, tuple(both(branch, second) for branch in first.branches))


#: Facts with an index each, as (fact, index) pairs in the order of the facts.
Filling = tuple[tuple[int, int], ...]


@cache
def smallest_filling(root: Diagram, allowed: Known | None = None) -> Filling | None:
    """The fewest facts that make a yes/no function hold whatever the others are; of equally few, those asked first.

    `allowed` gives the one index that each fact may be filled with (None: it must be left open); without it, any index of `OPEN`.
    None when no filling does it.
    """
    if isinstance(root, Leaf):
        return () if root.value else None
    found = [_with(root, index, allowed) for index in _choices(root.fact, allowed)]
    left_open = root.branches[OPEN[root.fact][0]]
    for index in OPEN[root.fact][1:]:
        left_open = both(left_open, root.branches[index])
    found.append(smallest_filling(left_open, allowed))
    fillings = [filling for filling in found if filling is not None]
    return min(fillings, key=lambda filling: (len(filling), filling), default=None)


def _choices(fact: int, allowed: Known | None) -> tuple[int, ...]:
    if allowed is None:
        return OPEN[fact]
    index = allowed[fact]
    return () if index is None else (index,)


def _with(root: Node, index: int, allowed: Known | None) -> Filling | None:
    rest = smallest_filling(root.branches[index], allowed)
    return None if rest is None else ((root.fact, index), *rest)
