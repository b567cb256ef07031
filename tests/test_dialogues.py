"""The dialogues in tests/dialogues, on the trained model with the real actions."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import models_folder
from bot.dialogue.engine import Engine, load_engine
from bot.evaluation.dialogues import Dialogue, find, play

DIALOGUES = find([Path(__file__).parent / "dialogues"])


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = load_engine(models_folder())
    yield engine
    asyncio.run(engine.close())


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda each: f"{each.path.parent.name}/{each.path.stem}")
def test_dialogue(dialogue: Dialogue, engine: Engine) -> None:
    outcome = asyncio.run(play(dialogue, engine))
    assert not outcome.faults, outcome.as_text()


def test_there_are_dialogues() -> None:
    assert len(DIALOGUES) >= 25
