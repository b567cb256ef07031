"""Figures for operators, in Prometheus's form. Labels are names from the program itself: none comes from a user."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from typing import Final

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG: Final = logging.getLogger("bot.web.access")

_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics:
    """The figures of one app."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        requests = ("method", "route", "status")
        self._requests = Counter(
            "guide_http_requests", "Requests by route and status.", requests, registry=self.registry
        )
        self._seconds = Histogram(
            "guide_http_request_seconds",
            "Time to answer a request.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._opened = Counter("guide_conversations_opened", "Conversations opened.", registry=self.registry)
        self._deleted = Counter(
            "guide_conversations_deleted", "Conversations deleted, by users or for their age.", registry=self.registry
        )
        turned = ("intent", "understood")
        self._turns = Counter(
            "guide_turns", "Messages answered, by what they were understood as.", turned, registry=self.registry
        )
        self._masked = Counter(
            "guide_masked_messages", "Messages that personal data was taken out of.", ("kind",), registry=self.registry
        )
        self._limited = Counter(
            "guide_rate_limited_requests", "Requests refused as too many.", ("limit",), registry=self.registry
        )

    def requested(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self._requests.labels(method if method in _METHODS else "other", route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def opened(self) -> None:
        """A conversation was opened."""
        self._opened.inc()

    def deleted(self, count: int) -> None:
        """Conversations were deleted."""
        self._deleted.inc(count)

    def turned(self, intent: str, understood: bool) -> None:
        """A message was answered."""
        self._turns.labels(intent, "yes" if understood else "no").inc()

    def masked(self, kinds: Iterable[str]) -> None:
        """Personal data of these kinds was taken out of a message."""
        for kind in kinds:
            self._masked.labels(kind).inc()

    def limited(self, name: str) -> None:
        """A request was refused as one too many."""
        self._limited.labels(name).inc()

    def router(self) -> APIRouter:
        """The page that Prometheus reads."""
        router = APIRouter()

        @router.get("/metrics", include_in_schema=False)
        async def metrics() -> Response:
            return Response(generate_latest(self.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

        return router


class Observed:
    """Counts and logs each request by its route, never by its path: that holds the id of a conversation."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves the request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            seconds = time.perf_counter() - begun
            route = getattr(scope.get("route"), "path", "none")
            self._metrics.requested(scope["method"], route, status, seconds)
            LOG.info(
                "%s %s %s %.0f ms",
                scope["method"] if scope["method"] in _METHODS else "other",
                route,
                status,
                seconds * 1000,
            )
