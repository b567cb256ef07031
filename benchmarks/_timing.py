"""Timing a command over files of lines: what the benchmarks of the commands share."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 2

#: Looks at the lines that came back; says what is wrong with them, None where all is well.
Check = Callable[[Sequence[bytes]], str | None]


class Taken(NamedTuple):
    """Seconds by the clock, and those of the processor alone, which other work on the machine disturbs less."""

    clock: float
    processor: float


def time_command(command: str, lines: Sequence[str], what: str, check: Check) -> None:
    """Times `guide <command>` on one core for one line and for all, and prints what start-up and the rest took."""
    # Child processes inherit both: one core does all the work, and no library starts threads that would share it.
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.environ["OMP_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        one, all_of_them = Path(folder, "one"), Path(folder, "all")
        one.write_text(lines[0] + "\n", encoding="utf-8")
        all_of_them.write_text("\n".join(lines) + "\n", encoding="utf-8")
        start_up = min(_seconds(command, one, 1, check) for _ in range(ROUNDS))
        whole = min(_seconds(command, all_of_them, len(lines), check) for _ in range(ROUNDS))
    apart = Taken(*(all_ - one_ for all_, one_ in zip(whole, start_up, strict=True)))
    print(f"{f'{len(lines)} {what}':<34}{'clock':>16}{'processor':>22}")
    _show("start-up, with one line", 1, start_up)
    _show("all lines, start-up included", len(lines), whole)
    _show("all lines, start-up apart", len(lines) - 1, apart)


def _seconds(command: str, lines: Path, expected: int, check: Check) -> Taken:
    with lines.open("rb") as given, tempfile.TemporaryFile() as answered:
        started, used = time.perf_counter(), _processor_seconds()
        done = subprocess.run(
            [sys.executable, "-m", "bot", command], cwd=ROOT, stdin=given, stdout=answered, check=False
        )
        taken = Taken(time.perf_counter() - started, _processor_seconds() - used)
        answered.seek(0)
        answers = answered.readlines()
    if done.returncode != 0:
        raise SystemExit(done.returncode)  # the command has said what is wrong
    if len(answers) != expected:
        raise SystemExit(f"{command}: {len(answers)} of {expected} lines were answered")
    fault = check(answers)
    if fault is not None:
        raise SystemExit(f"{command}: {fault}")
    return taken


def _processor_seconds() -> float:
    """Processor time of all child processes so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _show(what: str, lines: int, taken: Taken) -> None:
    figures = [f"{each:>8.2f} s {lines / each:>6.0f} /s" for each in taken]
    print(f"{what:<34}{'   '.join(figures)}")
