"""«Tests»: talks as tests. A conversation is made one, edited, played at once, taken along or saved; and the whole suite is run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from fastapi import Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from bot.danish import date_in_words
from bot.evaluation.cases import case_of
from bot.evaluation.dialogue_drafts import draft
from bot.evaluation.dialogue_files import DialogueError, read_dialogue
from bot.evaluation.dialogue_folder import DialogueFolder, DialogueName, NotSaved, digest
from bot.evaluation.dialogues import Talker, play
from bot.evaluation.suite import Suite, played
from bot.jobs import JobRunning
from bot.refusals import Refused
from bot.staff.access import Role
from bot.staff.desk import Desk, StaffRoutes, Visit, read_form
from bot.store import ConversationStore

PATH: Final = "/tests"
#: Seconds between two looks at a run that is under way.
LOOK_AGAIN: Final = 5
NOT_SAVED: Final = {
    "name": "Mappe og navn skal være små bogstaver fra a til z, tal og understreger, og navnet skal begynde med user_.",
    "exists": "Der er allerede en test med det navn. Vælg et andet navn, eller åbn den og ret den.",
    "changed": "Testen er ændret, siden du åbnede den. Åbn den igen, og ret der.",
    "read_only": "Mappen med tests kan ikke skrives i. Hent filen, og giv den til en udvikler.",
}


class Clock(Protocol):
    """Tells the time."""

    def __call__(self) -> datetime: ...


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Workshop:
    """What the tests' pages work with. `talker` plays a single test, `suite` all of them."""

    store: ConversationStore
    folder: DialogueFolder
    suite: Suite
    talker: Talker
    now: Clock = _now


@dataclass(frozen=True)
class Draft:
    """A test as it stands in the form. `opened`: the digest of the saved test that it comes from; empty for a new one."""

    text: str
    behaviour: str = ""
    name: str = ""
    opened: str = ""

    @classmethod
    def of(cls, form: FormData) -> Draft:
        """The test that a form sends. Browsers send line breaks as two characters."""

        def field(name: str) -> str:
            value = form.get(name)
            return value.replace("\r\n", "\n") if isinstance(value, str) else ""

        return cls(field("text"), field("mappe").strip(), field("navn").strip(), field("aabnet"))


def routes(desk: Desk, workshop: Workshop) -> StaffRoutes:
    """The pages of the tests."""
    routes = desk.routes()
    _suite(routes, desk, workshop)
    _open(routes, desk, workshop)
    _work(routes, desk, workshop)
    return routes


def _suite(routes: StaffRoutes, desk: Desk, workshop: Workshop) -> None:
    @routes.page(PATH, Role.READER)
    async def overview(request: Request, visit: Visit) -> Response:
        run = await workshop.suite.run()
        follow = run.state == "running" and request.query_params.get("opdater") != "nej"
        response = desk.page(
            "tests.html",
            visit,
            run=run,
            follow=follow,
            names=workshop.folder.names(),
            already=request.query_params.get("optaget") == "ja",
        )
        if follow:
            # A header and no script: whoever wants the page to stand still takes the link that says so.
            response.headers["Refresh"] = str(LOOK_AGAIN)
        return response

    @routes.action(f"{PATH}/koer", Role.EDITOR)
    async def run_all(request: Request, visit: Visit) -> Response:
        try:
            await workshop.suite.start()
        except JobRunning:
            return RedirectResponse(f"/staff{PATH}?optaget=ja", 303)
        await desk.note(visit, "kørte alle tests", "tests")
        return RedirectResponse(f"/staff{PATH}", 303)


