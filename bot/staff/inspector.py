"""«Prøv»: a talk with the guide as a user has it, with what lies behind each answer beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from fastapi import Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from bot.conversations import Conversations
from bot.evaluation.cases import case_of
from bot.guidance.facts import NAMES, FactError, Facts, check_fact
from bot.guidance.goals import DEFAULT_GOAL, GOALS
from bot.incoming import Incoming
from bot.problems import fact_problem
from bot.refusals import Refused
from bot.staff.access import Role
from bot.staff.desk import Desk, StaffRoutes, Visit, read_form
from bot.staff.turn_views import TURN_WORDS, intent_titles, turn_views
from bot.store import ConversationStore, StaffTalks
from bot.turn import GOAL_INTENTS
from bot.turn.messages import payload
from bot.turn.voice import content
from bot.web.advice_views import read_value
from bot.web.headers import policy
from bot.web.limits import RateLimits
from bot.web.look import Look
from bot.web.page_forms import Form
from bot.web.page_record import record_page
from bot.web.page_talk import TalkKey, TalkPage, Ways
from bot.web.rendering import Renderer
from bot.web.talk_views import editor

PATH: Final = "/proev"
COOKIE: Final = "proev"
#: How the talk is looked at: as the page, as the page on the smallest screen that it is made for, and with no script running.
VIEWS: Final = {"side": "Siden", "smal": "Lille skærm (320 px)", "uden": "Uden scripts"}
#: What the frame may do in which no script runs: send its forms, and follow them out of the frame.
_NO_SCRIPTS: Final = "allow-forms allow-same-origin allow-popups allow-top-navigation-by-user-activation"


@dataclass(frozen=True)
class Stage:
    """What the inspector works with: the staff's own conversations, and where they are kept."""

    rehearsal: Conversations
    store: ConversationStore
    talks: StaffTalks
    look: Look


@dataclass(frozen=True)
class BenchWays(Ways):
    """The ways of the public page, within the bench."""

    view: str = "side"

    @property
    def home(self) -> str:
        return f"/staff{PATH}/vindue"

    @property
    def say(self) -> str:
        return f"/staff{PATH}/sig"

    @property
    def others(self) -> str:
        return f"/staff{PATH}/samtale"

    @property
    def target(self) -> Markup:
        # Without a script the whole inspector comes anew, so that what lies behind the answer comes with it.
        return Markup(' target="_parent"')


class FramedTalk(TalkPage):
    """The public page of a talk, in the inspector's frame: its own cookie, its own addresses, and no limits."""

    def __init__(self, stage: Stage, csrf: str) -> None:
        limits = RateLimits(None, lambda _: None, enabled=False)
        super().__init__(stage.rehearsal, limits, FrameRenderer(stage.look), retention_days=1)
        self._csrf = csrf

    def ways(self, key: TalkKey | None) -> Ways:
        """The ways of the bench."""
        plain = super().ways(key)
        return BenchWays(plain.key, csrf=self._csrf)

    def key_of(self, request: Request, form: Form) -> TalkKey | None:
        """The key in the inspector's cookie."""
        return key_of(request)

    async def said(self, request: Request, form: Form, key: TalkKey) -> Response:
        """The part that a script asked for, or the whole inspector."""
        to = f"/staff{PATH}#seneste" if form.part is None else f"/staff{PATH}/vindue?part={form.part}"
        response = RedirectResponse(to, 303)
        keep(request, response, key)
        return response

    def forget(self, response: Response) -> None:
        """Has the browser forget the key."""
        response.delete_cookie(COOKIE, path=f"/staff{PATH}", httponly=True, samesite="strict")


