"""What the reading of Danish is to reach, and whether it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

#: The kinds of noise, in words.
NOISE_NAMES: Final = {
    "clean": "Som skrevet",
    "typos": "Slåfejl",
    "otherwise": "æøå skrevet ae, oe, aa",
    "bare": "æøå skrevet a, o, a",
    "apart": "Sammensatte ord delt",
    "spacing": "Mellemrum og tegnsætning",
    "capitals": "Store og små bogstaver",
    "mixed": "Alt blandet",
}


@dataclass(frozen=True)
class Target:
    """One figure to reach. `path`: where the report has it; `at_most`: the target is a ceiling; `elsewhere`: see there."""

    label: str
    path: tuple[str, ...]
    target: float
    unit: str = "percent"
    at_most: bool = False
    elsewhere: str = ""


@dataclass(frozen=True)
class Row:
    """A target with what was measured; `value` None where the report does not measure it."""

    label: str
    target: float
    unit: str
    at_most: bool
    value: float | None
    elsewhere: str

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None where that was not measured."""
        if self.value is None:
            return None
        return self.value <= self.target if self.at_most else self.value >= self.target

    def as_json(self) -> dict[str, Any]:
        """The row with its verdict."""
        return {**vars(self), "met": self.met}


def _accuracy(kind: str, target: float) -> Target:
    name = NOISE_NAMES[kind]
    return Target(f"Hensigt: {name[:1].lower()}{name[1:]}", ("intents", kind, "accuracy"), target)


TARGETS: Final = (
    _accuracy("clean", 0.96),
    *(_accuracy(kind, 0.93) for kind in list(NOISE_NAMES)[1:]),
    Target("Hensigt: blandt de tre første", ("intents", "clean", "top_three"), 0.99),
    Target("Oplysninger: samlet F1", ("facts", "together", "f1"), 0.96, "score"),
    Target("Oplysninger: opfundet, hvor ingen er givet", ("facts", "false_facts"), 0.005, at_most=True),
    Target("Svar forstået rigtigt første gang", ("answers", "accuracy"), 0.98),
    Target("Uden for emnet: AUROC", ("out_of_scope", "auroc"), 0.95, "score"),
    Target(
        "Uden for emnet: fik et forkert emne med sikkerhed", ("out_of_scope", "confident_wrong"), 0.03, at_most=True
    ),
    Target("Kalibreringsfejl", ("calibration", "error"), 0.04, "score", at_most=True),
    Target("Læsning af en tekst, p50", ("speed", "p50"), 8, "milliseconds", at_most=True),
    Target("Læsning af en tekst, p99", ("speed", "p99"), 20, "milliseconds", at_most=True),
    Target("Linjer i sekundet (guide parse)", (), 150, "count", elsewhere="benchmarks/parse.py"),
    Target("xSID-da, test", (), 0.982, elsewhere="benchmarks/xsid.py"),
)


def rows(figures: Mapping[str, Any]) -> list[Row]:
    """The targets with the report's figures."""
    return [
        Row(each.label, each.target, each.unit, each.at_most, _figure(figures, each.path), each.elsewhere)
        for each in TARGETS
    ]


def _figure(figures: Mapping[str, Any], path: tuple[str, ...]) -> float | None:
    found: Any = figures if path else None
    for name in path:
        found = found[name]
    return None if found is None else float(found)


def written(value: float | None, unit: str) -> str:
    """A figure as Danish text: decimal comma, unit after it."""
    if value is None:
        return "–"
    if unit == "percent":
        return f"{100 * value:.1f} %".replace(".", ",")
    if unit == "milliseconds":
        return f"{value:.1f} ms".replace(".", ",")
    if unit == "count":
        return f"{value:.0f}"
    return f"{value:.3f}".replace(".", ",")


def as_text(table: list[Row]) -> str:
    """The table for a terminal."""
    width = max(len(row.label) for row in table)
    lines = [f"{'':{width}}  {'målt':>9}  {'mål':>10}"]
    for row in table:
        mark = {True: "✓", False: "✗", None: f"  måles med {row.elsewhere}"}[row.met]
        target = f"{'≤' if row.at_most else '≥'} {written(row.target, row.unit)}"
        lines.append(f"{row.label:{width}}  {written(row.value, row.unit):>9}  {target:>10}  {mark}")
    return "\n".join(lines)
