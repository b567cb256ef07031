"""The shape of Rasa's REST channel, for clients that were written for it. Off unless the operator sets a secret."""

from __future__ import annotations

import hashlib
import hmac
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Response

from bot.conversations import Conversations
from bot.incoming import Incoming
from bot.refusals import Refused
from bot.turn import PayloadError, parse_payload
from bot.web.api import json_response, problems
from bot.web.limits import RateLimits, require_json
from bot.web.models import WebhookMessage, WebhookRequest


def router(conversations: Conversations, secret: str, limits: RateLimits) -> APIRouter:
    """The route; the client proves itself with the secret."""

    async def authorised(authorization: Annotated[str, Header()] = "") -> None:
        if not hmac.compare_digest(authorization.encode(), f"Bearer {secret}".encode()):
            raise Refused("secret_wrong")

    webhook = APIRouter(
        prefix="/webhooks/rest", tags=["webhook"], dependencies=[Depends(authorised), Depends(require_json)]
    )
    described: dict[int | str, dict[str, Any]] = {
        200: {"model": list[WebhookMessage]},
        **problems(400, 401, 413, 415, 422, 429, 503),
    }

    @webhook.post("/webhook", responses=described)
    async def receive(request: WebhookRequest) -> Response:
        """Says something for a sender, whose conversation is opened with the first message."""
        id, token = _derived(secret, "id", request.sender), _derived(secret, "token", request.sender)
        await limits.check("webhook", id)
        opened = await conversations.ensure(id, token)
        reply = await conversations.say(id, token, _incoming(request.message))
        messages = [*(opened.messages if opened else ()), *reply.as_json()["messages"]]
        return json_response([_as_rasa(request.sender, message) for message in messages])

    return webhook


def _derived(secret: str, purpose: str, sender: str) -> str:
    """The id and token of a sender's conversation: the sender's name, which may be personal, is never kept."""
    return hmac.new(secret.encode(), f"{purpose}:{sender}".encode(), hashlib.sha256).hexdigest()


def _incoming(message: str) -> Incoming:
    """Clients of this channel send a button's payload as if it were typed."""
    try:
        parse_payload(message)
    except PayloadError:
        return Incoming(text=message)
    return Incoming(payload=message)


def _as_rasa(sender: str, message: dict[str, Any]) -> dict[str, Any]:
    buttons = {"buttons": message["buttons"]} if message["buttons"] else {}
    return {"recipient_id": sender, "text": message["text"], **buttons}
