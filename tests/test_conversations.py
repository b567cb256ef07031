"""Conversations: what a user may count on, whatever the model and the client do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import ConnectionPool, Redis

from bot import turn
from bot.conversations import Opened
from bot.incoming import Answer, Incoming
from bot.ordering import LONGEST_LINE, Ordering, RedisLock
from bot.redis_pool import redis_pool
from bot.refusals import Refused
from tests.talking import House, bytes_in, sqlite_url

pytestmark = pytest.mark.anyio

QUESTION = Incoming(text="Hvilken tilslutning skal vi vælge?")
ASIDE = Incoming(text="Hvad koster det?")


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Conversations over a store in the test's folder."""
    house = House(sqlite_url(tmp_path))
    yield house
    await house.database.close()


@pytest.fixture
async def opened(house: House) -> Opened:
    """A conversation that was just opened."""
    return await house.conversations.open()


async def said(house: House, opened: Opened, sender: str | None = None) -> list[str]:
    """The texts of a conversation, all or those of one side."""
    state = await house.conversations.state(opened.id, opened.token)
    return [message["text"] for message in state["messages"] if sender in (None, message["from"])]


def button(reply: dict[str, Any], title: str) -> str:
    """The payload of the button with this title."""
    buttons = [button for message in reply["messages"] for button in message["buttons"]]
    return next(str(button["payload"]) for button in buttons if button["title"] == title)


# What a talk is -----------------------------------------------------------------------------------------------------


async def test_the_opening_says_that_no_human_answers(opened: Opened) -> None:
    assert "automatisk" in opened.messages[0]["text"]
    assert opened.messages[0]["buttons"]


async def test_a_reply_has_messages_question_facts_and_advice(house: House, opened: Opened) -> None:
    reply = (await house.conversations.say(opened.id, opened.token, QUESTION)).as_json()
    assert reply["question"]["fact"] == "company_form"
    titles = {button["title"] for message in reply["messages"] for button in message["buttons"]}
    assert titles >= {choice["label"] for choice in reply["question"]["choices"]}
    assert (reply["facts"], reply["advice"]) == ({}, None)


async def test_advice_comes_with_the_answer_that_decides(house: House, opened: Opened) -> None:
    await house.conversations.say(opened.id, opened.token, Incoming(text="Er vi offentlige eller private?"))
    answer = Incoming(answer=Answer("company_form", 250))
    reply = (await house.conversations.say(opened.id, opened.token, answer)).as_json()
    assert reply["facts"]["company_form"] == 250
    assert reply["advice"]["conclusions"]["classification"]["value"] == "public"


async def test_the_state_holds_the_whole_talk(house: House, opened: Opened) -> None:
    reply = (await house.conversations.say(opened.id, opened.token, QUESTION)).as_json()
    house.clock.pass_by(minutes=1)
    await house.conversations.say(opened.id, opened.token, Incoming(payload=button(reply, "Kommune")))
    state = await house.conversations.state(opened.id, opened.token)
    assert [message["from"] for message in state["messages"]][:4] == ["bot", "user", "bot", "user"]
    assert state["messages"][0]["text"] == opened.messages[0]["text"]
    assert state["messages"][0]["at"] == "2026-11-12T09:00:00+00:00"
    assert state["messages"][3]["at"] == "2026-11-12T09:01:00+00:00"
    assert state["facts"] == {"company_form": 250}
    assert state["question"] is not None


async def test_a_pressed_button_is_shown_by_its_title(house: House, opened: Opened) -> None:
    reply = (await house.conversations.say(opened.id, opened.token, QUESTION)).as_json()
    await house.conversations.say(opened.id, opened.token, Incoming(payload=button(reply, "Kommune")))
    await house.conversations.say(opened.id, opened.token, Incoming(answer=Answer("mitid_erhverv", "no")))
    assert await said(house, opened, "user") == ["Hvilken tilslutning skal vi vælge?", "Kommune", "Nej"]


async def test_how_a_message_was_understood_is_not_told_to_the_user(house: House, opened: Opened) -> None:
    await house.conversations.say(opened.id, opened.token, ASIDE)
    state = await house.conversations.state(opened.id, opened.token)
    assert "details" not in state["messages"][1]
    assert house.tally.turns == [("faq/prices", True)]


