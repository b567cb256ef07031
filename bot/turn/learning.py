"""Taking up facts: new ones, other values of known ones, and those that contradict what was said before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.guidance import company_forms
from bot.guidance.facts import SERVICES, UNKNOWN, FactValue
from bot.turn.state import State


@dataclass(frozen=True)
class Learned:
    """`new`: told for the first time; `changed`: another value than before; `conflict`: the fact whose old value is in doubt now."""

    state: State
    new: Mapping[str, FactValue]
    changed: Mapping[str, FactValue]
    conflict: tuple[str, FactValue] | None = None


def learn(state: State, facts: Mapping[str, FactValue], overwrite: frozenset[str] | bool) -> Learned:
    """Takes up facts. `overwrite`: the facts whose old value may be replaced without asking (True: all of them).

    A known value is never replaced in silence: one that is said anew by the way is a conflict, and the old one stays until the user
    has chosen. *Ved ikke* gives way to any value, and a value is not lost to a later *ved ikke* said by the way.
    """
    new: dict[str, FactValue] = {}
    changed: dict[str, FactValue] = {}
    conflict: tuple[str, FactValue] | None = None
    for name, value in facts.items():
        before = state.facts.get(name)
        may_replace = overwrite is True or (overwrite is not False and name in overwrite)
        merged = value if may_replace else merge(name, before, value)
        if merged == before:
            continue
        if before is None or before == UNKNOWN or not _contradicts(name, before, merged):
            new[name] = merged
        elif may_replace or name == "organisation_name":
            changed[name] = merged
        else:
            conflict = conflict or (name, merged)
            continue
        state = state.learn(name, merged)
    return Learned(state, new, changed, conflict)


def merge(name: str, before: FactValue | None, value: FactValue) -> FactValue:
    """A value said by the way, together with the one that stands: services add up, and a form's code says more than «other»."""
    if before is None:
        return value
    if value == UNKNOWN:
        return before
    if name == "services" and isinstance(before, tuple) and isinstance(value, tuple):
        return tuple(each for each in SERVICES if each in before or each in value)
    if (
        name == "company_form"
        and value == company_forms.OTHER
        and before not in company_forms.PUBLIC
        and before != UNKNOWN
    ):
        return before
    return value


def _contradicts(name: str, before: FactValue, value: FactValue) -> bool:
    if name == "services" and isinstance(before, tuple) and isinstance(value, tuple):
        return not set(before) <= set(value)
    if name == "company_form" and before == company_forms.OTHER:
        return value in company_forms.PUBLIC
    return True
