"""Switching between two real models while turns come in without a pause."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import models
from bot.dialogue.engine import EngineClosedError, load_engine
from bot.loaded_engine import LoadedEngine, SwitchError

pytestmark = pytest.mark.anyio


@pytest.fixture
def two_models(small_models: Path, tmp_path: Path) -> tuple[Path, str, str]:
    """A folder with the small model and its twin, which has another version; and the two versions."""
    current = models.current_model(small_models)
    for name in (current.name, f"twin{models.SUFFIX}"):
        shutil.copy(current, tmp_path / name)
        models.note(tmp_path / name)
    models.make_current(tmp_path / current.name, "made from something")
    return tmp_path, current.name.removesuffix(models.SUFFIX), "twin"


@pytest.fixture
async def loaded(two_models: tuple[Path, str, str]) -> AsyncIterator[LoadedEngine]:
    loaded = LoadedEngine()
    await loaded.load(two_models[0])
    yield loaded
    await loaded.close()


async def test_no_turn_is_lost_while_models_are_switched_back_and_forth(
    loaded: LoadedEngine, two_models: tuple[Path, str, str]
) -> None:
    _, old, new = two_models
    answered: list[tuple[int, Any]] = []
    switching = asyncio.Event()

    async def talk(number: int) -> None:
        """A talk that goes on, turn after turn, until the switching is done."""
        role = ("broker", "supplier")[number % 2]
        while not switching.is_set():
            reply = await loaded.turn({}, None, f'/inform{{"role": "{role}"}}')
            assert reply.slots["role"] == role
            answered.append((number, reply.parse["model"]))

    talks = [asyncio.create_task(talk(number)) for number in range(8)]
    for version in (new, old, new):
        await loaded.switch(version)
        await asyncio.sleep(0.2)
    switching.set()
    await asyncio.gather(*talks)
    assert loaded.version() == new
    assert {number for number, _ in answered} == set(range(8))
    assert {version for _, version in answered} == {old, new}
    assert not loaded._retiring, "the engines that retired have ended"


async def test_a_retiring_engine_answers_what_waits_and_takes_no_more(two_models: tuple[Path, str, str]) -> None:
    engine = load_engine(two_models[0])
    waiting = [asyncio.create_task(engine.turn({}, f"hej {number}", None)) for number in range(20)]
    await asyncio.sleep(0)
    await engine.retire()
    assert all(reply.messages for reply in await asyncio.gather(*waiting))
    with pytest.raises(EngineClosedError):
        await engine.turn({}, "hej", None)
    await engine.close()


async def test_a_model_that_was_tampered_with_does_not_take_over(
    loaded: LoadedEngine, two_models: tuple[Path, str, str]
) -> None:
    folder, old, new = two_models
    with (folder / f"{new}{models.SUFFIX}").open("ab") as file:
        file.write(b"more")
    with pytest.raises(SwitchError, match="not the file that was trained"):
        await loaded.switch(new)
    assert loaded.version() == old
    assert (await loaded.turn({}, "hej", None)).messages


async def test_a_process_follows_the_choice_in_the_folder(
    loaded: LoadedEngine, two_models: tuple[Path, str, str]
) -> None:
    folder, _, new = two_models
    following = asyncio.create_task(loaded.follow(every=0.05))
    models.choose(folder, new, "")
    async with asyncio.timeout(60):
        while loaded.version() != new:
            await asyncio.sleep(0.05)
    following.cancel()
