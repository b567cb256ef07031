"""Candidates and the choice among models: what is served, what is kept, and what a restart finds."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import rasa.model_training

from bot.dialogue import models
from bot.dialogue.models import ModelError
from bot.dialogue.shelf import choose, shelf
from bot.dialogue.training import train


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    for name in ("config.yml", "domain.yml", "data/nlu/a.yml"):
        (tmp_path / name).write_text("first\n")
    return tmp_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "models"


@pytest.fixture(autouse=True)
def trainings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Rasa trains nothing here; the list holds the version of each model that it was asked for."""
    asked: list[str] = []

    def fake(*, output: str, fixed_model_name: str, **settings: Any) -> SimpleNamespace:
        path = Path(output, f"{len(asked)}{models.SUFFIX}")
        path.write_text(fixed_model_name)
        models.note(path)
        asked.append(f"{len(asked)}")
        return SimpleNamespace(code=0, model=str(path))

    monkeypatch.setattr(rasa.model_training, "train", fake)
    return asked


def trained(project: Path, folder: Path, content: str, candidate: bool = False) -> str:
    """Trains the project with this content; gives the version."""
    (project / "data" / "nlu" / "a.yml").write_text(content)
    path = train(project, folder, progress=lambda line: None, candidate=candidate)
    return path.name.removesuffix(models.SUFFIX)


def served(folder: Path) -> str:
    return models.current_model(folder).name.removesuffix(models.SUFFIX)


def test_a_candidate_is_not_served(project: Path, folder: Path) -> None:
    old = trained(project, folder, "one")
    new = trained(project, folder, "two", candidate=True)
    assert new != old
    assert served(folder) == old


def test_a_candidate_that_is_there_is_not_trained_again(project: Path, folder: Path, trainings: list[str]) -> None:
    trained(project, folder, "one")
    new = trained(project, folder, "two", candidate=True)
    assert trained(project, folder, "two", candidate=True) == new
    assert len(trainings) == 2


def test_the_model_that_was_chosen_is_served_and_one_can_go_back(project: Path, folder: Path) -> None:
    old = trained(project, folder, "one")
    new = trained(project, folder, "two", candidate=True)
    choose(folder, project, new)
    assert served(folder) == new
    assert [each.version for each in shelf(folder, project) if each.previous] == [old]
    choose(folder, project, old)
    assert served(folder) == old
    assert [each.version for each in shelf(folder, project) if each.previous] == [new]


def test_a_restart_that_trains_if_needed_keeps_to_the_choice(project: Path, folder: Path, trainings: list[str]) -> None:
    old = trained(project, folder, "one")
    new = trained(project, folder, "two", candidate=True)
    choose(folder, project, new)
    choose(folder, project, old)
    assert trained(project, folder, "two") == old, "though a newer one is there: a person went back"
    assert served(folder) == old
    assert len(trainings) == 2


def test_when_the_project_changes_after_the_choice_training_goes_on_as_ever(project: Path, folder: Path) -> None:
    old = trained(project, folder, "one")
    choose(folder, project, old)
    new = trained(project, folder, "two")
    assert served(folder) == new != old


def test_a_candidate_of_this_very_project_is_taken_instead_of_a_training(
    project: Path, folder: Path, trainings: list[str]
) -> None:
    trained(project, folder, "one")
    new = trained(project, folder, "two", candidate=True)
    assert trained(project, folder, "two") == new
    assert served(folder) == new
    assert len(trainings) == 2


def test_what_is_served_and_what_was_before_are_kept_however_many_candidates_come(project: Path, folder: Path) -> None:
    old = trained(project, folder, "one")
    new = trained(project, folder, "two")
    last = [trained(project, folder, f"candidate {number}", candidate=True) for number in range(4)][-1]
    assert {each.version for each in shelf(folder, project)} == {old, new, last}
    assert served(folder) == new


def test_a_model_that_is_not_there_cannot_be_chosen(project: Path, folder: Path) -> None:
    old = trained(project, folder, "one")
    for name in ("nothing", "../../etc/passwd", ""):
        with pytest.raises(ModelError, match="there is no model"):
            choose(folder, project, name)
    assert served(folder) == old


def test_the_shelf_says_which_models_know_the_present_examples(project: Path, folder: Path) -> None:
    old = trained(project, folder, "one")
    new = trained(project, folder, "two", candidate=True)
    assert [(each.version, each.current, each.up_to_date) for each in shelf(folder, project)] == [
        (new, False, True),
        (old, True, False),
    ]


def test_a_manifest_from_before_there_was_a_choice_is_read(project: Path, folder: Path) -> None:
    old = trained(project, folder, "one")
    path = folder / models.MANIFEST
    import json

    stored = json.loads(path.read_text())
    path.write_text(json.dumps({"current": stored["current"], "models": stored["models"]}))
    assert served(folder) == old
    assert [each.version for each in shelf(folder, project)] == [old]
