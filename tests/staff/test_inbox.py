"""The inbox: what waits is judged in one form, and what comes of it is told and kept in the log."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.datasets import training_texts
from bot.evaluation.fact_notes import FILE
from bot.evaluation.judging import Judge
from bot.staff import inbox
from bot.staff.access import Role
from bot.staff.desk import StaffRoutes
from bot.store import ConversationStore, Entry
from bot.store.review import Doubt, Inbox
from tests.evaluation.projects import a_project
from tests.staff.site import Bench, Browser

pytestmark = pytest.mark.anyio

READING: Mapping[str, Any] = {
    "intent": "thank",
    "confidence": 0.3,
    "threshold": 0.5,
    "ranking": [["talk_to_human", 0.3], ["thank", 0.2]],
    "facts": {},
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "project").mkdir()
    return a_project(tmp_path / "project")


@pytest.fixture
def pages(bench: Bench, project: Path) -> StaffRoutes:
    return inbox.routes(bench.desk, Judge(Inbox(bench.database), project, bench.clock))


@pytest.fixture
async def editor(bench: Bench, pages: StaffRoutes) -> Browser:
    return await bench.logged_in("Ada", Role.EDITOR, pages)


async def wait_in_inbox(bench: Bench, *texts: str, id: str = "a-talk") -> None:
    """Conversations in which the guide was unsure about these texts."""
    store = ConversationStore(bench.database)
    await store.create(id, "hash", {}, [Entry("bot", bench.clock(), "Hvad kan jeg hjælpe med?")], bench.clock())
    for text in texts:
        found = await store.find(id)
        assert found is not None
        entry = Entry("user", bench.clock(), text, (), "text", READING)
        await store.save_turn(found, {}, [entry], bench.clock(), None, [Doubt("unsure")])
        bench.clock.pass_by(seconds=1)


def fields(page: str) -> dict[str, str]:
    """The form as it stands: the messages of each row, and the text of each example."""
    found = re.findall(r'name="((?:besked|tekst)-\d+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


async def settle(browser: Browser, *choices: str, **more: str) -> Any:
    """Sends the form as the page shows it, with a choice for each of the first rows, and more fields."""
    shown = fields((await browser.get("/indbakke")).text)
    chosen = {f"hensigt-{place}": choice for place, choice in enumerate(choices, start=1)}
    return await browser.post("/indbakke", **shown, **chosen, **more)


async def waiting(bench: Bench) -> list[str]:
    return [each.text for each in await Inbox(bench.database).waiting()]


def learned(project: Path) -> list[tuple[str, str]]:
    return training_texts(project / "data" / "nlu")


async def test_a_message_is_shown_with_its_reading_what_was_asked_and_the_guesses_by_number(
    bench: Bench, editor: Browser
) -> None:
    await wait_in_inbox(bench, "må jeg snakke med en")
    page = (await editor.get("/indbakke")).text
    assert "må jeg snakke med en" in page
    assert "Hvad kan jeg hjælpe med?" in page
    assert '<option value="talk_to_human">1 Tal med et menneske</option>' in page
    assert '<option value="-">0 Ikke til træning</option>' in page


async def test_an_accepted_message_becomes_an_example_and_leaves_the_inbox(
    bench: Bench, editor: Browser, project: Path
) -> None:
    await wait_in_inbox(bench, "må jeg snakke med en")
    answer = await settle(editor, "talk_to_human")
    assert answer.headers["location"] == "/staff/indbakke?taget=1"
    assert ("må jeg snakke med en", "talk_to_human") in learned(project)
    assert not await waiting(bench)
    assert ("Ada", "Tog et eksempel med", "talk_to_human") in await bench.actions()


async def test_one_form_settles_many_and_leaves_what_nobody_chose(bench: Bench, editor: Browser, project: Path) -> None:
    await wait_in_inbox(bench, "abc", "må jeg snakke med en", "xyz", "det var pænt af dig")
    order = [value for name, value in fields((await editor.get("/indbakke")).text).items() if name.startswith("tekst")]
    chosen = {"må jeg snakke med en": "talk_to_human", "xyz": "-", "abc": "later"}
    answer = await settle(editor, *(chosen.get(text, "") for text in order))
    assert answer.status_code == 303
    assert await waiting(bench) == ["det var pænt af dig", "abc"]
    assert len(learned(project)) == 4


async def test_messages_that_say_the_same_are_settled_together_and_one_is_learned(
    bench: Bench, editor: Browser, project: Path
) -> None:
    await wait_in_inbox(bench, "må jeg snakke med en", "Må jeg snakke med en?", "må jeg snake med en")
    page = (await editor.get("/indbakke")).text
    assert "3 beskeder" in page
    await settle(editor, "talk_to_human")
    assert not await waiting(bench)
    assert len(learned(project)) == 4


async def test_the_sentence_can_be_mended_before_it_is_learned(bench: Bench, editor: Browser, project: Path) -> None:
    await wait_in_inbox(bench, "Jeg hedder Ada og vil snakke med en")
    shown = fields((await editor.get("/indbakke")).text) | {"tekst-1": "jeg vil snakke med en"}
    await editor.post("/indbakke", **shown, **{"hensigt-1": "talk_to_human"})
    assert ("jeg vil snakke med en", "talk_to_human") in learned(project)
    assert "hedder" not in str(learned(project))


async def test_a_refused_example_is_shown_again_with_the_reason_and_the_others_are_done(
    bench: Bench, editor: Browser, project: Path
) -> None:
    await wait_in_inbox(bench, "Kan jeg tale med nogen hos jer", "xyz")
    order = [value for name, value in fields((await editor.get("/indbakke")).text).items() if name.startswith("tekst")]
    answer = await settle(editor, *("-" if text == "xyz" else "talk_to_human" for text in order))
    assert answer.status_code == 422
    assert "Sætningen bruges til at måle modellen" in answer.text
    assert '<option value="talk_to_human" selected>' in answer.text, "the choice still stands"
    assert await waiting(bench) == ["Kan jeg tale med nogen hos jer"]
    assert len(learned(project)) == 3


async def test_a_text_of_another_intent_names_it(bench: Bench, editor: Browser) -> None:
    await wait_in_inbox(bench, "Tak!")
    answer = await settle(editor, "talk_to_human")
    assert "allerede et eksempel på «Tak»" in answer.text


async def test_facts_that_are_misread_go_to_the_developers(bench: Bench, editor: Browser, project: Path) -> None:
    await wait_in_inbox(bench, "vi er en kommune og vil snakke med en")
    facts = {"fakta-1-company_form": "245", "fakta-1-services": "rettet", "fakta-1-services-login": "ja"}
    answer = await settle(editor, "talk_to_human", **facts)
    assert "oplysninger=1" in answer.headers["location"]
    [row] = [json.loads(line) for line in (project / FILE).read_text(encoding="utf-8").splitlines()]
    assert row["facts"] == {"company_form": 245, "services": ["login"]}
    assert row["read"] == {"company_form": 250}


async def test_an_example_can_be_taken_out_again(bench: Bench, editor: Browser, project: Path) -> None:
    before = learned(project)
    await wait_in_inbox(bench, "må jeg snakke med en")
    await settle(editor, "talk_to_human")
    [example] = await Inbox(bench.database).examples()
    await editor.post("/indbakke/tilbage", eksempel=str(example.id))
    assert learned(project) == before
    assert not await Inbox(bench.database).examples()


async def test_what_another_person_settled_meanwhile_is_left_alone(
    bench: Bench, editor: Browser, project: Path
) -> None:
    await wait_in_inbox(bench, "må jeg snakke med en")
    shown = fields((await editor.get("/indbakke")).text)
    await settle(editor, "-")
    answer = await editor.post("/indbakke", **shown, **{"hensigt-1": "talk_to_human"})
    assert answer.status_code == 303
    assert len(learned(project)) == 3


async def test_a_reader_sees_the_inbox_and_cannot_change_it(bench: Bench, pages: StaffRoutes, project: Path) -> None:
    await wait_in_inbox(bench, "må jeg snakke med en")
    reader = await bench.logged_in("Bo", Role.READER, pages)
    page = (await reader.get("/indbakke")).text
    assert "må jeg snakke med en" in page
    assert "<select" not in page
    answer = await reader.post("/indbakke", **{"besked-1": "a-talk:1", "hensigt-1": "thank", "tekst-1": "hej"})
    assert answer.status_code == 403
    assert len(learned(project)) == 3


async def test_the_log_does_not_keep_what_was_not_accepted(bench: Bench, editor: Browser) -> None:
    await wait_in_inbox(bench, "min kollega Ada Andersen sagde noget")
    await settle(editor, "-")
    from bot.staff.audit import Wanted

    assert "Andersen" not in str(await bench.audit.entries(Wanted(), 1000))
