"""The engine that answers, and its change for another one while turns go on: none is lost, and none is answered twice."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.conversations import EngineReply
from bot.refusals import Refused

if TYPE_CHECKING:
    from bot.dialogue.engine import Engine

LOG: Final = logging.getLogger(__name__)

#: How often a process looks whether another model was chosen, by another process or by `guide train`.
LOOK_EVERY: Final = 5.0


class SwitchError(Exception):
    """The model that was to take over cannot; the one that answers goes on. The message is one line that says why."""


def _nothing() -> None:
    pass


class LoadedEngine:
    """The engine, once it is loaded; what it refuses, in the words of the conversations."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self._busy: tuple[type[Exception], ...] = ()
        self._models_dir: Path | None = None
        self._closed = False
        self._switching = asyncio.Lock()
        self._retiring: set[asyncio.Task[None]] = set()

    async def load(self, models_dir: Path) -> None:
        """Loads and warms the model. Raises what `load_engine` does."""
        self._engine, self._busy = await asyncio.to_thread(_load, models_dir, None)
        self._models_dir, self._closed = models_dir, False

    def version(self) -> str | None:
        """The version of the model; None while there is none."""
        return self._engine.version if self._engine else None

    async def turn(self, slots: Mapping[str, Any], text: str | None, payload: str | None) -> EngineReply:
        """One turn. Raises `Refused` ("busy")."""
        while (engine := self._engine) is not None:
            try:
                return await engine.turn(slots, text, payload)
            except self._busy:
                # A turn that comes just when its engine has retired was not begun: its successor takes it.
                if engine is self._engine:
                    break
        raise Refused("busy")

    async def switch(self, version: str, record: Callable[[], None] = _nothing) -> None:
        """Has the model of this version take all turns to come; those that were taken are still answered by the old one.

        It is loaded and warmed beside the old one first. `record` notes the choice when that went well; it runs on a
        thread, and what it raises goes on, with the old model still in place. Raises `SwitchError`.
        """
        async with self._switching:
            engine: Engine | None = None
            if version != self.version():
                engine, self._busy = await asyncio.to_thread(_load_for_switching, self._models_dir, version)
            try:
                await asyncio.to_thread(record)
                if self._closed:
                    raise SwitchError("the process is ending")
            except BaseException:
                if engine is not None:
                    await engine.close()
                raise
            if engine is not None:
                self._replace(engine)

    def _replace(self, engine: Engine) -> None:
        old, self._engine = self._engine, engine
        LOG.info("the model %s answers now", engine.version)
        if old is not None:
            task = asyncio.create_task(old.retire())
            self._retiring.add(task)
            task.add_done_callback(self._retiring.discard)

    async def follow(self, every: float = LOOK_EVERY) -> None:
        """Has the model answer that is the chosen one in the models' folder, until it is cancelled.

        A choice that cannot be carried out is told in the log, and tried again only when another one is made.
        """
        failed: str | None = None
        while self._models_dir is not None:
            await asyncio.sleep(every)
            chosen = await asyncio.to_thread(_chosen, self._models_dir)
            if chosen in (None, failed, self.version()):
                continue
            assert chosen is not None
            try:
                await self.switch(chosen)
            except SwitchError as error:
                failed = chosen
                LOG.error("the model that was chosen cannot take over: %s", error)

    async def close(self) -> None:
        """Ends the engine; from now on the process is not ready."""
        self._closed = True
        engine, self._engine = self._engine, None
        if engine is not None:
            await engine.close()
        await asyncio.gather(*self._retiring)


def _load(models_dir: Path, version: str | None) -> tuple[Engine, tuple[type[Exception], ...]]:
    # Rasa is loaded here and not with this module: it takes seconds, and most commands never need it.
    from bot.dialogue.engine import EngineBusyError, EngineClosedError, load_engine

    return load_engine(models_dir, version), (EngineBusyError, EngineClosedError)


def _load_for_switching(models_dir: Path | None, version: str) -> tuple[Engine, tuple[type[Exception], ...]]:
    from bot.dialogue.models import ModelError

    if models_dir is None:
        raise SwitchError("no model has been loaded yet")
    try:
        return _load(models_dir, version)
    except ModelError as error:
        raise SwitchError(str(error)) from error


def _chosen(models_dir: Path) -> str | None:
    """The version of the chosen model; None while there is nothing readable to be had."""
    from bot.dialogue import models

    try:
        return models.current_model(models_dir).name.removesuffix(models.SUFFIX)
    except models.ModelError:
        return None
