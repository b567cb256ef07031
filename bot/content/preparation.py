"""content/preparation.yml: what goes with a plan."""

from __future__ import annotations

from bot.content.phrases import Plain
from bot.content.reading import Text


class Item(Text):
    """Something to have ready, to expect, or that is left out; `when`: only if that step is in the plan."""

    text: Plain
    when: str | None = None


class Preparation(Text):
    ready_heading: Plain
    ready: tuple[Item, ...]
    expect_heading: Plain
    expect: tuple[Item, ...]
    not_covered_heading: Plain
    not_covered: tuple[Item, ...]
