"""A dialogue test made of a conversation: what the user did, turn by turn, and what followed from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml

from bot.evaluation.cases import Case, CaseTurn
from bot.guidance.facts import NAMES

#: Conclusions of an advice that a test holds on to; the others follow from these.
_HELD: Final = ("classification", "obligation", "government_task_right", "grounds", "connection_type", "price_list")


def draft(case: Case, title: str) -> str:
    """The text of a test that holds as long as the guide answers the conversation's messages as it did."""
    lines = [f"title: {_inline(title)}", "turns:"]
    for turn in case.turns:
        lines += _turn_lines(turn, last=turn is case.turns[-1], case=case)
    return "\n".join(lines) + "\n"


def _turn_lines(turn: CaseTurn, *, last: bool, case: Case) -> Iterator[str]:
    yield f"  - {_action(turn)}"
    changed = turn.changed or {}
    facts: Mapping[str, Any] = {name: changed[name] for name in NAMES if name in changed}
    if turn.changed is None and last:
        # An older conversation: what changed when was not noted, but where it ended is known.
        facts, changed = {each.name: each.value for each in case.facts}, {"goal": case.goal}
    if facts:
        yield f"    facts: {_inline(dict(facts))}"
    if "goal" in changed:
        yield f"    goal: {_inline(changed['goal'])}"
    if "open_question" in changed:
        yield f"    question: {_inline(changed['open_question'])}"
    advice = next((each.details["advice"] for each in turn.answers if each.kind == "advice"), None)
    if advice is not None:
        yield f"    status: {_inline(advice['status'])}"
        held = {name: each["value"] for name, each in advice["conclusions"].items() if name in _HELD}
        decided = {name: value for name, value in held.items() if value is not None}
        if decided:
            yield f"    advice: {_inline(decided)}"


def _action(turn: CaseTurn) -> str:
    if turn.written:
        return f"user: {_inline(turn.said)}"
    titles = {button["title"] for entry in turn.offered for button in entry.buttons}
    told = {name: value for name, value in (turn.changed or {}).items() if name in NAMES and value is not None}
    if turn.said not in titles and len(told) == 1:
        # Chosen in the panel, or by a button of an earlier turn.
        return f"answer: {_inline(told)}"
    return f"press: {_inline(turn.said)}"


def _inline(value: Any) -> str:
    """The value as YAML on one line."""
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=1_000_000, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...")
