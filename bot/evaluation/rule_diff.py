"""What a change of the rules does: which combinations of facts come out otherwise, and from what to what.

Two tables are laid over each other, combination by combination. Nothing is sampled, so what is not named here has not changed. Lists
(steps, grounds) are compared entry by entry, and what an open conclusion depends on fact by fact: so one change in a rule
shows up as one change, and not once for each list that it touches.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from bot.evaluation.cubes import Cube, cover
from bot.evaluation.rule_tables import Column, Json, RuleTable, Value

Cells = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
#: What is compared: a whole outcome, an entry of a list, or a fact that an open conclusion depends on.
Kind = Literal["outcome", "entry", "depends_on"]

UNKNOWN: Final = "unknown"
#: The outcome where one of the versions does not know a value or a conclusion.
ABSENT: Final[Json] = {"absent": True}
#: A conclusion that is not decided, whatever it depends on.
OPEN: Final[Json] = {"open": True}
#: The columns that show for each service what the conclusion on services says.
SERVICE: Final = "service/"


@dataclass(frozen=True)
class Change:
    """One change, and all combinations that it concerns.

    `names`: the columns it shows in (several services may share one). `entry`: of which entry of a list, or which fact, it tells.
    `before` and `after`: outcomes, or of an entry "in", "out", "open" or "absent", of a fact whether it is depended on.
    `parts` together hold exactly the `count` combinations that change so; in `complete` of them every fact is known.
    """

    names: tuple[str, ...]
    kind: Kind
    entry: str | None
    before: Any
    after: Any
    count: int
    complete: int
    parts: tuple[Cube, ...]


@dataclass(frozen=True)
class CaseChange:
    """A case worked by hand that comes out otherwise: for each conclusion the outcome before and after."""

    subject: str
    name: str
    changed: Mapping[str, tuple[Json | None, Json | None]]


@dataclass(frozen=True)
class Axis:
    """A fact with its values as both versions tell them apart. `settled`: with these values, the fact is known."""

    fact: str
    classes: tuple[tuple[Value, ...], ...]
    settled: tuple[bool, ...]


@dataclass(frozen=True)
class RuleDiff:
    """All that differs between two versions. `combinations`: how many were compared, `complete` those in which all is known.

    `changed` and `changed_complete`: in how many anything differs. `cases`: how many were compared.
    """

    old: str | None
    new: str | None
    axes: tuple[Axis, ...]
    combinations: int
    complete: int
    changed: int
    changed_complete: int
    changes: tuple[Change, ...]
    cases: int
    case_changes: tuple[CaseChange, ...]

    @property
    def same(self) -> bool:
        return not (self.changes or self.case_changes)


def diff(old: RuleTable, new: RuleTable) -> RuleDiff:
    """What differs in the new version."""
    axes = tuple(_axes(old, new))
    shape = tuple(len(axis.classes) for axis in axes)
    complete = np.ones(shape, dtype=np.bool_)
    for number, axis in enumerate(axes):
        complete &= _along(np.array(axis.settled), number, len(axes))
    columns = [name for name in new.columns if name in old.columns] + [*_only(new, old), *_only(old, new)]
    pairs = {name: _Pair.of(name, old, new, axes) for name in columns}
    touched = np.zeros(shape, dtype=np.bool_)
    for pair in pairs.values():
        touched |= pair.before != pair.after
    cases, case_changes = _cases(old.cases, new.cases)
    return RuleDiff(
        old.version,
        new.version,
        axes,
        touched.size,
        int(complete.sum()),
        int(touched.sum()),
        int((touched & complete).sum()),
        tuple(_changes(pairs, complete)),
        cases,
        tuple(case_changes),
    )


def _only(one: RuleTable, other: RuleTable) -> list[str]:
    return [name for name in one.columns if name not in other.columns]


# Two tables of one shape --------------------------------------------------------------------------------------------


def _axes(old: RuleTable, new: RuleTable) -> Iterator[Axis]:
    """The facts of both, each with the coarsest classes of values that suit both."""
    meant = old.meant | new.meant
    for fact in [*new.axes, *(fact for fact in old.axes if fact not in new.axes)]:
        places = [_places(table.axes.get(fact, ())) for table in (old, new)]
        together: dict[tuple[int | None, int | None], list[Value]] = {}
        for value in dict.fromkeys([*places[1], *places[0]]):
            together.setdefault((places[0].get(value), places[1].get(value)), []).append(value)
        classes = tuple(tuple(values) for values in together.values())
        yield Axis(fact, classes, tuple(_settled(values, fact in meant) for values in classes))


def _places(classes: Sequence[Sequence[Value]]) -> dict[Value, int]:
    return {value: place for place, values in enumerate(classes) for value in values}


def _settled(values: Sequence[Value], unknown_is_meant: bool) -> bool:
    return None not in values and (unknown_is_meant or UNKNOWN not in values)


def _along(values: Mask, axis: int, axes: int) -> Mask:
    return values.reshape([-1 if number == axis else 1 for number in range(axes)])


@dataclass(frozen=True)
class _Pair:
    """A column in both versions, over the same combinations and with the same numbers for the same outcomes."""

    outcomes: list[Json]
    before: Cells
    after: Cells

    @classmethod
    def of(cls, name: str, old: RuleTable, new: RuleTable, axes: Sequence[Axis]) -> _Pair:
        outcomes: dict[str, Json] = {_text(ABSENT): ABSENT}
        cells = []
        for table in (old, new):
            column = table.columns.get(name) or Column(
                (ABSENT,), np.zeros([len(each) for each in table.axes.values()], np.int32)
            )
            for outcome in column.outcomes:
                outcomes.setdefault(_text(outcome), outcome)
            numbers = {text: number for number, text in enumerate(outcomes)}
            renumbered = np.array([numbers[_text(each)] for each in column.outcomes], np.int32)[column.cells]
            cells.append(_stretched(renumbered, table, axes))
        return cls(list(outcomes.values()), *cells)


def _stretched(cells: Cells, table: RuleTable, axes: Sequence[Axis]) -> Cells:
    """The cells over the axes of both: a fact that the version does not have changes nothing, a value that it does not have is absent."""
    own = list(table.axes)
    cells = cells.transpose([own.index(axis.fact) for axis in axes if axis.fact in own])
    cells = cells.reshape([len(table.axes.get(axis.fact, (None,))) for axis in axes])
    chosen, there = [], []
    for axis in axes:
        places = _places(table.axes.get(axis.fact, ()))
        found = [places.get(values[0]) if axis.fact in own else 0 for values in axis.classes]
        chosen.append([place or 0 for place in found])
        there.append([place is not None for place in found])
    taken: Cells = cells[np.ix_(*chosen)].copy()
    for number, known in enumerate(there):
        taken[np.broadcast_to(~_along(np.array(known), number, len(axes)), taken.shape)] = 0
    return taken


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


# Changes ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Difference:
    """What differs, and where."""

    kind: Kind
    entry: str | None
    before: Any
    after: Any
    where: Mask


def _changes(pairs: Mapping[str, _Pair], complete: Mask) -> Iterator[Change]:
    """Those that concern most of what is wholly known first; the same change of several services once."""
    found: dict[tuple[str, ...], tuple[_Difference, list[str]]] = {}
    for name, pair in pairs.items():
        for each in _differences(pair):
            shared = SERVICE if name.startswith(SERVICE) else name
            key = (shared, _text([each.kind, each.entry, each.before, each.after]), each.where.tobytes().hex())
            found.setdefault(key, (each, []))[1].append(name)
    changes = [
        Change(
            tuple(names),
            each.kind,
            each.entry,
            each.before,
            each.after,
            int(each.where.sum()),
            int((each.where & complete).sum()),
            cover(each.where),
        )
        for each, names in found.values()
    ]
    yield from sorted(changes, key=lambda change: change.complete == 0)


def _differences(pair: _Pair) -> Iterator[_Difference]:
    """Everything that differs between the two, taken apart."""
    differing = pair.before != pair.after
    steps = np.unique(np.stack([pair.before[differing], pair.after[differing]]), axis=1).T
    found: dict[str, _Difference] = {}
    for old, new in steps.tolist():
        where = (pair.before == old) & (pair.after == new)
        for kind, entry, before, after in _taken_apart(pair.outcomes[old], pair.outcomes[new]):
            fresh = _Difference(kind, entry, before, after, np.zeros_like(where))
            found.setdefault(_text([kind, entry, before, after]), fresh).where[where] = True
    yield from found.values()


def _taken_apart(before: Json, after: Json) -> Iterator[tuple[Kind, str | None, Any, Any]]:
    """What differs between two outcomes of a combination."""
    if any(isinstance(each.get("value"), list) or "possible" in each for each in (before, after)):
        found = list(_entries(before, after))
        if found:
            yield from found
            return
    if "depends_on" in before and "depends_on" in after:
        for fact in sorted({*before["depends_on"]} ^ {*after["depends_on"]}):
            yield "depends_on", fact, fact in before["depends_on"], fact in after["depends_on"]
        return
    yield "outcome", None, _plain(before), _plain(after)


def _entries(before: Json, after: Json) -> Iterator[tuple[Kind, str | None, Any, Any]]:
    """The entries of a list that are in it in another way."""
    for entry in sorted({*_named(before), *_named(after)}):
        was, becomes = _standing(before, entry), _standing(after, entry)
        if was != becomes:
            yield "entry", entry, was, becomes


def _named(outcome: Json) -> Iterable[str]:
    value = outcome.get("value")
    return [*(value if isinstance(value, list) else ()), *outcome.get("certain", ()), *outcome.get("possible", ())]


def _standing(outcome: Json, entry: str) -> str:
    """How an entry stands: "in" or "out" of the list, "open", or "absent" where the version says nothing."""
    if "absent" in outcome:
        return "absent"
    if "value" in outcome:
        return "in" if entry in outcome["value"] else "out"
    if "possible" in outcome:
        certain = "in" if entry in outcome["certain"] else "out"
        return "open" if entry in outcome["possible"] else certain
    return "open"


def _plain(outcome: Json) -> Json:
    return OPEN if "depends_on" in outcome else outcome


# Cases --------------------------------------------------------------------------------------------------------------


def _cases(old: Sequence[Json], new: Sequence[Json]) -> tuple[int, list[CaseChange]]:
    """How many cases both versions were asked, and those that come out otherwise. Cases are the same when goal and facts are."""
    before = {_asked(case): case["outcomes"] for case in old}
    both = [case for case in new if _asked(case) in before]
    changes = []
    for case in both:
        was, becomes = before[_asked(case)], case["outcomes"]
        names = [*becomes, *(name for name in was if name not in becomes)]
        changed = {name: (was.get(name), becomes.get(name)) for name in names if was.get(name) != becomes.get(name)}
        if changed:
            changes.append(CaseChange(case["subject"], case["name"], changed))
    return len(both), changes


def _asked(case: Json) -> str:
    return json.dumps([case["goal"], case["facts"]], sort_keys=True)
