"""The geometry of the report's two charts and of its heat table; the templates only draw it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

#: Size of a chart in its own units, and the room that its axes take.
WIDTH: Final = 520
HEIGHT: Final = 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 72, 24, 16, 52

#: Rows and columns of the heat table: what a page of paper holds legibly.
LONGEST_SIDE: Final = 24
#: From these counts on a cell of the heat table takes its next, darker step.
_STEPS: Final = (1, 2, 3, 4, 6)


@dataclass(frozen=True)
class Line:
    """A line through points; `label` is written beside its end."""

    points: str
    kind: str
    label: str = ""
    label_x: float = 0.0
    label_y: float = 0.0


@dataclass(frozen=True)
class Dot:
    """A dot with what it stands for, which is shown when one points at it."""

    x: float
    y: float
    radius: float
    title: str


@dataclass(frozen=True)
class Chart:
    """A chart over the unit square. `description` says in words what one sees; `mark`: the x of a vertical line."""

    name: str
    title: str
    description: str
    x_label: str
    y_label: str
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...] = ()
    mark: float | None = None
    mark_label: str = ""

    width = WIDTH
    height = HEIGHT
    left = _LEFT
    right = WIDTH - _RIGHT
    top = _TOP
    bottom = HEIGHT - _BOTTOM

    @property
    def mark_anchor(self) -> str:
        """On which side of the vertical line its label ends: the one with more room."""
        return "end" if self.mark is not None and self.mark > WIDTH / 2 else "start"

    @property
    def x_ticks(self) -> list[tuple[float, str]]:
        """Places along the bottom, with what is written there."""
        return [(_x(tick / 5), f"{20 * tick} %") for tick in range(6)]

    @property
    def y_ticks(self) -> list[tuple[float, str]]:
        """Places along the left side, with what is written there."""
        return [(_y(tick / 5), f"{20 * tick} %") for tick in range(6)]


def _x(share: float) -> float:
    return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)


def _y(share: float) -> float:
    return round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM), 1)


def _points(pairs: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{_x(x)},{_y(y)}" for x, y in pairs)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".", ",")


def calibration(figures: Mapping[str, Any]) -> Chart:
    """How sure against how often right: a dot for each bin, the larger the more texts it has."""
    filled = [each for each in figures["bins"] if each["texts"]]
    most = max((each["texts"] for each in filled), default=1)
    dots = tuple(
        Dot(
            _x(each["confidence"]),
            _y(each["accuracy"]),
            round(3 + 9 * math.sqrt(each["texts"] / most), 1),
            f"{each['texts']} tekster: sikkerhed {_percent(each['confidence'])}, rigtige {_percent(each['accuracy'])}",
        )
        for each in filled
    )
    told = "; ".join(
        f"sikkerhed {_percent(each['confidence'])} giver {_percent(each['accuracy'])} rigtige" for each in filled
    )
    return Chart(
        "calibration",
        "Kalibrering",
        f"Hvor ofte hensigten er rigtig, for hvert trin af modellens sikkerhed: {told}.",
        "Modellens sikkerhed",
        "Andel rigtige",
        (
            Line(_points([(0, 0), (1, 1)]), "ideal"),
            Line(_points((each["confidence"], each["accuracy"]) for each in filled), "first"),
        ),
        dots,
    )


def out_of_scope(figures: Mapping[str, Any], threshold: float) -> Chart:
    """What is turned away at each threshold: texts out of scope, as it should be, and texts in scope by mistake."""
    curve: Sequence[Mapping[str, float]] = figures["curve"]
    nearest = min(curve, key=lambda point: abs(point["threshold"] - threshold))
    return Chart(
        "out-of-scope",
        "Afvisning efter tærskel",
        f"Ved den brugte tærskel, {_percent(threshold)}, afvises omkring {_percent(nearest['rejected'])} af teksterne "
        f"uden for emnet og {_percent(nearest['false_alarms'])} af dem inden for. Begge andele stiger med tærsklen.",
        "Tærskel for sikkerhed",
        "Andel afvist",
        (
            _curve_line(curve, "rejected", "first", "uden for emnet"),
            _curve_line(curve, "false_alarms", "second", "inden for emnet"),
        ),
        mark=_x(threshold),
        mark_label="tærskel",
    )


def _curve_line(curve: Sequence[Mapping[str, float]], name: str, kind: str, label: str) -> Line:
    """The label stands over the middle of the line, or under it where the line runs along the top."""
    middle = curve[len(curve) // 2]
    points = _points((point["threshold"], point[name]) for point in curve)
    beside = 22 if middle[name] > 0.9 else -10
    return Line(points, kind, label, _x(middle["threshold"]), _y(middle[name]) + beside)


@dataclass(frozen=True)
class HeatRow:
    """An expected intent: how many texts, how many right, and for each column the count with its shade (0: none)."""

    expected: str
    texts: int
    right: int
    cells: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Heat:
    """The confused part of the confusion matrix. `left_out`: confusions that no cell shows."""

    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    left_out: int


def heat(confusion: Mapping[str, Mapping[str, int]]) -> Heat:
    """The rows and columns of the most frequent confusions, as many as a page holds, in alphabetical order."""
    wrong = {
        (expected, got): count for expected, row in confusion.items() for got, count in row.items() if got != expected
    }
    rows, columns = set[str](), set[str]()
    for expected, got in sorted(wrong, key=lambda pair: (-wrong[pair], pair)):
        if len(rows | {expected}) <= LONGEST_SIDE and len(columns | {got}) <= LONGEST_SIDE:
            rows.add(expected)
            columns.add(got)
    names = tuple(sorted(columns))
    shown = sum(count for (expected, got), count in wrong.items() if expected in rows and got in columns)
    return Heat(
        names,
        tuple(_heat_row(expected, confusion[expected], names) for expected in sorted(rows)),
        sum(wrong.values()) - shown,
    )


def _heat_row(expected: str, counts: Mapping[str, int], columns: Sequence[str]) -> HeatRow:
    cells = tuple(0 if got == expected else counts.get(got, 0) for got in columns)
    shaded = tuple((count, sum(count >= step for step in _STEPS)) for count in cells)
    return HeatRow(expected, sum(counts.values()), counts.get(expected, 0), shaded)
