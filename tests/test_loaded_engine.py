"""Changing the engine while turns go on: every turn is answered once, by the old one or by the new."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot import loaded_engine
from bot.loaded_engine import LoadedEngine, SwitchError
from bot.refusals import Refused

pytestmark = pytest.mark.anyio


class ClosedError(Exception):
    """What an engine that has ended raises."""


@dataclass
class CountingEngine:
    """Answers each turn with its own version, once it is let through, and takes none after it has retired."""

    version: str
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    closed: bool = False
    waiting: int = 0
    retired: bool = False

    async def turn(self, slots: Mapping[str, Any], text: str | None, payload: str | None) -> Any:
        if self.closed:
            raise ClosedError
        self.waiting += 1
        await self.gate.wait()
        self.waiting -= 1
        return f"{self.version}: {text}"

    async def retire(self) -> None:
        self.closed = True
        while self.waiting:
            await asyncio.sleep(0)
        self.retired = True

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> dict[str, CountingEngine]:
    """The engines that can be loaded, by version."""
    made = {version: CountingEngine(version) for version in ("old", "new")}

    def load(models_dir: Path | None, version: str | None) -> Any:
        if version not in (None, *made):
            raise SwitchError("there is no such model")
        return made[version or "old"], (ClosedError,)

    monkeypatch.setattr(loaded_engine, "_load", load)
    monkeypatch.setattr(loaded_engine, "_load_for_switching", load)
    return made


@pytest.fixture
async def loaded(engines: dict[str, CountingEngine], tmp_path: Path) -> LoadedEngine:
    loaded = LoadedEngine()
    await loaded.load(tmp_path)
    return loaded


def ask(loaded: LoadedEngine, text: str) -> asyncio.Task[Any]:
    return asyncio.create_task(loaded.turn({}, text, None))


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to that")


async def test_turns_that_were_taken_are_answered_by_the_old_engine_and_later_ones_by_the_new(
    loaded: LoadedEngine, engines: dict[str, CountingEngine]
) -> None:
    before = [ask(loaded, f"{number}") for number in range(3)]
    await until(lambda: engines["old"].waiting == 3)
    await loaded.switch("new")
    after = ask(loaded, "3")
    for engine in engines.values():
        engine.gate.set()
    assert await asyncio.gather(*before, after) == ["old: 0", "old: 1", "old: 2", "new: 3"]
    await until(lambda: engines["old"].retired)
    assert loaded.version() == "new"


async def test_a_turn_that_meets_an_engine_just_retired_goes_to_its_successor(
    loaded: LoadedEngine, engines: dict[str, CountingEngine]
) -> None:
    old, taken = engines["old"], asyncio.Event()

    async def too_late(slots: Mapping[str, Any], text: str | None, payload: str | None) -> Any:
        taken.set()
        await old.gate.wait()
        raise ClosedError

    old.turn = too_late  # type: ignore[method-assign]
    task = ask(loaded, "hej")
    await taken.wait()
    await loaded.switch("new")
    for engine in engines.values():
        engine.gate.set()
    assert await task == "new: hej"


async def test_an_engine_that_is_busy_and_has_no_successor_refuses(
    loaded: LoadedEngine, engines: dict[str, CountingEngine]
) -> None:
    engines["old"].closed = True
    with pytest.raises(Refused, match="busy"):
        await loaded.turn({}, "hej", None)


async def test_a_model_that_cannot_be_loaded_leaves_the_old_one(loaded: LoadedEngine) -> None:
    recorded: list[str] = []
    with pytest.raises(SwitchError, match="no such model"):
        await loaded.switch("broken", lambda: recorded.append("broken"))
    assert loaded.version() == "old"
    assert not recorded


async def test_a_choice_that_cannot_be_noted_leaves_the_old_one(
    loaded: LoadedEngine, engines: dict[str, CountingEngine]
) -> None:
    def fail() -> None:
        raise SwitchError("the disk is full")

    with pytest.raises(SwitchError, match="disk"):
        await loaded.switch("new", fail)
    assert loaded.version() == "old"
    assert engines["new"].closed, "the one that was loaded in vain is put away"


async def test_the_choice_of_another_process_is_followed(loaded: LoadedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = ["old"]
    monkeypatch.setattr(loaded_engine, "_chosen", lambda models_dir: chosen[-1])
    following = asyncio.create_task(loaded.follow(every=0))
    await asyncio.sleep(0.05)
    assert loaded.version() == "old"
    chosen.append("broken")
    await asyncio.sleep(0.05)
    assert loaded.version() == "old", "a choice that cannot be carried out changes nothing"
    chosen.append("new")
    await until(lambda: loaded.version() == "new")
    following.cancel()


async def test_after_the_end_nothing_is_switched_any_more(
    loaded: LoadedEngine, engines: dict[str, CountingEngine]
) -> None:
    await loaded.close()
    with pytest.raises(SwitchError, match="ending"):
        await loaded.switch("new")
    assert engines["new"].closed
    with pytest.raises(Refused):
        await loaded.turn({}, "hej", None)
