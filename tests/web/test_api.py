"""The API over HTTP: shapes and status codes, as clients meet them."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import httpx
import pytest

from bot.web.models import ConversationReply, ConversationState, Guidance, OpenedConversation
from tests.web.site import Talk, assert_problem

pytestmark = pytest.mark.anyio

COMPLETE = {
    "company_form": 60,
    "role": "multi_tenant_supplier",
    "government_task": "yes",
    "secure_authentication": "yes",
    "public_law_body": "no",
    "authority_cannot_create_system": "yes",
    "mitid_erhverv": "no",
}


# Guidance -----------------------------------------------------------------------------------------------------------


async def test_guidance_from_facts_alone(client: httpx.AsyncClient) -> None:
    response = await client.post("/api/v1/guidance", json={"facts": COMPLETE, "goal": "connection"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    answer = response.json()
    assert answer["status"] == "decided"
    assert answer["conclusions"]["government_task_right"]["value"] == "apply"
    Guidance.model_validate(answer)


async def test_guidance_is_for_the_connection_unless_it_is_told_otherwise(client: httpx.AsyncClient) -> None:
    answer = (await client.post("/api/v1/guidance", json={"facts": {}})).json()
    assert (answer["goal"], answer["status"]) == ("connection", "needs_facts")
    Guidance.model_validate(answer)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"facts": {"company_form": "250"}}, "not_a_company_form"),
        ({"facts": {"company_form": True}}, "not_a_company_form"),
        ({"facts": {"nope": 1}}, "no_such_fact"),
        ({"facts": {"role": "boss"}}, "not_a_value"),
        ({"facts": {"role": None}}, "not_a_value"),
        ({"facts": {"cvr_number": "12345678"}}, "cvr_check_digit"),
        ({"facts": {}, "goal": "nope"}, "guidance_no_such_goal"),
        ({"facts": {}, "goal": 1}, "field_not_text"),
        ({"facts": None}, "field_not_object"),
        ({"fakta": {}}, "field_missing"),
        ({"facts": {}, "extra": 1}, "field_unknown"),
        ([], "body_not_object"),
        ("hej", "body_not_object"),
    ],
)
async def test_facts_that_cannot_be_taken_are_told_in_danish(body: Any, code: str, client: httpx.AsyncClient) -> None:
    assert_problem(await client.post("/api/v1/guidance", json=body), 422, code)


async def test_what_was_sent_is_not_repeated_but_for_a_short_name(client: httpx.AsyncClient) -> None:
    response = await client.post("/api/v1/guidance", json={"facts": {"x" * 5000: "010190-1234"}})
    assert "010190" not in response.text
    assert len(response.content) < 1000


# Conversations ------------------------------------------------------------------------------------------------------


async def test_a_conversation_from_beginning_to_end(client: httpx.AsyncClient) -> None:
    opened = await client.post("/api/v1/conversations", json={})
    assert opened.status_code == 201
    OpenedConversation.model_validate(opened.json())
    talk = Talk(client, opened.json())
    assert opened.headers["location"] == talk.path
    reply = await talk.say({"text": "Hvilken tilslutning skal vi vælge?"})
    assert reply.status_code == 200
    ConversationReply.model_validate(reply.json())
    chosen = await talk.say({"payload": reply.json()["messages"][0]["buttons"][0]["payload"]})
    assert chosen.json()["facts"] == {"company_form": 250}
    for fact, value in {**COMPLETE, "company_form": 250}.items():
        last = await talk.say({"answer": {"fact": fact, "value": value}})
        assert last.status_code == 200, last.text
        ConversationReply.model_validate(last.json())
    assert last.json()["advice"]["status"] == "decided"
    state = await client.get(talk.path, headers=talk.headers)
    ConversationState.model_validate(state.json())
    assert state.json()["advice"] == last.json()["advice"]
    gone = await client.delete(talk.path, headers=talk.headers)
    assert (gone.status_code, gone.content) == (204, b"")
    assert_problem(await client.get(talk.path, headers=talk.headers), 404, "no_such_conversation")


async def test_a_conversation_is_opened_without_a_body_too(client: httpx.AsyncClient) -> None:
    assert (await client.post("/api/v1/conversations")).status_code == 201
    assert_problem(await client.post("/api/v1/conversations", json={"id": "mine"}), 422, "field_unknown")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": "a" * 1001}, "text_too_long"),
        ({"text": ""}, "text_empty"),
        ({"text": 1}, "field_not_text"),
        ({"text": "hej", "payload": "/greet"}, "one_of_three"),
        ({"text": None}, "one_of_three"),
        ({}, "one_of_three"),
        ({"texts": "hej"}, "field_unknown"),
        ({"payload": '/restart{"x": 1}'}, "payload_unknown"),
        ({"answer": {"fact": "mitid_erhverv", "value": "perhaps"}}, "not_a_value"),
        ({"answer": {"fact": "mitid_erhverv"}}, "field_missing"),
        ({"answer": {"fact": "role", "value": [{"a": 1}]}}, "not_a_value"),
        ({"answer": "no"}, "field_not_object"),
        ([], "body_not_object"),
    ],
)
async def test_a_message_that_cannot_be_taken_is_a_422(body: Any, code: str, talk: Talk) -> None:
    assert_problem(await talk.say(body), 422, code)


async def test_a_text_that_is_too_long_is_told_how_long_it_may_be(talk: Talk) -> None:
    detail = assert_problem(await talk.say({"text": "å" * 1001}), 422, "text_too_long")["detail"]
    assert "1001" in detail
    assert "1000" in detail


async def test_half_a_character_is_refused(talk: Talk) -> None:
    headers = {**talk.headers, "Content-Type": "application/json"}
    response = await talk.client.post(f"{talk.path}/messages", content=b'{"text": "\\ud800"}', headers=headers)
    assert_problem(response, 422, "text_unreadable")


@pytest.mark.parametrize(
    "body", [b"{", b"\xff\xfe", b'{"text": "hej"', b"[" * 9000, b'{"text": ' + b"9" * 5000 + b"}", b"\xff{}"]
)
async def test_broken_json_is_told(body: bytes, talk: Talk) -> None:
    headers = {**talk.headers, "Content-Type": "application/json"}
    response = await talk.client.post(f"{talk.path}/messages", content=body, headers=headers)
    assert_problem(response, 400, response.json()["code"])
    assert response.json()["code"] in ("broken_json", "bad_request")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
async def test_another_kind_of_content_is_a_415(kind: str, talk: Talk) -> None:
    headers = {**talk.headers, "Content-Type": kind}
    for path in (f"{talk.path}/messages", "/api/v1/guidance", "/api/v1/conversations"):
        assert_problem(await talk.client.post(path, content=b"text=hej", headers=headers), 415, "not_json")


async def test_json_may_say_that_it_is_utf_8(talk: Talk) -> None:
    headers = {**talk.headers, "Content-Type": "Application/JSON; charset=UTF-8"}
    body = '{"text": "blåbærgrød"}'.encode()
    assert (await talk.client.post(f"{talk.path}/messages", content=body, headers=headers)).status_code == 200


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz"])
async def test_without_a_token_it_is_a_401(authorization: str | None, talk: Talk) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    for method, path in (("GET", talk.path), ("DELETE", talk.path), ("POST", f"{talk.path}/messages")):
        body = {"json": {"text": "hej"}} if method == "POST" else {}
        response = await talk.client.request(method, path, headers=headers, **body)  # type: ignore[arg-type]
        assert_problem(response, 401, "token_missing")
        assert response.headers["www-authenticate"] == "Bearer"


async def test_an_unknown_conversation_and_anothers_get_identical_bytes(talk: Talk, client: httpx.AsyncClient) -> None:
    headers = {"Authorization": "Bearer " + "x" * 43}
    foreign = await client.get(talk.path, headers=headers)
    unknown = await client.get("/api/v1/conversations/" + "0" * 22, headers=headers)
    assert_problem(foreign, 404, "no_such_conversation")
    assert (foreign.status_code, foreign.content, foreign.headers) == (
        unknown.status_code,
        unknown.content,
        unknown.headers,
    )


async def test_an_idempotency_key_over_http(talk: Talk) -> None:
    body = {"text": "Hvad koster det?"}
    replies = await asyncio.gather(*(talk.say(body, Idempotency_Key="k1") for _ in range(4)))
    assert len({reply.content for reply in replies}) == 1
    assert_problem(await talk.say({"text": "Hvad ellers?"}, Idempotency_Key="k1"), 409, "key_reused")
    assert_problem(await talk.say(body, Idempotency_Key="k" * 256), 422, "key_invalid")


async def test_ten_messages_at_once_over_http(talk: Talk) -> None:
    replies = await asyncio.gather(*(talk.say({"text": f"besked {number}"}) for number in range(10)))
    assert {reply.status_code for reply in replies} == {200}
    state = (await talk.client.get(talk.path, headers=talk.headers)).json()
    said = [message["text"] for message in state["messages"] if message["from"] == "user"]
    assert sorted(said) == sorted(f"besked {number}" for number in range(10))


async def test_a_cpr_number_is_neither_echoed_nor_logged(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        reply = await talk.say({"text": "mit cpr er 010190-1234"})
    assert "010190" not in reply.text
    assert "CPR-nummer" in reply.text
    assert "010190" not in caplog.text
    assert talk.path not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    assert talk.headers["Authorization"][7:] not in caplog.text
