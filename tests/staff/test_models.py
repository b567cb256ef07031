"""The pages about models: who may train and switch, what is started, and what a comparison shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import models as stored
from bot.jobs import Job, JobRunning, Jobs
from bot.loaded_engine import LoadedEngine, SwitchError
from bot.staff import models
from bot.staff.access import Role
from bot.staff.desk import StaffRoutes
from bot.staff.models import Workshop
from bot.store.review import Inbox
from tests.evaluation.projects import a_project
from tests.staff.site import Bench, Browser

pytestmark = pytest.mark.anyio


class SwitchedEngine(LoadedEngine):
    """An engine that switches without loading anything; a model named "broken" cannot take over."""

    answering = "old"

    def version(self) -> str:
        return self.answering

    async def switch(self, version: str, record: Callable[[], None] = lambda: None) -> None:
        if version == "broken":
            raise SwitchError("its parts do not fit")
        record()
        self.answering = version


class NotedJobs(Jobs):
    """Notes what is to be started. `standing` holds how each job stands."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.commands: list[tuple[str, list[str]]] = []
        self.standing: dict[str, Job] = {}

    async def start(self, name: str, command: Sequence[str], about: Mapping[str, Any] | None = None) -> None:
        if any(job.runs for job in self.standing.values()):
            raise JobRunning
        self.commands.append((name, list(command[2:])))
        self.standing[name] = Job(name, "running", datetime.now(UTC), None, ("[2/4] Fører samtaler …",), about or {})

    async def look(self, name: str) -> Job | None:
        return self.standing.get(name)

    async def cancel(self, name: str) -> bool:
        return self.standing.pop(name, None) is not None


@pytest.fixture
def workshop(bench: Bench, tmp_path: Path) -> Workshop:
    project, folder = tmp_path / "project", tmp_path / "models"
    project.mkdir()
    folder.mkdir()
    for version in ("old", "new", "broken"):
        path = folder / f"{version}{stored.SUFFIX}"
        path.write_text(version)
        stored.note(path)
    stored.make_current(folder / f"old{stored.SUFFIX}", "made from something")
    jobs = NotedJobs(tmp_path / "jobs")
    return Workshop(SwitchedEngine(), jobs, Inbox(bench.database), folder, a_project(project), tmp_path / "jobs")


@pytest.fixture
def pages(bench: Bench, workshop: Workshop) -> StaffRoutes:
    return models.routes(bench.desk, workshop)


@pytest.fixture
async def admin(bench: Bench, pages: StaffRoutes) -> Browser:
    return await bench.logged_in("Ada", Role.ADMIN, pages)


def started(workshop: Workshop) -> list[tuple[str, list[str]]]:
    assert isinstance(workshop.jobs, NotedJobs)
    return workshop.jobs.commands


async def test_the_page_tells_which_model_answers_and_which_one_may_be_taken(admin: Browser) -> None:
    page = (await admin.get("/model")).text
    assert "<strong>Svarer nu.</strong>" in page
    assert 'aria-label="Tag i brug: new"' in page
    assert 'i brug: old"' not in page


async def test_an_admin_trains_a_candidate_and_it_is_seen_by_all(
    bench: Bench, admin: Browser, workshop: Workshop, pages: StaffRoutes
) -> None:
    await admin.post("/model/traen")
    assert started(workshop) == [("train", ["bot", "train", "--candidate"])]
    assert ("Ada", "Begyndte at træne", "model") in await bench.actions()
    reader = await bench.logged_in("Bo", Role.READER, pages)
    page = (await reader.get("/model")).text
    assert "En model bliver trænet." in page
    assert "Fører samtaler" in page


async def test_progress_is_told_to_the_page_in_parts(admin: Browser) -> None:
    await admin.post("/model/traen")
    [job] = (await admin.get("/model/arbejde")).json()
    assert (job["name"], job["stage"], job["of"], job["line"]) == ("train", 2, 4, "Fører samtaler …")


async def test_nothing_else_is_started_meanwhile(admin: Browser, workshop: Workshop) -> None:
    await admin.post("/model/traen")
    answer = await admin.post("/model/sammenlign", model="new")
    assert len(started(workshop)) == 1
    page = (await admin.get(answer.headers["location"].removeprefix("/staff"))).text
    assert "Et andet arbejde er i gang" in page


