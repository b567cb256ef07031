"""`guide report`: how well the current model reads Danish, as report.html and report.json."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import threadpoolctl

from bot.content import ContentError
from bot.evaluation import comparing, targets
from bot.evaluation.comparing import CompareError
from bot.evaluation.datasets import DatasetError, key, load_held_out, training_texts
from bot.evaluation.figures import figures
from bot.evaluation.measuring import Progress, Reader, measure
from bot.evaluation.page import page

HTML: Final = "report.html"
JSON: Final = "report.json"


class ReportError(Exception):
    """A report that cannot be made; the message is one line that says why and how to mend it."""


def write_report(project_folder: Path, models_dir: Path, output: Path, compare: Path | None = None) -> int:
    """Measures the current model and writes the report into the folder `output`; returns the exit code.

    `compare`: the report.json of another model to stand beside this one. Raises `ReportError`.
    """
    from bot.dialogue.models import ModelError
    from bot.dialogue.parsing import Parser

    try:
        reader = Parser.load(models_dir)
    except ModelError as error:
        raise ReportError(str(error)) from error
    return report_on(reader, project_folder, output, compare)


def report_on(reader: Reader, project_folder: Path, output: Path, compare: Path | None = None) -> int:
    """The same for any reader."""
    try:
        # Read first: it may be the very file that is about to be written.
        before = None if compare is None else comparing.load_report(compare)
        # One thread, as the site runs it, so that the times are those that users get.
        with threadpoolctl.threadpool_limits(1):
            report = measured(reader, project_folder, _to_terminal)
        html = page(report, None if before is None else comparing.compare(before, report))
    except (DatasetError, CompareError, ContentError) as error:
        raise ReportError(str(error)) from error
    _write(output, html, report)
    print(targets.as_text(targets.rows(report)))
    print(f"\n{output / HTML}\n{output / JSON}")
    return 0


def measured(reader: Reader, project_folder: Path, progress: Progress) -> dict[str, Any]:
    """What report.json holds, for a reader. Raises `DatasetError`."""
    held_out = load_held_out(project_folder / "tests" / "language")
    trained_on = {key(text) for text, _ in training_texts(project_folder / "data" / "nlu")}
    read = measure(reader, held_out, progress)
    written = datetime.now(UTC).isoformat(timespec="seconds")
    return {"written": written, **figures(read, held_out.out_of_scope, trained_on)}


def _to_terminal(line: str) -> None:
    """Progress is no result: it does not go where the table goes."""
    print(line, file=sys.stderr, flush=True)


def _write(output: Path, html: str, report: dict[str, Any]) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
        (output / HTML).write_text(html, encoding="utf-8")
        (output / JSON).write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ReportError(f"Rapporten kan ikke skrives i {output} ({error.strerror}). Vælg en anden mappe.") from error
