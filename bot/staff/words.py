"""Ord og links: every text in content/, where it is used, what it would look like changed, and who changed it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from bot.content import editing
from bot.content.editing import Changed, EditError, Leaf, NoSuchText, Place
from bot.content.library import current
from bot.content.phrases import placeholders
from bot.content.uses import Use, outcome_label, subject, uses
from bot.staff.access import Role
from bot.staff.desk import Desk, StaffRoutes, Visit, read_form
from bot.staff.word_changes import WordChanges
from bot.staff.word_preview import preview
from bot.web.page_talk import Ways

PATH: Final = "/ord"
TEXT: Final = f"{PATH}/tekst"
#: Texts that a search shows at most; more than anyone reads.
MOST_FOUND: Final = 150
HISTORY: Final = 100
LONGEST_NOTE: Final = 500


@dataclass(frozen=True)
class Group:
    """The texts of one subject."""

    file: str
    subject: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True)
class NamedUse:
    """A use, with what staff call its subject and its outcome."""

    use: Use
    subject: str
    outcome: str


def routes(desk: Desk, changes: WordChanges) -> StaffRoutes:
    """The pages and forms about words."""
    routes = desk.routes()
    pages = _Pages(desk, changes)

    @routes.page(PATH, Role.READER)
    async def show_list(request: Request, visit: Visit) -> Response:
        file, wanted = request.query_params.get("fil", ""), request.query_params.get("soeg", "").strip()[:100]
        groups, left_out = await asyncio.to_thread(find, changes.folder(), file, wanted)
        files = editing.files(changes.folder())
        return desk.page(
            "words.html",
            visit,
            files=files,
            file=file,
            wanted=wanted,
            groups=groups,
            left_out=left_out,
            here=pages.here,
        )

    @routes.page(TEXT, Role.READER)
    async def show_text(request: Request, visit: Visit) -> Response:
        place = _place(request.query_params.get("fil", ""), request.query_params.get("sted", ""))
        return await pages.text(visit, place, saved="gemt" in request.query_params)

    @routes.action(TEXT, Role.EDITOR)
    async def change(request: Request, visit: Visit) -> Response:
        return await pages.change(visit, await read_form(request))

    @routes.page(f"{PATH}/historik", Role.READER)
    async def show_history(request: Request, visit: Visit) -> Response:
        return await pages.history(visit, undone="fortrudt" in request.query_params)

    @routes.action(f"{PATH}/fortryd", Role.EDITOR)
    async def undo(request: Request, visit: Visit) -> Response:
        return await pages.undo(visit, await read_form(request))

    return routes


class _Pages:
    """What the routes answer."""

    def __init__(self, desk: Desk, changes: WordChanges) -> None:
        self._desk = desk
        self._changes = changes

    def here(self, leaf: Leaf) -> str:
        """The address of a text's page."""
        return text_address(leaf.place)

    async def text(self, visit: Visit, place: Place, status: int = 200, **more: Any) -> Response:
        """The page of one text."""
        folder = self._changes.folder()
        try:
            leaf = await asyncio.to_thread(editing.leaf, folder, place)
        except NoSuchText as error:
            return self._desk.problem(visit, 404, "Teksten findes ikke", str(error))
        values = {
            "leaf": leaf,
            "typed": leaf.text,
            "note": "",
            "uses": named_uses(place),
            "fields": sorted(placeholders(leaf.text)) if _has_fields(leaf) else [],
            "long": "\n" in leaf.text or len(leaf.text) > 80,
            "writable": editing.is_writable(folder),
            "changes": await self._changes.history.latest(HISTORY, place.file, "/".join(place.path)),
            "saved": False,
            "fault": "",
            "conflict": None,
            "shown": None,
            "ways": Ways(),
        }
        return self._desk.page("word.html", visit, status, **values | more)

    async def change(self, visit: Visit, form: FormData) -> Response:
        """Shows what the text would look like, or saves it; what was typed is never lost."""
        place = _place(_field(form, "fil"), _field(form, "sted"))
        meant, typed, note = _field(form, "foer"), _field(form, "tekst"), _field(form, "note")[:LONGEST_NOTE]
        kept: dict[str, Any] = {"typed": typed, "note": note}
        try:
            if _field(form, "hvad") != "gem":
                draft = await self._changes.draft(place, meant, typed)
                return await self.text(visit, place, shown=preview(draft), **kept)
            change = await self._changes.save(visit.account.name, place, meant, typed, note)
        except NoSuchText as error:
            return self._desk.problem(visit, 404, "Teksten findes ikke", str(error))
        except Changed as error:
            return await self.text(visit, place, 409, conflict=error.now, **kept)
        except EditError as error:
            return await self.text(visit, place, 422, fault=str(error), **kept)
        await self._desk.note(visit, "tekst ændret", str(place), ændring=change.id, note=change.note)
        return RedirectResponse(f"{text_address(place)}&gemt=ja", 303)

    async def history(self, visit: Visit, status: int = 200, **more: Any) -> Response:
        """The latest changes of all texts."""
        changes = await self._changes.history.latest(HISTORY)
        values: dict[str, Any] = {"undone": False, "fault": "", "conflict": None, "now": ""}
        writable = editing.is_writable(self._changes.folder())
        return self._desk.page("word_history.html", visit, status, changes=changes, writable=writable, **values | more)

    async def undo(self, visit: Visit, form: FormData) -> Response:
        """Takes a change back, unless the text was changed again since: then both are shown."""
        number = _field(form, "id")
        change = await self._changes.history.find(int(number)) if number.isascii() and number.isdigit() else None
        if change is None:
            return self._desk.problem(
                visit, 404, "Ændringen findes ikke", "Se listen igen. Den viser de seneste ændringer."
            )
        try:
            undone = await self._changes.undo(visit.account.name, change)
        except Changed as error:
            return await self.history(visit, 409, conflict=change, now=error.now)
        except EditError as error:
            return await self.history(visit, 422, fault=str(error))
        place = _place(change.file, change.path)
        await self._desk.note(visit, "tekst fortrudt", str(place), ændring=undone.id, fortryder=change.id)
        return RedirectResponse(f"/staff{PATH}/historik?fortrudt=ja", 303)


