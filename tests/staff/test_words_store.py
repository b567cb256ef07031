"""What staff changed and how links answered, kept in either database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import ContentHistory, Database, LinkChecks
from bot.store.staff_words import Change, Check
from tests.talking import sqlite_url

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgres"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """Each of the databases that the guide runs on."""
    database = Database(sqlite_url(tmp_path) if request.param == "sqlite" else request.getfixturevalue("postgres"))
    yield database
    await database.close()


def change(path: str, after: str) -> Change:
    return Change(NOW, "Eva", "goals.yml", path, "før – æøå", after, "hvorfor")


async def test_changes_come_newest_first_of_one_text_or_of_all(database: Database) -> None:
    history = ContentHistory(database)
    numbers = [await history.add(change(*each), lambda: None) for each in (("a", "1"), ("b", "2"), ("a", "3"))]
    mine = await history.latest(10, "goals.yml", "a")
    assert [each.after for each in mine][:2] == ["3", "1"]
    assert [each.id for each in await history.latest(2)] == numbers[:0:-1]
    found = await history.find(numbers[1])
    assert found == Change(NOW, "Eva", "goals.yml", "b", "før – æøå", "2", "hvorfor", None, numbers[1])
    assert await history.find(numbers[2] + 1000) is None


async def test_a_change_whose_writing_fails_is_not_kept(database: Database) -> None:
    history = ContentHistory(database)

    def fail() -> None:
        raise RuntimeError("no disk")

    before = await history.latest(100)
    with pytest.raises(RuntimeError, match="no disk"):
        await history.add(change("a", "1"), fail)
    assert await history.latest(100) == before


async def test_checks_come_oldest_first(database: Database) -> None:
    checks = LinkChecks(database)
    url = f"https://eksempel.dk/{id(database)}"
    await checks.add([Check(NOW + timedelta(days=1), url, "answers", 200)])
    await checks.add([Check(NOW, url, "gone", 404, "væk")])
    await checks.add([])
    mine = [each for each in await checks.all() if each.url == url]
    assert mine == [Check(NOW, url, "gone", 404, "væk"), Check(NOW + timedelta(days=1), url, "answers", 200)]
