"""Which messages come into the review inbox, and when they leave it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot import turn
from bot.conversations import Opened
from bot.guidance.facts import check_facts
from bot.incoming import Answer, Incoming
from bot.store.review import Inbox, Waiting
from tests.talking import Answered, FewWordsEngine, House, bytes_in, sqlite_url

pytestmark = pytest.mark.anyio

#: What the stand-in reads: intent, confidence, facts. Everything else it does not understand.
READ: dict[str, tuple[str, float, dict[str, Any]]] = {
    "Vi er en kommune og vil på NemLog-in": ("find_connection", 0.9, {"company_form": 250}),
    "Vi vil på NemLog-in": ("find_connection", 0.9, {}),
    "Det forstod du forkert": ("feedback_negative", 0.9, {}),
    "Nej, vi er en region": ("correct_answer", 0.9, {"company_form": 245}),
    "Hvordan bliver vejret?": ("out_of_scope", 0.9, {}),
}


@dataclass
class ReadingEngine(FewWordsEngine):
    """Reads the sentences above as a model would."""

    given: list[str] = field(default_factory=list)

    def _answer(self, slots: Mapping[str, Any], text: str | None, payload: str | None) -> Answered:
        if text is None:
            return super()._answer(slots, text, payload)
        best, confidence, facts = READ.get(text, ("faq/prices", 0.3, {}))
        intent = best if confidence >= 0.5 else "nlu_fallback"
        heard = turn.Heard(text, intent, confidence, ((best, confidence), ("faq/cpr", 0.1)), check_facts(facts))
        state, messages = turn.respond(turn.act_of(intent), turn.State.from_slots(slots), heard)
        ranking = [{"name": best, "confidence": confidence}, {"name": "faq/cpr", "confidence": 0.1}]
        parse = {"intent": ranking[0], "intent_ranking": ranking, "threshold": 0.5, "facts": facts}
        return Answered(tuple(message.as_json() for message in messages), state.as_slots(), parse)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = House(sqlite_url(tmp_path))
    house.engine = ReadingEngine()
    house.conversations._engine = house.engine
    yield house
    await house.database.close()


@pytest.fixture
async def opened(house: House) -> Opened:
    return await house.conversations.open()


async def say(house: House, opened: Opened, *texts: str) -> None:
    for text in texts:
        await house.conversations.say(opened.id, opened.token, Incoming(text=text))


async def waiting(house: House) -> list[Waiting]:
    return await Inbox(house.database).waiting()


async def test_a_message_to_which_topics_were_offered_waits_with_its_reading(house: House, opened: Opened) -> None:
    await say(house, opened, "Hva koster sådan noget?")
    [found] = await waiting(house)
    assert (found.text, found.reason) == ("Hva koster sådan noget?", "unsure")
    assert found.reading["ranking"] == [["faq/prices", 0.3], ["faq/cpr", 0.1]]
    assert "automatisk" in found.before, "what the guide had said stands with it"


async def test_a_message_that_was_understood_does_not_wait(house: House, opened: Opened) -> None:
    await say(house, opened, "Vi er en kommune og vil på NemLog-in")
    assert not await waiting(house)


async def test_a_message_that_was_taken_for_something_else_altogether_waits(house: House, opened: Opened) -> None:
    await say(house, opened, "Hvordan bliver vejret?")
    assert [each.reason for each in await waiting(house)] == ["rejected"]


async def test_the_message_before_an_objection_waits_and_not_the_objection(house: House, opened: Opened) -> None:
    await say(house, opened, "Vi vil på NemLog-in", "Det forstod du forkert")
    assert [(each.text, each.reason) for each in await waiting(house)] == [("Vi vil på NemLog-in", "objected")]


async def test_a_button_cannot_have_been_misread(house: House, opened: Opened) -> None:
    await house.conversations.say(opened.id, opened.token, Incoming(payload="/find_connection"))
    await say(house, opened, "Det forstod du forkert")
    assert not await waiting(house)


async def test_an_objection_to_what_waits_already_takes_the_earlier_reasons_place(house: House, opened: Opened) -> None:
    await say(house, opened, "Hva koster sådan noget?", "Det forstod du forkert")
    assert [each.reason for each in await waiting(house)] == ["objected"]


async def test_a_text_waits_when_the_fact_that_was_read_in_it_is_corrected_in_words(
    house: House, opened: Opened
) -> None:
    await say(house, opened, "Vi er en kommune og vil på NemLog-in", "Nej, vi er en region")
    assert [(each.text, each.reason) for each in await waiting(house)] == [
        ("Vi er en kommune og vil på NemLog-in", "corrected")
    ]


async def test_a_text_waits_when_its_fact_is_corrected_in_the_panel(house: House, opened: Opened) -> None:
    await say(house, opened, "Vi er en kommune og vil på NemLog-in")
    await house.conversations.say(opened.id, opened.token, Incoming(answer=Answer("company_form", 245)))
    assert [each.reason for each in await waiting(house)] == ["corrected"]


async def test_a_change_of_what_was_pressed_puts_nothing_into_the_inbox(house: House, opened: Opened) -> None:
    await say(house, opened, "Vi vil på NemLog-in")
    for value in (250, 245):
        await house.conversations.say(opened.id, opened.token, Incoming(answer=Answer("company_form", value)))
    assert not await waiting(house)


async def test_what_waits_goes_with_its_conversation(house: House, opened: Opened, tmp_path: Path) -> None:
    await say(house, opened, "Hva koster sådan noget i Vestrup?")
    await house.conversations.delete(opened.id, opened.token)
    assert not await waiting(house)
    assert await Inbox(house.database).count() == 0
    assert b"Vestrup" not in bytes_in(tmp_path)


async def test_an_accepted_example_outlives_the_conversation(house: House, opened: Opened) -> None:
    inbox = Inbox(house.database)
    await say(house, opened, "Hva koster sådan noget?")
    [found] = await inbox.waiting()
    await inbox.keep("hvad koster sådan noget", "faq/prices", {}, datetime(2026, 11, 12, tzinfo=UTC), "Ada")
    await inbox.settle([found.key])
    await house.conversations.delete(opened.id, opened.token)
    assert [each.text for each in await inbox.examples()] == ["hvad koster sådan noget"]


async def test_what_was_put_off_comes_last(house: House, opened: Opened) -> None:
    inbox = Inbox(house.database)
    await say(house, opened, "abc")
    house.clock.pass_by(minutes=1)
    await say(house, opened, "def")
    newest = (await inbox.waiting())[0]
    await inbox.skip([newest.key], house.clock())
    assert [(each.text, each.skipped) for each in await inbox.waiting()] == [("abc", False), ("def", True)]


async def test_personal_numbers_never_come_into_the_inbox(house: House, opened: Opened) -> None:
    await say(house, opened, "mit nummer er 010190-1234 og hva så")
    [found] = await waiting(house)
    assert "1234" not in found.text
