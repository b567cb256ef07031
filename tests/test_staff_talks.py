"""Conversations as staff look through them, on each kind of database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.conversations import Opened
from bot.incoming import Incoming
from bot.staff.rehearsal import Rehearsal
from bot.store import StaffTalks
from bot.store.staff_talks import TalkFilter
from tests.staff.talk_site import MODEL, TracingEngine
from tests.talking import House, sqlite_url

pytestmark = pytest.mark.anyio

DECIDED = (
    '/ask_classification{"company_form": 250}',
    '/find_connection{"role": "system_provider", "government_task": "no", "mitid_erhverv": "yes"}',
)
DEPENDS = ('/ask_classification{"company_form": "unknown"}',)


@pytest.fixture(params=["sqlite", "postgres"])
async def house(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """Conversations over a store on each kind of database."""
    house = House(sqlite_url(tmp_path) if request.param == "sqlite" else request.getfixturevalue("postgres"))
    yield house
    house.clock.pass_by(hours=1)
    await house.conversations.clear_away(timedelta())
    await house.database.close()


async def held(house: House, *said: str) -> Opened:
    """A talk in which this is said; what begins with a slash is a button."""
    opened = await house.conversations.open()
    for each in said:
        incoming = Incoming(payload=each) if each.startswith("/") else Incoming(text=each)
        await house.conversations.say(opened.id, opened.token, incoming)
    house.clock.pass_by(hours=1)
    return opened


async def test_talks_are_found_by_day_goal_outcome_and_doubt(house: House) -> None:
    decided = await held(house, *DECIDED)
    house.clock.pass_by(days=2)
    midnight = house.clock.at.replace(hour=0)
    lost = await held(house, "/greet")
    unsure = await held(house, "sludder og vrøvl")
    under_way = await held(house, "/find_connection")
    depends = await held(house, *DEPENDS)
    names = {
        decided.id: "decided", lost.id: "lost", unsure.id: "unsure", under_way.id: "under_way", depends.id: "depends"
    }  # fmt: skip

    async def found(first: int = 0, **wanted: Any) -> list[str | None]:
        return [names.get(each.id) for each in await StaffTalks(house.database).find(TalkFilter(**wanted), first, 10)]

    everything = ["depends", "under_way", "unsure", "lost", "decided"]
    assert await found() == everything
    assert await found(first=3) == everything[3:]
    assert await found(unsure=True) == ["unsure"]
    assert await found(outcome="decided") == ["decided"]
    assert await found(outcome="depends") == ["depends"]
    assert await found(outcome="under_way", goal="connection") == ["under_way"]
    assert await found(outcome="no_goal") == ["unsure", "lost"]
    assert await found(before=midnight) == ["decided"]
    assert await found(since=midnight) == everything[:4]


async def test_staffs_own_talks_are_listed_only_when_asked_for_and_go_with_their_traces(house: House) -> None:
    talks, engine = StaffTalks(house.database), TracingEngine()
    rehearsal = Rehearsal(talks, house.store, engine, now=house.clock)
    opened = await rehearsal.open()
    for _ in range(2):
        # The same again under the same key is no turn.
        await rehearsal.say(opened.id, opened.token, Incoming(text="Vi er en kommune"), "key")
    assert await talks.find(TalkFilter(), 0, 10) == []
    [row] = await talks.find(TalkFilter(staff=True), 0, 10)
    assert (row.id, row.staff, row.turns) == (opened.id, True, 1)
    traces = await talks.traces(opened.id)
    assert list(traces) == [1]
    assert traces[1]["parse"]["model"] == MODEL
    house.clock.pass_by(hours=1)
    await house.conversations.clear_away(timedelta())
    assert await talks.traces(opened.id) == {}
    assert not await talks.is_marked(opened.id)
