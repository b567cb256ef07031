"""`guide links`: how the links answer, kept from one time to the next; no connection is no fault."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot.content.library import current
from bot.content.link_check import LinkCheck, Offline
from bot.links import check_links, run_command, standings
from bot.settings import Settings
from bot.store import Database, LinkChecks
from bot.store.staff_words import CHECKS_KEPT, Check
from tests.talking import sqlite_url

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def no_pause(_: float) -> None:
    """Nothing."""


async def out_there(host: str, port: int) -> Sequence[str]:
    return ["93.184.215.14"]


async def nowhere(host: str, port: int) -> Sequence[str]:
    raise OSError("no net")


def answering(gone: str = "") -> LinkCheck:
    """A net where every page answers, but those of one host."""
    return LinkCheck(
        out_there,
        httpx.MockTransport(lambda request: httpx.Response(404 if request.headers["host"] == gone else 200)),
        no_pause,
    )


OFFLINE = LinkCheck(nowhere, httpx.MockTransport(lambda _: httpx.Response(200)), no_pause)


def test_without_a_connection_it_says_so_once_and_that_is_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(Settings.from_environment({}, tmp_path), OFFLINE) == 0
    told = capsys.readouterr().out
    assert told.count("Uden forbindelse") == 1
    assert "svarer ikke" not in told


def test_all_links_are_told_with_how_they_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(Settings.from_environment({}, tmp_path), answering("www.retsinformation.dk")) == 0
    told = capsys.readouterr().out
    assert "law: findes ikke mere (404)" in told
    assert "terms: svarer (200)" in told
    assert "send_application" not in told
    assert "1 svarede ikke i dag; 0 svarer ikke længere" in told


@pytest.mark.anyio
async def test_a_link_that_failed_for_a_day_is_told_by_the_exit_code_as_well(tmp_path: Path) -> None:
    database, settings = Database(sqlite_url(tmp_path)), Settings.from_environment({}, tmp_path)
    law = str(current().links["law"].url)
    await LinkChecks(database).add([Check(datetime.now(UTC) - timedelta(days=2), law, "gone", 404)])
    await database.close()
    settings = replace(settings, database_url=sqlite_url(tmp_path))
    assert await asyncio.to_thread(run_command, settings, answering("www.retsinformation.dk")) == 1
    assert await asyncio.to_thread(run_command, settings, answering()) == 0


@pytest.mark.anyio
async def test_a_link_begins_anew_with_another_address_and_old_checks_go(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path))
    store, content = LinkChecks(database), current()
    await store.add([Check(NOW - CHECKS_KEPT - timedelta(days=1), "https://gammel.dk/", "gone", 404)])
    await check_links(content, store, answering("tu.nemlog-in.dk"), lambda: NOW)
    await check_links(content, store, answering("tu.nemlog-in.dk"), lambda: NOW + timedelta(days=1))
    stands = await standings(content, store)
    assert stands["terms"].dead
    assert not stands["nsis"].dead
    assert stands["nsis"].at == NOW + timedelta(days=1)
    assert stands["send_application"].last is None
    assert {each.url for each in await store.all()} == {
        str(link.url) for link in content.links.values() if link.url.scheme == "https"
    }
    await database.close()


@pytest.mark.anyio
async def test_nothing_is_kept_of_a_round_without_a_connection(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path))
    store = LinkChecks(database)
    with pytest.raises(Offline):
        await check_links(current(), store, OFFLINE, lambda: NOW)
    assert await store.all() == []
    await database.close()
