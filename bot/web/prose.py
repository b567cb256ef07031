"""Plain text as paragraphs and lists: an empty line begins a paragraph, "- " an item, "1. " a numbered one. Nothing else is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

Kind = Literal["paragraph", "bullets", "numbers"]

#: A line that begins with a date is none: after a number an item begins as a sentence does.
_ITEM: Final = re.compile(r"(?:(?P<bullet>[-•])|\d{1,2}\.(?=\s+[A-ZÆØÅ(«]))\s+(?P<text>\S.*)")


@dataclass(frozen=True)
class Block:
    """A paragraph with its lines, or a list with its items."""

    kind: Kind
    lines: tuple[str, ...]


def blocks(text: str) -> tuple[Block, ...]:
    """The text in its parts, in order."""
    return tuple(block for part in re.split(r"\n\s*\n", text.strip()) for block in _blocks_of(part) if block.lines)


def _blocks_of(part: str) -> Iterator[Block]:
    lines = [_line(line) for line in part.splitlines() if line.strip()]
    for kind, group in groupby(lines, key=lambda line: line[0]):
        yield Block(kind, tuple(text for _, text in group))


def _line(line: str) -> tuple[Kind, str]:
    item = _ITEM.fullmatch(line.strip())
    if item is None:
        return "paragraph", line.strip()
    return ("bullets" if item["bullet"] else "numbers"), item["text"]
