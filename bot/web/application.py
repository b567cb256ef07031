"""Puts the web together: the routes, and around them figures, security headers, the last resort and the body limit."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.middleware.gzip import GZipMiddleware

from bot.conversations import Conversations
from bot.settings import Settings
from bot.web import api, health, webhook
from bot.web.headers import SecurityHeaders
from bot.web.limits import BodyLimit, RateLimits
from bot.web.metrics import Metrics, Observed
from bot.web.problems import CatchAll, MissingPage, Problems

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

#: Shorter than this, an answer fits a packet as it is. At this level a page takes a tenth of a millisecond and gets a third of its size.
COMPRESS_FROM: Final = 1400
COMPRESS_LEVEL: Final = 4

#: What FastAPI says that it answers to a bad parameter; here that is a `Problem`.
_FASTAPIS_OWN: Final = "HTTPValidationError"


@dataclass(frozen=True)
class Services:
    """What the web calls.

    `warm` gives the version of the model that answers, None while none does; `pages` are what people
    look at, `missing` the one for an address that leads nowhere.
    """

    conversations: Conversations
    guidance: api.GuidanceOf
    sentences: Mapping[str, str]
    limits: RateLimits
    metrics: Metrics
    warm: Callable[[], str | None]
    check_store: Callable[[], Awaitable[None]]
    pages: Sequence[APIRouter] = ()
    missing: MissingPage = lambda _: None


def create_app(settings: Settings, services: Services, lifespan: Lifespan | None = None) -> FastAPI:
    """The app. `lifespan` starts and ends what the services need."""
    # No documentation pages: FastAPI's own would load scripts from another site.
    app = FastAPI(title="NemLog-in-vejlederen", version="1", docs_url=None, redoc_url=None, lifespan=lifespan)
    problems = Problems(services.sentences, services.missing)
    problems.handle(app)
    for routes in api.routers(services.conversations, services.guidance, services.limits):
        app.include_router(routes)
    app.include_router(health.router(services.warm, services.check_store))
    app.include_router(services.metrics.router())
    if settings.webhook_secret is not None:
        app.include_router(webhook.router(services.conversations, settings.webhook_secret, services.limits))
    for pages in services.pages:
        app.include_router(pages)
    # The last one added is the outermost. What is secret in a page changes with each, or is never in one that another site can ask for.
    app.add_middleware(GZipMiddleware, minimum_size=COMPRESS_FROM, compresslevel=COMPRESS_LEVEL)
    app.add_middleware(BodyLimit, problems=problems)
    app.add_middleware(CatchAll, problems=problems)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Observed, metrics=services.metrics)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    return app


def _described(app: FastAPI) -> dict[str, Any]:
    """The description at `/openapi.json`, with the errors as what they are."""
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=app.version, routes=app.routes)
        for path in schema["paths"].values():
            for call in path.values():
                call["responses"] = {
                    status: _as_problem(response) if int(status) >= 400 else response
                    for status, response in call["responses"].items()
                    if _FASTAPIS_OWN not in str(response)
                }
        for name in (_FASTAPIS_OWN, "ValidationError"):
            schema["components"]["schemas"].pop(name, None)
        app.openapi_schema = schema
    return app.openapi_schema


def _as_problem(response: dict[str, Any]) -> dict[str, Any]:
    return {**response, "content": {"application/problem+json": response["content"]["application/json"]}}
