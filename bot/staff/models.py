"""Models: train one with the new examples, hold it against the one that answers, switch over, and back."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fastapi import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.evaluation.page import fact_name
from bot.evaluation.page import value as in_words
from bot.evaluation.targets import written
from bot.jobs import Job, JobRunning, Jobs
from bot.loaded_engine import LoadedEngine, SwitchError
from bot.staff.access import Role
from bot.staff.desk import Desk, StaffRoutes, Visit, read_form
from bot.staff.turn_views import intent_titles
from bot.store.review import Example, Inbox

if TYPE_CHECKING:
    from bot.dialogue.shelf import ModelOnShelf

PATH: Final = "/model"
TRAIN: Final = "train"
COMPARE: Final = "compare"
#: Corrected sentences that both models are shown, the latest ones.
MOST_EXAMPLES: Final = 300
_OUTCOMES: Final = ("skiftet", "optaget", "afbrudt")


@dataclass(frozen=True)
class Workshop:
    """What the pages about models work with."""

    engine: LoadedEngine
    jobs: Jobs
    inbox: Inbox
    models_dir: Path
    project: Path
    folder: Path

    @property
    def comparison(self) -> Path:
        """Where the latest comparison lies."""
        return self.folder / "comparison.json"


def routes(desk: Desk, workshop: Workshop) -> StaffRoutes:
    """The page of the models, its four forms, and the page of the comparison."""
    routes = desk.routes()

    @routes.page(PATH, Role.READER)
    async def show(request: Request, visit: Visit) -> Response:
        done = {name: request.query_params[name] for name in _OUTCOMES if name in request.query_params}
        return await _show(desk, workshop, visit, done)

    @routes.page(f"{PATH}/arbejde", Role.READER)
    async def progress(request: Request, visit: Visit) -> Response:
        jobs = [job for name in (TRAIN, COMPARE) if (job := await workshop.jobs.look(name)) is not None and job.runs]
        return JSONResponse([_standing(job) for job in jobs])

    @routes.page(f"{PATH}/sammenligning", Role.READER)
    async def comparison(request: Request, visit: Visit) -> Response:
        found = await asyncio.to_thread(_comparison, workshop)
        if found is None:
            return desk.problem(
                visit, 404, "Der er ingen sammenligning", "Sammenlign to modeller på siden Model først."
            )
        return desk.page("model_comparison.html", visit, found=found, titles=intent_titles(), **_filters())

    _add_jobs(routes, desk, workshop)
    _add_switch(routes, desk, workshop)
    return routes


def _add_jobs(routes: StaffRoutes, desk: Desk, workshop: Workshop) -> None:
    """Training and comparing: begin, and break off."""

    @routes.action(f"{PATH}/traen", Role.ADMIN)
    async def train(request: Request, visit: Visit) -> Response:
        command = [sys.executable, "-m", "bot", "train", "--candidate"]
        if not await _begin(workshop, TRAIN, command, {"who": visit.account.name}):
            return RedirectResponse(f"/staff{PATH}?optaget=1", 303)
        await desk.note(visit, "Begyndte at træne", "model")
        return RedirectResponse(f"/staff{PATH}", 303)

    @routes.action(f"{PATH}/sammenlign", Role.ADMIN)
    async def compare(request: Request, visit: Visit) -> Response:
        old, new = workshop.engine.version(), _text(await read_form(request), "model")
        if old is None or new not in {each.version for each in await _shelf(workshop)}:
            return desk.problem(visit, 404, "Den model er der ikke", "Den er fjernet, siden siden blev vist.")
        examples = await workshop.inbox.examples(MOST_EXAMPLES)
        listed = await asyncio.to_thread(_write_examples, workshop.folder, examples)
        output = ["--output", str(workshop.comparison), "--examples", str(listed)]
        command = [sys.executable, "-m", "bot", "compare", old, new, *output]
        if not await _begin(workshop, COMPARE, command, {"who": visit.account.name, "old": old, "new": new}):
            return RedirectResponse(f"/staff{PATH}?optaget=1", 303)
        await desk.note(visit, "Begyndte at sammenligne", new, med=old)
        return RedirectResponse(f"/staff{PATH}", 303)

    @routes.action(f"{PATH}/afbryd", Role.ADMIN)
    async def cancel(request: Request, visit: Visit) -> Response:
        name = _text(await read_form(request), "arbejde")
        if name in (TRAIN, COMPARE) and await workshop.jobs.cancel(name):
            await desk.note(visit, "Afbrød et arbejde", "træning" if name == TRAIN else "sammenligning")
        return RedirectResponse(f"/staff{PATH}?afbrudt=1", 303)


def _add_switch(routes: StaffRoutes, desk: Desk, workshop: Workshop) -> None:
    @routes.action(f"{PATH}/skift", Role.ADMIN)
    async def switch(request: Request, visit: Visit) -> Response:
        version, before = _text(await read_form(request), "model"), workshop.engine.version()
        try:
            await workshop.engine.switch(version, lambda: _record(workshop, version))
        except SwitchError as error:
            return desk.problem(
                visit, 409, "Modellen kan ikke tages i brug", f"Den, der svarer nu, svarer stadig. {error}"
            )
        await desk.note(visit, "Skiftede model", version, før=before)
        return RedirectResponse(f"/staff{PATH}?skiftet=1", 303)


async def _show(desk: Desk, workshop: Workshop, visit: Visit, done: Mapping[str, str]) -> Response:
    from bot.dialogue.models import ModelError

    try:
        shelf = await _shelf(workshop)
    except ModelError as error:
        return desk.problem(visit, 500, "Listen over modeller kan ikke læses", str(error))
    current = next((each for each in shelf if each.current), None)
    examples = await workshop.inbox.examples()
    found = await asyncio.to_thread(_comparison, workshop)
    return desk.page(
        "models.html",
        visit,
        shelf=shelf,
        answering=workshop.engine.version(),
        new_examples=sum(current is None or each.at > current.trained_at for each in examples),
        train=await workshop.jobs.look(TRAIN),
        compare=await workshop.jobs.look(COMPARE),
        standing=_standing,
        compared=(found["old"], found["new"]) if found else None,
        done=done,
    )


async def _shelf(workshop: Workshop) -> list[ModelOnShelf]:
    from bot.dialogue.shelf import shelf

    return await asyncio.to_thread(shelf, workshop.models_dir, workshop.project)


def _record(workshop: Workshop, version: str) -> None:
    """Notes the choice where every process and every restart finds it. Raises `SwitchError`."""
    from bot.dialogue.models import ModelError
    from bot.dialogue.shelf import choose

    try:
        choose(workshop.models_dir, workshop.project, version)
    except (ModelError, OSError) as error:
        raise SwitchError(str(error)) from error


async def _begin(workshop: Workshop, name: str, command: list[str], about: Mapping[str, Any]) -> bool:
    try:
        await workshop.jobs.start(name, command, about)
    except JobRunning:
        return False
    return True


def _write_examples(folder: Path, examples: list[Example]) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "examples.json"
    rows = [{"text": each.text, "intent": each.intent} for each in examples]
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return path


def _comparison(workshop: Workshop) -> dict[str, Any] | None:
    """The latest comparison; None where there is none, or one that another version of the guide wrote."""
    try:
        found: dict[str, Any] = json.loads(workshop.comparison.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if {"old", "new", "sets", "figures", "examples", "dialogues"} <= set(found) else None


def _standing(job: Job) -> dict[str, Any]:
    """Where a job stands: its last line, the stage that it names in front ("[2/4] …"), and how long it has been going on."""
    last = job.lines[-1] if job.lines else ""
    stage, _, line = last.partition("] ") if last.startswith("[") else ("", "", last)
    done, _, of = stage.removeprefix("[").partition("/")
    seconds = int(((job.ended or datetime.now(UTC)) - job.begun).total_seconds())
    return {
        "name": job.name,
        "line": line,
        "stage": int(done) if done.isdigit() else None,
        "of": int(of) if of.isdigit() else None,
        "time": f"{seconds // 60}.{seconds % 60:02d}",
    }


def _filters() -> dict[str, Any]:
    return {"in_words": in_words, "fact_name": fact_name, "written": written}


def _text(form: Any, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
