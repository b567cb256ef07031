"""Tests on the bench: a talk made one, mended, played, taken along and saved; and the whole suite."""

from __future__ import annotations

import asyncio
import html
import re
from pathlib import Path

import pytest

from bot.evaluation.dialogue_files import read_dialogue
from bot.evaluation.suite import Run, Suite
from bot.incoming import Incoming
from bot.staff.access import Role
from tests.staff.site import Bench, Browser
from tests.staff.talk_site import TalkBench

pytestmark = pytest.mark.anyio

TEXT = "title: Hilsen\nturns:\n  - press: Find vores tilslutning\n    question: company_form\n"
BROKEN = TEXT.replace("company_form", "role")


@pytest.fixture
async def place(bench: Bench, tmp_path: Path) -> TalkBench:
    """The pages about talks."""
    return TalkBench.of(bench, tmp_path)


@pytest.fixture
async def reader(bench: Bench, place: TalkBench) -> Browser:
    """Someone who may only read."""
    return await bench.logged_in("Lise", Role.READER, *place.features())


@pytest.fixture
async def editor(bench: Bench, place: TalkBench) -> Browser:
    """Someone who may edit."""
    return await bench.logged_in("Erik", Role.EDITOR, *place.features())


def typed(page: str) -> str:
    """The text in the form."""
    [found] = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    return html.unescape(found)


async def test_one_press_makes_a_conversation_a_test_that_can_be_played(reader: Browser, place: TalkBench) -> None:
    talk = await place.rehearsal.open()
    await place.rehearsal.say(talk.id, talk.token, Incoming(text="Vi er en kommune"))
    page = (await reader.get(f"/tests/ny?samtale={talk.id}")).text
    text = typed(page)
    assert read_dialogue(Path("x"), text).turns[0]["facts"] == {"company_form": 250}
    played = await reader.post("/tests/proev", text=text)
    assert "Testen holder" in played.text


async def test_a_failing_test_shows_the_talk_with_the_difference_marked(reader: Browser) -> None:
    page = (await reader.post("/tests/proev", text=BROKEN)).text
    assert "Testen fejler" in page
    assert re.search(r"<ins>role</ins>.*<del>company_form</del>", page, re.DOTALL)
    assert "Find vores tilslutning" in page
    assert typed(page) == BROKEN


async def test_a_fault_in_the_text_is_told_with_its_line_and_the_text_stays(reader: Browser) -> None:
    text = TEXT.replace("question", "spørgsmål")
    answer = await reader.post("/tests/proev", text=text)
    assert answer.status_code == 422
    assert "Linje 4:" in answer.text
    assert typed(answer.text) == text


async def test_a_test_is_taken_along_as_a_file(reader: Browser) -> None:
    answer = await reader.post("/tests/hent", text=TEXT.replace("\n", "\r\n"), navn="user_says_hello")
    assert answer.text == TEXT
    assert answer.headers["content-disposition"] == 'attachment; filename="user_says_hello.yml"'
    assert (await reader.post("/tests/hent", text=TEXT, navn='user_"x')).status_code == 422


async def test_an_editor_saves_a_test_and_it_is_in_the_log(bench: Bench, editor: Browser, place: TalkBench) -> None:
    answer = await editor.post("/tests/gem", text=TEXT, mappe="talks", navn="user_says_hello")
    assert answer.headers["location"] == "/staff/tests/vis/talks/user_says_hello?gemt=ja"
    assert (place.dialogues / "talks" / "user_says_hello.yml").read_text() == TEXT
    assert typed((await editor.get("/tests/vis/talks/user_says_hello")).text) == TEXT
    assert ("Erik", "gemte test", "talks/user_says_hello.yml") in await bench.actions()


async def test_a_reader_saves_nothing_and_is_not_asked_to(reader: Browser, place: TalkBench) -> None:
    answer = await reader.post("/tests/gem", text=TEXT, mappe="talks", navn="user_says_hello")
    assert answer.status_code == 403
    assert list(place.dialogues.iterdir()) == []
    assert "Gem i projektet" not in (await reader.post("/tests/proev", text=TEXT)).text


@pytest.mark.parametrize("behaviour", ["../x", "/tmp", "a/b", ""])
async def test_a_test_is_saved_nowhere_else(editor: Browser, place: TalkBench, behaviour: str) -> None:
    answer = await editor.post("/tests/gem", text=TEXT, mappe=behaviour, navn="user_says_hello")
    assert answer.status_code == 422
    assert typed(answer.text) == TEXT
    assert list(place.dialogues.rglob("*")) == []
    assert (await editor.get("/tests/vis/%2e%2e/user_x")).status_code == 404


async def test_a_conversation_without_a_turn_or_that_is_gone_becomes_no_test(reader: Browser, place: TalkBench) -> None:
    talk = await place.rehearsal.open()
    assert (await reader.get(f"/tests/ny?samtale={talk.id}")).status_code == 422
    assert (await reader.get("/tests/ny?samtale=none")).status_code == 404


async def finished(suite: Suite) -> Run:
    """The run, when it has ended."""
    while (run := await suite.run()).state == "running":
        await asyncio.sleep(0.2)
    return run


async def test_a_suite_that_cannot_be_played_says_why(editor: Browser, place: TalkBench) -> None:
    (place.dialogues / "talks").mkdir()
    (place.dialogues / "talks" / "user_x.yml").write_text("title: x\n")
    assert "ikke kørt endnu" in (await editor.get("/tests")).text
    await editor.post("/tests/koer")
    page = await editor.get("/tests")
    assert "refresh" in page.headers
    assert "refresh" not in (await editor.get("/tests?opdater=nej")).headers
    again = await editor.post("/tests/koer")
    assert again.headers["location"] == "/staff/tests?optaget=ja"
    assert (await finished(place.suite)).state == "failed"
    assert "user_x.yml, linje 1" in (await editor.get("/tests")).text


async def test_a_reader_starts_no_suite(reader: Browser, place: TalkBench) -> None:
    assert (await reader.post("/tests/koer")).status_code == 403
    assert (await place.suite.run()).state == "never"


async def test_a_run_whose_process_is_gone_was_cut_short(editor: Browser, place: TalkBench, tmp_path: Path) -> None:
    await place.jobs.start("suite", ["sleep", "600"], {"results": "x.jsonl"})
    (tmp_path / "suite").mkdir()
    (tmp_path / "suite" / "x.jsonl").write_text(
        '{"total": 3, "model": "m"}\n{"path": "a/user_x.yml", "title": "X", "failed": false, "turns": []}\n{"pa'
    )
    assert "1 af 3 er spillet" in (await editor.get("/tests")).text
    await place.jobs.cancel("suite")
    run = await finished(place.suite)
    assert (run.state, run.total, len(run.results)) == ("cut_short", 3, 1)
    assert "afbrudt efter 1 af 3" in (await editor.get("/tests")).text


async def test_no_suite_runs_beside_a_training(editor: Browser, place: TalkBench) -> None:
    await place.jobs.start("train", ["sleep", "600"])
    assert (await editor.post("/tests/koer")).headers["location"] == "/staff/tests?optaget=ja"
    await place.jobs.cancel("train")
