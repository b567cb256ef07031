"""The API, version 1: guidance from facts alone, and conversations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

import orjson
from fastapi import APIRouter, Depends, Header, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from bot.conversations import Conversations
from bot.guidance.facts import FactError, Facts, check_facts
from bot.guidance.goals import GOALS
from bot.refusals import Refused, refusal_of
from bot.web.limits import RateLimits, require_json
from bot.web.models import (
    ConversationReply,
    ConversationState,
    Guidance,
    GuidanceRequest,
    MessageRequest,
    OpenedConversation,
    OpenRequest,
    Problem,
)

#: The rules alone: facts and a goal in, the answer of `POST /api/v1/guidance` out.
GuidanceOf = Callable[[Facts, str], Mapping[str, Any]]

PREFIX: Final = "/api/v1"
_BEARER: Final = HTTPBearer(auto_error=False, description="The token that the conversation was opened with.")

_KEY: Final = "The same key with the same message gives the same answer, for 24 hours."


async def token(credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]) -> str:
    """The token of a call. Raises `Refused` ("token_missing")."""
    if credentials is None or not credentials.credentials:
        raise Refused("token_missing")
    return credentials.credentials


Token = Annotated[str, Depends(token)]


def json_response(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A value as JSON in UTF-8."""
    return Response(orjson.dumps(value), status, headers, "application/json")


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The errors of a call, for its description."""
    return {status: {"model": Problem} for status in statuses}


def routers(conversations: Conversations, guidance: GuidanceOf, limits: RateLimits) -> tuple[APIRouter, ...]:
    """The routes under `/api/v1`. Side by side, not one within the other: so each route knows its whole path."""
    return _guidance(guidance, limits), _opening(conversations, limits), _one_conversation(conversations, limits)


def _guidance(guidance: GuidanceOf, limits: RateLimits) -> APIRouter:
    routes = APIRouter(tags=["guidance"], dependencies=[Depends(limits.by_address("guidance")), Depends(require_json)])

    @routes.post(f"{PREFIX}/guidance", responses={200: {"model": Guidance}, **problems(400, 413, 415, 422, 429)})
    async def advise(request: GuidanceRequest) -> Response:
        """What these facts mean for a goal. Nothing is kept."""
        if request.goal not in GOALS:
            raise Refused("guidance_no_such_goal", goals=", ".join(GOALS))
        try:
            facts = check_facts(request.facts)
        except FactError as error:
            raise refusal_of(error) from None
        return json_response(guidance(facts, request.goal))

    return routes


def _opening(conversations: Conversations, limits: RateLimits) -> APIRouter:
    routes = APIRouter(tags=["conversations"], dependencies=[Depends(limits.by_address("open")), Depends(require_json)])

    @routes.post(
        f"{PREFIX}/conversations",
        status_code=201,
        responses={201: {"model": OpenedConversation}, **problems(400, 413, 415, 422, 429, 503)},
    )
    async def open_conversation(request: OpenRequest | None = None) -> Response:
        """Opens a conversation."""
        opened = await conversations.open()
        value = {"id": opened.id, "token": opened.token, "messages": opened.messages}
        return json_response(value, 201, {"Location": f"{PREFIX}/conversations/{opened.id}"})

    return routes


def _one_conversation(conversations: Conversations, limits: RateLimits) -> APIRouter:
    """The calls that need the token."""
    routes = APIRouter(
        prefix=f"{PREFIX}/conversations/{{id}}",
        tags=["conversations"],
        dependencies=[Depends(limits.by_address("conversation"))],
    )

    @routes.post(
        "/messages",
        dependencies=[Depends(require_json)],
        responses={200: {"model": ConversationReply}, **problems(400, 401, 404, 409, 413, 415, 422, 429, 503)},
    )
    async def say(
        id: str,
        token: Token,
        message: MessageRequest,
        idempotency_key: Annotated[str | None, Header(description=_KEY)] = None,
    ) -> Response:
        """Says something in a conversation, and gets the answer."""
        await limits.check("say", id)
        reply = await conversations.say(id, token, message.incoming(), idempotency_key)
        return Response(reply.body, 200, media_type="application/json")

    @routes.get("", responses={200: {"model": ConversationState}, **problems(401, 404, 429, 503)})
    async def look(id: str, token: Token) -> Response:
        """The whole conversation as it stands."""
        return json_response(await conversations.state(id, token))

    @routes.delete("", status_code=204, responses=problems(401, 404, 429, 503))
    async def delete(id: str, token: Token) -> Response:
        """Deletes the conversation with every trace of it."""
        await conversations.delete(id, token)
        return Response(status_code=204)

    return routes
