"""What all tests share."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Asynchronous tests run on asyncio, as the guide does."""
    return "asyncio"


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis server of this test run's own, on a socket in a folder."""
    server = shutil.which("redis-server")
    if server is None:
        pytest.skip("no redis-server here: install Debian's redis-server")
    with tempfile.TemporaryDirectory(prefix="guide-redis-") as folder:
        command = [server, "--port", "0", "--unixsocket", f"{folder}/redis.sock", "--save", "", "--dir", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            # It says so when it listens.
            assert any("ready to accept connections" in line.lower() for line in process.stdout)
            yield f"unix://{folder}/redis.sock"
            process.terminate()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests come last: Playwright keeps an event loop running, in which no other test can start its own."""
    items.sort(key=lambda item: "browser" in item.path.parts)
