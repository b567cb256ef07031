"""A situation: one complete set of the facts that decide something. The rules are plain functions of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.guidance import company_forms
from bot.guidance.facts import DECIDING, ROLES, UNKNOWN, Facts

#: The values of each deciding fact that the rules tell apart. Of the company forms only their being public counts.
#: *Ved ikke* is a value of `mitid_erhverv` alone: it decides that the user must check.
DOMAINS: Final[tuple[tuple[str, ...], ...]] = (
    ("public", "private"),
    ROLES,
    ("yes", "no"),
    ("yes", "no"),
    ("yes", "no"),
    ("yes", "no"),
    ("yes", "no", UNKNOWN),
)
#: The indices into a fact's domain that it may still turn out to have while it is undecided.
OPEN: Final[tuple[tuple[int, ...], ...]] = tuple(
    tuple(index for index, value in enumerate(domain) if value != UNKNOWN) for domain in DOMAINS
)
#: What is known: for each deciding fact an index into its domain, or None where it is undecided.
Known = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """All facts settled, as the rules read them."""

    company_form: str
    role: str
    government_task: str
    secure_authentication: str
    public_law_body: str
    authority_cannot_create_system: str
    mitid_erhverv: str


def all_situations() -> Iterator[tuple[tuple[int, ...], Situation]]:
    """Every situation there is, with its indices into `DOMAINS`; in the order of `itertools.product`."""
    for indices in itertools.product(*(range(len(domain)) for domain in DOMAINS)):
        yield indices, Situation(*(domain[index] for domain, index in zip(DOMAINS, indices, strict=True)))


#: For each deciding fact but the company form, the index of each of its values. An absent fact finds nothing there.
_OTHERS: Final[list[tuple[str, dict[object, int]]]] = [
    (name, {value: index for index, value in enumerate(domain)})
    for name, domain in zip(DECIDING[1:], DOMAINS[1:], strict=True)
]


def known(facts: Facts) -> Known:
    """The facts as indices into `DOMAINS`; absent and unknown ones, and the form that the register does not state, are None."""
    form = facts.get("company_form")
    kind = None
    if isinstance(form, int) and form != company_forms.NOT_STATED:
        kind = 0 if form in company_forms.PUBLIC else 1
    elif form == company_forms.OTHER:
        kind = 1
    return (kind, *[index.get(facts.get(name)) for name, index in _OTHERS])


def stand_in(number: int, index: int) -> str | int:
    """A fact's value that stands for an index of its domain: form 230 for public, "other" for private."""
    if number == 0:
        return company_forms.OTHER if index else min(company_forms.PUBLIC)
    return DOMAINS[number][index]
