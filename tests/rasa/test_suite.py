"""The suite in a process of its own, on a trained model: progress, results, and failures as a dialogue."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.evaluation.dialogues import run_suite
from bot.evaluation.suite import Suite
from bot.jobs import JobRunning, Jobs

pytestmark = pytest.mark.anyio

HOLDS = "title: Holder\nturns:\n  - press: Find vores tilslutning\n    question: company_form\n"


@pytest.fixture
def dialogues(tmp_path: Path) -> Path:
    """Two tests, of which one fails."""
    folder = tmp_path / "dialogues" / "talks"
    folder.mkdir(parents=True)
    (folder / "user_a.yml").write_text(HOLDS)
    (folder / "user_b.yml").write_text(HOLDS.replace("company_form", "role"))
    return folder.parent


async def test_a_run_tells_what_failed_and_how(tmp_path: Path, dialogues: Path, small_models: Path) -> None:
    suite = Suite(Jobs(tmp_path / "jobs"), tmp_path / "suite", dialogues, small_models)
    await suite.start()
    with pytest.raises(JobRunning):
        await suite.start()
    while (run := await suite.run()).state == "running":
        await asyncio.sleep(0.1)
    assert (run.state, run.total, run.problem) == ("ended", 2, None)
    assert [each.path for each in run.results] == ["talks/user_a.yml", "talks/user_b.yml"]
    [failed] = run.failed
    [turn] = failed.turns
    assert turn["said"] == "Find vores tilslutning"
    assert [(each["expected"], each["got"]) for each in turn["differences"]] == [("role", "company_form")]


def test_guide_test_says_the_same(dialogues: Path, small_models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_suite([dialogues], small_models) == 1
    said = capsys.readouterr().out
    assert said.endswith("1 passed, 1 failed\n")
    assert "✗ spørgsmålet skulle være 'role', men er 'company_form'" in said
    assert "  Bruger: Find vores tilslutning" in said