# What is refused ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"text": "a" * 1001}, "text_too_long"),
        ({"text": " \n\t\u200b "}, "text_empty"),
        ({"text": "\x00\x01"}, "text_empty"),
        ({"text": "\ud800"}, "text_unreadable"),
        ({}, "one_of_three"),
        ({"text": "hej", "payload": "/greet"}, "one_of_three"),
        ({"payload": "hej"}, "payload_unknown"),
        ({"payload": "/no_such_intent"}, "payload_unknown"),
        ({"payload": '/restart{"x": 1}'}, "payload_unknown"),
        ({"payload": '/inform{"role": "boss"}'}, "payload_unknown"),
        ({"payload": "/inform{"}, "payload_unknown"),
        ({"payload": "/inform[1]"}, "payload_unknown"),
        ({"payload": "/inform" + "{" * 5000}, "payload_unknown"),
        ({"payload": '/inform{"services":' + "[" * 900 + "]" * 900 + "}"}, "payload_unknown"),
        ({"payload": "/EXTERNAL: x"}, "payload_unknown"),
        ({"answer": Answer("mitid_erhverv", "perhaps")}, "not_a_value"),
        ({"answer": Answer("company_form", "250")}, "not_a_company_form"),
        ({"answer": Answer("nope", "yes")}, "no_such_fact"),
        ({"answer": Answer("cvr_number", "12345678")}, "cvr_check_digit"),
        ({"answer": Answer("cvr_number", 25313763)}, "not_a_cvr_number"),
        ({"answer": Answer("organisation_name", "a" * 201)}, "not_a_organisation_name"),
        ({"answer": Answer("role", 10**40)}, "not_a_value"),
        ({"answer": Answer("role", {"a": [1]})}, "not_a_value"),
        ({"answer": Answer("services", [["login"]])}, "not_a_value"),
    ],
)
async def test_what_cannot_be_taken_is_refused_and_changes_nothing(
    parts: dict[str, Any], problem: str, house: House, opened: Opened
) -> None:
    with pytest.raises(Refused) as refusal:
        await house.conversations.say(opened.id, opened.token, Incoming(**parts))
    assert refusal.value.problem == problem
    assert turn.content().problems[problem].format(**refusal.value.values)
    assert house.engine.heard == []
    assert len(await said(house, opened)) == 1


async def test_a_text_is_never_taken_for_a_payload(house: House, opened: Opened) -> None:
    await house.conversations.say(opened.id, opened.token, Incoming(text='/inform{"role": "broker"}'))
    state = await house.conversations.state(opened.id, opened.token)
    assert state["facts"] == {}


async def test_only_what_was_read_of_a_payload_goes_on(house: House, opened: Opened) -> None:
    await house.conversations.say(
        opened.id, opened.token, Incoming(payload='/inform{"services":["sso","login","sso"]}')
    )
    assert house.engine.heard == ['/inform{"services": ["login", "sso"]}']


async def test_a_text_of_just_a_thousand_characters_is_taken(house: House, opened: Opened) -> None:
    await house.conversations.say(opened.id, opened.token, Incoming(text="å" * 1000))
    assert house.engine.heard == ["å" * 1000]


# What is nobody else's business -------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["010190-1234", "010190\u2011\u200b1234", "0101901234"])
async def test_a_cpr_number_reaches_neither_engine_nor_store(
    number: str, house: House, opened: Opened, tmp_path: Path
) -> None:
    reply = await house.conversations.say(opened.id, opened.token, Incoming(text=f"mit cpr er {number}, hvad nu?"))
    assert house.engine.heard == ["mit cpr er [CPR-nummer fjernet], hvad nu?"]
    assert (await said(house, opened, "user")) == ["mit cpr er [CPR-nummer fjernet], hvad nu?"]
    notice = reply.as_json()["messages"][0]
    assert notice["kind"] == "notice"
    assert "CPR-nummer" in notice["text"]
    assert number.encode() not in bytes_in(tmp_path) + reply.body
    assert house.tally.masked_kinds == ["cpr"]


async def test_the_name_of_an_organisation_hides_no_cpr_number(house: House, opened: Opened, tmp_path: Path) -> None:
    for incoming in (
        Incoming(answer=Answer("organisation_name", "Hansen 010190-1234")),
        Incoming(payload='/inform{"organisation_name": "Hansen 010190-1234"}'),
    ):
        await house.conversations.say(opened.id, opened.token, incoming, key="k-" + ("a" if incoming.answer else "b"))
    assert b"010190-1234" not in bytes_in(tmp_path)
    state = await house.conversations.state(opened.id, opened.token)
    assert state["facts"]["organisation_name"] == "Hansen [CPR-nummer fjernet]"


async def test_the_token_is_never_kept(house: House, opened: Opened, tmp_path: Path) -> None:
    await house.conversations.say(opened.id, opened.token, QUESTION, key="the-key-of-the-client")
    assert opened.token.encode() not in bytes_in(tmp_path)
    assert b"the-key-of-the-client" not in bytes_in(tmp_path)
    assert opened.token not in repr(opened)


