"""Checking the links in content/ and keeping what was found: for `guide links` and the staff page alike."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final

from bot.content import Content
from bot.content.library import current
from bot.content.link_check import FAILURES, Found, LinkCheck, Offline, Standing, pages, standing
from bot.settings import Settings
from bot.store import Database, LinkChecks
from bot.store.staff_words import Check

#: How a link answered, in a few words.
SAID: Final = {
    "answers": "svarer",
    "moved": "viser videre til et andet websted",
    "refuses": "svarer, men vil ikke vises for et program – se selv efter",
    "gone": "findes ikke mere",
    "silent": "svarer ikke",
    "forbidden": "må ikke spørges",
}


async def check_links(
    content: Content,
    store: LinkChecks,
    check: LinkCheck,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> list[Found]:
    """Checks all links and keeps how they answered. Raises `Offline` (nothing is kept then) and `StoreUnavailable`."""
    found = await check.check(str(link.url) for link in content.links.values())
    at = now()
    await store.add(Check(at, each.url, each.outcome, each.status, each.detail) for each in found)
    return found


async def standings(content: Content, store: LinkChecks) -> Mapping[str, Standing]:
    """Where each link stands, by its name, after all checks of its present address. Raises `StoreUnavailable`."""
    by_url = defaultdict(list)
    for each in await store.all():
        by_url[each.url].append((each.at, each.outcome, each.status, each.detail))
    return {name: standing(by_url[str(link.url)]) for name, link in content.links.items()}


def run_command(settings: Settings, check: LinkCheck | None = None) -> int:
    """`guide links`: tells how the links answer. 1 when one no longer does; 0 otherwise, also without a connection.

    Raises `ContentError` and `StoreUnavailable`.
    """
    return asyncio.run(_command(settings, check or LinkCheck()))


async def _command(settings: Settings, check: LinkCheck) -> int:
    content, database = current(), Database(settings.database_url)
    try:
        store = LinkChecks(database)
        print(
            f"Ser efter, om {len(pages(str(each.url) for each in content.links.values()))} sider svarer …", flush=True
        )
        try:
            found = {each.url: each for each in await check_links(content, store, check)}
        except Offline:
            print("Uden forbindelse: Ingen af siderne kan nås herfra, så der er ikke kontrolleret noget.")
            return 0
        stands = await standings(content, store)
    finally:
        await database.close()
    for name, link in content.links.items():
        if str(link.url) in found:
            print(_line(name, found[str(link.url)], stands[name]))
    dead = [name for name, each in stands.items() if each.dead]
    failing = sum(each.outcome in FAILURES for each in found.values())
    print(f"{len(found)} sider kontrolleret. {failing} svarede ikke i dag; {len(dead)} svarer ikke længere.")
    return 1 if dead else 0


def _line(name: str, found: Found, stands: Standing) -> str:
    status = f" ({found.status})" if found.status else ""
    detail = f": {found.detail}" if found.detail else ""
    lasting = f" – har ikke svaret siden {stands.failing_since:%Y-%m-%d}" if stands.dead else ""
    return f"{name}: {SAID[found.outcome]}{status}{detail}{lasting}\n  {found.url}"
