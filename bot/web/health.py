"""Whether the process lives, and whether it can serve."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import APIRouter
from starlette.responses import JSONResponse

from bot.store import StoreUnavailable


def router(warm: Callable[[], str | None], check_store: Callable[[], Awaitable[None]]) -> APIRouter:
    """`warm` gives the version of the model that answers, if one does; `check_store` raises `StoreUnavailable`."""
    health = APIRouter(prefix="/health", include_in_schema=False)

    @health.api_route("/live", methods=["GET", "HEAD"])
    async def live() -> JSONResponse:
        return JSONResponse({"status": "live"})

    @health.api_route("/ready", methods=["GET", "HEAD"])
    async def ready() -> JSONResponse:
        version = warm()
        if version is None:
            return JSONResponse({"status": "starting"}, 503)
        try:
            await check_store()
        except StoreUnavailable:
            return JSONResponse({"status": "store_unavailable"}, 503)
        return JSONResponse({"status": "ready", "model": version})

    return health
