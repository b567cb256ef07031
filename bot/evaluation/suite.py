"""The whole suite of dialogues as a job beside the site, with its results written down as they come.

`python -m bot.evaluation.suite RESULTS DIALOGUES MODELS` plays them on the current model, with an engine of its own. As a job it
is niced, and only one job runs at a time, so that users' turns do not wait.
"""

from __future__ import annotations

import contextlib
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final, Literal

import orjson

from bot.evaluation.dialogues import Dialogue, DialogueError, Outcome, find, play_all
from bot.jobs import Job, Jobs

#: The name of the job.
JOB: Final = "suite"

State = Literal["never", "running", "ended", "cut_short", "failed"]


@dataclass(frozen=True)
class Result:
    """How one dialogue went. `path` counts from the dialogues' folder. `turns`: as `played` writes them; empty where all held."""

    path: str
    title: str
    failed: bool
    turns: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Run:
    """The run that is under way, or the last one. `problem` says in one line why it could not be carried out."""

    state: State
    ended: datetime | None = None
    total: int = 0
    model: str | None = None
    results: tuple[Result, ...] = ()
    problem: str | None = None

    @property
    def failed(self) -> tuple[Result, ...]:
        """The dialogues of which something did not hold."""
        return tuple(each for each in self.results if each.failed)


class Suite:
    """The runs. `folder` is where results are kept; `dialogues` and `models` are the folders of the tests and the models."""

    def __init__(self, jobs: Jobs, folder: Path, dialogues: Path, models: Path) -> None:
        self._jobs = jobs
        self._folder = folder
        self._dialogues = dialogues
        self._models = models

    async def start(self) -> None:
        """Starts a run. Raises `JobRunning` while any job is under way."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        before = list(self._folder.glob("*.jsonl"))
        # A file of its own for each run: what an earlier one wrote is not taken for this one's.
        results = self._folder / f"{secrets.token_hex(8)}.jsonl"
        command = [sys.executable, "-m", __name__, str(results), str(self._dialogues), str(self._models)]
        await self._jobs.start(JOB, command, {"results": results.name})
        for left in before:
            left.unlink(missing_ok=True)

    async def run(self) -> Run:
        """The run under way, or the last one."""
        job = await self._jobs.look(JOB)
        if job is None:
            return Run("never")
        lines = self._lines(Path(str(job.about.get("results", ""))).name)
        problem = next((line["problem"] for line in lines if "problem" in line), None)
        return Run(
            state=_state(job, problem),
            ended=job.ended,
            total=next((line["total"] for line in lines if "total" in line), 0),
            model=next((line["model"] for line in lines if "model" in line), None),
            results=tuple(
                Result(line["path"], line["title"], line["failed"], tuple(line["turns"]))
                for line in lines
                if "path" in line
            ),
            problem=problem,
        )

    def _lines(self, name: str) -> list[dict[str, Any]]:
        """What the run has written so far; its last line may be half written."""
        found = []
        with contextlib.suppress(FileNotFoundError, IsADirectoryError):
            for line in (self._folder / name).read_bytes().splitlines():
                with contextlib.suppress(orjson.JSONDecodeError):
                    found.append(orjson.loads(line))
        return found


def _state(job: Job, problem: str | None) -> State:
    if job.runs:
        return "running"
    if problem is not None:
        return "failed"
    return "ended" if job.state == "done" else "cut_short"


def played(outcome: Outcome) -> list[dict[str, Any]]:
    """The turns of a dialogue as plain values: what was said, the guide's answers, and what should have been."""
    return [
        {
            "said": turn.said,
            "answers": [message["text"] for message in turn.messages],
            "differences": [
                {"subject": each.subject, "expected": each.expected, "got": each.got, "text": each.text}
                for each in turn.differences
            ],
        }
        for turn in outcome.turns
    ]


def write_results(file: IO[bytes], dialogues: Path, models: Path) -> bool:
    """Plays the dialogues of a folder and writes a line for each as it ends; False when they cannot be played."""
    from bot.dialogue.models import ModelError, current_model

    try:
        found, model = find([dialogues]), current_model(models)
        _write(file, {"total": len(found), "model": model.name.partition(".")[0]})
        _play(found, dialogues, models, file)
    except (DialogueError, ModelError, OSError) as error:
        _write(file, {"problem": str(error)})
        return False
    return True


def _play(found: list[Dialogue], folder: Path, models: Path, file: IO[bytes]) -> None:
    def note(outcome: Outcome) -> None:
        failed, dialogue = bool(outcome.faults), outcome.dialogue
        path = str(dialogue.path.relative_to(folder))
        turns = played(outcome) if failed else []
        _write(file, {"path": path, "title": dialogue.title, "failed": failed, "turns": turns})

    play_all(found, models, note)


def _write(file: IO[bytes], line: dict[str, Any]) -> None:
    # A test may expect a date, which YAML knows and JSON does not.
    file.write(orjson.dumps(line, default=str) + b"\n")


def main(arguments: list[str]) -> int:
    """The process of a run."""
    results, dialogues, models = map(Path, arguments)
    with results.open("ab", buffering=0) as file:
        return 0 if write_results(file, dialogues, models) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
