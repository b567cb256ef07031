"""How much one client may send: the size of a body, the kind of its content, and how often."""

from __future__ import annotations

import ipaddress
import logging
import math
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

from fastapi import Request
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError
from redis.asyncio import ConnectionPool
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.refusals import Refused
from bot.web.problems import Problems

LOG: Final = logging.getLogger(__name__)

LARGEST_BODY: Final = 16 * 1024
#: Staff send whole texts and tests.
LARGEST_STAFF_BODY: Final = 256 * 1024

#: How often, for each kind of call. A whole town hall may share one address: that may do more than one talk can use.
RATES: Final = {
    "guidance": "300/minute",
    "open": "60/minute",
    "conversation": "1200/minute",
    "say": "60/minute",
    "webhook": "60/minute",
}


class BodyLimit:
    """Reads a request's body ahead of the app, up to the limit. A larger one is refused without reading all of it."""

    def __init__(self, app: ASGIApp, problems: Problems) -> None:
        self._app = app
        self._problems = problems

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves the request, or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            limit = LARGEST_STAFF_BODY if scope["path"].startswith("/staff/") else LARGEST_BODY
            body = None if _announced(scope) > limit else await _read(receive, limit)
        except ClientDisconnect:
            return
        if body is None:
            await self._problems.response("body_too_large", {"limit": limit}, {"Connection": "close"})(
                scope, receive, send
            )
            return
        given = False

        async def once() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, once, send)


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length[:20]) if length.isascii() and length.isdigit() else 0


async def _read(receive: Receive, limit: int) -> bytes | None:
    """The whole body; None as soon as it is too large, whatever length was announced. Raises `ClientDisconnect`."""
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunk: bytes = message.get("body", b"")
        body += chunk
        if len(body) > limit:
            return None
        if not message.get("more_body", False):
            return body


async def require_json(request: Request) -> None:
    """Raises `Refused` ("not_json") for a body that does not say it is JSON; a call without one needs not say so."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and await request.body():
        raise Refused("not_json")


class RateLimits:
    """Counts calls in this process, or in Redis for all processes together."""

    def __init__(
        self, redis: ConnectionPool | None, on_refusal: Callable[[str], None], *, enabled: bool = True
    ) -> None:
        self._enabled = enabled
        self._on_refusal = on_refusal
        self._limiter = FixedWindowRateLimiter(_storage(redis))
        self._items: dict[str, RateLimitItem] = {name: parse(rate) for name, rate in RATES.items()}

    async def check(self, name: str, client: str) -> None:
        """Raises `Refused` ("too_many") when this client made as many calls of that kind as it may.

        When Redis cannot be reached, nothing is refused: better answer too much than not at all.
        """
        if not self._enabled:
            return
        item = self._items[name]
        try:
            if await self._limiter.hit(item, name, client):
                return
            resets = (await self._limiter.get_window_stats(item, name, client)).reset_time
        except StorageError as error:
            LOG.warning("calls are not counted: %s", type(error.storage_error).__name__)
            return
        self._on_refusal(name)
        raise Refused("too_many", seconds=max(1, math.ceil(resets - time.time())))

    def by_address(self, name: str) -> Callable[[Request], Awaitable[None]]:
        """A check, for a route, of how often an address makes this kind of call."""

        async def check(request: Request) -> None:
            await self.check(name, address(request))

        return check


def address(request: Request) -> str:
    """The client's address; of an IPv6 one the network, for every customer has a whole one."""
    host = request.client.host if request.client else "unknown"
    try:
        parsed = ipaddress.ip_address(host)
    except ValueError:
        return host
    return host if parsed.version == 4 else str(ipaddress.ip_network((parsed, 64), strict=False))


def _storage(redis: ConnectionPool | None) -> Storage:
    if redis is None:
        return MemoryStorage()
    pool: Any = redis  # the library's types know no pool
    return RedisStorage("async+redis://", wrap_exceptions=True, implementation="redispy", connection_pool=pool)
