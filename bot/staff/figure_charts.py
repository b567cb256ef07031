"""Where the bars of a chart go; the template draws them, and the table under each chart says the same in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.staff.disclosure import Cell
from bot.staff.figure_tables import FigureTable

#: In units of the drawing; at its full width one unit is one CSS pixel.
WIDTH: Final = 704
_ROW: Final = 30
_NAMES: Final = 268
_NUMBERS: Final = 72
#: A name longer than this is cut: the table has it whole.
_LONGEST: Final = 34
_COLUMNS_HEIGHT: Final = 220
_BELOW: Final = 26
_ABOVE: Final = 22


@dataclass(frozen=True)
class Bar:
    """A bar with its name and number. A count that is hidden has no bar, and its number says so."""

    x: float
    y: float
    width: float
    height: float
    name: str
    number: str
    name_x: float
    name_y: float
    number_x: float
    number_y: float


@dataclass(frozen=True)
class BarChart:
    """The whole. `upright`: the bars stand, and their names are below."""

    height: float
    bars: tuple[Bar, ...]
    upright: bool
    described: str
    width: int = WIDTH


def bars(table: FigureTable) -> BarChart:
    """A bar for each row, one under the other."""
    room = WIDTH - _NAMES - _NUMBERS
    drawn = []
    for place, (name, cell) in enumerate(table.rows):
        y, length = place * _ROW, _length(cell, table.longest, room)
        drawn.append(
            Bar(
                _NAMES,
                y + 5,
                length,
                _ROW - 10,
                _cut(name),
                cell.text,
                _NAMES - 12,
                y + 20,
                _NAMES + length + 8,
                y + 20,
            )
        )
    return BarChart(len(table.rows) * _ROW, tuple(drawn), False, described(table))


def columns(table: FigureTable) -> BarChart:
    """A standing bar for each row, side by side; only what is shown is written above."""
    step = WIDTH / max(1, len(table.rows))
    room = _COLUMNS_HEIGHT - _ABOVE - _BELOW
    drawn = []
    for place, (name, cell) in enumerate(table.rows):
        height, middle = _length(cell, table.longest, room), round((place + 0.5) * step, 1)
        top = _ABOVE + room - height
        number = "" if cell.count is None else cell.text
        wide = round(min(step - 4, 40), 1)
        drawn.append(
            Bar(
                round(middle - wide / 2, 1),
                top,
                wide,
                height,
                name,
                number,
                middle,
                _COLUMNS_HEIGHT - 8,
                middle,
                top - 6,
            )
        )
    return BarChart(_COLUMNS_HEIGHT, tuple(drawn), True, described(table))


def described(table: FigureTable) -> str:
    """What one sees, for those who do not."""
    seen = sorted(((cell.count, name) for name, cell in table.rows if cell.count), key=lambda each: -each[0])
    if not seen:
        return f"{table.title}: alle tal er for små til at blive vist."
    told = "; ".join(f"{name} {count}" for count, name in seen[:3])
    return f"{table.title}, som søjler. Størst: {told}. Alle tal står i tabellen under."


def _length(cell: Cell, longest: int, room: float) -> float:
    return round((cell.count or 0) / longest * room, 1) if longest else 0.0


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
