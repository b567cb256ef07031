"""Mistakes of a caller in Danish words: what was wrong, and how to mend it."""

from __future__ import annotations

from bot.content import Content
from bot.guidance.facts import FactError

#: Longest piece of what was given that is said back.
_LONGEST_ECHO = 40


def fact_problem(error: FactError, content: Content) -> str:
    """Why a fact cannot be taken."""
    problems = content.problems
    if error.reason == "no_such_fact":
        return problems["no_such_fact"].format(fact=error.fact[:_LONGEST_ECHO], facts=", ".join(error.allowed))
    if error.reason in ("cvr_check_digit", "cvr_test_organisation"):
        return problems[error.reason]
    if error.fact in ("company_form", "cvr_number", "organisation_name"):
        return problems[f"not_a_{error.fact}"]
    return problems["not_a_value"].format(fact=error.fact, values=", ".join(error.allowed))
