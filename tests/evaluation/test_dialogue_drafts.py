"""A conversation made a test: it holds as long as the guide answers as it did, and fails when something is another."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import turn
from bot.conversations import Conversations
from bot.evaluation.cases import Case, case_of
from bot.evaluation.dialogue_drafts import draft
from bot.evaluation.dialogue_files import Dialogue, read_dialogue
from bot.evaluation.dialogues import play
from bot.incoming import Answer, Incoming
from tests.browser.site import PageEngine
from tests.talking import House, sqlite_url

pytestmark = pytest.mark.anyio

SAID = (
    Incoming(payload="/find_connection"),
    Incoming(text='Vi er en kommune: "den" i Århus, skriv til ib@example.dk'),
    Incoming(answer=Answer("role", "system_provider")),
    Incoming(payload='/inform{"government_task": "no"}'),
    Incoming(payload='/inform{"mitid_erhverv": "yes"}'),
)


async def talk(folder: Path) -> Case:
    """A conversation that ends with advice."""
    house = House(sqlite_url(folder))
    conversations = Conversations(house.store, PageEngine(), house.tally)
    opened = await conversations.open()
    for each in SAID:
        await conversations.say(opened.id, opened.token, each)
    found = await house.store.find(opened.id, with_entries=True)
    await house.database.close()
    assert found is not None
    return case_of(found.entries, found.slots)


@pytest.fixture
async def dialogue(tmp_path: Path) -> Dialogue:
    """The test that the conversation is made."""
    return read_dialogue(Path("user_x.yml"), draft(await talk(tmp_path), "Sådan: en test"))


async def test_the_test_holds_as_it_is(dialogue: Dialogue) -> None:
    outcome = await play(dialogue, PageEngine())
    assert outcome.faults == [], outcome.as_text()
    assert len(outcome.turns) == len(SAID)


async def test_what_the_user_did_is_done_in_the_same_way(dialogue: Dialogue) -> None:
    assert dialogue.title == "Sådan: en test"
    assert dialogue.turns[0]["press"] == turn.content().goals["connection"].label
    assert "ib@" not in dialogue.turns[1]["user"]
    assert dialogue.turns[2]["press"] == turn.content().questions["role"].choices["system_provider"].label
    assert dialogue.turns[3]["press"] == "Nej"


async def test_facts_the_question_and_the_advice_are_held_on_to(dialogue: Dialogue) -> None:
    assert dialogue.turns[1]["facts"] == {"company_form": 250}
    assert dialogue.turns[1]["question"] == "role"
    last = dialogue.turns[-1]
    assert (last["status"], last["question"]) == ("decided", None)
    assert last["advice"]["classification"] == "public"


async def test_another_outcome_fails_with_what_was_expected_and_what_came(dialogue: Dialogue) -> None:
    dialogue.turns[1]["facts"]["company_form"] = 245
    outcome = await play(dialogue, PageEngine())
    [difference] = [each for turn in outcome.turns for each in turn.differences]
    assert (difference.subject, difference.expected, difference.got) == ("company_form", 245, 250)
    assert outcome.faults == ["✗ company_form skulle være 245, men er 250"]
    assert "  Bruger: Vi er en kommune" in outcome.as_text()


async def test_a_button_that_is_not_shown_ends_the_talk_there(dialogue: Dialogue) -> None:
    dialogue.turns[3]["press"] = "Måske"
    outcome = await play(dialogue, PageEngine())
    assert len(outcome.turns) == 4
    assert outcome.faults == ["✗ knappen «Måske» vises ikke"]
    assert outcome.transcript[-1] == outcome.faults[0]
    assert "Nej" in outcome.turns[-1].differences[0].got


async def test_an_older_conversation_is_held_on_to_at_its_end(tmp_path: Path) -> None:
    case = await talk(tmp_path)
    older = tuple(vars(each) | {"changed": None} for each in case.turns)
    from bot.evaluation.cases import CaseTurn

    text = draft(Case(**{**vars(case), "turns": tuple(CaseTurn(**each) for each in older)}), "Ældre")
    last = read_dialogue(Path("x"), text).turns[-1]
    assert last["facts"]["company_form"] == 250
    assert last["goal"] == "connection"