async def test_what_was_started_can_be_ended(bench: Bench, admin: Browser, workshop: Workshop) -> None:
    await admin.post("/model/traen")
    await admin.post("/model/afbryd", arbejde="train")
    assert (await admin.get("/model/arbejde")).json() == []
    assert ("Ada", "Afbrød et arbejde", "træning") in await bench.actions()


async def test_a_comparison_is_given_the_sentences_that_staff_corrected(
    bench: Bench, admin: Browser, workshop: Workshop
) -> None:
    await workshop.inbox.keep("hvad koster sådan noget", "faq/prices", {}, bench.clock(), "Ada")
    await admin.post("/model/sammenlign", model="new")
    [(name, command)] = started(workshop)
    assert name == "compare"
    assert command[:4] == ["bot", "compare", "old", "new"]
    examples = Path(command[command.index("--examples") + 1])
    assert json.loads(examples.read_text()) == [{"text": "hvad koster sådan noget", "intent": "faq/prices"}]


async def test_a_model_that_is_not_there_is_not_compared(admin: Browser, workshop: Workshop) -> None:
    assert (await admin.post("/model/sammenlign", model="--output=/etc/x")).status_code == 404
    assert not started(workshop)


async def test_switching_is_noted_for_restarts_and_in_the_log_and_can_be_undone(
    bench: Bench, admin: Browser, workshop: Workshop
) -> None:
    await admin.post("/model/skift", model="new")
    assert workshop.engine.version() == "new"
    assert stored.current_model(workshop.models_dir).name == f"new{stored.SUFFIX}"
    assert ("Ada", "Skiftede model", "new") in await bench.actions()
    assert "Skift tilbage" in (await admin.get("/model?skiftet=1")).text
    await admin.post("/model/skift", model="old")
    assert stored.current_model(workshop.models_dir).name == f"old{stored.SUFFIX}"


async def test_a_model_that_cannot_take_over_changes_nothing(admin: Browser, workshop: Workshop) -> None:
    answer = await admin.post("/model/skift", model="broken")
    assert answer.status_code == 409
    assert "its parts do not fit" in answer.text
    assert stored.current_model(workshop.models_dir).name == f"old{stored.SUFFIX}"


@pytest.mark.parametrize("path", ["/model/traen", "/model/sammenlign", "/model/skift", "/model/afbryd"])
async def test_an_editor_sees_and_does_not_train_or_switch(
    bench: Bench, pages: StaffRoutes, workshop: Workshop, path: str
) -> None:
    editor = await bench.logged_in("Eva", Role.EDITOR, pages)
    page = (await editor.get("/model")).text
    assert "En administrator kan træne" in page
    assert '<button class="primary"' not in page
    assert (await editor.post(path, model="new", arbejde="train")).status_code == 403
    assert not started(workshop)
    assert workshop.engine.version() == "old"


async def test_the_page_of_a_comparison_lists_sentences_and_talks(admin: Browser, workshop: Workshop) -> None:
    assert (await admin.get("/model/sammenligning")).status_code == 404
    change = {
        "text": "hva koster det",
        "asked": "",
        "expected": "faq/prices",
        "before": "faq/cpr",
        "after": "faq/prices",
    }
    worse = {**change, "text": "er vi kommune", "before": "faq/prices", "after": "nlu_fallback"}
    found = {
        "old": "old",
        "new": "new",
        "figures": [{"label": "Nøjagtighed", "unit": "percent", "before": 0.9, "after": 0.912, "better": True}],
        "sets": [{"name": "Hensigter", "texts": 700, "better": [change], "worse": [worse]}],
        "examples": [
            {
                "text": "hvad koster sådan noget",
                "intent": "faq/prices",
                "before": {"intent": "nlu_fallback", "confidence": 0.2},
                "after": {"intent": "faq/prices", "confidence": 0.8},
            }
        ],
        "dialogues": {
            "played": 120,
            "failing": 1,
            "mended": [],
            "broken": [{"name": "faq/user_asks", "title": "En bruger spørger", "transcript": ["  Bruger: hej", "✗ x"]}],
        },
    }
    workshop.folder.mkdir(exist_ok=True)
    workshop.comparison.write_text(json.dumps(found))
    page = (await admin.get("/model/sammenligning")).text
    for text in ("hva koster det", "er vi kommune", "91,2 %", "En bruger spørger", "hvad koster sådan noget", "✓"):
        assert text in page
    assert page.index("er vi kommune") < page.index("hva koster det"), "what got worse stands first"
