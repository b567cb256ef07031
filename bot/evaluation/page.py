"""The report as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.content.library import current
from bot.danish import date_in_words
from bot.evaluation import charts, targets
from bot.evaluation.comparing import Comparison

#: Intents in the list of the worst.
WORST: Final = 15
_KINDS: Final = {"near": "tæt på emnet", "far": "langt fra emnet"}


def page(report: Mapping[str, Any], comparison: Comparison | None = None) -> str:
    """The page of a report, with another report's model beside it if one is given."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(figure=targets.written, value=value, fact=fact_name, thousands=thousands)
    day, _, time = str(report["written"]).partition("T")
    return environment.get_template("report.html").render(
        report=report,
        comparison=comparison,
        written=f"{date_in_words(day)} kl. {time[:5].replace(':', '.')}",
        noise_names=targets.NOISE_NAMES,
        kinds=_KINDS,
        worst=[each for each in report["per_intent"] if each["f1"] < 1][:WORST],
        calibration=charts.calibration(report["calibration"]),
        out_of_scope=charts.out_of_scope(report["out_of_scope"], report["threshold"]),
        heat=charts.heat(report["confusion"]),
    )


def fact_name(fact: str) -> str:
    """A fact's name as users see it."""
    questions = current().questions
    return questions[fact].name if fact in questions else fact


def value(given: Any) -> str:
    """A fact's value, an intent, or several facts, on one line."""
    if given is None or given == "":
        return "–"
    if isinstance(given, Mapping):
        return "; ".join(f"{name} = {value(each)}" for name, each in given.items()) or "–"
    if isinstance(given, list | tuple):
        return ", ".join(str(each) for each in given) or "ingen"
    return str(given)


def thousands(count: int) -> str:
    """A count with a point after the thousands."""
    return f"{count:,}".replace(",", ".")
