"""Boxes in two columns with lines between them: where everything goes, for a template to write down as SVG."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

#: All measures are in units of the drawing; at its full width one unit is one CSS pixel of a 16-pixel font.
WIDTH: Final = 704
LEFT_WIDTH: Final = 226
RIGHT_X: Final = 372
RIGHT_WIDTH: Final = WIDTH - RIGHT_X - 1
PADDING: Final = 13
GAP: Final = 14
#: The widest gap between boxes of the shorter column.
LOOSEST: Final = 56

#: A box as given: small text, large text, lines below a rule, and whether it is settled.
Given = tuple[str, str, Sequence[str], bool]


@dataclass(frozen=True)
class Style:
    """How large a text is. No font is known here: `advance` is a wide one's average width of a character, in font sizes."""

    name: str
    size: float
    leading: float
    advance: float

    def wrapped(self, text: str, width: float) -> list[str]:
        """The text in lines that fit."""
        return textwrap.wrap(text, int(width / (self.size * self.advance)), break_on_hyphens=False)


SMALL: Final = Style("small", 14, 19, 0.55)
LARGE: Final = Style("large", 16, 21, 0.6)
#: The first line of an item below the rule: it stands a little off from the one before.
ITEM: Final = Style("small", 14, 25, 0.55)


@dataclass(frozen=True)
class TextLine:
    """A line of text; `y` is its base line."""

    x: float
    y: float
    style: str
    text: str


@dataclass(frozen=True)
class Box:
    """A box with its texts. `rule`: the height at which a line divides it."""

    x: float
    y: float
    width: float
    height: float
    settled: bool
    lines: tuple[TextLine, ...]
    rule: float | None


@dataclass(frozen=True)
class Curve:
    """A line from a box on the left to one on the right, and where it ends."""

    path: str
    end: tuple[float, float]
    settled: bool


@dataclass(frozen=True)
class Drawing:
    """The whole."""

    height: float
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]
    width: int = WIDTH


def draw(left: Sequence[Given], right: Sequence[Given], links: Sequence[tuple[int, int]]) -> Drawing:
    """Boxes on the left and on the right, and links between them by their places."""
    heights = [_height(each, LEFT_WIDTH) for each in left], [_height(each, RIGHT_WIDTH) for each in right]
    whole = max(sum(column) + GAP * (len(column) - 1) for column in heights)
    tops = [_tops(column, whole) for column in heights]
    lefts = [_box(each, 1, top, LEFT_WIDTH) for each, top in zip(left, tops[0], strict=True)]
    rights = [_box(each, RIGHT_X, top, RIGHT_WIDTH) for each, top in zip(right, tops[1], strict=True)]
    curves = [
        _curve(
            (1 + LEFT_WIDTH, _place(lefts[one], [b for a, b in links if a == one], other)),
            (RIGHT_X, _place(rights[other], [a for a, b in links if b == other], one)),
            left[one][3] and right[other][3],
        )
        for one, other in links
    ]
    return Drawing(round(whole + 2), (*lefts, *rights), tuple(curves))


def _texts(given: Given, width: float) -> tuple[list[tuple[Style, str]], list[tuple[Style, str]]]:
    """The lines above and below the rule."""
    small, large, below, _ = given
    inner = width - 2 * PADDING
    above = [(style, line) for style, text in ((SMALL, small), (LARGE, large)) for line in style.wrapped(text, inner)]
    under = [
        (ITEM if number == 0 else SMALL, line)
        for text in below
        for number, line in enumerate(SMALL.wrapped(text, inner))
    ]
    return above, under


def _height(given: Given, width: float) -> float:
    above, below = _texts(given, width)
    return 2 * PADDING + sum(style.leading for style, _ in (*above, *below)) + (PADDING if below else 0)


def _tops(heights: Sequence[float], whole: float) -> list[float]:
    """The boxes of a column, spread over the height but not too far, and in its middle."""
    free = whole - sum(heights)
    gap = min(LOOSEST, free / (len(heights) - 1)) if len(heights) > 1 else 0.0
    top = 1 + (free - gap * (len(heights) - 1)) / 2
    return [top + sum(heights[:number]) + gap * number for number in range(len(heights))]


def _box(given: Given, x: float, y: float, width: float) -> Box:
    above, below = _texts(given, width)
    lines, at = [], y + PADDING
    rule = None
    for number, (style, text) in enumerate((*above, *below)):
        if number == len(above):
            rule = at + PADDING / 2
            at += PADDING
        at += style.leading
        lines.append(TextLine(x + PADDING, round(at - style.size * 0.38, 1), style.name, text))
    return Box(x, round(y, 1), width, round(at + PADDING - y, 1), given[3], tuple(lines), rule)


def _place(box: Box, others: Sequence[int], other: int) -> float:
    """Where on the side of a box the line to another goes: in the order of the others, so that few lines cross."""
    return round(box.y + box.height * (sorted(others).index(other) + 1) / (len(others) + 1), 1)


def _curve(start: tuple[float, float], end: tuple[float, float], settled: bool) -> Curve:
    middle = (start[0] + end[0]) / 2
    return Curve(f"M{start[0]} {start[1]}C{middle} {start[1]} {middle} {end[1]} {end[0]} {end[1]}", end, settled)
