"""Changing a text: checked, written and entered in the history together, and in use in this process at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.content import editing
from bot.content.editing import Draft, EditError, Place
from bot.content.in_use import Version
from bot.content.library import IN_USE, content_folder
from bot.store import ContentHistory, StoreUnavailable
from bot.store.staff_words import Change

#: Tries while others change other texts of the same folder.
TRIES: Final = 5


class WordChanges:
    """The changes of the words in use. All methods raise `StoreUnavailable` when the history cannot be reached."""

    def __init__(
        self,
        history: ContentHistory,
        folder: Callable[[], Path] = content_folder,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.history = history
        self.folder = folder
        self._now = now

    async def draft(self, place: Place, meant: str, text: str) -> Draft:
        """The change as it would be. Raises `EditError` and `Changed`."""
        return await asyncio.to_thread(editing.prepare, self.folder(), place, meant, text)

    async def save(
        self, who: str, place: Place, meant: str, text: str, note: str = "", undoes: int | None = None
    ) -> Change:
        """Makes the change. Raises `EditError` and `Changed`; then nothing was done."""
        for _ in range(TRIES):
            draft = await self.draft(place, meant, text)
            change = Change(
                self._now(), who, place.file, "/".join(place.path), draft.before, draft.after, note.strip(), undoes
            )
            with suppress(editing.Overtaken):
                return replace(change, id=await self._make(change, draft))
        raise EditError("Andre retter i de samme filer lige nu. Vent lidt, og gem igen.")

    async def _make(self, change: Change, draft: Draft) -> int:
        written: list[Version] = []
        try:
            number = await self.history.add(change, lambda: written.append(editing.write(draft)))
        except StoreUnavailable:
            if written:
                # The file was changed and the history was not: one does not go without the other.
                await asyncio.to_thread(editing.take_back, draft)
            raise
        IN_USE.take(draft.content, draft.folder, written[0])
        return number

    async def undo(self, who: str, change: Change) -> Change:
        """Takes a change back. Raises `Changed` when the text was changed again since, and `EditError`."""
        place = Place(change.file, tuple(change.path.split("/")))
        return await self.save(who, place, editing.digest(change.after), change.before, undoes=change.id)
