"""The guide's own phrases, one field each, so that a missing or misspelt one is found on loading and by the type checker."""

from __future__ import annotations

import string
from typing import Annotated

from pydantic import AfterValidator

from bot.content.reading import Text


def placeholders(text: str) -> set[str]:
    """The names in curly brackets."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def takes(*names: str) -> AfterValidator:
    """The text must use exactly these names in curly brackets, no others and none left out."""

    def check(text: str) -> str:
        try:
            found = placeholders(text)
        except ValueError:
            raise ValueError("har en tuborgklamme, der ikke er lukket") from None
        if found != set(names):
            expected = ", ".join(f"{{{name}}}" for name in names) or "ingen"
            raise ValueError(f"skal have netop disse felter: {expected}")
        return text

    return AfterValidator(check)


Plain = Annotated[str, takes()]


class Unclear(Text):
    """What is said when a message cannot be taken as an answer; one field for each reason that reading an answer gives."""

    both_not_possible: Plain
    bare_jo: Plain
    which_one: Plain
    contradiction: Plain
    cvr_wrong_length: Plain
    cvr_check_digit: Plain
    cvr_test_organisation: Plain
    cvr_p_number: Plain
    cvr_two_candidates: Plain
    not_an_answer: Plain


class Buttons(Text):
    why: Plain
    why_not: Plain
    record: Plain
    correct: Plain
    another: Plain
    restart: Plain
    person: Plain
    on_behalf: Plain
    none_of_these: Plain
    more: Plain
    plan: Plain


class Phrases(Text):
    """content/dialogue.yml."""

    opening: Plain
    noted: Annotated[str, takes("statements")]
    noted_short: tuple[Plain, ...]
    name_statement: Annotated[str, takes("name")]
    name_and_form_statement: Annotated[str, takes("name", "form")]
    cvr_statement: Annotated[str, takes("number")]
    services_statement: Annotated[str, takes("services")]
    public_now: Plain
    private_now: Plain
    nothing_known: Plain
    first_questions: Annotated[str, takes("count")]
    questions_left: Annotated[str, takes("count")]
    one_question: Plain
    last_question: Plain
    unclear: Unclear
    sub_broker: Plain
    conflict: Annotated[str, takes("before", "after")]
    still_holds: Annotated[str, takes("statement")]
    noted_unknown_short: Plain
    noted_unknown: Annotated[str, takes("find_out")]
    corrected: Annotated[str, takes("statement")]
    changes: Plain
    change: Annotated[str, takes("conclusion", "after", "before")]
    change_now_open: Annotated[str, takes("conclusion")]
    changes_nothing: Plain
    which_to_correct: Plain
    nothing_to_correct: Plain
    went_back: Plain
    nothing_to_go_back_to: Plain
    begin_plainly: Plain
    goal_question: Plain
    headline_connection: Annotated[str, takes("obligation", "connection")]
    headline_apply: Annotated[str, takes("connection")]
    headline_no_ground: Plain
    headline_depends: Plain
    headline_open: Plain
    steps_heading: Plain
    own_plan: Plain
    possible_step: Annotated[str, takes("step")]
    cases_heading: Annotated[str, takes("conclusion")]
    case: Annotated[str, takes("condition", "outcome")]
    find_out_heading: Plain
    disclaimer: Annotated[str, takes("checked")]
    source: Annotated[str, takes("page", "heading")]
    more_to_know: Plain
    why_conclusion: Annotated[str, takes("text", "because")]
    why_conclusion_always: Annotated[str, takes("text")]
    why_nothing_yet: Plain
    why_not_lead: Plain
    why_not_nothing_yet: Plain
    would_need: Annotated[str, takes("condition")]
    because_services: Annotated[str, takes("services")]
    summary_facts: Plain
    summary_fact: Annotated[str, takes("name", "value")]
    summary_conclusions: Plain
    hand_over_summary: Plain
    back_to_question: Plain
    another_system: Plain
    buttons: Buttons
    topics: dict[str, Plain]
