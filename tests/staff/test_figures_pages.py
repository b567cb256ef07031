"""Tal: what a month's page and file show, and what they do not."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date

import pytest

from bot.content.library import current
from bot.staff import figures
from bot.staff.access import Role
from bot.staff.figure_charts import bars, columns
from bot.staff.figure_tables import FigureTable, as_rows, month_tables
from bot.store.figures import FIGURES, Figures
from tests.staff.site import Bench, Browser

pytestmark = pytest.mark.anyio

TODAY = date(2026, 11, 12)
Counts = Mapping[str, Mapping[str, int]]


async def put(bench: Bench, day: date, counts: Counts) -> None:
    """Figures of a day."""
    rows = [
        {"day": day, "kind": kind, "name": name, "count": count}
        for kind, names in counts.items()
        for name, count in names.items()
    ]
    await bench.database.run(lambda connection: connection.execute(FIGURES.insert(), rows))


@pytest.fixture
async def reader(bench: Bench) -> Browser:
    """A reader's browser."""
    return await bench.logged_in("Rie", Role.READER, figures.routes(bench.desk, Figures(bench.database), lambda: TODAY))


def tables(counts: Counts, days: Mapping[date, int] | None = None) -> dict[str, FigureTable]:
    return {each.id: each for each in month_tables(counts, days or {}, TODAY, current())}


def texts(table: FigureTable) -> dict[str, str]:
    return {name: cell.text for name, cell in table.rows}


async def test_the_page_shows_a_chart_and_a_table_of_the_same_counts(bench: Bench, reader: Browser) -> None:
    await put(bench, TODAY, {"talk": {"begun": 61}, "goal": {"connection": 40, "obligation": 21}})
    page = (await reader.get("/tal")).text
    goals = page[page.index('id="maal"') : page.index('id="forladt"')]
    assert re.search(r'<svg [^>]*role="img" aria-label="Mål, som søjler[^"]*Find vores tilslutning 40', goals)
    assert re.search(r'<th scope="row">Find vores tilslutning</th><td class="count">40</td>', goals)
    assert "style=" not in page


async def test_a_small_count_is_nowhere_on_the_page_or_in_the_file(bench: Bench, reader: Browser) -> None:
    await put(bench, TODAY, {"goal": {"connection": 940, "obligation": 870, "services": 3}})
    page = (await reader.get("/tal")).text
    assert re.search(r'<th scope="row">Hvilke services kan vi få\?</th><td class="count">under 5</td>', page)
    rows = list(csv.reader(io.StringIO((await reader.get("/tal/csv")).text.removeprefix("\ufeff")), delimiter=";"))
    assert ["Mål", "Hvilke services kan vi få?", "under 5"] in rows
    assert not [row for row in rows if row[2] == "3"]


async def test_the_file_holds_what_the_page_shows_in_a_spreadsheets_form(bench: Bench, reader: Browser) -> None:
    await put(bench, TODAY, {"goal": {"connection": 40, "obligation": 21}})
    answer = await reader.get("/tal/csv?maaned=2026-11")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="guidens-tal-2026-11.csv"' in answer.headers["content-disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbfTabel;Navn;Antal\r\n")
    assert "Mål;Find vores tilslutning;40\r\n" in answer.text


async def test_whole_months_are_the_only_periods(bench: Bench, reader: Browser) -> None:
    await put(bench, date(2026, 9, 30), {"goal": {"connection": 50}})
    await put(bench, TODAY, {"goal": {"connection": 70}})
    page = (await reader.get("/tal")).text
    assert re.findall(r'<option value="([^"]+)"', page) == ["2026-11", "2026-10", "2026-09"]
    assert '<td class="count">70</td>' in page
    assert '<td class="count">50</td>' in (await reader.get("/tal?maaned=2026-09")).text
    # A period that is not offered gives the month that runs.
    assert '<td class="count">70</td>' in (await reader.get("/tal?maaned=2026-09-30")).text


async def test_without_figures_the_page_says_that_all_are_small(reader: Browser) -> None:
    page = (await reader.get("/tal")).text
    assert "<svg" not in page
    assert "<table" not in page
    assert "Alle tal er under 5 eller skjult." in page


