"""The pages that only look: the rules, and the figures; put together."""

from __future__ import annotations

from bot.settings import Settings
from bot.staff import figures, rules
from bot.staff.desk import Desk, StaffRoutes
from bot.staff.rules import RuleHistory
from bot.store import Database
from bot.store.figures import Figures


def rule_history(settings: Settings) -> RuleHistory:
    """The running rules beside those of the snapshots in the data folder."""
    return RuleHistory(settings.data_dir / "rules", settings.project_dir)


def insight_pages(desk: Desk, history: RuleHistory, database: Database) -> list[StaffRoutes]:
    """The routes of Regler and of Tal."""
    return [rules.routes(desk, history), figures.routes(desk, Figures(database))]
