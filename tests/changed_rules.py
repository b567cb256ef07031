"""Copies of the rules in which something is changed, for tests of what a change does. Each is worked out once for all tests."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from bot.evaluation.rule_tables import GUIDANCE, RUNNING, RuleTable, saved_cases, table_of_folder

#: A change: the file in bot/guidance, what stands there, and what is to stand there instead.
Edit = tuple[str, str, str]

#: Secure authentication is no longer one of the conditions of the duty.
NO_SECURE_AUTHENTICATION: Final[tuple[Edit, ...]] = (
    (
        "rules/obligation.py",
        "return is_bound_body(s) and performs_task(s) and demands_secure_authentication(s)",
        "return is_bound_body(s) and performs_task(s)",
    ),
    (
        "rules/obligation.py",
        '                Requirement("secure_authentication", demands_secure_authentication),\n',
        "",
    ),
)
#: Selvstændig offentlig virksomhed counts as public.
ONE_FORM_MORE: Final[tuple[Edit, ...]] = (("company_forms.py", "{230, 245, 250}", "{230, 235, 245, 250}"),)
#: The same rule in other words.
OTHER_WORDS: Final[tuple[Edit, ...]] = (
    ("rules/classification.py", 'return s.company_form == "public"', 'return not s.company_form != "public"'),
)
#: Single sign-on is open to all, and a step comes at another place in the list.
SERVICE_AND_ORDER: Final[tuple[Edit, ...]] = (
    ("rules/available_services.py", '("login", "signing")', '("login", "signing", "sso")'),
    (
        "rules/steps.py",
        '        Outcome("create_it_system", (_PROVIDER,)),\n        Outcome("attach_supplier", '
        '(Requirement("own_service", offers_own_service), _PROVIDER)),\n',
        '        Outcome("attach_supplier", (Requirement("own_service", offers_own_service), _PROVIDER)),\n'
        '        Outcome("create_it_system", (_PROVIDER,)),\n',
    ),
)
#: Of questions that settle as much, the last one is asked first.
OTHER_QUESTIONS: Final[tuple[Edit, ...]] = (
    ("advice.py", "(_settled(undecided, what, number), -number))]", "(_settled(undecided, what, number), number))]"),
)
#: A role is gone.
NO_BROKERS: Final[tuple[Edit, ...]] = (("facts.py", '"multi_tenant_supplier", "broker")', '"multi_tenant_supplier")'),)


def copy_to(folder: Path, edits: tuple[Edit, ...]) -> Path:
    """A copy of the rules in a folder, changed."""
    shutil.copytree(RUNNING / GUIDANCE, folder / GUIDANCE, ignore=shutil.ignore_patterns("__pycache__"))
    for name, before, after in edits:
        file = folder / GUIDANCE / name
        text = file.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{name} has changed: «{before}» is to be changed in it"
        file.write_text(text.replace(before, after), encoding="utf-8")
    return folder


@cache
def table_with(edits: tuple[Edit, ...] = ()) -> RuleTable:
    """The table of the rules with these changes; without any, of those that run."""
    with tempfile.TemporaryDirectory() as folder:
        return table_of_folder(copy_to(Path(folder), edits), saved_cases(RUNNING))
