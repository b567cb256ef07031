"""Tal: how the guide is used, month by month, and never by whom."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from fastapi import Request
from starlette.responses import Response

from bot.content.library import current
from bot.danish import month_in_words
from bot.staff.access import Role
from bot.staff.desk import Desk, StaffRoutes, Visit
from bot.staff.disclosure import LIMIT
from bot.staff.figure_charts import BarChart, bars, columns
from bot.staff.figure_tables import FigureTable, as_rows, month_tables
from bot.store.figures import Figures

PATH: Final = "/tal"


@dataclass(frozen=True)
class Month:
    """A calendar month. There are no other periods: two that overlap could be taken from each other, and the rest be under five."""

    first: date

    @property
    def name(self) -> str:
        """As it stands in an address: 2026-11."""
        return f"{self.first:%Y-%m}"

    @property
    def label(self) -> str:
        """As it is read: november 2026."""
        return month_in_words(self.first)

    @property
    def last(self) -> date:
        """Its last day."""
        return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def routes(desk: Desk, figures: Figures, today: Callable[[], date] = lambda: datetime.now(UTC).date()) -> StaffRoutes:
    """The page, and the same as a file for a spreadsheet."""
    routes = desk.routes()

    async def asked_for(request: Request) -> tuple[list[Month], Month, list[FigureTable]]:
        months = months_between(await figures.first_day() or today(), today())
        wanted = request.query_params.get("maaned")
        month = next((each for each in months if each.name == wanted), months[0])
        return months, month, await tables_of(figures, month, today())

    @routes.page(PATH, Role.READER)
    async def show(request: Request, visit: Visit) -> Response:
        months, month, tables = await asked_for(request)
        charts: dict[str, BarChart] = {each.id: columns(each) if each.id == "dage" else bars(each) for each in tables}
        return desk.page("figures.html", visit, months=months, month=month, tables=tables, charts=charts, limit=LIMIT)

    @routes.page(f"{PATH}/csv", Role.READER)
    async def download(request: Request, visit: Visit) -> Response:
        _, month, tables = await asked_for(request)
        name = f"guidens-tal-{month.name}.csv"
        return Response(
            as_csv(tables),
            media_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    return routes


async def tables_of(figures: Figures, month: Month, today: date) -> list[FigureTable]:
    """The tables of a month, up to today."""
    found = await figures.between(month.first, month.last)
    days = await figures.by_day("talk", ["begun"], month.first, month.last)
    return month_tables(found, days, min(month.last, today), current())


def months_between(first: date, last: date) -> list[Month]:
    """The months from one day to another, the latest first."""
    found = [Month(last.replace(day=1))]
    while found[-1].first > first:
        found.append(Month((found[-1].first - timedelta(days=1)).replace(day=1)))
    return found


def as_csv(tables: list[FigureTable]) -> bytes:
    """The tables as a spreadsheet in Denmark takes them: semicolons, and a mark at the front that says UTF-8."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(as_rows(tables))
    return out.getvalue().encode("utf-8-sig")
