"""The site for tests: the app over a store in a folder, with an engine of few words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from bot import turn
from bot.settings import Settings
from bot.web import Services, create_app
from bot.web.limits import RateLimits
from bot.web.metrics import Metrics
from bot.web.page import PageSettings, page_routers
from bot.web.problems import MissingPage
from tests.talking import House, sqlite_url

SECRET = "a-secret-of-enough-length"
WEBHOOK = "/webhooks/rest/webhook"


class Site:
    """The app over a house, and a client of it."""

    def __init__(self, folder: Path, missing: MissingPage = lambda _: None, **environment: str) -> None:
        self.settings = Settings.from_environment({"GUIDE_DATA_DIR": str(folder), **environment}, folder)
        self.missing = missing
        self.house = House(sqlite_url(folder))
        self.metrics = Metrics()
        self.house.conversations._observer = self.metrics
        self.version: str | None = "model-1"
        self.app = self._app()
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://guide")

    def _app(self) -> FastAPI:
        limits = RateLimits(None, self.metrics.limited, enabled=self.settings.rate_limits)
        services = Services(
            conversations=self.house.conversations,
            guidance=turn.wording().guidance,
            sentences=turn.content().problems,
            limits=limits,
            metrics=self.metrics,
            warm=lambda: self.version,
            check_store=self.house.store.check,
            pages=page_routers(self.house.conversations, limits, PageSettings(self.settings.retention_days)),
            missing=self.missing,
        )
        return create_app(self.settings, services)

    async def close(self) -> None:
        """Ends it."""
        await self.client.aclose()
        await self.house.database.close()


class Talk:
    """A conversation over HTTP."""

    def __init__(self, client: httpx.AsyncClient, opened: dict[str, Any]) -> None:
        self.client = client
        self.path = f"/api/v1/conversations/{opened['id']}"
        self.headers = {"Authorization": f"Bearer {opened['token']}"}

    async def say(self, body: Any, **headers: str) -> httpx.Response:
        """Says something."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.post(f"{self.path}/messages", json=body, headers={**self.headers, **more})


def assert_problem(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The response is this problem, with something to read; gives its body."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert (body["status"], body["code"]) == (status, code)
    assert len(body["detail"]) > 20
    assert "{" not in body["detail"].replace("{ og }", "")
    return body
