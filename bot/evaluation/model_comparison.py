"""`guide compare`: two models on everything that they can be held against, sentence by sentence and talk by talk."""

from __future__ import annotations

import asyncio
import gc
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import threadpoolctl

from bot.evaluation import comparing
from bot.evaluation.comparing import Comparison
from bot.evaluation.dialogues import Outcome, find, play
from bot.evaluation.report import measured

Json = dict[str, Any]
Progress = Callable[[str], None]

#: Stages that a progress line counts: what each model reads and the talks that it plays.
STAGES: Final = 4
_PLAYING: Final = "Fører"


@dataclass(frozen=True)
class Seen:
    """What one model made of everything: its report, its reading of each example, and how each dialogue went."""

    report: Json
    examples: tuple[Json, ...]
    outcomes: tuple[Outcome, ...]


def compare_models(
    project: Path,
    models_dir: Path,
    versions: tuple[str, str],
    examples: Sequence[Mapping[str, str]],
    progress: Progress,
) -> Json:
    """What the second model does better and worse than the first, as `as_json` has it.

    `examples`: texts that people corrected, each with its `text` and `intent`. Raises `ModelError`, `DatasetError`,
    `DialogueError`.
    """
    with threadpoolctl.threadpool_limits(1):
        old = _seen(project, models_dir, versions[0], examples, _counted(progress, 1))
        new = _seen(project, models_dir, versions[1], examples, _counted(progress, 3))
    return as_json(comparing.compare(old.report, new.report), versions, examples, old, new)


def _counted(progress: Progress, first: int) -> Progress:
    """Progress with the stage in front: of each model the readings come first, then the talks."""
    return lambda line: progress(f"[{first + line.startswith(_PLAYING)}/{STAGES}] {line}")


def _seen(
    project: Path, models_dir: Path, version: str, examples: Sequence[Mapping[str, str]], progress: Progress
) -> Seen:
    from bot.dialogue.engine import load_engine
    from bot.dialogue.parsing import Parser

    progress(f"Indlæser {version} …")
    parser = Parser.load(models_dir, version)
    report = measured(parser, project, progress)
    read = parser.parse([each["text"] for each in examples]) if examples else []
    # A model takes some hundred megabytes: the next one comes when this one is gone.
    del parser
    gc.collect()
    dialogues = find([project / "tests" / "dialogues"])
    progress(f"{_PLAYING} {len(dialogues)} samtaler med {version} …")
    engine = load_engine(models_dir, version)
    outcomes = asyncio.run(_play(dialogues, engine))
    return Seen(report, tuple(_reading(each) for each in read), outcomes)


async def _play(dialogues: Sequence[Any], engine: Any) -> tuple[Outcome, ...]:
    try:
        return tuple([await play(dialogue, engine) for dialogue in dialogues])
    finally:
        await engine.close()


def _reading(read: Mapping[str, Any]) -> Json:
    """An intent as it would be acted on, and how sure it is."""
    confidence = float(read["intent"]["confidence"])
    certain = confidence >= float(read["threshold"])
    return {"intent": read["intent"]["name"] if certain else "nlu_fallback", "confidence": round(confidence, 3)}


def as_json(
    compared: Comparison, versions: tuple[str, str], examples: Sequence[Mapping[str, str]], old: Seen, new: Seen
) -> Json:
    """The comparison: `figures`, `sets` with what got `better` and `worse`, `examples` and `dialogues` before and after."""
    changed = [
        (before, after)
        for before, after in zip(old.outcomes, new.outcomes, strict=True)
        if bool(before.faults) != bool(after.faults)
    ]
    return {
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
        "old": versions[0],
        "new": versions[1],
        "figures": [asdict(each) for each in compared.figures],
        "sets": [asdict(each) for each in compared.sets],
        "examples": [
            {"text": each["text"], "intent": each["intent"], "before": was, "after": now}
            for each, was, now in zip(examples, old.examples, new.examples, strict=True)
        ],
        "dialogues": {
            "played": len(new.outcomes),
            "failing": sum(bool(each.faults) for each in new.outcomes),
            "mended": [_talk(before) for before, after in changed if before.faults],
            "broken": [_talk(after) for before, after in changed if after.faults],
        },
    }


def _talk(outcome: Outcome) -> Json:
    path = outcome.dialogue.path
    return {
        "name": f"{path.parent.name}/{path.stem}",
        "title": outcome.dialogue.title,
        "transcript": outcome.transcript,
    }


def write(found: Json, output: Path) -> None:
    """Puts the result in the file's place in one step. Raises OSError."""
    output.parent.mkdir(parents=True, exist_ok=True)
    new = output.with_name(f".{output.name}.{os.getpid()}")
    new.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    new.replace(output)
