"""Why something from outside is not taken: the id of a sentence in `content/problems.yml`, and what belongs in it."""

from __future__ import annotations

from typing import Final

from bot.guidance.facts import LONGEST_NAME, UNKNOWN, FactError

#: As much as is repeated of a name that a client made up.
_LONGEST_ECHO: Final = 40


class Refused(Exception):
    """Something that cannot be taken. `problem` is the id of the sentence that says why, `values` fill its placeholders.

    Neither ever holds what a user wrote: both may be logged.
    """

    def __init__(self, problem: str, **values: str | int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.values = values


def refusal_of(error: FactError) -> Refused:
    """A fact that cannot be taken, in the user's words."""
    if error.reason == "no_such_fact":
        return Refused("fact_unknown", fact=shortened(error.fact), allowed=", ".join(error.allowed))
    if error.reason != "not_a_value":
        return Refused(error.reason)
    if error.fact == "company_form":
        return Refused("company_form_unknown")
    if error.fact == "services":
        return Refused("services_unknown", allowed=", ".join(error.allowed))
    if error.fact == "cvr_number":
        return Refused("cvr_not_eight_digits")
    if error.fact == "organisation_name":
        return Refused("organisation_name_unusable", limit=LONGEST_NAME)
    return Refused("value_unknown", fact=error.fact, allowed=", ".join(error.allowed or (UNKNOWN,)))


def shortened(name: str) -> str:
    """A name from outside, short and on one line, for repeating it to who sent it."""
    visible = "".join(character for character in name if character.isprintable())
    return visible if len(visible) <= _LONGEST_ECHO else f"{visible[:_LONGEST_ECHO]}…"
