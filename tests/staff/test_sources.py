"""Kilder: what is old or no longer answers, what rests on it, and that someone looked today."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path

import httpx
import pytest

from bot.content import editing, load_content
from bot.content.library import content_folder, current
from bot.content.link_check import LinkCheck
from bot.staff import sources
from bot.staff.access import Role
from bot.staff.desk import StaffRoutes
from bot.staff.word_changes import WordChanges
from bot.store import ContentHistory, LinkChecks
from bot.store.staff_words import Check
from tests.staff.site import Bench

pytestmark = pytest.mark.anyio

CHECKED = load_content(content_folder()).sources["connection_duty"].checked


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the words, in use for the time of the test."""
    copy = Path(shutil.copytree(content_folder(), tmp_path / "content"))
    monkeypatch.setenv("GUIDE_CONTENT_DIR", str(copy))
    return copy


async def no_pause(_: float) -> None:
    """Nothing."""


async def out_there(host: str, port: int) -> Sequence[str]:
    return ["93.184.215.14"]


async def nowhere(host: str, port: int) -> Sequence[str]:
    raise OSError("no net")


class Pages:
    """The page on a day, with a net of the test's own."""

    def __init__(self, bench: Bench, today: date, connected: bool = True) -> None:
        changes = WordChanges(ContentHistory(bench.database), now=bench.clock)
        net = httpx.MockTransport(lambda request: httpx.Response(404 if "broker" in request.headers["host"] else 200))
        self.round = sources.Round(
            LinkChecks(bench.database), LinkCheck(out_there if connected else nowhere, net, no_pause)
        )
        self.routes: StaffRoutes = sources.routes(bench.desk, changes, self.round, lambda: today)


def row(page: str, label: str) -> str:
    """What the page says about this source or link."""
    return next(str(each) for each in re.split("<li>\\s*<h3>", unescape(page))[1:] if label in each)


async def test_a_source_that_was_checked_half_a_year_ago_is_old_and_names_what_rests_on_it(
    bench: Bench, folder: Path
) -> None:
    browser = await bench.logged_in("Rie", Role.READER, Pages(bench, CHECKED + timedelta(days=181)).routes)
    line = row((await browser.get("/kilder")).text, "«Tilslutning til NemLog-in»")
    assert "for 181 dage siden" in line
    assert "<details open>" in line
    assert "<li>Pligt til at bruge NemLog-in</li>" in line
    assert f"<li>{current().questions['government_task'].name}</li>" in line


async def test_a_source_that_was_checked_within_half_a_year_is_not_old(bench: Bench, folder: Path) -> None:
    browser = await bench.logged_in("Rie", Role.READER, Pages(bench, CHECKED + timedelta(days=180)).routes)
    page = (await browser.get("/kilder")).text
    assert "dage siden" not in page
    assert "Alle faste svar er set efter" in page


async def test_checked_today_is_written_to_the_file_and_kept_with_its_note(bench: Bench, folder: Path) -> None:
    today = CHECKED + timedelta(days=200)
    browser = await bench.logged_in("Eva", Role.EDITOR, Pages(bench, today).routes)
    before = (folder / "sources.yml").read_text(encoding="utf-8")
    form = {
        "fil": "sources.yml",
        "navn": "connection_duty",
        "foer": editing.digest(CHECKED.isoformat()),
        "note": "Ordret ens",
    }
    assert (await browser.post("/kilder/kontrolleret", **form)).status_code == 303
    assert current().sources["connection_duty"].checked == today
    assert (folder / "sources.yml").read_text(encoding="utf-8") == before.replace(
        CHECKED.isoformat(), today.isoformat(), 1
    )
    [change] = await ContentHistory(bench.database).latest(10)
    assert (change.who, change.path, change.after, change.note) == (
        "Eva",
        "connection_duty/checked",
        today.isoformat(),
        "Ordret ens",
    )
    assert (await bench.actions())[-1] == ("Eva", "kilde kontrolleret", "sources.yml: connection_duty → checked")
    # Someone whose page is older is told; the date stands.
    assert (await browser.post("/kilder/kontrolleret", **form)).status_code == 409


async def test_a_fixed_answer_and_a_link_are_checked_the_same_way(bench: Bench, folder: Path) -> None:
    today = CHECKED + timedelta(days=200)
    browser = await bench.logged_in("Eva", Role.EDITOR, Pages(bench, today).routes)
    for file, name in (("faq.yml", "law"), ("links.yml", "terms")):
        was = editing.leaf(folder, editing.Place(file, (name, "checked"))).digest
        assert (await browser.post("/kilder/kontrolleret", fil=file, navn=name, foer=was)).status_code == 303
    assert current().topics["law"].checked == today
    assert current().links["terms"].checked == today


@pytest.mark.parametrize(("file", "name"), [("goals.yml", "services"), ("sources.yml", "nowhere"), ("", "")])
async def test_what_has_no_date_is_not_checked(bench: Bench, folder: Path, file: str, name: str) -> None:
    browser = await bench.logged_in("Eva", Role.EDITOR, Pages(bench, CHECKED).routes)
    assert (await browser.post("/kilder/kontrolleret", fil=file, navn=name)).status_code == 404


async def test_a_link_that_no_longer_answers_comes_first_and_names_what_rests_on_it(bench: Bench, folder: Path) -> None:
    pages = Pages(bench, CHECKED)
    url = str(current().links["broker_connection"].url)
    await pages.round.store.add([Check(datetime.now(UTC) - timedelta(days=2), url, "gone", 404)])
    browser = await bench.logged_in("Eva", Role.EDITOR, pages.routes)
    assert "Svarer ikke længere" not in row((await browser.get("/kilder")).text, "Tilslutning som broker")
    assert (await browser.post("/kilder/links")).status_code == 303
    await pages.round.finish()
    page = unescape((await browser.get("/kilder")).text)
    line = row(page, "Tilslutning som broker")
    assert "Svarer ikke længere" in line
    assert "<details open>" in line
    assert f"det faste svar «{current().topics['mitid_broker'].title}»" in line
    table = page[page.index('aria-label="Links"') :]
    assert table.index("Tilslutning som broker") < table.index("Tilslutning til NemLog-in (den officielle side)")
    assert "Svarer (200)" in row(page, "Vilkår for multi-tenant")
    assert (await bench.actions())[-1] == ("Eva", "links kontrolleret", "links.yml")


async def test_without_a_connection_the_page_says_so_and_no_link_is_blamed(bench: Bench, folder: Path) -> None:
    pages = Pages(bench, CHECKED, connected=False)
    browser = await bench.logged_in("Eva", Role.EDITOR, pages.routes)
    await browser.post("/kilder/links")
    await pages.round.finish()
    page = (await browser.get("/kilder")).text
    assert page.count("Uden forbindelse") == 1
    assert "Svarer ikke" not in page
    assert await pages.round.store.all() == []


async def test_a_reader_sees_and_cannot_check(bench: Bench, folder: Path) -> None:
    browser = await bench.logged_in("Rie", Role.READER, Pages(bench, CHECKED).routes)
    assert "/kilder/links" not in (await browser.get("/kilder")).text
    assert (await browser.post("/kilder/links")).status_code == 403
    form = {"fil": "sources.yml", "navn": "connection_duty", "foer": editing.digest(CHECKED.isoformat())}
    assert (await browser.post("/kilder/kontrolleret", **form)).status_code == 403
    assert current().sources["connection_duty"].checked == CHECKED
