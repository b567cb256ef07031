"""The pages about words, links and sources, put together."""

from __future__ import annotations

from bot.content.link_check import LinkCheck
from bot.staff import sources, words
from bot.staff.desk import Desk, StaffRoutes
from bot.staff.word_changes import WordChanges
from bot.store import ContentHistory, Database, LinkChecks


def content_pages(desk: Desk, database: Database) -> list[StaffRoutes]:
    """The routes of Ord og links and of Kilder."""
    changes = WordChanges(ContentHistory(database))
    checking = sources.Round(LinkChecks(database), LinkCheck())
    return [words.routes(desk, changes), sources.routes(desk, changes, checking)]
