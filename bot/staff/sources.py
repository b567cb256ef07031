"""Kilder: when each source was last held against its page, how the links answer, and what rests on them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, Literal

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from bot.content import Content, editing
from bot.content.editing import Changed, EditError, Place
from bot.content.library import current
from bot.content.link_check import STALE_AFTER, LinkCheck, Offline, Standing
from bot.content.uses import Rests, Use, outcome_label, rests_on_link, rests_on_source, subject
from bot.links import SAID, check_links, standings
from bot.staff.access import Role
from bot.staff.desk import Desk, StaffRoutes, Visit, read_form
from bot.staff.word_changes import WordChanges
from bot.store import LinkChecks, StoreUnavailable

LOG: Final = logging.getLogger(__name__)

PATH: Final = "/kilder"
#: What has a date of its latest check, by the file that it stands in.
DATED: Final = {"sources.yml": "sources", "links.yml": "links", "faq.yml": "topics"}


@dataclass(frozen=True)
class Dated:
    """Something that was held against its page on a day."""

    file: str
    name: str
    label: str
    url: str
    checked: date
    stale: bool
    days: int
    digest: str
    rests: RestsOn


@dataclass(frozen=True)
class RestsOn:
    """What rests on it, in staff's words: rules with their outcomes, questions, and the rest."""

    rules: tuple[tuple[str, str], ...]
    questions: tuple[str, ...]
    others: tuple[tuple[Use, str], ...]


@dataclass(frozen=True)
class LinkRow:
    """A link: when it was last held against its source, and how it stands after the checks."""

    dated: Dated
    stands: Standing
    certainty: str


class Round:
    """The checking of all links in the background of this process, one at a time."""

    def __init__(self, store: LinkChecks, check: LinkCheck) -> None:
        self.store = store
        self._check = check
        self._task: asyncio.Task[None] | None = None
        #: How the last round of this process ended.
        self.ended: Literal["", "done", "offline", "failed"] = ""

    @property
    def is_under_way(self) -> bool:
        """Whether links are being checked now."""
        return self._task is not None and not self._task.done()

    def begin(self) -> None:
        """Begins a round, unless one is under way."""
        if not self.is_under_way:
            self.ended = ""
            self._task = asyncio.create_task(self._round())

    async def finish(self) -> None:
        """Waits for the round that is under way."""
        if self._task is not None:
            await self._task

    async def _round(self) -> None:
        try:
            await check_links(current(), self.store, self._check)
            self.ended = "done"
        except Offline:
            self.ended = "offline"
        except StoreUnavailable as error:
            LOG.error("how the links answer could not be kept: %s", error)
            self.ended = "failed"


def routes(
    desk: Desk,
    changes: WordChanges,
    round: Round,
    today: Callable[[], date] = lambda: datetime.now(UTC).astimezone().date(),
) -> StaffRoutes:
    """The page, its button to check the links, and the form that says that something was held against its page today."""
    routes = desk.routes()

    async def shown(visit: Visit, status: int = 200, **more: Any) -> Response:
        content = current()
        stands = await standings(content, round.store)
        values: dict[str, Any] = {"saved": False, "fault": "", "conflict": None}
        return desk.page(
            "sources.html",
            visit,
            status,
            sources=dated_sources(content, today()),
            links=link_rows(content, stands, today()),
            topics=[each for each in dated_topics(content, today()) if each.stale],
            round=round,
            said=SAID,
            writable=editing.is_writable(changes.folder()),
            **values | more,
        )

    @routes.page(PATH, Role.READER)
    async def show(request: Request, visit: Visit) -> Response:
        return await shown(visit, saved="gemt" in request.query_params)

    @routes.action(f"{PATH}/links", Role.EDITOR)
    async def check(request: Request, visit: Visit) -> Response:
        if not round.is_under_way:
            round.begin()
            await desk.note(visit, "links kontrolleret", "links.yml")
        return RedirectResponse(f"/staff{PATH}#links", 303)

    @routes.action(f"{PATH}/kontrolleret", Role.EDITOR)
    async def checked(request: Request, visit: Visit) -> Response:
        form = await read_form(request)
        file, name, note = (str(form.get(each, "")) for each in ("fil", "navn", "note"))
        if file not in DATED or name not in getattr(current(), DATED[file]):
            return desk.problem(visit, 404, "Kilden findes ikke", "Se listen igen, og vælg den dér.")
        place = Place(file, (name, "checked"))
        meant = str(form.get("foer", ""))
        try:
            if meant != editing.digest(today().isoformat()):
                change = await changes.save(visit.account.name, place, meant, today().isoformat(), note[:500])
                await desk.note(visit, "kilde kontrolleret", str(place), ændring=change.id, note=change.note)
        except Changed as error:
            return await shown(visit, 409, conflict=error.now)
        except EditError as error:
            return await shown(visit, 422, fault=str(error))
        return RedirectResponse(f"/staff{PATH}?gemt=ja", 303)

    return routes


def dated_sources(content: Content, today: date) -> list[Dated]:
    """The sources, those that were checked longest ago first."""
    found = [
        _dated(content, "sources.yml", name, f"{each.page}, «{each.heading}»", each.link, each.checked, today)
        for name, each in content.sources.items()
    ]
    return sorted(found, key=lambda each: each.checked)


def dated_topics(content: Content, today: date) -> list[Dated]:
    """The fixed answers, likewise."""
    found = [
        _dated(content, "faq.yml", name, each.title, each.source, each.checked, today)
        for name, each in content.topics.items()
    ]
    return sorted(found, key=lambda each: each.checked)


def link_rows(content: Content, stands: Mapping[str, Standing], today: date) -> list[LinkRow]:
    """The links, those that no longer answer first."""
    rows = [
        LinkRow(_dated(content, "links.yml", name, link.label, name, link.checked, today), stands[name], link.certainty)
        for name, link in content.links.items()
    ]
    return sorted(rows, key=lambda row: (not row.stands.dead, row.stands.failing_since is None))


def _dated(content: Content, file: str, name: str, label: str, link: str | None, checked: date, today: date) -> Dated:
    days = (today - checked).days
    return Dated(
        file=file,
        name=name,
        label=label,
        url=str(content.links[link].url) if link else "",
        checked=checked,
        stale=days > STALE_AFTER.days,
        days=days,
        digest=editing.digest(checked.isoformat()),
        rests=_in_words(content, _rests(content, file, name)),
    )


def _rests(content: Content, file: str, name: str) -> Rests:
    if file == "sources.yml":
        return rests_on_source(content, name)
    return rests_on_link(content, name) if file == "links.yml" else Rests((), (), (), ())


def _in_words(content: Content, rests: Rests) -> RestsOn:
    return RestsOn(
        tuple(
            (
                subject(content, use.file, use.name),
                outcome_label(content, use.name, use.outcome) if use.outcome else "",
            )
            for use in rests.conclusions
        ),
        tuple(subject(content, "questions.yml", name) for name in rests.questions),
        tuple((use, subject(content, use.file, use.name)) for use in rests.others),
    )
