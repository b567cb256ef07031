"""The conversations on the bench: found by what they are like, and each open as a case."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.conversations import Conversations, Opened
from bot.incoming import Answer, Incoming
from bot.staff.access import Role
from bot.staff.turn_views import fact_name
from tests.staff.site import Bench, Browser
from tests.staff.talk_site import TalkBench
from tests.talking import Tally

pytestmark = pytest.mark.anyio


class Public:
    """The public's conversations, in the same store."""

    def __init__(self, place: TalkBench) -> None:
        self.conversations = Conversations(place.store, place.engine, Tally(), now=place.clock)

    async def talk(self, *said: str | Incoming) -> Opened:
        """A talk in which this is said; a word with a slash is a button."""
        opened = await self.conversations.open()
        for each in said:
            if isinstance(each, str):
                each = Incoming(payload=each) if each.startswith("/") else Incoming(text=each)
            await self.conversations.say(opened.id, opened.token, each)
        return opened


@pytest.fixture
async def place(bench: Bench, tmp_path: Path) -> TalkBench:
    """The pages about talks."""
    return TalkBench.of(bench, tmp_path)


@pytest.fixture
async def public(place: TalkBench) -> Public:
    """The public's conversations."""
    return Public(place)


@pytest.fixture
async def reader(bench: Bench, place: TalkBench) -> Browser:
    """Someone who may only read."""
    return await bench.logged_in("Lise", Role.READER, *place.features())


ADVISED = (
    '/ask_classification{"company_form": 250}',
    '/find_connection{"role": "system_provider", "government_task": "no", "mitid_erhverv": "yes"}',
)


async def test_the_list_shows_what_was_asked_for_and_pages_on(reader: Browser, public: Public) -> None:
    for _ in range(26):
        await public.talk("/find_connection")
    first = (await reader.get("/samtaler?udfald=under_way")).text
    assert first.count('href="/staff/samtaler/') == 25
    [older] = re.findall(r'href="/staff(/samtaler\?[^"]*)">Ældre', first)
    second = (await reader.get(older.replace("&amp;", "&"))).text
    assert second.count('href="/staff/samtaler/') == 1
    assert "Ingen samtaler passer" in (await reader.get("/samtaler?dag=2001-01-01")).text
    assert (await reader.get("/samtaler?dag=x&side=-1&maal=%00&udfald=?")).status_code == 200


async def test_a_case_tells_where_each_fact_comes_from(reader: Browser, public: Public) -> None:
    talk = await public.talk(
        "Vi er en kommune", '/find_connection{"role": "broker"}', Incoming(answer=Answer("role", "supplier"))
    )
    page = (await reader.get(f"/samtaler/{talk.id}")).text
    rows = re.findall(r"<tr><th scope=\"row\">([^<]+)</th><td>([^<]+)</td><td>([^<]+)</td>", page)
    assert (fact_name("company_form"), "Primærkommune", "skrev") in rows
    assert [how for name, _, how in rows if name == fact_name("role")][:1] == ["rettede"]


async def test_a_case_shows_the_advice_with_its_rules_and_sources(reader: Browser, public: Public) -> None:
    from bot.guidance.version import rules_version

    talk = await public.talk(*ADVISED)
    page = (await reader.get(f"/samtaler/{talk.id}")).text
    assert f"<code>{rules_version()}</code>, de samme som i dag" in page
    assert "<code>classification.public</code>" in page
    assert re.search(r'<td><a href="https://[^"]+">[^<]+</a>, «', page)


async def test_reading_a_talk_is_written_in_the_log(bench: Bench, reader: Browser, public: Public) -> None:
    talk = await public.talk("Vi er en kommune")
    await reader.get(f"/samtaler/{talk.id}")
    assert ("Lise", "læste samtale", talk.id) in await bench.actions()


async def test_personal_numbers_are_not_in_a_case(reader: Browser, public: Public) -> None:
    talk = await public.talk("Mit cpr er 111111-1118, og vi er en kommune")
    assert "111111" not in (await reader.get(f"/samtaler/{talk.id}")).text


async def test_a_message_is_read_again_by_the_model_of_today_only_when_asked(
    reader: Browser, place: TalkBench, public: Public
) -> None:
    talk = await public.talk("Vi er en kommune")
    heard = len(place.engine.heard)
    assert "Læst igen nu" not in (await reader.get(f"/samtaler/{talk.id}")).text
    assert len(place.engine.heard) == heard
    before = await place.store.find(talk.id, with_entries=True)
    page = (await reader.get(f"/samtaler/{talk.id}?laes=1")).text
    assert len(place.engine.heard) == heard + 1
    assert "Læst igen nu" in page
    assert await place.store.find(talk.id, with_entries=True) == before


async def test_a_talk_that_is_gone_says_so(reader: Browser) -> None:
    assert (await reader.get("/samtaler/" + "a" * 22)).status_code == 404
    assert (await reader.get("/samtaler/" + "a" * 500)).status_code == 404
