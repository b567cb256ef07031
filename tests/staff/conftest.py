"""What the tests of the staff bench share."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
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
    bench = Bench(tmp_path, None if request.param == "sqlite" else new_database(request.getfixturevalue("postgres")))
    yield bench
    await bench.close()


def new_database(url: str) -> str:
    """A database of its own on the server."""
    name = f"bench_{random.randbytes(6).hex()}"
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"{url.rpartition('/')[0]}/{name}"
