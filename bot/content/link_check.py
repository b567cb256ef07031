"""Looks whether the pages that content/ links to still answer: politely, and nowhere else.

Only hosts that stand in content/ are asked, at public addresses on the two ports of the web, one request a second each. The address
that was looked up and judged is the one that is connected to, so that a name cannot lead elsewhere in between.
"""

from __future__ import annotations

import asyncio
import ipaddress
import itertools
import socket
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from urllib.parse import urljoin, urlsplit

import httpx

#: answers · leads to a page on another site · would not show itself to a program · is not there · no or a faulty answer ·
#: not at a public address, and not asked.
Outcome = Literal["answers", "moved", "refuses", "gone", "silent", "forbidden"]

#: What counts as not answering.
FAILURES: Final = frozenset({"gone", "silent", "forbidden"})
#: A link is taken for dead when checks this far apart failed, and none between them went well: sites have bad days.
DEAD_AFTER: Final = timedelta(days=1)
#: A source that was not held against the page for so long may have changed.
STALE_AFTER: Final = timedelta(days=180)

PAUSE_SECONDS: Final = 1.0
TIMEOUT_SECONDS: Final = 10.0
MOST_REDIRECTS: Final = 5
PORTS: Final = {"https": 443, "http": 80}
#: Says what it is, so that a site can ask us to stop.
AGENT: Final = "tilslutningsguiden-linkkontrol/1"

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
Sleep = Callable[[float], Awaitable[None]]


class Offline(Exception):
    """This machine reaches no site at all; nothing was found out."""


class _Unreachable(Exception):
    """No connection came about; the message says why in a word or two."""


@dataclass(frozen=True)
class Found:
    """How an address answered: `status` of HTTP where there was one, `detail` where it leads or what went wrong."""

    url: str
    outcome: Outcome
    status: int | None = None
    detail: str = ""
    #: Whether a connection came about; None where none was tried.
    reached: bool | None = True


