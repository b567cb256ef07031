"""The page that people see: the talk as plain forms, its record, a link to pass on, and the texts about the page itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from bot.content.page import Section, TextPage
from bot.conversations import Conversations
from bot.guidance.advice import next_question
from bot.guidance.facts import FactError
from bot.refusals import Refused
from bot.turn import GOAL_INTENTS
from bot.turn.messages import payload
from bot.turn.voice import content
from bot.web.advice_views import fact_rows, made_under_other_rules, read_link, view_of_facts
from bot.web.embedded import embedded_routers
from bot.web.limits import RateLimits, address
from bot.web.look import Look
from bot.web.page_forms import from_our_own_page
from bot.web.page_record import record_page
from bot.web.page_talk import TalkKey, TalkPage, Ways, forget_key
from bot.web.problems import MissingPage
from bot.web.rendering import DEFAULT_LOOK, Renderer, words

#: Paths that programs call: what they ask for in vain is not answered by a page.
FOR_PROGRAMS: Final = ("/api", "/webhooks", "/health", "/metrics", "/openapi.json", "/static")


@dataclass(frozen=True)
class PageSettings:
    """What an operator decides: how long talks are kept, which sites may embed the guide, whether a page shows how, and the look."""

    retention_days: int
    embedding_sites: tuple[str, ...] = ()
    demo: bool = False
    look: Look = DEFAULT_LOOK
    today: Callable[[], date] = lambda: datetime.now(UTC).astimezone().date()


def page_routers(conversations: Conversations, limits: RateLimits, settings: PageSettings) -> list[APIRouter]:
    """All routes of the page."""
    renderer = Renderer(settings.look)
    talk = TalkPage(conversations, limits, renderer, settings.retention_days)
    return [
        _talk(talk),
        _deletion(talk),
        _record(talk, settings),
        _guidance(renderer, limits),
        _texts(renderer, settings),
        renderer.static.router(),
        *embedded_routers(
            conversations, limits, settings.retention_days, settings.embedding_sites, settings.demo, settings.look
        ),
    ]


def missing_page(look: Look = DEFAULT_LOOK) -> MissingPage:
    """What gives the page for an address that leads nowhere; None where no person asked for it."""

    def missing(request: Request) -> Response | None:
        wants_page = "text/html" in request.headers.get("accept", "")
        if not wants_page or request.url.path.startswith(FOR_PROGRAMS):
            return None
        return Renderer(look).page("problem.html", 404, title=words().missing.title, text=words().missing.lead)

    return missing


def _talk(talk: TalkPage) -> APIRouter:
    routes = APIRouter(include_in_schema=False)

    @routes.get("/")
    async def show(request: Request) -> Response:
        return await talk.show(request)

    @routes.post("/samtale")
    async def say(request: Request) -> Response:
        return await talk.say(request)

    @routes.get("/samtale")
    async def back_to_the_talk() -> Response:
        return RedirectResponse("/", 303)

    return routes


def _deletion(talk: TalkPage) -> APIRouter:
    """Asks, deletes, and says that it is done."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/samtale/slet")
    async def ask(request: Request) -> Response:
        return talk.renderer.page("deletion.html", there=TalkKey.of(request) is not None, ways=Ways())

    @routes.post("/samtale/slet")
    async def delete(request: Request) -> Response:
        if not from_our_own_page(request):
            return talk.refuse_foreign()
        trouble = await talk.delete(TalkKey.of(request))
        if trouble is not None:
            return trouble
        response = RedirectResponse("/samtale/slettet", 303)
        forget_key(response)
        return response

    @routes.get("/samtale/slettet")
    async def done() -> Response:
        return talk.renderer.page("deleted.html", ways=Ways())

    return routes


def _record(talk: TalkPage, settings: PageSettings) -> APIRouter:
    routes = APIRouter(include_in_schema=False)

    @routes.get("/samtale/udskrift")
    async def record(request: Request) -> Response:
        return await record_page(talk, request, TalkKey.of(request), settings.today())

    return routes


def _guidance(renderer: Renderer, limits: RateLimits) -> APIRouter:
    routes = APIRouter(include_in_schema=False)

    @routes.get("/vejledning")
    async def guidance(request: Request) -> Response:
        try:
            await limits.check("guidance", address(request))
            facts, goal = read_link(request.query_params)
        except FactError:
            return renderer.page(
                "problem.html", 422, title=words().guidance.invalid_title, text=words().guidance.invalid
            )
        except Refused:
            problems = words().problems
            return renderer.page("problem.html", 429, title=words().guidance.title, text=problems.too_many)
        intent = next(name for name, each in GOAL_INTENTS.items() if each == goal)
        question = next_question(facts, goal)
        return renderer.page(
            "guidance.html",
            facts=fact_rows(facts),
            advice=view_of_facts(facts, goal),
            missing=content().questions[question].name if question else None,
            carry_on=payload(intent, facts.as_json()),
            rules_changed=made_under_other_rules(request.query_params),
        )

    return routes


def _texts(renderer: Renderer, settings: PageSettings) -> APIRouter:
    routes = APIRouter(include_in_schema=False)

    @routes.get("/privatliv")
    async def privacy() -> Response:
        page = words().privacy
        sections = [
            Section(heading=each.heading, text=each.text.replace("{days}", str(settings.retention_days)))
            for each in page.sections
        ]
        return renderer.page("text.html", text=TextPage(title=page.title, intro=page.intro, sections=tuple(sections)))

    @routes.get("/tilgaengelighed")
    async def accessibility() -> Response:
        return renderer.page("text.html", text=words().accessibility)

    return routes
