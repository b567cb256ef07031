"""`guide rasa`: Rasa's own commands in this project."""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import rasa.__main__
import structlog

from bot.dialogue import compat, models, rasa_command, training
from bot.dialogue.rasa_command import run_rasa, trains_this_project, with_our_stories

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Rasa's commands change the logging of the whole process, among it that repeated lines are left out."""
    root = logging.getLogger()
    filters, level = [(handler, list(handler.filters)) for handler in root.handlers], root.level
    yield
    for handler, kept in filters:
        handler.filters[:] = kept
    root.setLevel(level)
    compat.configure_logging()


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_rasa(["--version"], PROJECT) == 0
    assert "3.6.21" in capsys.readouterr().out


def test_rasas_exit_code_is_handed_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_rasa(["no-such-command"], PROJECT) == 2
    assert "no-such-command" in capsys.readouterr().err


def test_a_model_that_was_not_trained_here_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "strange.tar.gz").write_bytes(b"x")
    assert run_rasa(["shell", "nlu", "--model", str(tmp_path / "strange.tar.gz")], PROJECT) == 2
    assert (
        capsys.readouterr()
        .err.strip()
        .endswith("was not trained on this machine, so it is not opened; run `guide train`")
    )


def test_the_command_line_of_the_process_is_as_before() -> None:
    before = list(sys.argv)
    run_rasa(["--version"], PROJECT)
    assert sys.argv == before


@pytest.mark.parametrize(
    ("arguments", "ours"),
    [
        (["train"], True),
        (["train", "--force"], True),
        (["train", "nlu"], False),
        (["train", "--config", "other.yml"], False),
        (["train", "--out", "/tmp/x"], False),
        (["test"], False),
    ],
)
def test_only_a_training_of_the_whole_project_is_served(arguments: list[str], ours: bool) -> None:
    assert trains_this_project(arguments) is ours


def test_what_rasa_trained_of_this_project_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()

    def train() -> None:
        path = tmp_path / "models" / "new.tar.gz"
        path.write_bytes(b"x")
        models.note(path)

    monkeypatch.setattr(rasa.__main__, "main", train)
    monkeypatch.setattr(training, "fingerprint", lambda project: "made from this")
    assert run_rasa(["train"], tmp_path) == 0
    assert models.current_model(tmp_path / "models").name == "new.tar.gz"
    assert models.Manifest.read(tmp_path / "models").models["new.tar.gz"].fingerprint == "made from this"


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        (["test"], ["test", "--stories", rasa_command.STORIES]),
        (["test", "core"], ["test", "core", "--stories", rasa_command.STORIES]),
        (["test", "-s", "x"], ["test", "-s", "x"]),
        (["test", "--stories=x"], ["test", "--stories=x"]),
        (["test", "nlu"], ["test", "nlu"]),
        (["run"], ["run"]),
    ],
)
def test_rasa_tests_the_stories_of_this_project(arguments: list[str], given: list[str]) -> None:
    assert with_our_stories(arguments) == given
    assert list((PROJECT / rasa_command.STORIES).glob("test_*.yml"))


def test_rasas_commands_log_no_text_either(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    run_rasa(["--version"], PROJECT)
    rasa.__main__.configure_structlog(logging.DEBUG)
    structlog.get_logger().warning("message.parsing.failed", user_text="mit cpr er 010190-1234")
    with warnings.catch_warnings():
        rasa.__main__.configure_logging_and_warnings(
            logging.WARNING, None, warn_only_once=True, filter_repeated_logs=True
        )
        warnings.warn("Failed to parse arguments in line '/010190-1234'", UserWarning, stacklevel=1)
    assert "message.parsing.failed" in caplog.text
    assert "010190" not in caplog.text + capsys.readouterr().err