def text_address(place: Place) -> str:
    """Where a text is shown."""
    return f"/staff{TEXT}?{urlencode({'fil': place.file, 'sted': '/'.join(place.path)})}"


def find(folder: Path, file: str, wanted: str) -> tuple[list[Group], int]:
    """The texts of a file that hold the words wanted, by subject, and how many more there are. Of all files when none is named."""
    if not file and not wanted:
        return [], 0
    files = [each for each in editing.files(folder) if file in ("", each)]
    words = wanted.casefold().split()
    found = [leaf for each in files for leaf in editing.leaves(folder, each) if _fits(leaf, words)]
    shown = found[:MOST_FOUND] if wanted else found
    groups = groupby(shown, key=lambda leaf: (leaf.place.file, leaf.place.path[0]))
    content = current()
    return [Group(of, subject(content, of, name), tuple(each)) for (of, name), each in groups], len(found) - len(shown)


def _fits(leaf: Leaf, words: Sequence[str]) -> bool:
    """Every word stands in the text or in its place."""
    text = f"{leaf.text} {leaf.place}".casefold()
    return all(word in text for word in words)


def named_uses(place: Place) -> list[NamedUse]:
    """Where a text is used, in staff's words."""
    content = current()
    return [
        NamedUse(
            use,
            subject(content, use.file, use.name),
            outcome_label(content, use.name, use.outcome) if use.outcome else "",
        )
        for use in uses(content, place.file, place.path)
    ]


def _has_fields(leaf: Leaf) -> bool:
    """Whether curly brackets in the text are places to fill in; in problems.yml and the pages of text some are not."""
    try:
        return bool(placeholders(leaf.text))
    except ValueError:
        return False


def _place(file: str, path: str) -> Place:
    return Place(file, tuple(path.split("/")))


def _field(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
