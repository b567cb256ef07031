"""Why something from outside is not taken: the id of a sentence in `content/problems.yml`, and what belongs in it."""

from __future__ import annotations

from typing import Final

from bot.guidance.facts import FactError

#: As much as is repeated of a name that a client made up.
_LONGEST_ECHO: Final = 40


class Refused(Exception):
    """Something that cannot be taken: `problem` is the id of the sentence that says why, `values` fill its gaps.

    Neither ever holds what a user wrote: both may be logged.
    """

    def __init__(self, problem: str, **values: str | int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.values = values


def refusal_of(error: FactError) -> Refused:
    """A fact that cannot be taken, as the sentence that says so."""
    if error.reason == "no_such_fact":
        return Refused("no_such_fact", fact=shortened(error.fact), facts=", ".join(error.allowed))
    if error.reason != "not_a_value":
        return Refused(error.reason)
    if error.fact in ("company_form", "cvr_number", "organisation_name"):
        return Refused(f"not_a_{error.fact}")
    return Refused("not_a_value", fact=error.fact, values=", ".join(error.allowed))


def shortened(name: str) -> str:
    """A name from outside, short and on one line, for repeating it to who sent it."""
    visible = "".join(character for character in name if character.isprintable())
    return visible if len(visible) <= _LONGEST_ECHO else f"{visible[:_LONGEST_ECHO]}…"
