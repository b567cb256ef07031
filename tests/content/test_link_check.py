"""Links are checked politely, at public addresses, at hosts of content/ only; and no connection is told as that.

No test reaches out: names are looked up by the test, and what would be connected to is the test itself or a server on this machine.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from bot.content.link_check import PAUSE_SECONDS, Found, LinkCheck, Offline, is_public, pages, standing

pytestmark = pytest.mark.anyio

PUBLIC = "93.184.215.14"
PAGE = "https://eksempel.dk/side"
Answer = Callable[[httpx.Request], httpx.Response]


class Net:
    """A net of the test's own: hosts with addresses, an answer to every request, and what was asked."""

    def __init__(self, answer: Answer, **hosts: str) -> None:
        self._answer = answer
        self._hosts = {"eksempel.dk": PUBLIC, **{name.replace("_", "."): address for name, address in hosts.items()}}
        self.asked: list[httpx.Request] = []
        self.slept: list[float] = []

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        if host not in self._hosts:
            raise OSError("no such host")
        return self._hosts[host].split()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self._answer(request)

    async def check(self, *urls: str) -> list[Found]:
        return await LinkCheck(self.resolve, httpx.MockTransport(self._handle), self.sleep).check(urls)

    async def one(self, url: str = PAGE) -> Found:
        [found] = await self.check(url)
        return found


def status(*codes: int, **headers: str) -> Answer:
    """These statuses one after the other, the last one for good."""
    left = list(codes)
    return lambda _: httpx.Response(left.pop(0) if len(left) > 1 else left[0], headers=headers)


def unreachable(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no route", request=request)


async def test_a_page_that_answers_is_asked_for_its_head_only_at_the_address_that_was_judged() -> None:
    net = Net(status(200))
    assert await net.one("https://eksempel.dk/side?a=1#del") == Found(
        "https://eksempel.dk/side?a=1#del", "answers", 200
    )
    [asked] = net.asked
    assert asked.method == "HEAD"
    assert str(asked.url) == f"https://{PUBLIC}/side?a=1"
    assert asked.headers["host"] == "eksempel.dk"
    assert asked.extensions["sni_hostname"] == "eksempel.dk"
    assert "linkkontrol" in asked.headers["user-agent"]
    assert not {"cookie", "authorization", "referer"} & set(asked.headers)


async def test_a_site_that_takes_no_head_is_asked_as_a_browser_would() -> None:
    net = Net(status(405, 200))
    assert (await net.one()).outcome == "answers"
    assert [each.method for each in net.asked] == ["HEAD", "GET"]


@pytest.mark.parametrize(
    ("code", "outcome"),
    [(404, "gone"), (410, "gone"), (403, "refuses"), (429, "refuses"), (500, "silent"), (400, "silent")],
)
async def test_what_a_status_means(code: int, outcome: str) -> None:
    found = await Net(status(code)).one()
    assert (found.outcome, found.status) == (outcome, code)


async def test_the_same_site_is_asked_once_a_second() -> None:
    net = Net(status(200))
    await net.check(*(f"{PAGE}/{number}" for number in range(4)))
    assert net.slept == [PAUSE_SECONDS] * 4


async def test_a_redirect_within_the_site_is_followed_and_told() -> None:
    net = Net(
        lambda request: (
            httpx.Response(301, headers={"Location": "/ny"}) if request.url.path == "/side" else httpx.Response(200)
        )
    )
    assert await net.one() == Found(PAGE, "answers", 200, "https://eksempel.dk/ny")


@pytest.mark.parametrize("target", ["https://andet.dk/side", "//andet.dk/side", "https://eksempel.dk.andet.dk/"])
async def test_a_redirect_to_another_site_is_told_and_not_followed(target: str) -> None:
    net = Net(status(302, Location=target), andet_dk=PUBLIC)
    found = await net.one()
    assert found.outcome == "moved"
    assert "andet.dk" in found.detail
    assert {each.headers["host"] for each in net.asked} == {"eksempel.dk"}


@pytest.mark.parametrize(
    "target", ["http://eksempel.dk:8080/", "https://user:word@eksempel.dk/", "ftp://eksempel.dk/", "file:///etc/passwd"]
)
async def test_a_redirect_to_another_port_or_kind_is_not_followed(target: str) -> None:
    net = Net(status(301, Location=target))
    assert (await net.one()).outcome in ("forbidden", "moved")
    assert len(net.asked) == 1


async def test_a_site_that_redirects_for_ever_is_left() -> None:
    net = Net(status(301, Location="/igen"))
    assert (await net.one()).outcome == "silent"
    assert len(net.asked) == 6


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1", "fe80::1%eth0", "fc00::1",
     "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "not an address"],
)  # fmt: skip
async def test_an_address_that_is_not_public_is_not_asked(address: str) -> None:
    assert not is_public(address)
    # The same for a name with a public address besides: which of them is connected to must not be luck.
    for addresses in (address, f"{PUBLIC} {address}"):
        net = Net(status(200), eksempel_dk=addresses.replace("not an address", "nonsense"))
        assert (await net.one()).outcome == "forbidden"
        assert not net.asked


