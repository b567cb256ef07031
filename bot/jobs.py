"""Long work beside the site: one command at a time, niced, in a process of its own, watched by its files in the data folder.

The files outlive the server: a job that is under way when the server restarts goes on, and every process of the site sees it.
Whether one runs is told by a lock that the system gives back however the job ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

#: How much less the work counts than answering users.
NICENESS: Final = 15
#: What is read of a job's output: its last lines.
LONGEST_OUTPUT: Final = 20_000
MOST_LINES: Final = 200
#: Seconds that a job may take to end once it has said so, or was told to.
ENDING: Final = 1.0

State = Literal["running", "done", "failed", "cancelled"]

_LOCK: Final = ".lock"
_BEGUN: Final = "begun.json"
_ENDED: Final = "ended.json"
_CANCELLED: Final = "cancelled"
_OUTPUT: Final = "output.txt"


class JobRunning(Exception):
    """Another job is under way."""


@dataclass(frozen=True)
class Job:
    """A job, as it stands or as it ended. `about`: what it was started with. `ended` is None while it runs, or when it was killed."""

    name: str
    state: State
    begun: datetime
    ended: datetime | None
    lines: tuple[str, ...]
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def runs(self) -> bool:
        """Whether it is under way."""
        return self.state == "running"


class Jobs:
    """The jobs whose files lie in a folder. `environment`: what the commands are given besides the process's own."""

    def __init__(
        self,
        folder: Path,
        environment: Mapping[str, str] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._folder = folder
        self._environment = dict(environment or {})
        self._now = now
        self._started: set[asyncio.Task[int]] = set()

    async def start(self, name: str, command: Sequence[str], about: Mapping[str, Any] | None = None) -> None:
        """Starts a job. Raises `JobRunning`, and OSError when the data folder cannot be written."""
        process = await asyncio.to_thread(self._start, name, command, dict(about or {}))
        # Waited for so that no dead process is left; its outcome is in its files.
        task = asyncio.create_task(asyncio.to_thread(process.wait))
        self._started.add(task)
        task.add_done_callback(self._started.discard)

    def _start(self, name: str, command: Sequence[str], about: Mapping[str, Any]) -> subprocess.Popen[bytes]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._lock() as lock:
            os.ftruncate(lock, 0)
            os.pwrite(lock, name.encode(), 0)
            folder = self._folder / name
            folder.mkdir(mode=0o700, exist_ok=True)
            for left in (_ENDED, _CANCELLED):
                (folder / left).unlink(missing_ok=True)
            with (folder / _OUTPUT).open("wb") as output:
                process = subprocess.Popen(
                    [sys.executable, "-m", "bot.jobs", str(folder), *command],
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    env={**os.environ, **self._environment, "PYTHONUNBUFFERED": "1"},
                    cwd=Path(__file__).resolve().parents[1],
                    # The lock is the job's from now on. And a session: cancelling ends all of its processes, Ctrl-C none.
                    pass_fds=(lock,),
                    start_new_session=True,
                )
            begun = {"pid": process.pid, "begun": self._now().isoformat(), "about": about}
            _write(folder / _BEGUN, begun)
        return process

    @contextlib.contextmanager
    def _lock(self) -> Iterator[int]:
        """The lock for a job. Waits a moment for one that is just ending, and for those who only look."""
        lock = os.open(self._folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            end = time.monotonic() + ENDING
            while not _locked(lock, fcntl.LOCK_EX):
                if time.monotonic() > end:
                    raise JobRunning
                time.sleep(0.02)
            yield lock
        finally:
            os.close(lock)

    async def look(self, name: str) -> Job | None:
        """The job of this name that was started last; None when there was none."""
        return await asyncio.to_thread(self._look, name)

    def _look(self, name: str) -> Job | None:
        folder = self._folder / name
        # In this order: a job that ends between the two looks is then seen as ended, not as killed.
        running = self._running()
        begun, ended = _read(folder / _BEGUN), _read(folder / _ENDED)
        if begun is None:
            return None
        output = (folder / _OUTPUT).read_bytes()[-LONGEST_OUTPUT:] if (folder / _OUTPUT).exists() else b""
        lines = tuple(line.rstrip() for line in output.decode(errors="replace").splitlines() if line.strip())
        state: State = "failed"
        if ended is not None:
            state = "done" if ended["code"] == 0 else "failed"
        elif (folder / _CANCELLED).exists():
            state = "cancelled"
        elif running == name:
            state = "running"
        at = None if ended is None else datetime.fromisoformat(ended["ended"])
        return Job(name, state, datetime.fromisoformat(begun["begun"]), at, lines[-MOST_LINES:], begun["about"])

    def _running(self) -> str | None:
        """The name of the job that holds the lock."""
        try:
            lock = os.open(self._folder / _LOCK, os.O_RDWR)
        except FileNotFoundError:
            return None
        try:
            return None if _locked(lock, fcntl.LOCK_SH) else os.pread(lock, 100, 0).decode()
        finally:
            os.close(lock)

    async def cancel(self, name: str) -> bool:
        """Ends the job of this name with all its processes; False when it does not run."""
        return await asyncio.to_thread(self._cancel, name)

    def _cancel(self, name: str) -> bool:
        folder, job = self._folder / name, self._look(name)
        begun = _read(folder / _BEGUN)
        if job is None or not job.runs or begun is None:
            return False
        (folder / _CANCELLED).touch()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(begun["pid"], signal.SIGKILL)
        end = time.monotonic() + ENDING
        while self._running() == name and time.monotonic() < end:
            time.sleep(0.02)
        return True


def _locked(lock: int, kind: int) -> bool:
    """Takes the lock if it is to be had at once; says whether it was."""
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def _write(path: Path, content: Mapping[str, Any]) -> None:
    new = path.with_name(f".{path.name}.{os.getpid()}")
    new.write_text(json.dumps(content), encoding="utf-8")
    new.replace(path)


def run(folder: Path, command: Sequence[str]) -> int:
    """Does a job: runs the command and writes how it ended. Called in the job's own process, which holds the lock."""
    os.nice(NICENESS)
    code = subprocess.run(command, check=False).returncode
    _write(folder / _ENDED, {"code": code, "ended": datetime.now(UTC).isoformat()})
    return code


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), sys.argv[2:]))
