"""The log: every entry holds the one before, so that nobody can change, remove or slip in one unseen."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from bot.staff import audit
from bot.staff.audit import AuditLog, Wanted
from bot.store.staff_tables import STAFF_AUDIT, STAFF_AUDIT_HEAD
from tests.staff.site import Bench

pytestmark = pytest.mark.anyio


async def filled(bench: Bench, count: int = 6) -> AuditLog:
    for number in range(1, count + 1):
        await bench.audit.add(
            "Bo" if number % 2 else "Eva", "Rettede tekst", f"spørgsmål {number}", {"før": "ja", "nu": number}
        )
        bench.clock.pass_by(minutes=1)
    return bench.audit


async def test_a_log_that_nobody_touched_is_whole(anywhere: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await anywhere.audit.verify()).whole
    log = await filled(anywhere)
    monkeypatch.setattr(audit, "AT_A_TIME", 2)
    verdict = await log.verify()
    assert (verdict.whole, verdict.entries) == (True, 6)
    assert await log.holds(verdict.head)
    await log.add("Bo", "Rettede tekst", "spørgsmål 7", {})
    assert (await log.verify()).whole
    assert await log.holds(verdict.head)


@pytest.mark.parametrize(
    "change",
    [
        {"who": "Per"},
        {"action": "Intet"},
        {"subject": "andet"},
        {"details": '{"nu":9}'},
        {"previous": "0" * 64},
        {"hash": "f" * 64},
    ],
)
async def test_a_changed_entry_is_found(anywhere: Bench, change: dict[str, str]) -> None:
    log = await filled(anywhere)
    await anywhere.database.run(
        lambda connection: connection.execute(update(STAFF_AUDIT).where(STAFF_AUDIT.c.seq == 4).values(change)).rowcount
    )
    assert (await log.verify()).broken_at == 4


async def test_a_changed_time_is_found(anywhere: Bench) -> None:
    log = await filled(anywhere)
    later = anywhere.clock() + timedelta(days=1)
    await anywhere.database.run(
        lambda connection: (
            connection.execute(update(STAFF_AUDIT).where(STAFF_AUDIT.c.seq == 2).values(at=later)).rowcount
        )
    )
    assert (await log.verify()).broken_at == 2


@pytest.mark.parametrize("seq", [1, 3, 6])
async def test_a_removed_entry_is_found(anywhere: Bench, seq: int) -> None:
    log = await filled(anywhere)
    await anywhere.database.run(
        lambda connection: connection.execute(delete(STAFF_AUDIT).where(STAFF_AUDIT.c.seq == seq)).rowcount
    )
    assert (await log.verify()).broken_at == seq


async def test_an_emptied_log_is_found(anywhere: Bench) -> None:
    log = await filled(anywhere)
    await anywhere.database.run(lambda connection: connection.execute(delete(STAFF_AUDIT)).rowcount)
    assert not (await log.verify()).whole


async def test_a_lost_note_of_the_last_entry_is_found(anywhere: Bench) -> None:
    log = await filled(anywhere)
    await anywhere.database.run(lambda connection: connection.execute(delete(STAFF_AUDIT_HEAD)).rowcount)
    assert not (await log.verify()).whole


async def test_entries_that_were_cut_off_with_care_are_found_by_the_hash_that_was_noted_down(anywhere: Bench) -> None:
    log = await filled(anywhere)
    noted = (await log.verify()).head

    def cut(connection: Connection) -> None:
        last = connection.execute(select(STAFF_AUDIT).where(STAFF_AUDIT.c.seq == 4)).one()
        connection.execute(delete(STAFF_AUDIT).where(STAFF_AUDIT.c.seq > 4))
        connection.execute(update(STAFF_AUDIT_HEAD).values(seq=4, hash=last.hash))

    await anywhere.database.run(cut)
    assert (await log.verify()).whole
    assert not await log.holds(noted)


async def test_an_entry_that_was_slipped_in_at_the_end_is_found(anywhere: Bench) -> None:
    log = await filled(anywhere)

    def slip(connection: Connection) -> None:
        last = connection.execute(select(STAFF_AUDIT).where(STAFF_AUDIT.c.seq == 6)).one()
        row = {**last._mapping, "seq": 7, "previous": last.hash}
        connection.execute(insert(STAFF_AUDIT).values(row))

    await anywhere.database.run(slip)
    assert not (await log.verify()).whole


async def test_entries_that_come_at_once_stand_one_after_the_other(anywhere: Bench) -> None:
    await asyncio.gather(*(anywhere.audit.add("Bo", "Rettede tekst", str(each), {}) for each in range(20)))
    verdict = await anywhere.audit.verify()
    assert (verdict.whole, verdict.entries) == (True, 20)


async def test_entries_are_found_by_person_kind_and_text_newest_first(anywhere: Bench) -> None:
    log = await filled(anywhere)
    await log.add("Eva", "Skiftede model", "100 % bedre", {"hvorfor": "Flere rigtige"})
    assert [each.seq for each in await log.entries(Wanted())] == [7, 6, 5, 4, 3, 2, 1]
    assert [each.seq for each in await log.entries(Wanted(before=4))] == [3, 2, 1]
    assert [each.seq for each in await log.entries(Wanted(), 2)] == [7, 6]
    assert [each.seq for each in await log.entries(Wanted(who="Eva", action="Rettede tekst"))] == [6, 4, 2]
    assert [each.seq for each in await log.entries(Wanted(text="flere RIGTIGE"))] == [7]
    assert [each.seq for each in await log.entries(Wanted(text="100 %"))] == [7]
    assert [each.seq for each in await log.entries(Wanted(text="%"))] == [7]
    assert await log.people_and_actions() == (["Bo", "Eva"], ["Rettede tekst", "Skiftede model"])