@pytest.mark.parametrize("address", [PUBLIC, "2a00:1450:4001:81b::200e"])
def test_an_address_on_the_net_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    ["https://eksempel.dk:8443/", "http://eksempel.dk:22/", "https://user@eksempel.dk/", "https://eksempel.dk:x/"],
)
async def test_other_ports_and_names_of_users_are_not_asked(url: str) -> None:
    net = Net(status(200))
    assert (await net.one(url)).outcome == "forbidden"
    assert not net.asked


def test_an_email_address_is_no_page_and_a_page_is_asked_once() -> None:
    assert pages([PAGE, "mailto:x@eksempel.dk", PAGE]) == [PAGE]


async def test_one_site_that_is_down_is_silent() -> None:
    net = Net(
        lambda request: unreachable(request) if request.headers["host"] == "nede.dk" else httpx.Response(200),
        nede_dk=PUBLIC,
    )
    found = {each.url: each.outcome for each in await net.check(PAGE, "https://nede.dk/", "https://ukendt.dk/")}
    assert found == {PAGE: "answers", "https://nede.dk/": "silent", "https://ukendt.dk/": "silent"}


async def test_without_a_connection_that_is_told_once_after_one_link_of_each_site() -> None:
    net = Net(unreachable, nede_dk=PUBLIC)
    with pytest.raises(Offline):
        await net.check(*(f"{PAGE}/{number}" for number in range(20)), "https://nede.dk/", "https://ukendt.dk/")
    assert len(net.asked) == 2


async def test_nothing_to_check_is_no_lack_of_a_connection() -> None:
    assert await Net(unreachable).check("mailto:x@eksempel.dk") == []


class _Server(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self.send_response(200 if self.headers["Host"] == "eksempel.dk" and self.path == "/side" else 404)
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *_: object) -> None:
        """Nothing."""


class Rerouted(httpx.AsyncHTTPTransport):
    """Connects to a server on this machine in place of the address that was judged."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._port = port

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self._port)
        return await super().handle_async_request(request)


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


async def test_a_real_server_is_asked_as_it_should_be(port: int) -> None:
    net = Net(status(200))
    found = await LinkCheck(net.resolve, Rerouted(port), net.sleep).check(
        ["http://eksempel.dk/side", "http://eksempel.dk/væk"]
    )
    assert [(each.outcome, each.status) for each in found] == [("answers", 200), ("gone", 404)]


DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


def after(*checks: tuple[float, str]) -> bool:
    """Whether a link is dead after checks at these hours."""
    return standing((DAY + timedelta(hours=hours), outcome, None, "") for hours, outcome in checks).dead


def test_a_link_is_dead_after_failures_a_day_apart_and_alive_after_one_success() -> None:
    assert not standing([]).dead
    assert not after((0, "gone"))
    assert not after((0, "gone"), (1, "silent"), (23, "silent"))
    assert after((0, "gone"), (24, "silent"))
    assert after((0, "answers"), (5, "gone"), (6, "gone"), (29, "gone"))
    assert not after((0, "gone"), (20, "answers"), (30, "gone"))
    assert not after((0, "gone"), (24, "gone"), (48, "answers"))
    assert not after((0, "gone"), (12, "refuses"), (25, "gone"))


def test_a_standing_tells_since_when_and_what_came_last() -> None:
    found = standing(
        [
            (DAY, "answers", 200, ""),
            (DAY + timedelta(days=1), "gone", 404, ""),
            (DAY + timedelta(days=3), "silent", None, "i stå"),
        ]
    )
    assert found.failing_since == DAY + timedelta(days=1)
    assert (found.last, found.detail, found.dead) == ("silent", "i stå", True)