def _open(routes: StaffRoutes, desk: Desk, workshop: Workshop) -> None:
    @routes.page(f"{PATH}/ny", Role.READER)
    async def new(request: Request, visit: Visit) -> Response:
        id = request.query_params.get("samtale", "")
        found = await workshop.store.find(id, with_entries=True) if 0 < len(id) <= 64 else None
        if found is None:
            return desk.problem(
                visit, 404, "Samtalen findes ikke", "Den er slettet af brugeren eller ryddet væk efter fristen."
            )
        case = case_of(found.entries, found.slots)
        if not case.turns:
            return desk.problem(
                visit, 422, "Samtalen er tom", "En test skal have mindst én tur. Sig noget i samtalen først."
            )
        await desk.note(visit, "lavede samtale til test", id)
        day = workshop.now().astimezone().date()
        title = f"En samtale fra {date_in_words(day.isoformat())}"
        return _page(desk, visit, workshop, Draft(draft(case, title), name=f"user_talks_{day:%Y%m%d}"))

    @routes.page(f"{PATH}/vis/{{behaviour}}/{{name}}", Role.READER)
    async def open_saved(request: Request, visit: Visit) -> Response:
        try:
            name = DialogueName.of(request.path_params["behaviour"], request.path_params["name"])
        except NotSaved:
            name = None
        text = workshop.folder.read(name) if name else None
        if name is None or text is None:
            return desk.problem(visit, 404, "Testen findes ikke", "Den er fjernet eller har fået et andet navn.")
        saved = request.query_params.get("gemt") == "ja"
        return _page(desk, visit, workshop, Draft(text, name.behaviour, name.name, digest(text)), saved=saved)


def _work(routes: StaffRoutes, desk: Desk, workshop: Workshop) -> None:
    @routes.action(f"{PATH}/proev", Role.READER)
    async def try_out(request: Request, visit: Visit) -> Response:
        given = Draft.of(await read_form(request))
        try:
            outcome = await play(read_dialogue(_path(workshop, given), given.text), workshop.talker)
        except DialogueError as error:
            return _page(desk, visit, workshop, given, 422, fault=error)
        except Refused:
            return _page(desk, visit, workshop, given, 503, problem="Guiden har travlt. Prøv igen om lidt.")
        return _page(desk, visit, workshop, given, outcome=played(outcome), failed=bool(outcome.faults))

    @routes.action(f"{PATH}/hent", Role.READER)
    async def take_along(request: Request, visit: Visit) -> Response:
        given = Draft.of(await read_form(request))
        try:
            name = DialogueName.of(given.behaviour or "talk", given.name)
            read_dialogue(_path(workshop, given), given.text)
        except NotSaved as error:
            return _page(desk, visit, workshop, given, 422, problem=NOT_SAVED[error.problem])
        except DialogueError as error:
            return _page(desk, visit, workshop, given, 422, fault=error)
        headers = {"Content-Disposition": f'attachment; filename="{name.name}.yml"'}
        return Response(given.text, media_type="application/yaml; charset=utf-8", headers=headers)

    @routes.action(f"{PATH}/gem", Role.EDITOR)
    async def save(request: Request, visit: Visit) -> Response:
        given = Draft.of(await read_form(request))
        try:
            name = DialogueName.of(given.behaviour, given.name)
            workshop.folder.save(name, given.text, given.opened)
        except NotSaved as error:
            return _page(desk, visit, workshop, given, 422, problem=NOT_SAVED[error.problem])
        except DialogueError as error:
            return _page(desk, visit, workshop, given, 422, fault=error)
        await desk.note(visit, "rettede test" if given.opened else "gemte test", str(name), digest=digest(given.text))
        return RedirectResponse(f"/staff{PATH}/vis/{name.behaviour}/{name.name}?gemt=ja", 303)


def _path(workshop: Workshop, given: Draft) -> Any:
    """A path to speak of; what is typed is never opened."""
    return workshop.folder.folder / "test.yml"


def _page(desk: Desk, visit: Visit, workshop: Workshop, given: Draft, status: int = 200, **more: Any) -> Response:
    defaults: dict[str, Any] = {"fault": None, "problem": None, "outcome": None, "failed": False, "saved": False}
    return desk.page(
        "test.html",
        visit,
        status,
        given=given,
        behaviours=sorted({each.behaviour for each in workshop.folder.names()}),
        writable=workshop.folder.writable,
        **{**defaults, **more},
    )
