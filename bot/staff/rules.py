"""Regler: every rule with its source, what would hold if, and what has changed since an earlier version."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from bot.content.library import current
from bot.evaluation.rule_diff import RuleDiff, diff
from bot.evaluation.rule_snapshots import RunningRules, Snapshots
from bot.evaluation.rule_tables import RUNNING, RuleTable, RuleTableError, resolve, saved_cases, table_of_revision, tags
from bot.evaluation.rule_words import Names, worded
from bot.guidance.facts import DECIDING
from bot.guidance.version import rules_version
from bot.staff.access import Role
from bot.staff.desk import Desk, StaffRoutes, Visit, read_form
from bot.staff.rule_views import NOT_ASKED, choices, rule_views, what_if

LOG: Final = logging.getLogger(__name__)

PATH: Final = "/regler"
WHAT_IF: Final = f"{PATH}/hvis"
DIFF: Final = f"{PATH}/sammenlign"
#: The kinds of earlier versions, as they stand in the choice of one; the name follows.
_SNAPSHOT: Final = "billede:"
_TAG: Final = "tag:"
#: Differences that are kept, since each takes a second to work out.
_KEPT: Final = 8


@dataclass(frozen=True)
class Earlier:
    """An earlier version that can be chosen."""

    value: str
    label: str


class RuleHistory:
    """The running rules beside earlier ones. What takes long is done once, and never on the event loop."""

    def __init__(
        self, folder: Path, project: Path, code: Path = RUNNING, now: Callable[[], datetime] | None = None
    ) -> None:
        """`folder` keeps the snapshots; `project` holds the cases, `code` the rules and, where there is one, the git repository."""
        self._snapshots = Snapshots(folder)
        self._running = RunningRules(self._snapshots, code)
        self._project, self._code = project, code
        self._now = now or (lambda: datetime.now(UTC))
        self._turn = asyncio.Lock()
        self._found: dict[str, RuleDiff] = {}

    async def keep_current(self) -> None:
        """Sees to it that there is a snapshot of the rules as they run, so that later ones can be held against them."""
        try:
            await self._table()
        except RuleTableError as error:
            LOG.error("no snapshot of the rules could be kept: %s", error)

    async def _table(self) -> RuleTable:
        async with self._turn:
            return await asyncio.to_thread(lambda: self._running.table(saved_cases(self._project)))

    async def earlier(self) -> list[Earlier]:
        """The versions to choose among: snapshots of other rules than those that run, and git's tags; the latest first."""

        def listed() -> list[Earlier]:
            own = self._running.own_names()
            kept = [
                Earlier(
                    f"{_SNAPSHOT}{each.name}",
                    f"{each.name} – {each.taken.astimezone():%d.%m.%Y %H.%M} – regler {each.version}",
                )
                for each in self._snapshots.all()
                if each.name not in own
            ]
            return kept + [Earlier(f"{_TAG}{name}", f"{name} (git)") for name in tags(self._code)]

        return await asyncio.to_thread(listed)

    async def difference(self, earlier: Earlier) -> RuleDiff:
        """What has changed since. Only what `earlier()` lists may be asked for. Raises `RuleTableError`."""
        new = await self._table()
        key = f"{earlier.value} {earlier.label}"
        if key not in self._found:
            async with self._turn:
                found = await asyncio.to_thread(lambda: diff(self._old(earlier.value), new))
            self._found = dict([*self._found.items(), (key, found)][-_KEPT:])
        return self._found[key]

    def _old(self, value: str) -> RuleTable:
        kind, _, name = value.partition(":")
        if f"{kind}:" == _SNAPSHOT:
            return self._snapshots.read(name)
        commit = resolve(self._code, f"refs/tags/{name}")
        if commit is None:
            raise RuleTableError(f"Udgaven «{name}» findes ikke længere i git.")
        return table_of_revision(self._code, commit, saved_cases(self._project))

    async def snapshot(self, name: str) -> None:
        """Keeps what the rules say now under a name. Raises `RuleTableError`."""
        if self._snapshots.has(name):
            raise RuleTableError(f"Der er allerede et øjebliksbillede, der hedder «{name}». Vælg et andet navn.")
        self._snapshots.check_name(name)
        table = await self._table()
        await asyncio.to_thread(self._snapshots.keep, name, table, self._now())


def routes(desk: Desk, history: RuleHistory) -> StaffRoutes:
    """The three pages, and the form that keeps a snapshot."""
    routes = desk.routes()

    @routes.page(PATH, Role.READER)
    async def show(request: Request, visit: Visit) -> Response:
        return desk.page("rules.html", visit, rules=rule_views(current()), version=rules_version())

    @routes.page(WHAT_IF, Role.READER)
    async def if_so(request: Request, visit: Visit) -> Response:
        content, asked = current(), request.query_params
        offered = choices(content)
        given = {fact: asked.get(fact, NOT_ASKED) for fact in DECIDING}
        vary = list(dict.fromkeys(fact for fact in (asked.get("over"), asked.get("og")) if fact))
        if any(given[fact] not in {each.value for each in offered[fact]} for fact in DECIDING) or {*vary} - {*DECIDING}:
            return desk.problem(visit, 422, "Oplysningerne kan ikke bruges", "Vælg dem på siden igen.")
        names = Names(content)
        return desk.page(
            "what_if.html",
            visit,
            offered=offered,
            names={fact: names.fact(fact) for fact in DECIDING},
            given=given,
            vary=vary,
            found=what_if(given, vary, content),
        )

    async def compared(visit: Visit, chosen: str = "", status: int = 200, **more: Any) -> Response:
        earlier = await history.earlier()
        asked = next((each for each in earlier if each.value == chosen), None)
        values: dict[str, Any] = {"fault": "", "saved": False, "name": ""}
        found = None
        if asked is not None:
            try:
                found = worded(await history.difference(asked), current())
            except RuleTableError as error:
                status, values["fault"] = 422, str(error)
        return desk.page(
            "rule_diff.html",
            visit,
            status,
            earlier=earlier,
            asked=asked,
            found=found,
            version=rules_version(),
            **values | more,
        )

    @routes.page(DIFF, Role.READER)
    async def compare(request: Request, visit: Visit) -> Response:
        return await compared(visit, request.query_params.get("foer", ""), saved="gemt" in request.query_params)

    @routes.action(f"{PATH}/billede", Role.EDITOR)
    async def keep(request: Request, visit: Visit) -> Response:
        name = str((await read_form(request)).get("navn", "")).strip()
        try:
            await history.snapshot(name)
        except RuleTableError as error:
            return await compared(visit, status=422, fault=str(error), name=name)
        await desk.note(visit, "øjebliksbillede gemt", name, regler=rules_version())
        return RedirectResponse(f"/staff{DIFF}?gemt=ja", 303)

    return routes
