"""The store: what is put in comes out, a turn is kept whole or not at all, and what is deleted is gone from the files."""

from __future__ import annotations

import random
import sqlite3
import stat
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import ConversationStore, Database, Entry, Remembered, StaleConversation, StoreUnavailable
from tests.talking import bytes_in, sqlite_url

pytestmark = pytest.mark.anyio

NOON = datetime(2026, 11, 12, 12, 0, tzinfo=UTC)
HELLO = Entry("bot", NOON, "Hej! æøå", [{"title": "Ja", "payload": "/affirm"}], "question", {"fact": "role"})
SLOTS = {"role": "broker", "services": ["login"], "talk": {"misses": 1}}


@pytest.fixture(params=["sqlite", "postgres"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ConversationStore]:
    """The store on each kind of database."""
    url = sqlite_url(tmp_path) if request.param == "sqlite" else request.getfixturevalue("postgres")
    database = Database(url)
    yield ConversationStore(database)
    await database.close()


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[ConversationStore]:
    """The store on SQLite in the test's folder."""
    database = Database(sqlite_url(tmp_path))
    yield ConversationStore(database)
    await database.close()


def new_id() -> str:
    """An id that no other test uses: they share the PostgreSQL server."""
    return random.randbytes(8).hex()


async def test_what_is_put_in_comes_out(store: ConversationStore) -> None:
    id = new_id()
    await store.create(id, "hash", SLOTS, [HELLO], NOON)
    found = await store.find(id, with_entries=True)
    assert found is not None
    assert (found.id, found.token_hash, found.turns, found.slots) == (id, "hash", 0, SLOTS)
    assert [replace(entry, buttons=list(entry.buttons)) for entry in found.entries] == [HELLO]


async def test_there_is_no_conversation_of_another_id(store: ConversationStore) -> None:
    assert await store.find(new_id()) is None
    assert not await store.delete(new_id())


async def test_messages_stay_in_the_order_in_which_they_were_said(store: ConversationStore) -> None:
    id = new_id()
    await store.create(id, "hash", {}, [HELLO], NOON)
    for number in range(12):
        seen = await store.find(id)
        assert seen is not None
        said = [Entry("user", NOON, f"spørgsmål {number}"), Entry("bot", NOON, f"svar {number}")]
        await store.save_turn(seen, {"number": number}, said, NOON, None)
    found = await store.find(id, with_entries=True)
    assert found is not None
    assert [entry.text for entry in found.entries[1:]] == [
        f"{kind} {n}" for n in range(12) for kind in ("spørgsmål", "svar")
    ]
    assert found.slots == {"number": 11}


async def test_a_turn_that_did_not_see_the_latest_is_refused_whole(store: ConversationStore) -> None:
    id = new_id()
    await store.create(id, "hash", {}, [HELLO], NOON)
    seen = await store.find(id)
    assert seen is not None
    await store.save_turn(seen, {"by": "first"}, [Entry("user", NOON, "først")], NOON, None)
    late = Remembered("key", "body", 200, b"{}", NOON + timedelta(hours=24))
    with pytest.raises(StaleConversation):
        await store.save_turn(seen, {"by": "late"}, [Entry("user", NOON, "for sent")], NOON, late)
    found = await store.find(id, with_entries=True)
    assert found is not None
    assert (found.slots, [entry.text for entry in found.entries]) == ({"by": "first"}, ["Hej! æøå", "først"])
    assert await store.recall(id, "key", NOON) is None


async def test_a_turn_of_a_deleted_conversation_does_not_bring_it_back(store: ConversationStore) -> None:
    id = new_id()
    await store.create(id, "hash", {}, [HELLO], NOON)
    seen = await store.find(id)
    assert seen is not None
    assert await store.delete(id)
    with pytest.raises(StaleConversation):
        await store.save_turn(seen, {}, [Entry("user", NOON, "hallo?")], NOON, None)
    assert await store.find(id) is None


async def test_a_remembered_reply_lasts_until_it_expires(store: ConversationStore) -> None:
    id = new_id()
    await store.create(id, "hash", {}, [HELLO], NOON)
    reply = Remembered("key", "body", 200, "svar æøå".encode(), NOON + timedelta(hours=24))
    seen = await store.find(id)
    assert seen is not None
    await store.save_turn(seen, {}, [Entry("user", NOON, "hej")], NOON, reply)
    assert await store.recall(id, "key", NOON + timedelta(hours=23)) == reply
    assert await store.recall(id, "other", NOON) is None
    assert await store.recall(new_id(), "key", NOON) is None
    assert await store.recall(id, "key", NOON + timedelta(hours=24)) is None
    # An expired one gives way to a new one under the same key.
    later = NOON + timedelta(hours=25)
    seen = await store.find(id)
    assert seen is not None
    await store.save_turn(
        seen, {}, [Entry("user", later, "hej")], later, replace(reply, response=b"2", expires=later + timedelta(1))
    )
    again = await store.recall(id, "key", later)
    assert again is not None
    assert again.response == b"2"


async def test_the_titles_of_offered_buttons_are_found_by_payload(store: ConversationStore) -> None:
    id = new_id()
    await store.create(id, "hash", {}, [HELLO, replace(HELLO, buttons=[{"title": "Nej", "payload": "/deny"}])], NOON)
    assert await store.buttons(id) == {"/affirm": "Ja", "/deny": "Nej"}


async def test_conversations_that_nobody_touched_are_cleared_away(store: ConversationStore) -> None:
    old, young = new_id(), new_id()
    await store.create(old, "hash", {}, [HELLO], NOON - timedelta(days=31))
    await store.create(young, "hash", {}, [HELLO], NOON - timedelta(days=29))
    assert await store.delete_untouched_since(NOON - timedelta(days=30)) == 1
    assert await store.find(old) is None
    assert await store.find(young) is not None
    await store.delete(young)


async def test_nothing_of_a_deleted_conversation_is_left_in_the_folder(
    sqlite: ConversationStore, tmp_path: Path
) -> None:
    chance = random.Random(7)
    live: dict[str, str] = {}
    for number in range(120):
        id, mark = chance.randbytes(8).hex(), f"MARK{number:05}X"
        live[id] = mark
        await sqlite.create(
            id, f"hash-{mark}", {"said": mark}, [replace(HELLO, text=mark + "a" * chance.randint(0, 1500))], NOON
        )
        for id in chance.sample(sorted(live), min(3, len(live))):
            seen = await sqlite.find(id)
            assert seen is not None
            text = live[id] + "b" * chance.randint(0, 1500)
            reply = Remembered(text[:20] + str(number), "body", 200, text.encode(), NOON + timedelta(1))
            await sqlite.save_turn(seen, {"said": text}, [Entry("user", NOON, text)], NOON, reply)
        if number % 5 == 4:
            gone = chance.choice(sorted(live))
            mark = live.pop(gone)
            assert await sqlite.delete(gone)
            left = bytes_in(tmp_path)
            assert mark.encode() not in left
            assert gone.encode() not in left
    kept = bytes_in(tmp_path)
    assert all(mark.encode() in kept for mark in live.values())


async def test_what_is_cleared_away_for_its_age_leaves_nothing_either(
    sqlite: ConversationStore, tmp_path: Path
) -> None:
    await sqlite.create(
        "the-old-one", "hash", {}, [replace(HELLO, text="en gammel hemmelighed")], NOON - timedelta(days=99)
    )
    assert b"gammel hemmelighed" in bytes_in(tmp_path)
    await sqlite.delete_untouched_since(NOON)
    assert b"gammel hemmelighed" not in bytes_in(tmp_path)
    assert b"the-old-one" not in bytes_in(tmp_path)


def owes(database: Database) -> bool:
    """Whether something that was deleted may still be in the files."""
    return database.owes_scrub


async def test_a_deletion_that_another_process_hinders_is_owed_and_made_good(
    sqlite: ConversationStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sqlite.create("an-id", "hash", {}, [replace(HELLO, text="en hemmelighed")], NOON)
    database = sqlite._database
    await database.run(lambda connection: connection.exec_driver_sql("PRAGMA busy_timeout=1"))
    reader = sqlite3.connect(tmp_path / "guide.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM messages").fetchone()
    with pytest.raises(StoreUnavailable):
        await sqlite.delete("an-id")
    assert owes(database)
    reader.close()
    assert await sqlite.delete_untouched_since(NOON) == 0
    assert not owes(database)
    assert b"en hemmelighed" not in bytes_in(tmp_path)


async def test_only_the_owner_can_read_the_files(sqlite: ConversationStore, tmp_path: Path) -> None:
    await sqlite.create("an-id", "hash", {}, [HELLO], NOON)
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


async def test_a_database_that_cannot_be_had_is_told_without_its_password() -> None:
    with pytest.raises(StoreUnavailable) as told:
        Database("postgresql+psycopg://guide:secret@127.0.0.1:1/none")
    assert "secret" not in str(told.value)


async def test_errors_do_not_repeat_what_was_written(sqlite: ConversationStore) -> None:
    await sqlite.create("an-id", "hash", {}, [], NOON)
    with pytest.raises(StoreUnavailable) as told:
        await sqlite.create("an-id", "hash", {"said": "en hemmelighed"}, [], NOON)
    assert "hemmelighed" not in str(told.value)
    assert told.value.__cause__ is None


async def test_a_store_answers_when_it_is_asked_whether_it_does(store: ConversationStore) -> None:
    await store.check()