class FrameRenderer(Renderer):
    """Pages that the inspector shows in its frame; their links open elsewhere."""

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page as a response."""
        response = super().page(template, status, **{"in_frame": True, **values})
        response.headers["Content-Security-Policy"] = policy(frame_ancestors="'self'")
        return response


def key_of(request: Request) -> TalkKey | None:
    """The key of the talk that this browser holds in the inspector."""
    return TalkKey.read(request.cookies.get(COOKIE, ""))


def keep(request: Request, response: Response, key: TalkKey) -> None:
    """Has the browser keep the key for the inspector alone, until it is closed."""
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, str(key), path=f"/staff{PATH}", httponly=True, samesite="strict", secure=secure)


@dataclass(frozen=True)
class Prefilled:
    """Facts typed in to start in the middle. `problems`: by fact, why it cannot be taken."""

    goal: str = DEFAULT_GOAL
    facts: Facts = field(default_factory=lambda: Facts({}))
    typed: dict[str, list[str]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def read_prefilled(given: dict[str, list[str]]) -> Prefilled:
    """The facts of the form; each is checked, and what is left empty is not known."""
    goal = (given.get("goal") or [DEFAULT_GOAL])[0]
    values, problems = {}, {}
    typed = {name: [each for each in given.get(name, []) if each.strip()] for name in NAMES}
    for name, texts in typed.items():
        if not texts:
            continue
        try:
            values[name] = check_fact(name, read_value(name, texts))
        except FactError as error:
            problems[name] = fact_problem(error, content())
    if goal not in GOALS:
        problems["goal"] = "Vælg et af målene."
        goal = DEFAULT_GOAL
    return Prefilled(goal, Facts(values), typed, problems)


def routes(desk: Desk, stage: Stage) -> StaffRoutes:
    """The pages of the inspector."""
    routes = desk.routes()
    _look(routes, desk, stage)
    _talk(routes, desk, stage)
    return routes


def _look(routes: StaffRoutes, desk: Desk, stage: Stage) -> None:
    @routes.page(PATH, Role.READER)
    async def show(request: Request, visit: Visit) -> Response:
        return await _page(request, visit, desk, stage, Prefilled())

    @routes.page(f"{PATH}/vindue", Role.READER)
    async def frame(request: Request, visit: Visit) -> Response:
        talk = FramedTalk(stage, visit.csrf)
        part = request.query_params.get("part", "")
        return await talk.show_talk(request, key_of(request), int(part) if part.isdecimal() and len(part) < 7 else None)

    @routes.page(f"{PATH}/samtale/udskrift", Role.READER)
    async def record(request: Request, visit: Visit) -> Response:
        talk = FramedTalk(stage, visit.csrf)
        return await record_page(talk, request, key_of(request), datetime.now(UTC).astimezone().date())

    @routes.page(f"{PATH}/samtale/slet", Role.READER)
    async def ask_deletion(request: Request, visit: Visit) -> Response:
        return RedirectResponse(f"/staff{PATH}#slet", 303)


def _talk(routes: StaffRoutes, desk: Desk, stage: Stage) -> None:
    @routes.action(f"{PATH}/sig", Role.READER)
    async def say(request: Request, visit: Visit) -> Response:
        return await FramedTalk(stage, visit.csrf).say(request)

    @routes.action(f"{PATH}/begynd", Role.READER)
    async def begin(request: Request, visit: Visit) -> Response:
        form = await read_form(request)
        given = {name: [str(each) for each in form.getlist(name)] for name in (*NAMES, "goal")}
        prefilled = read_prefilled(given)
        if prefilled.problems:
            return await _page(request, visit, desk, stage, prefilled, 422)
        opened = await stage.rehearsal.open()
        key = TalkKey(opened.id, opened.token)
        if prefilled.facts or form.get("goal"):
            intent = next(name for name, goal in GOAL_INTENTS.items() if goal == prefilled.goal)
            pressed = payload(intent, prefilled.facts.as_json())
            try:
                await stage.rehearsal.say(key.id, key.token, Incoming(payload=pressed))
            except Refused:
                return desk.problem(
                    visit, 503, "Samtalen kan ikke begynde lige nu", "Guiden har travlt. Prøv igen om lidt."
                )
        response = RedirectResponse(f"/staff{PATH}#seneste", 303)
        keep(request, response, key)
        return response

    @routes.action(f"{PATH}/slet", Role.READER)
    async def delete(request: Request, visit: Visit) -> Response:
        talk, key = FramedTalk(stage, visit.csrf), key_of(request)
        trouble = await talk.delete(key)
        response = trouble or RedirectResponse(f"/staff{PATH}", 303)
        talk.forget(response)
        return response


async def _page(
    request: Request, visit: Visit, desk: Desk, stage: Stage, prefilled: Prefilled, status: int = 200
) -> Response:
    key = key_of(request)
    there = await _authorised(stage, key)
    found = await stage.store.find(key.id, with_entries=True) if there and key else None
    case = case_of(found.entries, found.slots) if found else None
    traces = await stage.talks.traces(found.id) if found else {}
    chosen = request.query_params.get("visning") or request.cookies.get("visning", "")
    view = chosen if chosen in VIEWS else "side"
    response = desk.page(
        "inspector.html",
        visit,
        status,
        views=VIEWS,
        view=view,
        sandbox=_NO_SCRIPTS if view == "uden" else None,
        talk_id=found.id if found else None,
        turns=turn_views(case, traces, {}) if case else (),
        titles=intent_titles(),
        **TURN_WORDS,
        prefilled=prefilled,
        fields=[(name, content().questions[name].name, editor(name, prefilled.facts.get(name))) for name in NAMES],
        goals={name: content().goals[name].label for name in GOALS},
    )
    response.headers["Content-Security-Policy"] = policy(frame_src="'self'")
    response.headers["X-Frame-Options"] = "DENY"
    if request.query_params.get("visning") in VIEWS:
        # The form in the frame leads back here without an address of its own for each view.
        response.set_cookie("visning", view, path=f"/staff{PATH}", httponly=True, samesite="strict")
    return response


async def _authorised(stage: Stage, key: TalkKey | None) -> bool:
    if key is None:
        return False
    try:
        await stage.rehearsal.authorise(key.id, key.token)
    except Refused:
        return False
    return True
