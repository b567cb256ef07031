"""Errors as RFC 9457 problems: a status, and a Danish sentence that says what is wrong and how to mend it."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

import orjson
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.refusals import Refused, shortened
from bot.store import StoreUnavailable

LOG: Final = logging.getLogger(__name__)

#: The status of each problem. Whatever is not named here is a 422: understood, and not to be taken.
STATUSES: Final = {
    "not_found": 404,
    "method_not_allowed": 405,
    "token_missing": 401,
    "secret_wrong": 401,
    "no_such_conversation": 404,
    "body_too_large": 413,
    "not_json": 415,
    "broken_json": 400,
    "bad_request": 400,
    "key_reused": 409,
    "too_many": 429,
    "busy": 503,
    "store_unavailable": 503,
    "internal": 500,
}
#: When to come back, in seconds, unless the problem itself knows better.
RETRY_AFTER: Final = {"busy": 2, "store_unavailable": 10}

#: The kinds of faults that FastAPI finds in a body, as problems.
_FIELD_PROBLEMS: Final = {
    "missing": "field_missing",
    "extra_forbidden": "field_unknown",
    "string_type": "field_not_text",
    "string_unicode": "text_unreadable",
    "dict_type": "field_not_object",
    "model_attributes_type": "field_not_object",
    "model_type": "field_not_object",
}

MissingPage = Callable[[Request], Response | None]


class Problems:
    """Puts words to problems. `sentences` are those of `content/problems.yml`.

    `missing` gives people the page for an address that leads nowhere, and programs None.
    """

    def __init__(self, sentences: Mapping[str, str], missing: MissingPage = lambda _: None) -> None:
        self._sentences = sentences
        self._missing = missing

    def response(
        self, problem: str, values: Mapping[str, str | int] | None = None, headers: Mapping[str, str] | None = None
    ) -> Response:
        """The problem as a response. `code` is its id, for programs; `detail` is for people."""
        status = STATUSES.get(problem, 422)
        detail = self._sentences[problem].format(**(values or {}))
        body = {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "code": problem,
            "detail": detail,
        }
        seconds = (values or {}).get("seconds", RETRY_AFTER.get(problem))
        more = {"Retry-After": str(seconds)} if seconds is not None else {}
        if status == 401:
            more["WWW-Authenticate"] = "Bearer"
        return Response(orjson.dumps(body), status, {**(headers or {}), **more}, "application/problem+json")

    def handle(self, app: FastAPI) -> None:
        """Makes every error of the app such a problem."""
        app.add_exception_handler(Refused, self._refused)
        app.add_exception_handler(StoreUnavailable, self._store_unavailable)
        app.add_exception_handler(RequestValidationError, self._invalid)
        app.add_exception_handler(HTTPException, self._http)

    async def _refused(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        return self.response(error.problem, error.values)

    async def _store_unavailable(self, request: Request, error: Exception) -> Response:
        LOG.error("the store is unavailable: %s", error)
        return self.response("store_unavailable")

    async def _invalid(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return self.response(*_fault(error.errors()))

    async def _http(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 404:
            return self._missing(request) or self.response("not_found")
        if error.status_code == 405:
            allowed = (error.headers or {}).get("Allow", "")
            return self.response(
                "method_not_allowed", {"method": shortened(request.method), "allowed": allowed}, error.headers
            )
        return self.response("bad_request")


def _fault(errors: Sequence[Any]) -> tuple[str, dict[str, str | int]]:
    """The first fault of a body. What was sent is never repeated, only the name of the field."""
    first = errors[0]
    kind, place = first["type"], [str(part) for part in first["loc"] if part != "body"]
    if kind == "json_invalid":
        return "broken_json", {}
    if not place:
        return "body_not_object", {}
    return _FIELD_PROBLEMS.get(kind, "field_wrong"), {"field": shortened(".".join(place))}


class CatchAll:
    """The last resort around the app: an error nobody expected becomes a problem with a number that is also in the log.

    The log gets the error's kind and where it came from, but not its message: that may quote what a user wrote.
    """

    def __init__(self, app: ASGIApp, problems: Problems) -> None:
        self._app = app
        self._problems = problems

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves the request."""
        if scope["type"] == "lifespan":
            await self._live(scope, receive, send)
            return
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:
            incident = secrets.token_hex(4)
            LOG.error("incident %s: %s", incident, _story(error))
            if not begun:
                await self._problems.response("internal", {"incident": incident})(scope, receive, send)

    async def _live(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Starts and stops the app. What goes wrong is told in one line: the server would print a traceback."""

        async def plainly(message: Message) -> None:
            await send({"type": message["type"]} if message["type"].endswith(".failed") else message)

        try:
            await self._app(scope, receive, plainly)
        except Exception as error:
            LOG.debug("%s", _story(error))
            LOG.critical("%s: %s", type(error).__name__, " ".join(str(error).split()))


def _story(error: BaseException) -> str:
    """The error and its causes, each as its kind and the lines of code that it went through."""
    told: list[str] = []
    each: BaseException | None = error
    while each is not None and len(told) < 5:
        told.append(f"{type(each).__name__}\n{''.join(traceback.format_tb(each.__traceback__))}")
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return "caused by ".join(told)
