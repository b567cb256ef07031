"""How much and how often, in one process and in several; too busy; broken."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.types import Message, Scope

from bot.redis_pool import redis_pool
from bot.refusals import Refused
from bot.store import StoreUnavailable
from bot.web.limits import LARGEST_BODY, RATES, RateLimits, address
from tests.web.site import Site, Talk, assert_problem

pytestmark = pytest.mark.anyio

MOST = int(RATES["open"].partition("/")[0])


async def test_a_large_body_is_a_413(talk: Talk) -> None:
    assert_problem(await talk.say({"text": "a" * LARGEST_BODY}), 413, "body_too_large")


async def post_chunks(app: FastAPI, path: str, chunks: list[bytes], *headers: tuple[bytes, bytes]) -> tuple[int, int]:
    """Posts a body piece by piece; gives the status and how many pieces were taken."""
    taken, status = 0, 0

    async def receive() -> Message:
        nonlocal taken
        taken += 1
        return {"type": "http.request", "body": chunks[taken - 1], "more_body": taken < len(chunks)}

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)

    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"content-type", b"application/json"), *headers],
        "client": ("127.0.0.1", 1),
        "server": ("guide", 80),
    }
    await app(scope, receive, send)
    return status, taken


async def test_a_large_body_is_not_read_to_its_end(site: Site) -> None:
    pieces = [b"a" * 4096] * 100
    assert await post_chunks(site.app, "/api/v1/guidance", pieces) == (413, 5)


async def test_a_body_that_announces_its_size_is_not_read_at_all(site: Site) -> None:
    announced = (b"content-length", b"99999999999999999999999")
    assert await post_chunks(site.app, "/api/v1/guidance", [b"{}"], announced) == (413, 0)


async def test_a_body_that_lies_about_its_size_is_still_measured(site: Site) -> None:
    announced = (b"content-length", b"2")
    assert await post_chunks(site.app, "/api/v1/guidance", [b"a" * 20000, b"a"], announced) == (413, 1)


async def test_a_body_in_pieces_is_put_together(site: Site) -> None:
    assert (await post_chunks(site.app, "/api/v1/guidance", [b'{"fac', b'ts": ', b"{}}"]))[0] == 200


async def test_too_many_calls_are_a_429_that_says_when_to_come_back(tmp_path: Path) -> None:
    site = Site(tmp_path)
    most = int(RATES["open"].partition("/")[0])
    statuses = [(await site.client.post("/api/v1/conversations")).status_code for _ in range(most)]
    assert set(statuses) == {201}
    refused = await site.client.post("/api/v1/conversations")
    assert_problem(refused, 429, "too_many")
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert (await site.client.post("/api/v1/guidance", json={"facts": {}})).status_code == 200
    assert 'guide_rate_limited_requests_total{limit="open"} 1.0' in (await site.client.get("/metrics")).text
    await site.close()


async def test_one_conversation_that_floods_does_not_stop_another(tmp_path: Path) -> None:
    site = Site(tmp_path)
    first, second = [Talk(site.client, (await site.client.post("/api/v1/conversations")).json()) for _ in range(2)]
    most = int(RATES["say"].partition("/")[0])
    for _ in range(most):
        await first.say({"answer": {"fact": "nope", "value": 1}})
    assert_problem(await first.say({"text": "hej"}), 429, "too_many")
    assert (await second.say({"text": "hej"})).status_code == 200
    await site.close()


async def test_a_busy_engine_is_a_503_that_says_when_to_come_back(site: Site, talk: Talk) -> None:
    site.house.conversations._turn_seconds = 0.0
    site.house.engine.gate = asyncio.Event()
    response = await talk.say({"text": "hej"})
    assert_problem(response, 503, "busy")
    assert int(response.headers["retry-after"]) >= 1


async def test_a_store_that_is_gone_is_a_503(site: Site, talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def gone(*_: Any) -> None:
        raise StoreUnavailable("OperationalError")

    monkeypatch.setattr(site.house.database, "run", gone)
    response = await talk.say({"text": "hej"})
    assert_problem(response, 503, "store_unavailable")
    assert "retry-after" in response.headers
    assert (await site.client.get("/health/ready")).status_code == 503
    assert (await site.client.get("/health/live")).status_code == 200


async def test_an_error_nobody_expected_tells_a_number_and_no_secrets(
    site: Site, talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "en fortrolig besked"
    site.house.engine.error = RuntimeError(secret)
    site.house.engine.error.__cause__ = ValueError(secret)
    response = await talk.say({"text": secret})
    detail = assert_problem(response, 500, "internal")["detail"]
    assert "Traceback" not in response.text
    incident = detail.rstrip(".").rsplit(" ", 1)[-1]
    assert incident in caplog.text
    assert "RuntimeError" in caplog.text
    assert "caused by ValueError" in caplog.text
    assert secret not in caplog.text


async def test_processes_that_share_redis_count_together(redis_url: str) -> None:
    refused: list[str] = []
    pools = [redis_pool(redis_url) for _ in range(2)]
    both = [RateLimits(pool, refused.append) for pool in pools]
    for call in range(MOST):
        await both[call % 2].check("open", "192.0.2.1")
    for each in both:
        with pytest.raises(Refused, match="too_many"):
            await each.check("open", "192.0.2.1")
        await each.check("open", "192.0.2.2")
    assert refused == ["open", "open"]
    for pool in pools:
        await pool.aclose()


async def test_nothing_is_refused_while_redis_is_gone() -> None:
    limits = RateLimits(redis_pool("unix:///nonexistent/redis.sock"), lambda name: None)
    for _ in range(MOST + 1):
        await limits.check("open", "192.0.2.1")


async def test_limits_can_be_turned_off() -> None:
    limits = RateLimits(None, lambda name: None, enabled=False)
    for _ in range(MOST + 1):
        await limits.check("open", "192.0.2.1")


@pytest.mark.parametrize(
    ("host", "counted_as"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
        (None, "unknown"),
    ],
)
def test_an_ipv6_customer_counts_as_one(host: str | None, counted_as: str) -> None:
    scope: Scope = {"type": "http", "client": (host, 1) if host else None, "headers": []}
    assert address(Request(scope)) == counted_as
