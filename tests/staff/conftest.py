"""What the tests of the staff bench share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.staff.site import Bench


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    """The bench without any account."""
    bench = Bench(tmp_path)
    yield bench
    await bench.close()


@pytest.fixture(params=["sqlite", "postgres"])
async def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bench]:
    """The bench without any account, on each kind of database."""
    bench = Bench(tmp_path, None if request.param == "sqlite" else request.getfixturevalue("postgres"))
    yield bench
    await bench.close()
