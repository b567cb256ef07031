"""Everything that a version of the rules says, as a table: worked out from a folder or a git revision, or read from a file."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import orjson
import yaml

from bot.evaluation import rule_probe

Json = dict[str, Any]
Value = str | int | None

GUIDANCE: Final = Path("bot", "guidance")
#: The folder that holds the rules that run.
RUNNING: Final = Path(__file__).resolve().parents[2]
#: Longer than it ever takes: a version that hangs must not hang the one who asks.
LONGEST_SECONDS: Final = 300


class RuleTableError(Exception):
    """Rules that cannot be compared: one Danish line that says which and why."""


@dataclass(frozen=True)
class Column:
    """One thing that the rules say: the outcomes that occur, and for each combination the place of its outcome."""

    outcomes: tuple[Json, ...]
    cells: npt.NDArray[np.int32]


@dataclass(frozen=True)
class RuleTable:
    """What a version of the rules says of every combination of facts.

    `axes`: for each fact its values, those together that nothing tells apart; None stands for not asked. `meant`: the facts of which
    *ved ikke* is a value like the others. `columns`: «<conclusion>», «service/<service>» and «question/<goal>». `cases`: the cases
    worked by hand, each with what comes out in `outcomes`. `data`: the table as it is kept.
    """

    version: str | None
    axes: Mapping[str, tuple[tuple[Value, ...], ...]]
    meant: frozenset[str]
    columns: Mapping[str, Column]
    cases: Sequence[Json]
    data: bytes


def read_table(data: bytes) -> RuleTable:
    """The table in JSON. Raises `RuleTableError`."""
    try:
        found = orjson.loads(data)
        if found["format"] != rule_probe.FORMAT:
            raise RuleTableError("Tabellen over reglerne er skrevet af en anden udgave af programmet.")
        axes = {fact: tuple(tuple(values) for values in classes) for fact, classes in found["axes"].items()}
        shape = [len(classes) for classes in axes.values()]
        columns = {
            name: Column(tuple(each["outcomes"]), np.array(each["cells"], dtype=np.int32).reshape(shape))
            for name, each in found["columns"].items()
        }
        return RuleTable(found["version"], axes, frozenset(found["meant"]), columns, found["cases"], data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RuleTableError("Tabellen over reglerne kan ikke læses.") from error


def saved_cases(project: Path) -> list[Json]:
    """The cases in tests/cases: subject, name, goal and facts. None where the project has been installed without its tests."""
    return [
        {"subject": file.stem, **{name: case[name] for name in ("name", "goal", "facts")}}
        for file in sorted((project / "tests" / "cases").glob("*.yml"))
        for case in yaml.safe_load(file.read_text(encoding="utf-8")) or ()
    ]


def table_of_folder(folder: Path, cases: Sequence[Json]) -> RuleTable:
    """The table of the rules in a folder: a copy of the project, of `bot`, or of `bot/guidance`. Raises `RuleTableError`."""
    with _staged(folder) as staged:
        return _worked_out(staged, cases, str(folder))


def table_of_revision(repository: Path, revision: str, cases: Sequence[Json]) -> RuleTable:
    """The table of the rules as they were in a git revision. Raises `RuleTableError`."""
    commit = resolve(repository, revision)
    if commit is None:
        raise RuleTableError(f"«{revision}» er hverken en mappe eller en udgave i git.")
    archive = _git(repository, "archive", "--format=tar", commit, str(GUIDANCE))
    if archive is None:
        raise RuleTableError(f"Udgaven «{revision}» har ingen mappe {GUIDANCE}.")
    with tempfile.TemporaryDirectory(prefix="guide-rules-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        return table_of_folder(Path(folder), cases)


def tables_of(old: str, new: Path, cases: Sequence[Json]) -> tuple[RuleTable, RuleTable]:
    """The tables of an older version, named by a folder or a git revision of the newer one's, and of the newer; side by side."""

    def of_old() -> RuleTable:
        return table_of_folder(Path(old), cases) if Path(old).is_dir() else table_of_revision(new, old, cases)

    with ThreadPoolExecutor(2) as both:
        first, second = both.submit(of_old), both.submit(table_of_folder, new, cases)
        return first.result(), second.result()


def resolve(repository: Path, revision: str) -> str | None:
    """The commit that a name of a revision stands for; None when there is none, or no repository."""
    found = _git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return found.decode().strip() if found else None


def tags(repository: Path) -> list[str]:
    """The repository's tags, the latest first; none where there is no repository."""
    if not (repository / ".git").exists():
        return []
    return (_git(repository, "tag", "--list", "--sort=-creatordate") or b"").decode().split()


def _git(repository: Path, *arguments: str) -> bytes | None:
    """What git says; None when it refuses or is not there."""
    try:
        done = subprocess.run(
            ["git", "-C", str(repository), *arguments], capture_output=True, timeout=LONGEST_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """A copy of the rules in `folder` alone, so that nothing else can be imported and nothing is written there."""
    guidance = next(
        (each for each in (folder / GUIDANCE, folder / "guidance", folder) if (each / "situation.py").is_file()), None
    )
    if guidance is None:
        raise RuleTableError(f"I {folder} er der ingen regler: {GUIDANCE / 'situation.py'} mangler.")
    with tempfile.TemporaryDirectory(prefix="guide-rules-") as name:
        staged = Path(name)
        only_code = shutil.ignore_patterns("__pycache__", "*.pyc")
        try:
            shutil.copytree(guidance, staged / GUIDANCE, ignore=only_code)
        except (OSError, shutil.Error) as error:
            raise RuleTableError(f"Reglerne i {folder} kan ikke læses.") from error
        (staged / "bot" / "__init__.py").touch()
        yield staged


def _worked_out(staged: Path, cases: Sequence[Json], name: str) -> RuleTable:
    """Asks the rules in a process of their own, which knows nothing of this one but the path and the cases."""
    command = [sys.executable, "-I", rule_probe.__file__, str(staged)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GUIDE_")}
    try:
        done = subprocess.run(
            command, input=orjson.dumps(list(cases)), capture_output=True, timeout=LONGEST_SECONDS, env=environment
        )
    except subprocess.TimeoutExpired:
        raise RuleTableError(f"Reglerne i {name} blev ikke færdige.") from None
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise RuleTableError(f"Reglerne i {name} kan ikke bruges: {''.join(last) or done.returncode}")
    return read_table(done.stdout)