async def test_an_unknown_conversation_and_anothers_are_refused_alike(house: House, opened: Opened) -> None:
    other = await house.conversations.open()
    for id, token in (
        (opened.id, other.token),
        ("unknown", opened.token),
        (opened.id, ""),
        ("", ""),
        ("x" * 9999, "x"),
    ):
        for call in (
            house.conversations.state(id, token),
            house.conversations.delete(id, token),
            house.conversations.say(id, token, QUESTION),
        ):
            with pytest.raises(Refused) as refusal:
                await call
            assert (refusal.value.problem, refusal.value.values) == ("no_such_conversation", {})
    assert await house.conversations.state(opened.id, opened.token)


async def test_nothing_of_a_deleted_conversation_is_left(house: House, opened: Opened, tmp_path: Path) -> None:
    kept = await house.conversations.open()
    await house.conversations.say(kept.id, kept.token, Incoming(text="den anden samtale"))
    await house.conversations.say(opened.id, opened.token, Incoming(text="en fortrolig besked"), key="k1")
    assert b"fortrolig" in bytes_in(tmp_path)
    await house.conversations.delete(opened.id, opened.token)
    left = bytes_in(tmp_path)
    assert b"fortrolig" not in left
    assert opened.id.encode() not in left
    assert b"den anden samtale" in left
    with pytest.raises(Refused):
        await house.conversations.state(opened.id, opened.token)


async def test_conversations_are_cleared_away_after_their_time(house: House, opened: Opened) -> None:
    house.clock.pass_by(days=20)
    young = await house.conversations.open()
    house.clock.pass_by(days=11)
    assert await house.conversations.clear_away(timedelta(days=30)) == 1
    with pytest.raises(Refused):
        await house.conversations.state(opened.id, opened.token)
    assert await house.conversations.state(young.id, young.token)
    assert house.tally.deleted_count == 1


# What happens at once -----------------------------------------------------------------------------------------------


async def test_ten_messages_at_once_are_all_answered_in_order(house: House, opened: Opened) -> None:
    texts = [f"besked {number}" for number in range(10)]
    await asyncio.gather(*(house.conversations.say(opened.id, opened.token, Incoming(text=text)) for text in texts))
    assert await said(house, opened, "user") == texts
    assert house.engine.most_under_way == 1


async def test_different_conversations_do_not_wait_for_each_other(house: House) -> None:
    both = [await house.conversations.open() for _ in range(2)]
    house.engine.gate = asyncio.Event()
    talks = [asyncio.create_task(house.conversations.say(each.id, each.token, QUESTION)) for each in both]
    async with asyncio.timeout(30):
        while house.engine.under_way < 2:
            await asyncio.sleep(0)
    house.engine.gate.set()
    await asyncio.gather(*talks)


async def test_a_line_that_is_too_long_is_refused_rather_than_kept_waiting(house: House, opened: Opened) -> None:
    says = [house.conversations.say(opened.id, opened.token, Incoming(text=str(n))) for n in range(LONGEST_LINE + 5)]
    results = await asyncio.gather(*says, return_exceptions=True)
    refused = [result for result in results if isinstance(result, Refused)]
    assert len(refused) == 5
    assert {refusal.problem for refusal in refused} == {"busy"}
    assert len(await said(house, opened, "user")) == LONGEST_LINE


async def test_two_processes_do_not_lose_each_others_turns(house: House, opened: Opened, tmp_path: Path) -> None:
    other = House(sqlite_url(tmp_path))
    houses = [house, other] * 3
    says = [each.conversations.say(opened.id, opened.token, Incoming(text=f"{n}")) for n, each in enumerate(houses)]
    results = await asyncio.gather(*says, return_exceptions=True)
    answered = [str(n) for n, result in enumerate(results) if not isinstance(result, Refused)]
    assert sorted(await said(house, opened, "user")) == answered
    assert len(answered) >= 3
    await other.database.close()


async def test_a_message_that_waits_while_its_conversation_is_deleted_finds_none(house: House, opened: Opened) -> None:
    house.engine.gate = asyncio.Event()
    first = asyncio.create_task(house.conversations.say(opened.id, opened.token, QUESTION))
    async with asyncio.timeout(30):
        while not house.engine.under_way:
            await asyncio.sleep(0)
    deletion = asyncio.create_task(house.conversations.delete(opened.id, opened.token))
    late = asyncio.create_task(house.conversations.say(opened.id, opened.token, ASIDE))
    house.engine.gate.set()
    assert (await first).as_json()["messages"]
    await deletion
    with pytest.raises(Refused, match="no_such_conversation"):
        await late


