"""The words in use in this process: read at the first call, and read again soon after a file of them was changed.

Whoever edits a file, staff on a page or a developer in an editor, in this process or in another, restarts nothing.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

from bot.content.reading import ContentError

LOG: Final = logging.getLogger(__name__)

Words = TypeVar("Words")
#: Each file's name, number, time of change and size: other whenever a file was written or put in another's place.
Version = tuple[tuple[str, int, int, int], ...]

#: How often the folder is looked at, in seconds. A look takes some microseconds for each file.
LOOK_EVERY: Final = 1.0


def version_of(folder: Path) -> Version:
    """The version of the words in a folder. Looks at the files, not into them; a folder that is not there has none."""
    try:
        with os.scandir(folder) as entries:
            files = [(each.name, each.stat()) for each in entries if each.name.endswith(".yml")]
    except FileNotFoundError:
        return ()
    return tuple(sorted((name, found.st_ino, found.st_mtime_ns, found.st_size) for name, found in files))


@dataclass(frozen=True)
class _Held(Generic[Words]):
    """The words, the folder they are from, and the version of it that was last looked into."""

    words: Words
    folder: Path
    version: Version
    look_again: float


class InUse(Generic[Words]):
    """Words that are used from any thread. What changes while one is reading them is seen at its next call."""

    def __init__(self, load: Callable[[Path], Words], clock: Callable[[], float] = time.monotonic) -> None:
        """`load` reads a folder and raises `ContentError` when it is faulty."""
        self._load = load
        self._clock = clock
        self._held: _Held[Words] | None = None
        self._loading = threading.Lock()
        self._shown: ContextVar[Words | None] = ContextVar("words shown", default=None)

    def get(self, folder: Path) -> Words:
        """The words of the folder. Raises `ContentError` when it cannot be used and nothing of it was ever read.

        A fault in a folder that was in use is logged, and the words stay as they were.
        """
        shown = self._shown.get()
        if shown is not None:
            return shown
        held = self._held
        if held is None or held.folder != folder:
            return self._first(folder)
        if self._clock() >= held.look_again and self._loading.acquire(blocking=False):
            try:
                return self._look(held)
            finally:
                self._loading.release()
        return held.words

    def take(self, words: Words, folder: Path, version: Version) -> None:
        """Uses words that were just written to the folder, which has this version now."""
        with self._loading:
            self._held = _Held(words, folder, version, self._clock() + LOOK_EVERY)

    @contextmanager
    def showing(self, words: Words) -> Iterator[None]:
        """Has the caller, and nobody else, see other words, to show what they would look like."""
        token = self._shown.set(words)
        try:
            yield
        finally:
            self._shown.reset(token)

    def _first(self, folder: Path) -> Words:
        with self._loading:
            held = self._held
            if held is None or held.folder != folder:
                # The version before the reading: what is written meanwhile is found at the next look.
                version = version_of(folder)
                self._held = held = _Held(self._load(folder), folder, version, self._clock() + LOOK_EVERY)
            return held.words

    def _look(self, held: _Held[Words]) -> Words:
        version, words = version_of(held.folder), held.words
        if version != held.version:
            try:
                words = self._load(held.folder)
                LOG.info("the words in %s were changed and are in use", held.folder)
            except ContentError as error:
                LOG.error(
                    "the words in %s were changed and cannot be used; they stay as they were: %s", held.folder, error
                )
        self._held = _Held(words, held.folder, version, self._clock() + LOOK_EVERY)
        return words
