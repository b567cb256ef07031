"""What the tests of the web share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.web.site import SECRET, Site, Talk


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    """The site without limits of how often."""
    site = Site(tmp_path, GUIDE_RATE_LIMITS="off")
    yield site
    await site.close()


@pytest.fixture
async def client(site: Site) -> httpx.AsyncClient:
    """A client of the site."""
    return site.client


@pytest.fixture
async def talk(client: httpx.AsyncClient) -> Talk:
    """An open conversation."""
    return Talk(client, (await client.post("/api/v1/conversations", json={})).json())


@pytest.fixture
async def open_site(tmp_path: Path) -> AsyncIterator[Site]:
    """The site with the webhook turned on."""
    site = Site(tmp_path, GUIDE_RATE_LIMITS="off", GUIDE_WEBHOOK_SECRET=SECRET)
    yield site
    await site.close()
