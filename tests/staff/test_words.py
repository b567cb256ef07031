"""Staff change words: seen before, checked, in use at once, kept with who and why, and taken back."""

from __future__ import annotations

import asyncio
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from bot import turn
from bot.content import editing, load_content
from bot.content.editing import Place
from bot.content.library import content_folder
from bot.staff import words
from bot.staff.access import Role
from bot.staff.desk import StaffRoutes
from bot.staff.word_changes import WordChanges
from bot.store import ContentHistory, StoreUnavailable
from bot.store.staff_words import Change
from tests.staff.site import Bench, Browser

pytestmark = pytest.mark.anyio

OPENING = Place("dialogue.yml", ("opening",))
LABEL = Place("goals.yml", ("services", "label"))
TEXT_BEFORE = load_content(content_folder()).goals["services"].label


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the words, in use for the time of the test."""
    copy = Path(shutil.copytree(content_folder(), tmp_path / "content"))
    monkeypatch.setenv("GUIDE_CONTENT_DIR", str(copy))
    return copy


def pages(bench: Bench) -> StaffRoutes:
    return words.routes(bench.desk, WordChanges(ContentHistory(bench.database), now=bench.clock))


async def send(browser: Browser, place: Place, text: str, do: str = "gem", **fields: str) -> tuple[int, str]:
    """Sends the form of a text as its page gives it; gives status and text of the page that comes."""
    page = (await browser.get(words.text_address(place).removeprefix("/staff"))).text
    digest = re.search(r'name="foer" value="(\w+)"', page)
    sent = {
        "foer": digest[1] if digest else "",
        "fil": place.file,
        "sted": "/".join(place.path),
        "tekst": text,
        "hvad": do,
    }
    answer = await browser.post("/ord/tekst", **{**sent, **fields})
    return answer.status_code, unescape(answer.text)


async def test_texts_are_found_by_file_and_by_words_in_any_file(bench: Bench, folder: Path) -> None:
    browser = await bench.logged_in("Eva", Role.READER, pages(bench))
    assert "Faste svar" in (await browser.get("/ord")).text
    found = (await browser.get("/ord?soeg=multi-tenant+leverandør")).text
    assert "sted=role%2Fchoices%2Fmulti_tenant_supplier%2Fremark" in found
    assert "fil=goals.yml" not in found
    assert "Ingen tekster passer" in (await browser.get("/ord?soeg=qwertyuiop")).text
    only = (await browser.get("/ord?fil=goals.yml")).text
    assert only.count("/staff/ord/tekst?fil=goals.yml") == 10
    assert "/staff/ord/tekst?fil=faq.yml" not in only


async def test_a_text_shows_where_it_is_used_and_what_the_guide_fills_in(bench: Bench, folder: Path) -> None:
    browser = await bench.logged_in("Eva", Role.EDITOR, pages(bench))
    page = unescape((await browser.get("/ord/tekst?fil=questions.yml&sted=company_form/why")).text)
    assert "spørgsmålet «Virksomhedsform»" in page
    assert "konklusionen «Offentlig eller privat i NemLog-in»" in page
    page = unescape((await browser.get("/ord/tekst?fil=questions.yml&sted=mitid_erhverv/why")).text)
    assert "konklusionen «Offentlig eller privat i NemLog-in»" not in page
    page = (await browser.get("/ord/tekst?fil=dialogue.yml&sted=noted")).text
    assert "<code>{statements}</code>" in page


async def test_a_saved_text_is_in_use_at_once_and_kept_with_who_and_why(bench: Bench, folder: Path) -> None:
    browser = await bench.logged_in("Eva", Role.EDITOR, pages(bench))
    status, _ = await send(browser, OPENING, "Hej! Jeg er en maskine.\r\n\r\nSkriv, hvem I er.", note="Kortere")
    assert status == 303
    assert turn.open_talk()[1][0].text == "Hej! Jeg er en maskine.\n\nSkriv, hvem I er."
    history = (await browser.get("/ord/historik")).text
    assert "Eva" in history
    assert "Kortere" in history
    assert await bench.actions() == [*(await bench.actions())[:-1], ("Eva", "tekst ændret", "dialogue.yml: opening")]


async def test_a_preview_shows_the_public_s_own_message_and_changes_nothing(bench: Bench, folder: Path) -> None:
    browser = await bench.logged_in("Eva", Role.EDITOR, pages(bench))
    status, page = await send(browser, Place("questions.yml", ("role", "text")), "Hvem ejer systemet?", "vis")
    assert status == 200
    shown = page[page.index("Sådan vil det se ud") :]
    assert "Hvem ejer systemet?" in shown
    assert "Vi udbyder systemet selv" in shown
    assert "<fieldset disabled" in shown
    status, page = await send(browser, Place("faq.yml", ("law", "answer")), "Et.\n\n- to\n- tre", "vis")
    assert "<li>to</li><li>tre</li>" in page
    assert "Hvem ejer systemet?" not in turn.content().questions["role"].text
    assert await ContentHistory(bench.database).latest(10) == []


async def test_what_would_not_load_is_told_with_place_and_mending_and_what_was_typed_stays(
    bench: Bench, folder: Path
) -> None:
    browser = await bench.logged_in("Eva", Role.EDITOR, pages(bench))
    before = (folder / "dialogue.yml").read_bytes()
    status, page = await send(browser, Place("dialogue.yml", ("noted",)), "Noteret uden felt", note="min note")
    assert status == 422
    assert "dialogue.yml: noted: skal have netop disse felter: {statements}" in page
    assert 'value="Noteret uden felt"' in page
    assert 'value="min note"' in page
    assert (folder / "dialogue.yml").read_bytes() == before
    assert await ContentHistory(bench.database).latest(10) == []


async def test_of_two_who_change_the_same_text_the_second_sees_both_and_loses_nothing(
    bench: Bench, folder: Path
) -> None:
    routes = pages(bench)
    eva, ove = await bench.logged_in("Eva", Role.EDITOR, routes), await bench.logged_in("Ove", Role.EDITOR, routes)
    old = editing.digest(TEXT_BEFORE)
    assert (await send(eva, LABEL, "Evas ord"))[0] == 303
    status, page = await send(ove, LABEL, "Oves ord", foer=old)
    assert status == 409
    assert "Evas ord" in page
    assert 'value="Oves ord"' in page
    assert turn.content().goals["services"].label == "Evas ord"
    # The page now knows both: sending it again is meant.
    assert (await send(ove, LABEL, "Oves ord"))[0] == 303
    assert turn.content().goals["services"].label == "Oves ord"


async def test_a_change_is_taken_back_and_that_is_a_change_too(bench: Bench, folder: Path) -> None:
    browser = await bench.logged_in("Eva", Role.EDITOR, pages(bench))
    before = (folder / "goals.yml").read_bytes()
    await send(browser, LABEL, "Andre ord")
    answer = await browser.post("/ord/fortryd", id="1")
    assert answer.status_code == 303
    assert (folder / "goals.yml").read_bytes() == before
    assert turn.content().goals["services"].label == TEXT_BEFORE
    [undone, change] = await ContentHistory(bench.database).latest(10)
    assert (undone.undoes, undone.before, undone.after) == (change.id, "Andre ord", TEXT_BEFORE)
    assert (await bench.actions())[-1] == ("Eva", "tekst fortrudt", "goals.yml: services → label")


async def test_a_change_that_another_followed_is_not_taken_back_and_both_are_shown(bench: Bench, folder: Path) -> None:
    browser = await bench.logged_in("Eva", Role.EDITOR, pages(bench))
    await send(browser, LABEL, "Første ord")
    await send(browser, LABEL, "Andre ord")
    answer = await browser.post("/ord/fortryd", id="1")
    assert answer.status_code == 409
    assert all(text in answer.text for text in ("Første ord", "Andre ord", TEXT_BEFORE))
    assert turn.content().goals["services"].label == "Andre ord"
    for number in ("99", "x", "", "-1"):
        assert (await browser.post("/ord/fortryd", id=number)).status_code == 404


async def test_a_reader_reads_and_cannot_change(bench: Bench, folder: Path) -> None:
    browser = await bench.logged_in("Rie", Role.READER, pages(bench))
    page = await browser.get(words.text_address(LABEL).removeprefix("/staff"))
    assert TEXT_BEFORE in page.text
    assert "<textarea" not in page.text
    assert 'name="tekst"' not in page.text
    digest = editing.digest(TEXT_BEFORE)
    fields = {"fil": LABEL.file, "sted": "services/label", "foer": digest, "tekst": "Mine ord", "hvad": "gem"}
    assert (await browser.post("/ord/tekst", **fields)).status_code == 403
    assert (await browser.post("/ord/fortryd", id="1")).status_code == 403
    assert turn.content().goals["services"].label == TEXT_BEFORE


async def test_a_folder_that_cannot_be_written_is_told(
    bench: Bench, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editing, "is_writable", lambda _: False)
    browser = await bench.logged_in("Eva", Role.EDITOR, pages(bench))
    page = await browser.get(words.text_address(LABEL).removeprefix("/staff"))
    assert "må ikke skrive i mappen" in page.text
    assert 'name="tekst"' not in page.text


@pytest.mark.parametrize(
    "query", ["fil=../../etc/passwd&sted=x", "fil=goals.yml&sted=nowhere", "", "fil=goals.yml&sted=services"]
)
async def test_a_text_that_is_not_there_is_told(bench: Bench, folder: Path, query: str) -> None:
    browser = await bench.logged_in("Eva", Role.READER, pages(bench))
    answer = await browser.get(f"/ord/tekst?{query}")
    assert answer.status_code == 404
    assert "Teksten findes ikke" in answer.text


async def test_markup_in_a_text_is_shown_and_not_obeyed(bench: Bench, folder: Path) -> None:
    browser = await bench.logged_in("Eva", Role.EDITOR, pages(bench))
    evil = "Hvad <script>alert(1)</script>?"
    for do in ("vis", "gem"):
        await send(browser, LABEL, evil, do)
    for path in (words.text_address(LABEL).removeprefix("/staff"), "/ord?soeg=alert", "/ord/historik"):
        page = (await browser.get(path)).text
        assert "&lt;script&gt;" in page
        assert "<script>alert" not in page


async def test_changes_of_different_texts_at_once_are_all_made(bench: Bench, folder: Path) -> None:
    changes = WordChanges(ContentHistory(bench.database), now=bench.clock)
    places = [Place("goals.yml", (name, "label")) for name in ("connection", "services", "obligation")]
    before = load_content(folder).goals
    await asyncio.gather(
        *(
            changes.save("Eva", each, editing.digest(before[each.path[0]].label), f"Ord {number}")
            for number, each in enumerate(places)
        )
    )
    after = load_content(folder).goals
    assert [after[each.path[0]].label for each in places] == ["Ord 0", "Ord 1", "Ord 2"]


class Forgetful(ContentHistory):
    """A history that fails when all was done."""

    async def add(self, change: Change, write: object) -> int:
        assert callable(write)
        write()
        raise StoreUnavailable("gone")


async def test_a_change_that_cannot_be_kept_in_the_history_is_not_made(bench: Bench, folder: Path) -> None:
    before = (folder / "goals.yml").read_bytes()
    with pytest.raises(StoreUnavailable):
        await WordChanges(Forgetful(bench.database)).save("Eva", LABEL, editing.digest(TEXT_BEFORE), "Andre ord")
    assert (folder / "goals.yml").read_bytes() == before
    assert turn.content().goals["services"].label == TEXT_BEFORE
