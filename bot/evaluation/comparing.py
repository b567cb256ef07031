"""Two reports side by side: their figures, and sentence by sentence what got better and what got worse."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

#: The sets of sentences that are compared, and their names.
SETS: Final = {"intents": "Hensigter", "out_of_scope": "Uden for emnet", "facts": "Oplysninger", "answers": "Svar"}

_MEND: Final = "Angiv report.json fra en tidligere kørsel af «guide report»."


class CompareError(ValueError):
    """A report that cannot be compared with; its text is one line that says why and how to mend it."""


@dataclass(frozen=True)
class Change:
    """A sentence that one model reads rightly and the other does not."""

    text: str
    asked: str
    expected: Any
    before: Any
    after: Any


@dataclass(frozen=True)
class SetComparison:
    """One set: how many sentences stand in both reports, and those that changed."""

    name: str
    texts: int
    better: tuple[Change, ...]
    worse: tuple[Change, ...]


@dataclass(frozen=True)
class FigureComparison:
    """One figure of both. `better` None: no difference, or one of them does not have it."""

    label: str
    unit: str
    before: float | None
    after: float | None
    better: bool | None


@dataclass(frozen=True)
class Comparison:
    """The other report's model beside this one's."""

    model: str
    figures: tuple[FigureComparison, ...]
    sets: tuple[SetComparison, ...]


def load_report(path: Path) -> dict[str, Any]:
    """An earlier report.json. Raises `CompareError`."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CompareError(f"{path} kan ikke læses ({type(error).__name__}). {_MEND}") from error
    if not isinstance(report, dict) or not {"model", "targets", "sentences"} <= set(report):
        raise CompareError(f"{path} er ikke en rapport. {_MEND}")
    return report


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """`before`: the other report; `after`: this one."""
    return Comparison(
        str(before["model"]),
        tuple(_figures(before["targets"], after["targets"])),
        tuple(_set(SETS[name], before["sentences"].get(name, ()), after["sentences"].get(name, ())) for name in SETS),
    )


def _figures(before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]) -> Iterable[FigureComparison]:
    values = {row["label"]: row["value"] for row in before}
    for row in after:
        old, new = values.get(row["label"]), row["value"]
        differ = old is not None and new is not None and old != new
        better = (new < old) == row["at_most"] if differ else None
        yield FigureComparison(row["label"], row["unit"], old, new, better)


def _set(name: str, before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]) -> SetComparison:
    old = {_identity(row): row for row in before}
    both = [(old[_identity(row)], row) for row in after if _identity(row) in old]
    changes = [(_change(was, now), now["right"]) for was, now in both if was["right"] != now["right"]]
    return SetComparison(
        name,
        len(both),
        tuple(change for change, right in changes if right),
        tuple(change for change, right in changes if not right),
    )


def _identity(row: Mapping[str, Any]) -> tuple[str, str]:
    """An answer is the same one only to the same question."""
    return row["text"], row.get("fact", "")


def _change(was: Mapping[str, Any], now: Mapping[str, Any]) -> Change:
    return Change(now["text"], now.get("fact", ""), now["expected"], was["got"], now["got"])