async def test_a_turn_that_takes_too_long_is_given_up_and_can_be_said_again(house: House, opened: Opened) -> None:
    house.conversations._turn_seconds = 0.0
    house.engine.gate = asyncio.Event()
    with pytest.raises(Refused, match="busy"):
        await house.conversations.say(opened.id, opened.token, QUESTION, key="k1")
    house.conversations._turn_seconds = 20.0
    house.engine.gate.set()
    assert (await house.conversations.say(opened.id, opened.token, QUESTION, key="k1")).as_json()["messages"]
    assert len(await said(house, opened, "user")) == 1


async def test_a_turn_that_fails_leaves_the_talk_as_it_was(house: House, opened: Opened) -> None:
    house.engine.error = RuntimeError("the engine fell over")
    with pytest.raises(RuntimeError):
        await house.conversations.say(opened.id, opened.token, QUESTION, key="k1")
    house.engine.error = None
    assert len(await said(house, opened)) == 1
    assert (await house.conversations.say(opened.id, opened.token, QUESTION, key="k1")).as_json()["question"]


# The same message twice ---------------------------------------------------------------------------------------------


async def test_the_same_key_gives_the_same_bytes(house: House, opened: Opened) -> None:
    first = await house.conversations.say(opened.id, opened.token, ASIDE, key="k1")
    again = await house.conversations.say(opened.id, opened.token, ASIDE, key="k1")
    assert again.body == first.body
    assert len(house.engine.heard) == 1


async def test_the_same_key_at_once_waits_for_the_first(house: House, opened: Opened) -> None:
    says = [house.conversations.say(opened.id, opened.token, ASIDE, key="k1") for _ in range(5)]
    replies = await asyncio.gather(*says)
    assert len({reply.body for reply in replies}) == 1
    assert len(house.engine.heard) == 1


async def test_the_same_key_for_another_message_is_refused(house: House, opened: Opened) -> None:
    await house.conversations.say(opened.id, opened.token, ASIDE, key="k1")
    for other in (QUESTION, Incoming(payload="/faq/prices"), Incoming(text=ASIDE.text + " ")):  # type: ignore[operator]
        with pytest.raises(Refused, match="key_reused"):
            await house.conversations.say(opened.id, opened.token, other, key="k1")


async def test_a_key_belongs_to_its_conversation(house: House, opened: Opened) -> None:
    other = await house.conversations.open()
    await house.conversations.say(opened.id, opened.token, ASIDE, key="k1")
    await house.conversations.say(other.id, other.token, QUESTION, key="k1")
    assert len(house.engine.heard) == 2


async def test_a_key_is_forgotten_after_a_day(house: House, opened: Opened) -> None:
    await house.conversations.say(opened.id, opened.token, ASIDE, key="k1")
    house.clock.pass_by(hours=23, minutes=59)
    await house.conversations.say(opened.id, opened.token, ASIDE, key="k1")
    assert len(house.engine.heard) == 1
    house.clock.pass_by(minutes=1)
    await house.conversations.say(opened.id, opened.token, QUESTION, key="k1")
    assert len(house.engine.heard) == 2


@pytest.mark.parametrize("key", ["", "x" * 256, "nøgle", "a\nb"])
async def test_a_key_that_is_none_is_refused(key: str, house: House, opened: Opened) -> None:
    with pytest.raises(Refused, match="key_invalid"):
        await house.conversations.say(opened.id, opened.token, ASIDE, key=key)


# Several processes --------------------------------------------------------------------------------------------------


def sharing(pool: ConnectionPool, folder: Path) -> House:
    """A house whose turns wait for those of other processes."""
    return House(sqlite_url(folder), Ordering(RedisLock(Redis(connection_pool=pool), seconds=30)))


async def test_processes_that_share_redis_take_turns(redis_url: str, tmp_path: Path) -> None:
    pools = [redis_pool(redis_url) for _ in range(2)]
    houses = [sharing(pool, tmp_path) for pool in pools]
    opened = await houses[0].conversations.open()
    says = [houses[n % 2].conversations.say(opened.id, opened.token, Incoming(text=f"{n}")) for n in range(10)]
    await asyncio.gather(*says)
    assert sorted(await said(houses[0], opened, "user")) == [str(n) for n in range(10)]
    for house, pool in zip(houses, pools, strict=True):
        await house.database.close()
        await pool.aclose()


async def test_without_redis_the_talk_goes_on(tmp_path: Path) -> None:
    pool = redis_pool("unix:///nonexistent/redis.sock")
    house = sharing(pool, tmp_path)
    opened = await house.conversations.open()
    await asyncio.gather(*(house.conversations.say(opened.id, opened.token, Incoming(text=f"{n}")) for n in range(3)))
    assert await said(house, opened, "user") == ["0", "1", "2"]
    await house.database.close()
    await pool.aclose()
