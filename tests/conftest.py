"""What all tests share."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql


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


@pytest.fixture
def postgres(postgres_server: str) -> str:
    """A PostgreSQL database that no other test has written to."""
    name = f"guide_{secrets.token_hex(8)}"
    with psycopg.connect(postgres_server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return postgres_server.removesuffix("postgres") + name


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server of this test run's own."""
    initdb, pg_ctl = shutil.which("initdb"), shutil.which("pg_ctl")
    if not (initdb and pg_ctl):
        pytest.skip("no PostgreSQL server here: install Debian's postgresql, with its bin folder on the PATH")
    # The server refuses to run as root, and its own user could not enter pytest's folders.
    user = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="guide-postgres-", ignore_cleanup_errors=True) as folder:
        if user:
            shutil.chown(folder, user)

        def run(*command: str) -> None:
            done = subprocess.run(
                command, capture_output=True, text=True, user=user, cwd=folder, timeout=120, check=False
            )
            assert done.returncode == 0, done.stderr

        port = free_port()
        run(initdb, "-D", f"{folder}/data", "-A", "trust", "-U", "guide", "--no-sync")
        run(
            pg_ctl,
            "-D",
            f"{folder}/data",
            "-o",
            f"-p {port} -k {folder} -c fsync=off",
            "-l",
            f"{folder}/log",
            "-w",
            "start",
        )
        try:
            yield f"postgresql+psycopg://guide@127.0.0.1:{port}/postgres"
        finally:
            run(pg_ctl, "-D", f"{folder}/data", "-m", "immediate", "-w", "stop")


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests come last: Playwright keeps an event loop running, in which no other test can start its own."""
    items.sort(key=lambda item: "browser" in item.path.parts)
