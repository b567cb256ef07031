"""The inbox at rest, on each kind of database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import ConversationStore, Database, Entry
from bot.store.review import Doubt, Inbox
from tests.talking import sqlite_url

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 12, tzinfo=UTC)
GREETING = Entry("bot", NOW, "Hej")


@pytest.fixture(params=["sqlite", "postgres"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    url = sqlite_url(tmp_path) if request.param == "sqlite" else request.getfixturevalue("postgres")
    database = Database(url)
    yield database
    store = ConversationStore(database)
    await store.delete("reviewed")
    await database.close()


@pytest.fixture
async def inbox(database: Database) -> Inbox:
    """An inbox with "one" and "two": the first was unsure, and a fact of the second was corrected by a third message."""
    store = ConversationStore(database)
    await store.create("reviewed", "hash", {}, [GREETING], NOW)
    doubts = {"one": Doubt("unsure"), "two": None, "three": Doubt("corrected", True, {"role": "broker"})}
    for text, doubt in doubts.items():
        seen = await store.find("reviewed")
        assert seen is not None
        facts = {"role": "broker"} if text == "two" else {}
        entry = Entry("user", NOW, text, (), "text", {"facts": facts})
        await store.save_turn(seen, {}, [entry], NOW, None, [doubt] if doubt else [])
    return Inbox(database)


async def test_what_waits_has_its_text_its_reason_and_what_the_guide_had_said(inbox: Inbox) -> None:
    found = {(each.text, each.reason, each.before) for each in await inbox.waiting()}
    assert found == {("one", "unsure", "Hej"), ("two", "corrected", "Hej")}


async def test_some_are_put_off_and_some_are_settled(inbox: Inbox) -> None:
    first, second = await inbox.waiting()
    await inbox.skip([first.key], NOW)
    assert [each.key for each in await inbox.waiting()] == [second.key, first.key]
    assert [each.text for each in await inbox.these([second.key, ("nothing", 7)])] == [second.text]
    assert await inbox.settle([second.key, ("nothing", 7)]) == 1
    assert [each.key for each in await inbox.waiting()] == [first.key]


async def test_all_of_it_goes_with_the_conversation_and_examples_stay_until_taken_back(
    inbox: Inbox, database: Database
) -> None:
    await inbox.keep("one", "faq/prices", {"role": "broker"}, NOW, "Ada")
    await ConversationStore(database).delete("reviewed")
    assert await inbox.count() == 0
    [example] = await inbox.examples()
    assert (example.intent, example.facts, example.at) == ("faq/prices", {"role": "broker"}, NOW)
    assert await inbox.take_back(example.id) == example
    assert await inbox.take_back(example.id) is None
