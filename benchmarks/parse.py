"""How many lines a second `guide parse` reads, on one core, over the held-out intent texts."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bot.evaluation.datasets import load_held_out

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 2


class Taken(NamedTuple):
    """Seconds by the clock, and those of the processor alone, which other work on the machine disturbs less."""

    clock: float
    processor: float


def processor_seconds() -> float:
    """Processor time of all child processes so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(lines: Path, expected: int) -> Taken:
    """How long the command takes for a file of lines, start-up included."""
    with lines.open("rb") as given, tempfile.TemporaryFile() as read:
        started, used = time.perf_counter(), processor_seconds()
        done = subprocess.run([sys.executable, "-m", "bot", "parse"], cwd=ROOT, stdin=given, stdout=read, check=False)
        taken = Taken(time.perf_counter() - started, processor_seconds() - used)
        read.seek(0)
        answered = sum(1 for _ in read)
    if done.returncode != 0:
        raise SystemExit(done.returncode)  # the command has said what is wrong
    if answered != expected:
        raise SystemExit(f"parse: {answered} of {expected} lines were read")
    return taken


def main() -> None:
    # Child processes inherit both: one core does all the work, and no library starts threads that would share it.
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.environ["OMP_NUM_THREADS"] = "1"
    texts = [each.text.replace("\n", " ") for each in load_held_out(ROOT / "tests" / "language").intents]
    with tempfile.TemporaryDirectory() as folder:
        one, all_of_them = Path(folder, "one"), Path(folder, "all")
        one.write_text(texts[0] + "\n", encoding="utf-8")
        all_of_them.write_text("\n".join(texts) + "\n", encoding="utf-8")
        start_up = min(seconds(one, 1) for _ in range(ROUNDS))
        whole = min(seconds(all_of_them, len(texts)) for _ in range(ROUNDS))
    print(f"{len(texts)} texts                        {'clock':>16}{'processor':>22}")
    show("start-up, with one line", 1, start_up)
    show("all lines, start-up included", len(texts), whole)
    show(
        "all lines, start-up apart",
        len(texts) - 1,
        Taken(*(all_ - one_ for all_, one_ in zip(whole, start_up, strict=True))),
    )


def show(what: str, lines: int, taken: Taken) -> None:
    """One row of the result."""
    figures = [f"{each:>8.2f} s {lines / each:>6.0f} /s" for each in taken]
    print(f"{what:<34}{'   '.join(figures)}")


if __name__ == "__main__":
    main()
