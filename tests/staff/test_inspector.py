"""Trying the guide on the bench: a talk as a user has it, with what lies behind each answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import turn
from bot.staff.access import Role
from bot.staff.inspector import read_prefilled
from bot.staff.turn_views import fact_name
from bot.store.staff_talks import TalkFilter
from tests.staff.site import Bench, Browser
from tests.staff.talk_site import TalkBench

pytestmark = pytest.mark.anyio


@pytest.fixture
async def place(bench: Bench, tmp_path: Path) -> TalkBench:
    """The pages about talks."""
    return TalkBench.of(bench, tmp_path)


@pytest.fixture
async def reader(bench: Bench, place: TalkBench) -> Browser:
    """Someone who may only read."""
    return await bench.logged_in("Lise", Role.READER, *place.features())


async def begin(browser: Browser, **facts: str) -> None:
    """Begins a talk, with facts that are known already."""
    answer = await browser.post("/proev/begynd", **facts)
    assert answer.status_code == 303, answer.text


async def say(browser: Browser, text: str) -> None:
    answer = await browser.post("/proev/sig", text=text, key="1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/proev#seneste")


async def test_the_frame_shows_the_public_page_with_forms_that_stay_on_the_bench(reader: Browser) -> None:
    await say(reader, "Vi er en kommune")
    frame = await reader.get("/proev/vindue")
    assert "Vi er en kommune" in frame.text
    assert set(re.findall(r'action="([^"]+)"', frame.text)) == {"/staff/proev/sig"}
    assert "frame-ancestors 'self'" in frame.headers["content-security-policy"]
    assert "frame-src 'self'" in (await reader.get("/proev")).headers["content-security-policy"]


async def test_beside_the_talk_it_is_told_what_was_found_where_and_what_came_of_it(reader: Browser) -> None:
    await begin(reader, goal="connection")
    await say(reader, "Vi er en kommune og udbyder selv systemet")
    page = (await reader.get("/proev")).text
    marked = re.findall(r"<mark>([^<]*)<span class=\"fact-tag\"> ([^<]*)<", page)
    assert any("kommune" in words and fact == fact_name("company_form") for words, fact in marked), marked
    assert "Læst som" in page
    assert "Spørgsmålet blev valgt blandt disse" in page
    assert "stillet" in page


async def test_the_middle_of_a_talk_is_where_the_given_facts_lead(reader: Browser, place: TalkBench) -> None:
    await begin(reader, goal="connection", company_form="250", role="broker")
    [row] = await place.talks.find(TalkFilter(staff=True), 0, 10)
    found = await place.store.find(row.id)
    assert found is not None
    assert turn.State.from_slots(found.slots).facts.as_json() == {"company_form": 250, "role": "broker"}
    assert "Bliver it-systemet brugt" in (await reader.get("/proev/vindue")).text


async def test_a_fact_that_cannot_be_is_named_and_nothing_begins(reader: Browser, place: TalkBench) -> None:
    answer = await reader.post("/proev/begynd", goal="connection", cvr_number="12345678", role="broker")
    assert answer.status_code == 422
    assert 'id="fejl-cvr_number"' in answer.text
    assert re.search(r'value="broker" selected', answer.text)
    assert await place.talks.find(TalkFilter(staff=True), 0, 10) == []


def test_every_fact_of_the_form_is_checked() -> None:
    read = read_prefilled({"role": ["konge"], "company_form": ["250"], "services": ["cpr", "login"], "goal": ["penge"]})
    assert set(read.problems) == {"role", "goal"}
    assert read.facts.as_json() == {"company_form": 250, "services": ["login", "cpr"]}


async def test_a_staff_talk_is_marked_traced_and_not_counted(reader: Browser, place: TalkBench) -> None:
    await say(reader, "Vi er en kommune")
    assert await place.talks.find(TalkFilter(), 0, 10) == []
    [row] = await place.talks.find(TalkFilter(staff=True), 0, 10)
    assert row.staff


async def test_the_talk_is_deleted_with_what_was_kept_of_it(reader: Browser, place: TalkBench) -> None:
    await say(reader, "Vi er en kommune")
    assert (await reader.post("/proev/slet")).status_code == 303
    assert await place.talks.find(TalkFilter(staff=True), 0, 10) == []
    assert "Vi er en kommune" not in (await reader.get("/proev/vindue")).text


async def test_the_key_of_a_public_talk_opens_nothing_here_that_it_should_not(reader: Browser) -> None:
    reader.client.cookies.set("proev", "another.key", domain="guide.local", path="/staff/proev")
    page = await reader.get("/proev")
    assert page.status_code == 200
    assert "Sig noget i samtalen" in page.text


@pytest.mark.parametrize(("view", "scripts"), [("side", True), ("smal", True), ("uden", False)])
async def test_the_view_decides_whether_scripts_run(reader: Browser, view: str, scripts: bool) -> None:
    page = (await reader.get(f"/proev?visning={view}")).text
    sandboxes = re.findall(r'sandbox="([^"]+)"', page)
    assert ([] if scripts else [False]) == ["allow-scripts" in each.split() for each in sandboxes]
    assert f"view-{view}" in page
