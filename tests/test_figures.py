"""The figures: every turn once, nothing of a person, and still there when the conversation is not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.conversations import Opened
from bot.incoming import Answer, Incoming
from bot.store.database import Database
from bot.store.figures import FIGURES, Counted, Figures, add_figures
from bot.store.staff_talks import StaffTalks
from tests.talking import House, sqlite_url

pytestmark = pytest.mark.anyio

DAY = date(2026, 11, 12)
QUESTION = Incoming(text="Hvilken tilslutning skal vi vælge?")


@pytest.fixture(params=["sqlite", "postgres"])
async def house(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """Conversations over a store on each kind of database, whose figures are empty."""
    url = sqlite_url(tmp_path) if request.param == "sqlite" else request.getfixturevalue("postgres")
    house = House(url)
    await house.database.run(lambda connection: connection.execute(FIGURES.delete()))
    yield house
    await house.database.close()


async def day(house: House, day: date = DAY) -> dict[str, dict[str, int]]:
    """The figures of a day."""
    return await Figures(house.database).between(day, day)


async def begun(house: House) -> Opened:
    """A conversation in which a question was asked and the first one back is open."""
    opened = await house.conversations.open()
    await house.conversations.say(opened.id, opened.token, QUESTION)
    return opened


async def test_a_conversation_in_which_nothing_was_said_is_none(house: House) -> None:
    await house.conversations.open()
    assert await day(house) == {}


async def test_a_turn_is_counted_with_its_topic_and_its_goal(house: House) -> None:
    await begun(house)
    found = await day(house)
    assert found["talk"] == {"begun": 1}
    assert found["goal"] == {"connection": 1}
    assert found["intent"] == {"find_connection": 1}
    assert found["turn"] == {"text": 1}


async def test_a_reply_that_is_given_again_under_its_key_is_counted_once(house: House) -> None:
    opened = await house.conversations.open()
    for _ in range(2):
        await house.conversations.say(opened.id, opened.token, QUESTION, "nøgle".encode().hex())
    assert (await day(house))["turn"] == {"text": 1}


async def test_a_talk_is_counted_in_one_place_at_a_time(house: House) -> None:
    opened = await begun(house)
    [first] = (await day(house))["left"].items()
    question = (await house.conversations.state(opened.id, opened.token))["question"]["fact"]
    assert first == (question, 1)
    await house.conversations.say(opened.id, opened.token, Incoming(answer=Answer(question, "unknown")))
    found = await day(house)
    assert {name: count for name, count in found["left"].items() if count} != {question: 1}
    assert sum(found["left"].values()) == 1
    assert found["dont_know"] == {question: 1}


async def test_a_talk_counts_on_the_day_it_was_opened_and_a_turn_on_its_own(house: House) -> None:
    opened = await begun(house)
    house.clock.pass_by(days=1)
    await house.conversations.say(opened.id, opened.token, Incoming(text="Hvad koster det?"))
    assert (await day(house))["length"] == {"1": 0, "3": 1}
    later = await day(house, DAY + timedelta(days=1))
    assert later["intent"] == {"faq/prices": 1}
    assert "talk" not in later


async def test_the_figures_outlive_the_conversation(house: House) -> None:
    opened = await begun(house)
    before = await day(house)
    await house.conversations.delete(opened.id, opened.token)
    assert await day(house) == before
    assert before["talk"] == {"begun": 1}


async def test_nothing_in_the_figures_leads_back_to_a_conversation_or_its_words(house: House) -> None:
    opened = await house.conversations.open()
    await house.conversations.say(opened.id, opened.token, Incoming(text="Vi er Solvej Holm ApS"))
    rows = await house.database.run(lambda connection: connection.execute(select(FIGURES)).all())
    assert rows
    assert not [row for row in rows if opened.id in str(row) or "Solvej" in str(row)]
    assert set(FIGURES.c.keys()) == {"day", "kind", "name", "count"}


async def test_a_talk_that_staff_hold_does_not_count(house: House) -> None:
    opened = await house.conversations.open()
    await StaffTalks(house.database).mark(opened.id)
    await house.conversations.say(opened.id, opened.token, QUESTION)
    assert await day(house) == {}


async def test_a_turn_that_is_not_kept_is_not_counted(house: House) -> None:
    opened = await house.conversations.open()

    def fail(connection: object) -> None:
        add_figures(connection, opened.id, house.clock.at, Counted(turn=(("turn", "text"),)))  # type: ignore[arg-type]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await house.database.run(fail)
    assert await day(house) == {}


async def test_a_talk_from_before_there_were_figures_takes_nothing_back(house: House) -> None:
    opened = await house.conversations.open()
    moved = Counted(talk=(("left", "role", "advised"),))
    await house.database.run(lambda connection: add_figures(connection, opened.id, house.clock.at, moved))
    assert (await day(house))["left"] == {"advised": 1}


async def test_turns_at_the_same_time_are_all_counted(house: House) -> None:
    talks = [await house.conversations.open() for _ in range(12)]
    await asyncio.gather(*(house.conversations.say(each.id, each.token, QUESTION) for each in talks))
    found = await day(house)
    assert found["talk"] == {"begun": 12}
    assert found["goal"] == {"connection": 12}


async def test_days_are_summed_and_told_apart(house: House) -> None:
    await begun(house)
    house.clock.pass_by(days=2)
    await begun(house)
    figures = Figures(house.database)
    last = DAY + timedelta(days=2)
    assert (await figures.between(DAY, last))["talk"] == {"begun": 2}
    assert await figures.by_day("talk", ["begun"], DAY, last) == {DAY: 1, last: 1}
    assert await figures.by_day("talk", ["begun"], DAY, DAY) == {DAY: 1}
    assert await figures.first_day() == DAY


async def test_without_any_turn_there_is_no_first_day(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path))
    assert await Figures(database).first_day() is None
    await database.close()