async def test_nobody_sees_the_figures_without_logging_in(bench: Bench) -> None:
    browser = bench.browser(figures.routes(bench.desk, Figures(bench.database)))
    for path in ("/tal", "/tal/csv"):
        assert (await browser.get(path)).headers["location"].startswith("/staff/log-ind")


def test_each_day_of_the_month_so_far_has_a_row() -> None:
    found = tables({}, {date(2026, 11, 3): 12, date(2026, 11, 4): 20})["dage"]
    assert [name for name, _ in found.rows] == [f"{day}." for day in range(1, 13)]
    assert texts(found)["3."] == "12"
    assert texts(found)["5."] == "under 5"
    assert found.total is not None
    assert found.total.text == "32"


def test_people_leave_at_a_question_or_before_or_after_them() -> None:
    found = texts(tables({"left": {"role": 9, "advised": 31, "no_goal": 14}})["forladt"])
    assert {name: text for name, text in found.items() if text != "under 5"} == {
        "Jeres rolle": "9",
        "Efter rådet": "31",
        "Før et mål var valgt": "14",
    }


def test_topics_are_sorted_and_the_small_ones_put_together() -> None:
    found = tables({"intent": {"faq/prices": 8, "find_connection": 19, "ask_why": 2}})["emner"]
    assert [name for name, _ in found.rows][:2] == ["Find vores tilslutning", current().topics["prices"].title]
    assert "Hvorfor" not in texts(found)
    assert found.left_out > 1


def test_praise_and_discontent_are_told_apart() -> None:
    found = tables({"intent": {"feedback_positive": 11, "feedback_negative": 6, "inform": 30}})["tommel"]
    assert texts(found) == {"Ros": "11", "Utilfreds": "6"}


def test_outcomes_stand_by_conclusion_and_lists_are_not_summed_as_advice() -> None:
    found = tables(
        {"outcome": {"obligation/must_use_nemlogin": 12, "classification/public": 30, "obligation/undecided": 8}}
    )
    assert texts(found["udfald-obligation"])["I skal bruge NemLog-in"] == "12"
    assert texts(found["udfald-obligation"])["Uafklaret"] == "8"
    assert "udfald-steps" not in found


def test_steps_of_times_are_told_by_their_ends() -> None:
    found = tables({"length": {"1": 8, "6": 7, "more": 5}, "seconds": {"0.25": 40, "more": 6}})
    assert {name: text for name, text in texts(found["laengde"]).items() if text != "under 5"} == {
        "1": "8",
        "4–6": "7",
        "21 eller flere": "5",
    }
    assert texts(found["svartid"])["højst 0,25 s"] == "40"
    assert texts(found["svartid"])["over 5 s"] == "6"


def test_every_name_that_is_counted_has_a_row() -> None:
    """A name without a row would be missing from the total."""
    from bot import counting
    from bot.turn import INTENTS

    found = tables({})
    assert len(found["emner"].rows) + found["emner"].left_out == len(INTENTS)
    assert len(found["laengde"].rows) == len(counting.LENGTHS) + 1
    assert len(found["svartid"].rows) == len(counting.SECONDS) + 1


def test_bars_are_as_long_as_their_counts_and_hidden_ones_have_none() -> None:
    table = tables({"goal": {"connection": 40, "obligation": 20}})["maal"]
    drawn = {bar.name: bar for bar in bars(table).bars}
    long, half = drawn["Find vores tilslutning"], drawn["Skal vi bruge NemLog-in?"]
    assert long.width == 2 * half.width > 0
    assert drawn["Hvilke services kan vi få?"].width == 0
    assert drawn["Hvilke services kan vi få?"].number == "under 5"


def test_standing_bars_stay_inside_the_drawing() -> None:
    chart = columns(tables({}, {date(2026, 11, day): 5 * day for day in range(1, 13)})["dage"])
    assert all(bar.x >= 0 and bar.x + bar.width <= chart.width for bar in chart.bars)
    assert all(bar.number_y >= 0 and bar.y + bar.height <= bar.name_y <= chart.height for bar in chart.bars)
    assert max(bar.height for bar in chart.bars) == chart.bars[-1].height


def test_the_file_has_the_rows_that_stand_together_and_the_totals() -> None:
    rows = list(as_rows(month_tables({"intent": {"find_connection": 19}}, {}, TODAY, current())))
    assert [row for row in rows if row[0] == "Emner" and row[2] == "under 5"]
    assert ("Emner", "I alt", "19") in rows
