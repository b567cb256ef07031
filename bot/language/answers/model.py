"""What the reading of an answer takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

FactValue = str | int | tuple[str, ...]

UNKNOWN: Final = "unknown"
#: Canonical order.
SERVICES: Final = ("login", "signing", "cpr", "sso", "rights_management", "power_of_attorney")
YES_NO_FACTS: Final = (
    "government_task",
    "secure_authentication",
    "public_law_body",
    "authority_cannot_create_system",
    "mitid_erhverv",
)

Kind = Literal["answer", "unclear", "question", "none"]


@dataclass(frozen=True)
class Choice:
    """One button under the question, as shown."""

    value: str | int
    label: str


@dataclass(frozen=True)
class Reading:
    """What a message says of the open question.

    ``answer``: ``value`` holds it ("unknown" for *ved ikke*). ``unclear``: it tries to answer, but must be asked again,
    for ``reason``. ``question``: it asks something back. ``none``: it says nothing of the open question.
    """

    kind: Kind
    value: FactValue | None = None
    other_facts: Mapping[str, FactValue] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True)
class Verdict:
    """A ``Reading`` before the facts of other questions are added."""

    kind: Kind
    value: FactValue | None = None
    reason: str = ""


NOTHING: Final = Verdict("none")
QUESTION: Final = Verdict("question")
DONT_KNOW: Final = Verdict("answer", UNKNOWN)


def answer(value: FactValue) -> Verdict:
    """An answer that is taken."""
    return Verdict("answer", value)


def unclear(reason: str) -> Verdict:
    """An attempt at an answer that must be asked about again."""
    return Verdict("unclear", None, reason)
