"""The staff pages about talks, put together: the inspector, the conversations that are kept, and the tests."""

from __future__ import annotations

from bot.evaluation.dialogue_folder import DialogueFolder
from bot.evaluation.suite import Suite
from bot.jobs import Jobs
from bot.loaded_engine import LoadedEngine
from bot.ordering import Ordering
from bot.settings import Settings
from bot.staff import inspector, talks, tests
from bot.staff.desk import Desk, StaffRoutes
from bot.staff.rehearsal import Rehearsal
from bot.store import ConversationStore, Database, StaffTalks
from bot.web.look import Look


def talk_pages(
    desk: Desk, settings: Settings, database: Database, engine: LoadedEngine, ordering: Ordering, look: Look
) -> list[StaffRoutes]:
    """The routes. `ordering` is the public conversations' own: a talk takes one turn at a time, whoever holds it."""
    store, kept = ConversationStore(database), StaffTalks(database)
    rehearsal = Rehearsal(kept, store, engine, ordering, settings.turn_seconds)
    folder = settings.project_dir / "tests" / "dialogues"
    # The jobs' folder is that of training, too: one thing at a time.
    jobs = Jobs(settings.data_dir / "jobs", {"GUIDE_CONTENT_DIR": str(settings.content_dir)})
    suite = Suite(jobs, settings.data_dir / "suite", folder, settings.models_dir)
    return [
        inspector.routes(desk, inspector.Stage(rehearsal, store, kept, look)),
        talks.routes(desk, store, kept, engine),
        tests.routes(desk, tests.Workshop(store, DialogueFolder(folder), suite, engine)),
    ]
