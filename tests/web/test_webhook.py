"""The shape of Rasa's REST channel, and the secret in front of it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.web.site import SECRET, WEBHOOK, Site, assert_problem

pytestmark = pytest.mark.anyio


async def test_a_rasa_client_gets_what_it_knows(open_site: Site) -> None:
    headers = {"Authorization": f"Bearer {SECRET}"}

    async def send(message: str) -> list[dict[str, Any]]:
        body = {"sender": "kunde-7", "message": message, "metadata": {"x": 1}}
        response = await open_site.client.post(WEBHOOK, json=body, headers=headers)
        assert response.status_code == 200, response.text
        answer: list[dict[str, Any]] = response.json()
        return answer

    first = await send("Hvilken tilslutning skal vi vælge?")
    assert "automatisk" in first[0]["text"]
    assert all(message["recipient_id"] == "kunde-7" for message in first)
    payload = first[-1]["buttons"][0]["payload"]
    second = await send(payload)
    assert not any("automatisk vejleder" in message["text"] for message in second)
    assert open_site.house.engine.heard[-1] == payload
    await send("/ikke en knap")
    assert open_site.house.engine.heard[-1] == "/ikke en knap"


async def test_senders_do_not_share_a_conversation_and_are_not_kept(open_site: Site, tmp_path: Path) -> None:
    headers = {"Authorization": f"Bearer {SECRET}"}
    for sender in ("anna@firma.dk", "bo@firma.dk"):
        answer = await open_site.client.post(WEBHOOK, json={"sender": sender, "message": "hej"}, headers=headers)
        assert "automatisk" in answer.text
    assert not any(b"firma.dk" in path.read_bytes() for path in tmp_path.iterdir())


async def test_first_messages_of_a_sender_that_arrive_together_share_one_conversation(open_site: Site) -> None:
    headers = {"Authorization": f"Bearer {SECRET}"}
    body = {"sender": "kunde-7", "message": "hej"}
    calls = [open_site.client.post(WEBHOOK, json=body, headers=headers) for _ in range(3)]
    answers = await asyncio.gather(*calls)
    assert {answer.status_code for answer in answers} == {200}
    assert sum("automatisk vejleder" in answer.text for answer in answers) == 1


@pytest.mark.parametrize("authorization", [None, "Bearer wrong", "Bearer ", SECRET, "Bearer nøgle"])
async def test_without_the_secret_the_webhook_refuses(authorization: str | None, open_site: Site) -> None:
    headers = {} if authorization is None else {"Authorization": authorization.encode()}
    answer = await open_site.client.post(WEBHOOK, json={"sender": "x", "message": "hej"}, headers=headers)  # type: ignore[arg-type]
    assert_problem(answer, 401, "secret_wrong")
    assert open_site.house.engine.heard == []


@pytest.mark.parametrize("body", [{"sender": "", "message": "hej"}, {"message": "hej"}, {"sender": "x"}, []])
async def test_a_webhook_message_that_cannot_be_taken_is_a_422(body: Any, open_site: Site) -> None:
    answer = await open_site.client.post(WEBHOOK, json=body, headers={"Authorization": f"Bearer {SECRET}"})
    assert answer.status_code == 422
