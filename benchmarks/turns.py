"""What a turn costs: p50 and p99 by the kind of message, the start to the first answer, and memory.

The engine runs as `guide serve` runs it, its actions in this process, on one core. `--training` also trains, from nothing.
"""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / "models"
ROUNDS = 300

#: Kind of message → text or payload. Each is sent to a talk in which the role is asked for.
MESSAGES: Mapping[str, tuple[str | None, str | None]] = {
    "a button": (None, '/inform{"role": "system_provider"}'),
    "a short answer": ("vi udbyder den selv", None),
    "a question": ("Hvad koster det at bruge NemLog-in?", None),
    "a sentence with facts": ("Vi er Aarhus Kommune og skal bruge login og fuldmagt til vores byggesager", None),
    "a thousand characters": (
        ("Vi er en kommune med mange fagsystemer, og det ene er ældre end det andet. " * 14)[:1000],
        None,
    ),
}
SLOTS = {"goal": "connection", "company_form": 250, "open_question": "role"}

FIRST_ANSWER = f"""
import asyncio, pathlib, resource, time
started = time.perf_counter()
from bot.dialogue.engine import load_engine
engine = load_engine(pathlib.Path({str(MODELS)!r}))
asyncio.run(engine.turn({{}}, "hej", None))
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


async def milliseconds(
    engine: Any, text: str | None, payload: str | None, rounds: int
) -> tuple[list[float], list[float]]:
    """How long each of some turns takes, one after the other: by the clock, and of the processor's time, which other
    work on the machine disturbs less."""
    clock, processor = [], []
    for _ in range(rounds):
        started, at = time.perf_counter(), time.process_time()
        await engine.turn(SLOTS, text, payload)
        clock.append(1000 * (time.perf_counter() - started))
        processor.append(1000 * (time.process_time() - at))
    return sorted(clock), sorted(processor)


def report(label: str, value: str) -> None:
    print(f"{label:<34}{value}")


async def measure() -> None:
    from bot.dialogue.engine import load_engine

    engine = load_engine(MODELS)
    for kind, (text, payload) in MESSAGES.items():
        await milliseconds(engine, text, payload, 20)
        taken, of_processor = await milliseconds(engine, text, payload, ROUNDS)
        p50, p99, processor = taken[ROUNDS // 2], taken[int(ROUNDS * 0.99)], of_processor[ROUNDS // 2]
        report(kind, f"p50 {p50:6.1f} ms   p99 {p99:6.1f} ms   processor p50 {processor:6.1f} ms")
    slots: dict[str, Any] = dict(SLOTS)
    costs = []
    for _ in range(120):
        started = time.process_time()
        slots = (await engine.turn(slots, None, "/help")).slots
        costs.append(1000 * (time.process_time() - started))
    early, late = sorted(costs[10:30])[10], sorted(costs[100:])[10]
    report("of one talk, 10th–30th · 100th–120th", f"  {early:.1f} · {late:.1f} ms of processor time")
    await engine.close()
    report("memory, most so far", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")


def measure_start() -> None:
    """The start to the first answer, in a process of its own; the better of two, as the first may warm the disk."""
    command = [sys.executable, "-W", "ignore", "-c", FIRST_ANSWER]
    outputs = [subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    seconds, memory = min(tuple(map(float, output.split())) for output in outputs)
    report("start to the first answer", f"{seconds:6.1f} s")
    report("memory after it", f"{memory:6.0f} MB")


def measure_training() -> None:
    from bot.dialogue.training import train

    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        train(ROOT, Path(folder), progress=lambda line: None)
        report("training", f"{time.perf_counter() - started:6.1f} s")


def main() -> None:
    # One core, so that the figures do not depend on how many there are.
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.environ["PYTHONPATH"] = str(ROOT)
    measure_start()
    asyncio.run(measure())
    if "--training" in sys.argv[1:]:
        measure_training()


if __name__ == "__main__":
    main()
