"""Around the API: paths, headers, health, figures and its own description."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot import turn
from bot.web.limits import LARGEST_BODY
from bot.web.problems import STATUSES
from tests.web.site import WEBHOOK, Site, Talk, assert_problem

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/api", "/api/v2/guidance", WEBHOOK, "/nothing", "/docs", "/redoc"]
)
async def test_an_unknown_path_is_a_problem(path: str, client: httpx.AsyncClient) -> None:
    assert_problem(await client.post(path, json={}) if path == WEBHOOK else await client.get(path), 404, "not_found")


async def test_people_may_get_a_page_for_an_address_that_leads_nowhere(tmp_path: Path) -> None:
    def missing(request: Request) -> Response | None:
        return PlainTextResponse("Her er der ikke noget.", 404) if "text/html" in request.headers["accept"] else None

    site = Site(tmp_path, missing=missing)
    assert (await site.client.get("/nothing", headers={"Accept": "text/html"})).text == "Her er der ikke noget."
    assert_problem(await site.client.get("/nothing"), 404, "not_found")
    await site.close()


async def test_a_wrong_method_names_the_right_ones(client: httpx.AsyncClient) -> None:
    response = await client.delete("/api/v1/guidance")
    assert "POST" in assert_problem(response, 405, "method_not_allowed")["detail"]
    assert response.headers["allow"] == "POST"


async def test_every_response_tells_the_browser_what_it_may_do(talk: Talk) -> None:
    large = {"text": "a" * LARGEST_BODY}
    responses = [
        await talk.client.get("/"),
        await talk.client.get("/api/v1/nothing"),
        await talk.say({"text": "hej"}),
        await talk.say(large),
    ]
    for response in responses:
        policy = response.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "require-trusted-types-for 'script'" in policy
        assert "unsafe" not in policy
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "same-origin"
        assert response.headers["cache-control"] == "no-store"
        assert "strict-transport-security" not in response.headers


async def test_over_https_it_is_to_stay_so(site: Site) -> None:
    transport = httpx.ASGITransport(site.app)
    async with httpx.AsyncClient(transport=transport, base_url="https://guide") as client:
        assert "max-age" in (await client.get("/")).headers["strict-transport-security"]


async def test_it_is_ready_only_when_the_model_is_warm(site: Site, client: httpx.AsyncClient) -> None:
    assert (await client.get("/health/ready")).json() == {"status": "ready", "model": "model-1"}
    assert (await client.head("/health/ready")).status_code == 200
    site.version = None
    assert (await client.get("/health/ready")).status_code == 503
    assert (await client.get("/health/live")).status_code == 200


async def test_the_figures_name_routes_and_no_conversation(talk: Talk) -> None:
    await talk.say({"text": "mit cpr er 010190-1234"})
    await talk.client.request("BREW", "/api/v1/guidance")
    figures = (await talk.client.get("/metrics")).text
    route = "/api/v1/conversations/{id}/messages"
    assert f'guide_http_requests_total{{method="POST",route="{route}",status="200"}} 1.0' in figures
    assert 'guide_masked_messages_total{kind="cpr"} 1.0' in figures
    assert 'guide_turns_total{intent="nlu_fallback",understood="yes"} 1.0' in figures
    assert "guide_conversations_opened_total 1.0" in figures
    assert talk.path.rsplit("/", 1)[-1] not in figures
    assert "BREW" not in figures


async def test_the_api_describes_itself(client: httpx.AsyncClient) -> None:
    described = (await client.get("/openapi.json")).json()
    say = described["paths"]["/api/v1/conversations/{id}/messages"]["post"]
    assert set(say["responses"]) == {"200", "400", "401", "404", "409", "413", "415", "422", "429", "503"}
    assert list(say["responses"]["422"]["content"]) == ["application/problem+json"]
    assert say["security"] == [{"HTTPBearer": []}]
    shapes = described["components"]["schemas"]
    assert set(shapes["MessageRequest"]["properties"]) == {"text", "payload", "answer"}
    assert set(shapes["ConversationReply"]["properties"]) == {"messages", "question", "facts", "advice"}
    assert "from" in shapes["PastMessage"]["properties"]
    assert not any("HTTPValidationError" in name for name in shapes)


async def test_every_problem_has_its_sentence() -> None:
    assert set(STATUSES) <= set(turn.content().problems)
