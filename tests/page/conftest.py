"""A browser without scripts, on the real page over a store in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.browser.site import page_app
from tests.page.browsing import Browser
from tests.talking import House


@pytest.fixture
def house_and_browser(tmp_path: Path) -> Iterator[tuple[House, Browser]]:
    app, house = page_app(tmp_path)
    with TestClient(app) as client:
        yield house, Browser(client)


@pytest.fixture
def browser(house_and_browser: tuple[House, Browser]) -> Browser:
    return house_and_browser[1]


@pytest.fixture
def house(house_and_browser: tuple[House, Browser]) -> House:
    return house_and_browser[0]
