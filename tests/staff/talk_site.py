"""The staff pages about talks for tests: over a store, with a stand-in for the model, and a folder of dialogue tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot import tracing, turn
from bot.evaluation.dialogue_folder import DialogueFolder
from bot.evaluation.suite import Suite
from bot.jobs import Jobs
from bot.language.facts import extract
from bot.staff import inspector, talks, tests
from bot.staff.desk import Desk, StaffRoutes
from bot.staff.rehearsal import Rehearsal
from bot.store import ConversationStore, Database, StaffTalks
from bot.web.rendering import DEFAULT_LOOK
from tests.browser.site import PageEngine
from tests.staff.site import Bench
from tests.talking import Answered, Clock

MODEL = "20261112-090000-stand-in"


class TracingEngine(PageEngine):
    """The stand-in, which tells a trace what the real engine tells it."""

    model = MODEL

    async def turn(self, slots: Mapping[str, Any], text: str | None, payload: str | None) -> Answered:
        """One turn."""
        answered = await super().turn(slots, text, payload)
        parse = {**answered.parse, "text": text or payload or "", "model": self.model}
        parse["intent_ranking"] = [parse["intent"], {"name": "faq/prices", "confidence": 0.1}]
        if text is not None:
            found = extract(text, slots.get("open_question"))
            parse["facts"] = turn.State.from_slots(found.facts).facts.as_json()
            parse["entities"] = [
                {"entity": name, "start": start, "end": end} for name, (start, end) in found.spans.items()
            ]
            tracing.note("repaired", {"text": text.lower(), "changes": []})
        action = {"name": f"action_{turn.act_of(parse['intent']['name'])}", "policy": "RulePolicy", "confidence": 1.0}
        for name, value in {"parse": parse, "actions": [action], "before": slots, "after": answered.slots}.items():
            tracing.note(name, value)
        return Answered(answered.messages, answered.slots, parse)


class TalkBench:
    """The pages about talks of a bench; its tests lie in `folder`."""

    def __init__(self, database: Database, desk: Desk, clock: Clock, folder: Path) -> None:
        self.desk = desk
        self.clock = clock
        self.engine = TracingEngine()
        self.store = ConversationStore(database)
        self.talks = StaffTalks(database)
        self.rehearsal = Rehearsal(self.talks, self.store, self.engine, now=clock)
        self.dialogues = folder / "dialogues"
        self.dialogues.mkdir()
        self.jobs = Jobs(folder / "jobs")
        self.suite = Suite(self.jobs, folder / "suite", self.dialogues, folder / "models")

    @classmethod
    def of(cls, bench: Bench, folder: Path) -> TalkBench:
        """Those of a bench without a browser."""
        return cls(bench.database, bench.desk, bench.clock, folder)

    def features(self) -> list[StaffRoutes]:
        """The routes."""
        desk, folder = self.desk, DialogueFolder(self.dialogues)
        return [
            inspector.routes(desk, inspector.Stage(self.rehearsal, self.store, self.talks, DEFAULT_LOOK)),
            talks.routes(desk, self.store, self.talks, self.engine),
            tests.routes(desk, tests.Workshop(self.store, folder, self.suite, self.engine, self.clock)),
        ]
