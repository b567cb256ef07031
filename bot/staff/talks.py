"""«Samtaler»: the conversations that are kept, and each as a case with what lies behind every answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Protocol
from urllib.parse import urlencode

from fastapi import Request
from starlette.responses import Response

from bot import tracing
from bot.evaluation.cases import Case, CaseTurn, case_of
from bot.guidance.goals import GOALS
from bot.guidance.version import rules_version
from bot.refusals import Refused
from bot.staff.access import Role
from bot.staff.desk import Desk, StaffRoutes, Visit
from bot.staff.turn_views import TURN_WORDS, conclusion_rows, fact_name, intent_titles, shown, turn_views
from bot.store import ConversationStore, StaffTalks
from bot.store.staff_talks import OUTCOMES, TalkFilter
from bot.turn.voice import content

PATH: Final = "/samtaler"
PAGE: Final = 25
LAST_PAGE: Final = 400
OUTCOME_LABELS: Final = {
    "decided": "fik et afgjort råd",
    "depends": "fik et råd med forbehold",
    "under_way": "kom ikke til et råd",
    "no_goal": "valgte intet mål",
}
ORIGINS: Final = {"wrote": "skrev", "chose": "valgte", "corrected": "rettede", None: "ikke noteret"}


class Engine(Protocol):
    """What reads a message again."""

    async def turn(self, slots: Mapping[str, Any], text: str | None, payload: str | None) -> Any: ...


@dataclass(frozen=True)
class Asked:
    """The list's filter as the address gives it; what cannot be read is left out. `page` counts from 1."""

    day: date | None
    goal: str
    outcome: str
    unsure: bool
    staff: bool
    page: int

    @classmethod
    def of(cls, request: Request) -> Asked:
        """The filter of a request."""
        query = request.query_params
        number = query.get("side", "1")
        return cls(
            day=_day(query.get("dag", "")),
            goal=query.get("maal", "") if query.get("maal") in GOALS else "",
            outcome=query.get("udfald", "") if query.get("udfald") in OUTCOMES else "",
            unsure=query.get("usikre") == "ja",
            staff=query.get("egne") == "ja",
            page=min(max(int(number), 1), LAST_PAGE) if number.isdecimal() and len(number) < 6 else 1,
        )

    def filter(self) -> TalkFilter:
        """The same for the store. A day is one of this place's clock."""
        since = None if self.day is None else datetime.combine(self.day, time.min).astimezone()
        before = None if self.day is None else datetime.combine(self.day + timedelta(days=1), time.min).astimezone()
        outcome = next((each for each in OUTCOMES if each == self.outcome), None)
        return TalkFilter(since, before, self.goal or None, outcome, self.unsure, self.staff)

    def address(self, page: int) -> str:
        """The address of another page of the same list."""
        given = {
            "dag": self.day.isoformat() if self.day else "",
            "maal": self.goal,
            "udfald": self.outcome,
            "usikre": "ja" if self.unsure else "",
            "egne": "ja" if self.staff else "",
            "side": str(page),
        }
        return f"/staff{PATH}?{urlencode({name: value for name, value in given.items() if value})}"


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
    return found if found and 2000 <= found.year <= 9000 else None


def routes(desk: Desk, store: ConversationStore, talks: StaffTalks, engine: Engine) -> StaffRoutes:
    """The list and the cases."""
    routes = desk.routes()

    @routes.page(PATH, Role.READER)
    async def listed(request: Request, visit: Visit) -> Response:
        asked = Asked.of(request)
        found = await talks.find(asked.filter(), (asked.page - 1) * PAGE, PAGE + 1)
        return desk.page(
            "talks.html",
            visit,
            asked=asked,
            rows=[(row, shown("goal", row.goal), OUTCOME_LABELS[row.outcome]) for row in found[:PAGE]],
            newer=asked.address(asked.page - 1) if asked.page > 1 else None,
            older=asked.address(asked.page + 1) if len(found) > PAGE and asked.page < LAST_PAGE else None,
            goals={name: content().goals[name].label for name in GOALS},
            outcomes=OUTCOME_LABELS,
        )

    @routes.page(f"{PATH}/{{id}}", Role.READER)
    async def one(request: Request, visit: Visit) -> Response:
        id = str(request.path_params["id"])
        found = await store.find(id, with_entries=True) if len(id) <= 64 else None
        if found is None:
            return desk.problem(
                visit, 404, "Samtalen findes ikke", "Den er slettet af brugeren eller ryddet væk efter fristen."
            )
        await desk.note(visit, "læste samtale", id)
        case = case_of(found.entries, found.slots)
        again, trouble = await _again(request, case, engine)
        return _case_page(desk, visit, id, case, await talks.is_marked(id), await talks.traces(id), again, trouble)

    return routes


def _case_page(
    desk: Desk,
    visit: Visit,
    id: str,
    case: Case,
    held_by_staff: bool,
    traces: Mapping[int, Mapping[str, Any]],
    again: Mapping[int, Mapping[str, Any]],
    trouble: bool,
) -> Response:
    return desk.page(
        "case.html",
        visit,
        talk_id=id,
        case=case,
        held_by_staff=held_by_staff,
        opening=[entry.text for entry in case.opening],
        began=case.opening[0].at if case.opening else None,
        goal=shown("goal", case.goal),
        facts=[
            (fact_name(each.name), shown(each.name, each.value), ORIGINS[each.origin], each.turn) for each in case.facts
        ],
        conclusions=conclusion_rows(case.advice) if case.advice else (),
        rules_now=rules_version(),
        turns=turn_views(case, traces, again),
        trouble=trouble,
        titles=intent_titles(),
        **TURN_WORDS,
    )


async def _again(request: Request, case: Case, engine: Engine) -> tuple[dict[int, dict[str, Any]], bool]:
    """The message that the address asks to have read anew, read by today's model in the state that it was read in then.

    Nothing is kept of it. The flag says that it could not be read just now.
    """
    asked = request.query_params.get("laes", "")
    turn = next((each for each in case.turns if str(each.number) == asked and each.written), None)
    if turn is None:
        return {}, False
    try:
        return {turn.number: await reread(turn, engine)}, False
    except Refused:
        return {}, True


async def reread(turn: CaseTurn, engine: Engine) -> dict[str, Any]:
    """The trace of a message read by today's model. Raises `Refused` when the engine has too much to do."""
    slots = turn.before.as_slots() if turn.before is not None else {}
    with tracing.traced() as trace:
        await engine.turn(slots, turn.said, None)
    return trace.as_json()
