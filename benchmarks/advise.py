"""How many lines a second `guide advise` answers, on one core, over every combination of forms, roles and yes/no facts."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence

from benchmarks._timing import time_command

#: The three public forms, six others that people meet often, the two that are no form, and *ved ikke*: 990 leaves it open.
COMPANY_FORMS: tuple[str | int, ...] = (230, 245, 250, 60, 80, 90, 110, 990, "other", "unknown")
ROLES = ("system_provider", "supplier", "multi_tenant_supplier", "broker", "unknown")
YES_NO_FACTS = (
    "government_task",
    "secure_authentication",
    "public_law_body",
    "authority_cannot_create_system",
    "mitid_erhverv",
)


def combinations() -> Iterator[dict[str, str | int]]:
    """The facts of every line."""
    yes_no = itertools.product(("yes", "no", "unknown"), repeat=len(YES_NO_FACTS))
    for form, role, answers in itertools.product(COMPANY_FORMS, ROLES, yes_no):
        yield {"company_form": form, "role": role, **dict(zip(YES_NO_FACTS, answers, strict=True))}


def faulty(answers: Sequence[bytes]) -> str | None:
    """What is wrong with the answers: none may be an error."""
    return "some were answered with an error" if any("error" in json.loads(each) for each in answers) else None


def main() -> None:
    requests = [json.dumps({"facts": facts, "goal": "connection"}) for facts in combinations()]
    time_command("advise", requests, "combinations", faulty)


if __name__ == "__main__":
    main()
