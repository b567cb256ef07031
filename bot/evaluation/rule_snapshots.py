"""Snapshots of the rules: tables of what they say, kept in the data folder so that later rules can be held against them."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import orjson

from bot.evaluation.rule_tables import GUIDANCE, RUNNING, Json, RuleTable, RuleTableError, read_table, table_of_folder

_NAME: Final = re.compile(r"[A-Za-z0-9ÆØÅæøå][A-Za-z0-9ÆØÅæøå._-]{0,59}")
_ENDING: Final = ".json.gz"
#: What the names of those begin with that are kept by themselves, once for each version of the rules.
AUTOMATIC: Final = "auto-"

#: Gives the table of the rules in a folder, with what comes out for cases.
WorkOut = Callable[[Path, Sequence[Json]], RuleTable]


@dataclass(frozen=True)
class Snapshot:
    """A kept table: its name, when it was taken, the version of the rules and a digest of the code it was worked out from."""

    name: str
    taken: datetime
    version: str | None
    code: str | None = None


class Snapshots:
    """The snapshots in a folder. Each is a compressed file: one line that describes it, and the table."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> list[Snapshot]:
        """All of them, the latest first. Files that are none are passed over."""
        found = (self._described(path) for path in sorted(self._folder.glob(f"*{_ENDING}")))
        return sorted((each for each in found if each), key=lambda each: each.taken, reverse=True)

    def _described(self, path: Path) -> Snapshot | None:
        try:
            with gzip.open(path) as file:
                told: Any = orjson.loads(file.readline())
            return Snapshot(
                path.name.removesuffix(_ENDING), datetime.fromisoformat(told["taken"]), told["version"], told["code"]
            )
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            return None

    def keep(self, name: str, table: RuleTable, taken: datetime, code: str | None = None) -> Snapshot:
        """Keeps a table under a name; one that is there under that name is replaced. Raises `RuleTableError`."""
        path = self._path(name)
        kept = Snapshot(name, taken.astimezone(UTC), table.version, code)
        data = gzip.compress(orjson.dumps(asdict(kept)) + b"\n" + table.data, mtime=0)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Whoever reads meanwhile gets the old file or the new one, never half of one.
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
                file.write(data)
            os.replace(file.name, path)
        except OSError as error:
            raise RuleTableError(f"Øjebliksbilledet kan ikke gemmes i {self._folder}: {error.strerror}.") from error
        return kept

    def has(self, name: str) -> bool:
        """Whether there is one of that name."""
        return _NAME.fullmatch(name) is not None and self._path(name).is_file()

    def read(self, name: str) -> RuleTable:
        """The table that was kept under a name. Raises `RuleTableError`."""
        try:
            with gzip.open(self._path(name)) as file:
                file.readline()
                return read_table(file.read())
        except (OSError, EOFError) as error:
            raise RuleTableError(f"Øjebliksbilledet «{name}» kan ikke læses.") from error

    def _path(self, name: str) -> Path:
        self.check_name(name)
        return self._folder / f"{name}{_ENDING}"

    def check_name(self, name: str) -> None:
        """Raises `RuleTableError` unless a snapshot can have that name: it names a file, so it may not lead elsewhere."""
        if not _NAME.fullmatch(name):
            raise RuleTableError(
                f"«{name}» kan ikke være navn på et øjebliksbillede: Brug bogstaver, tal, punktum og bindestreg, fx «foer-aendring»."
            )


class RunningRules:
    """The rules that this process runs. Their table is worked out once, and kept as a snapshot by itself."""

    def __init__(self, snapshots: Snapshots, folder: Path = RUNNING, work_out: WorkOut = table_of_folder) -> None:
        self._folder, self._work_out = folder, work_out
        # Read when the process starts: what lies there later may be newer than what runs.
        self._code = code_digest(folder)
        self._snapshots = snapshots
        self._table: RuleTable | None = None

    def table(self, cases: Sequence[Json]) -> RuleTable:
        """The table; where no snapshot of just this code is kept, it is worked out, which takes seconds. Raises `RuleTableError`."""
        if self._table is None:
            kept = next((each for each in self._automatic() if each.code == self._code), None)
            self._table = self._snapshots.read(kept.name) if kept else self._worked_out(cases)
        return self._table

    def own_names(self) -> set[str]:
        """The names of the snapshots that are of just these rules."""
        return {each.name for each in self._automatic() if each.code == self._code}

    def _automatic(self) -> list[Snapshot]:
        return [each for each in self._snapshots.all() if each.name.startswith(AUTOMATIC)]

    def _worked_out(self, cases: Sequence[Json]) -> RuleTable:
        table = self._work_out(self._folder, cases)
        name = f"{AUTOMATIC}{table.version}"
        if self._snapshots.has(name) and not same_outcomes(self._snapshots.read(name), table):
            # The version stands for what holds where all is known; what is asked, for one, may still be another.
            name = f"{name}-{self._code[:6]}"
        self._snapshots.keep(name, table, datetime.now(UTC), self._code)
        return table


def same_outcomes(one: RuleTable, other: RuleTable) -> bool:
    """Whether two tables say the same of every combination."""
    first, second = orjson.loads(one.data), orjson.loads(other.data)
    return all(first[part] == second[part] for part in ("axes", "columns"))


def code_digest(folder: Path) -> str:
    """A digest of the code of the rules."""
    digest = hashlib.sha256()
    for file in sorted((folder / GUIDANCE).rglob("*.py")):
        digest.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
