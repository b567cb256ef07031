"""How many lines a second `guide advise` answers, on one core, over every combination of forms, roles and yes/no facts."""

from __future__ import annotations

import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 2

#: The three public forms, six others that people meet often, the two that are no form, and *ved ikke*: 990 leaves it open.
COMPANY_FORMS: tuple[str | int, ...] = (230, 245, 250, 60, 80, 90, 110, 990, "other", "unknown")
ROLES = ("system_provider", "supplier", "multi_tenant_supplier", "broker", "unknown")
YES_NO_FACTS = (
    "government_task",
    "secure_authentication",
    "public_law_body",
    "authority_cannot_create_system",
    "mitid_erhverv",
)


def combinations() -> Iterator[dict[str, str | int]]:
    """The facts of every line."""
    yes_no = itertools.product(("yes", "no", "unknown"), repeat=len(YES_NO_FACTS))
    for form, role, answers in itertools.product(COMPANY_FORMS, ROLES, yes_no):
        yield {"company_form": form, "role": role, **dict(zip(YES_NO_FACTS, answers, strict=True))}


class Taken(NamedTuple):
    """Seconds by the clock, and those of the processor alone, which other work on the machine disturbs less."""

    clock: float
    processor: float


def processor_seconds() -> float:
    """Processor time of all child processes so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(lines: Path, expected: int) -> Taken:
    """How long the command takes for a file of lines, start-up included. All must be answered, none with an error."""
    with lines.open("rb") as given, tempfile.TemporaryFile() as answered:
        started, used = time.perf_counter(), processor_seconds()
        subprocess.run([sys.executable, "-m", "bot", "advise"], cwd=ROOT, stdin=given, stdout=answered, check=True)
        taken = Taken(time.perf_counter() - started, processor_seconds() - used)
        answered.seek(0)
        answers = [json.loads(line) for line in answered]
    if len(answers) != expected or any("error" in answer for answer in answers):
        raise SystemExit(f"advise: {len(answers)} of {expected} lines were answered, or some with an error")
    return taken


def main() -> None:
    # Child processes inherit it: whatever else the machine has, one core does all the work.
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    requests = [json.dumps({"facts": facts, "goal": "connection"}) for facts in combinations()]
    with tempfile.TemporaryDirectory() as folder:
        one, all_of_them = Path(folder, "one"), Path(folder, "all")
        one.write_text(requests[0] + "\n", encoding="utf-8")
        all_of_them.write_text("\n".join(requests) + "\n", encoding="utf-8")
        start_up = min(seconds(one, 1) for _ in range(ROUNDS))
        whole = min(seconds(all_of_them, len(requests)) for _ in range(ROUNDS))
    print(f"{len(requests)} combinations                 {'clock':>16}{'processor':>22}")
    show("start-up, with one line", 1, start_up)
    show("all lines, start-up included", len(requests), whole)
    show(
        "all lines, start-up apart",
        len(requests) - 1,
        Taken(*(all_ - one_ for all_, one_ in zip(whole, start_up, strict=True))),
    )


def show(what: str, lines: int, taken: Taken) -> None:
    """One row of the result."""
    figures = [f"{each:>8.2f} s {lines / each:>6.0f} /s" for each in taken]
    print(f"{what:<34}{'   '.join(figures)}")


if __name__ == "__main__":
    main()
