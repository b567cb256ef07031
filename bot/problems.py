"""Mistakes of a caller in Danish words: what was wrong, and how to mend it."""

from __future__ import annotations

from bot.content import Content
from bot.guidance.facts import FactError
from bot.refusals import refusal_of


def fact_problem(error: FactError, content: Content) -> str:
    """Why a fact cannot be taken."""
    refusal = refusal_of(error)
    return content.problems[refusal.problem].format(**refusal.values)
