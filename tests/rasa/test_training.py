"""When a model is trained, and when the one that is there will do."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import rasa.model_training

from bot.dialogue import models, training
from bot.dialogue.training import TrainingError, fingerprint, train


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    for name in ("config.yml", "domain.yml", "data/nlu/a.yml"):
        (tmp_path / name).write_text("first\n")
    return tmp_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "models"


@pytest.fixture
def trainings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Rasa trains nothing here; the list holds the name of each model that it was asked for."""
    asked: list[str] = []

    def fake(*, output: str, fixed_model_name: str, **settings: Any) -> SimpleNamespace:
        path = Path(output, f"{len(asked)}-{fixed_model_name}")
        path.write_text(fixed_model_name)
        models.note(path)
        asked.append(path.name)
        print("Rasa's own line")
        return SimpleNamespace(code=0, model=str(path))

    monkeypatch.setattr(rasa.model_training, "train", fake)
    return asked


def silent(line: str) -> None:
    pass


def test_the_first_training_makes_a_model_and_serves_it(project: Path, folder: Path, trainings: list[str]) -> None:
    path = train(project, folder, progress=silent)
    assert path.name in trainings
    assert models.current_model(folder) == path


def test_nothing_is_trained_when_nothing_has_changed(project: Path, folder: Path, trainings: list[str]) -> None:
    assert train(project, folder, progress=silent) == train(project, folder, progress=silent)
    assert len(trainings) == 1


def change_data(project: Path) -> None:
    (project / "data" / "nlu" / "a.yml").write_text("second\n")


def add_data(project: Path) -> None:
    (project / "data" / "nlu" / "b.yml").write_text("")


def change_domain(project: Path) -> None:
    (project / "domain.yml").write_text("second\n")


def change_config(project: Path) -> None:
    (project / "config.yml").write_text("second\n")


@pytest.mark.parametrize("change", [change_data, add_data, change_domain, change_config])
def test_a_change_of_the_project_trains_anew(
    change: Callable[[Path], None], project: Path, folder: Path, trainings: list[str]
) -> None:
    first = train(project, folder, progress=silent)
    change(project)
    assert train(project, folder, progress=silent) != first
    assert len(trainings) == 2


def test_other_libraries_train_anew(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(project)
    monkeypatch.setattr(training, "_version", lambda library: "99")
    assert fingerprint(project) != before


def test_the_code_that_reads_language_counts(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, language = fingerprint(project), Path(training.__file__).parents[1] / "language"
    files = training._files
    monkeypatch.setattr(training, "_files", lambda path: files(path)[: -1 if path == language else None])
    assert fingerprint(project) != before


def test_what_python_and_editors_leave_behind_does_not_count(project: Path) -> None:
    before = fingerprint(project)
    (project / "data" / "nlu" / ".a.yml.swp").write_text("x")
    (project / "data" / "__pycache__").mkdir()
    (project / "data" / "__pycache__" / "a.pyc").write_text("x")
    assert fingerprint(project) == before


def test_force_trains_anyway(project: Path, folder: Path, trainings: list[str]) -> None:
    train(project, folder, progress=silent)
    train(project, folder, force=True, progress=silent)
    assert len(trainings) == 2


def test_a_model_whose_file_is_gone_is_trained_again(project: Path, folder: Path, trainings: list[str]) -> None:
    train(project, folder, progress=silent).unlink()
    assert train(project, folder, progress=silent).is_file()
    assert len(trainings) == 2


def test_a_damaged_manifest_is_no_reason_to_stop(project: Path, folder: Path, trainings: list[str]) -> None:
    train(project, folder, progress=silent)
    (folder / models.MANIFEST).write_text("{")
    train(project, folder, progress=silent)
    assert models.current_model(folder).is_file()


def test_only_progress_is_printed(
    project: Path, folder: Path, trainings: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    train(project, folder)
    printed = capsys.readouterr().out
    assert "Training the model" in printed
    assert "Rasa's own line" not in printed


def test_what_is_not_a_project_is_refused(tmp_path: Path, folder: Path, trainings: list[str]) -> None:
    with pytest.raises(TrainingError, match=r"config\.yml is missing"):
        train(tmp_path / "elsewhere", folder, progress=silent)
    assert not trainings


def test_a_training_that_came_to_nothing_leaves_the_old_model(
    project: Path, folder: Path, trainings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = train(project, folder, progress=silent)
    change_data(project)
    monkeypatch.setattr(rasa.model_training, "train", lambda **settings: SimpleNamespace(code=1, model=None))
    with pytest.raises(TrainingError, match="no model"):
        train(project, folder, progress=silent)
    assert models.current_model(folder) == old


def test_a_second_training_waits_for_the_first_and_has_nothing_left_to_do(
    project: Path, folder: Path, trainings: list[str]
) -> None:
    first = train(project, folder, progress=silent)
    told: list[str] = []
    waits, outcome = threading.Event(), []

    def tell(line: str) -> None:
        told.append(line)
        waits.set()

    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = threading.Thread(target=lambda: outcome.append(train(project, folder, progress=tell)))
        second.start()
        assert waits.wait(10)
        assert not outcome
    second.join(10)
    assert "waiting" in told[0]
    assert outcome == [first]
    assert len(trainings) == 1