async def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host. Raises `OSError`."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_public(address: str) -> bool:
    """Whether an address is out on the net: not this machine, its neighbours, a router's or a cloud's own services."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour
        if inner is not None:
            return is_public(str(inner))
        if parsed in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)))
    return parsed.is_global and not parsed.is_multicast


def pages(urls: Iterable[str]) -> list[str]:
    """Those that are pages, each once; an e-mail address cannot be checked this way."""
    return list(dict.fromkeys(url for url in urls if urlsplit(url).scheme in PORTS))


class LinkCheck:
    """Checks links. `transport` and `resolve` are stood in for in tests."""

    def __init__(
        self,
        resolve: Resolve = resolve,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._resolve = resolve
        self._transport = transport
        self._sleep = sleep

    async def check(self, urls: Iterable[str]) -> list[Found]:
        """How each page answers; the sites side by side. Raises `Offline`."""
        by_host: dict[str, list[str]] = defaultdict(list)
        for url in pages(urls):
            by_host[(urlsplit(url).hostname or "").casefold()].append(url)
        round = _Round(frozenset(by_host), self._resolve, self._sleep)
        # No proxy or password file of the machine's: what is judged here is what is connected to.
        async with httpx.AsyncClient(
            transport=self._transport,
            timeout=TIMEOUT_SECONDS,
            follow_redirects=False,
            trust_env=False,
            headers={"User-Agent": AGENT},
        ) as client:
            # One link of each site first: where none of them can be reached, it is this machine that has no connection.
            first = await asyncio.gather(*(round.site(client, each[:1]) for each in by_host.values()))
            reached = {each.reached for found in first for each in found}
            if False in reached and True not in reached:
                raise Offline
            rest = await asyncio.gather(*(round.site(client, each[1:]) for each in by_host.values()))
        found = {each.url: each for each in itertools.chain.from_iterable([*first, *rest])}
        return [found[url] for urls in by_host.values() for url in urls]


class _Round:
    """One checking of all links."""

    def __init__(self, allowed: frozenset[str], resolve: Resolve, sleep: Sleep) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._sleep = sleep

    async def site(self, client: httpx.AsyncClient, urls: list[str]) -> list[Found]:
        """The links of one site, one after the other."""
        return [await self._link(client, url) for url in urls]

    async def _link(self, client: httpx.AsyncClient, url: str) -> Found:
        """Follows redirects, but to no site that is not in content/."""
        now = url
        for _ in range(MOST_REDIRECTS + 1):
            fault = self._forbids(now)
            if fault:
                return Found(url, "forbidden", detail=fault, reached=None if now == url else True)
            try:
                response = await self._ask(client, now)
            except _Unreachable as error:
                return Found(url, "silent", detail=str(error), reached=now != url)
            except PermissionError:
                return Found(url, "forbidden", detail="ikke en offentlig adresse", reached=None)
            if response.status_code not in (301, 302, 303, 307, 308) or "location" not in response.headers:
                return _judged(url, now, response.status_code)
            target = urljoin(now, response.headers["location"])
            if urlsplit(target).hostname != urlsplit(url).hostname:
                return Found(url, "moved", response.status_code, target[:500])
            now = target
        return Found(url, "silent", detail="bliver ved med at vise videre")

    def _forbids(self, url: str) -> str:
        """Why a URL is not asked for, if so."""
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError:
            return "porten er ikke et tal"
        if parts.scheme not in PORTS or port not in (None, *PORTS.values()):
            return "kun web på port 80 og 443"
        if parts.username or parts.password:
            return "adressen har et brugernavn i sig"
        return "" if (parts.hostname or "") in self._allowed else "værten står ikke i content/"

    async def _ask(self, client: httpx.AsyncClient, url: str) -> httpx.Response:
        """The answer's head. Sites that take no HEAD, or answer it with a fault, are asked again as a browser would."""
        response = await self._request(client, "HEAD", url)
        if response.status_code >= 400:
            response = await self._request(client, "GET", url)
        return response

    async def _request(self, client: httpx.AsyncClient, method: str, url: str) -> httpx.Response:
        await self._sleep(PAUSE_SECONDS)
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port or PORTS[parts.scheme]
        try:
            addresses = await asyncio.wait_for(self._resolve(host, port), TIMEOUT_SECONDS)
        except (OSError, TimeoutError, UnicodeError):
            raise _Unreachable("navnet kan ikke slås op") from None
        if not addresses or not all(map(is_public, addresses)):
            raise PermissionError
        address = addresses[0]
        target = httpx.URL(url).copy_with(host=address, fragment=None)
        request = client.build_request(
            method, target, headers={"Host": parts.netloc}, extensions={"sni_hostname": host}
        )
        try:
            # The head is enough: a body may be of any size.
            response = await client.send(request, stream=True)
            await response.aclose()
        except httpx.TimeoutException:
            raise _Unreachable("svarer ikke i tide") from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise _Unreachable(type(error).__name__) from None
        return response


def _judged(url: str, shown: str, status: int) -> Found:
    if status < 400:
        return Found(url, "answers", status, "" if shown == url else shown[:500])
    if status in (401, 403, 405, 429, 451):
        return Found(url, "refuses", status)
    return Found(url, "gone" if status in (404, 410) else "silent", status)


# --- What several checks say together


@dataclass(frozen=True)
class Standing:
    """How a link stands after all checks of its address.

    `last` and `at`: the latest check; `failing_since`: the first failure after the latest success; `dead`: it no longer answers.
    """

    last: str | None = None
    at: datetime | None = None
    detail: str = ""
    status: int | None = None
    failing_since: datetime | None = None
    dead: bool = False


def standing(checks: Iterable[tuple[datetime, str, int | None, str]]) -> Standing:
    """Where a link stands, from its checks as (time, outcome, status, detail), the oldest first."""
    found = Standing()
    for at, outcome, status, detail in checks:
        since = (found.failing_since or at) if outcome in FAILURES else None
        found = Standing(outcome, at, detail, status, since, since is not None and at - since >= DEAD_AFTER)
    return found
