"""A draft of the reasons for the application, from what the user has told; what is missing is marked."""

from __future__ import annotations

from bot.guidance.advice import advise
from bot.guidance.facts import UNKNOWN, Facts
from bot.guidance.rules.available_services import ALWAYS
from bot.turn.voice import content, services_listed


def may_be_drafted(facts: Facts) -> bool:
    """The right must be applied for, and on which grounds is settled."""
    verdicts = advise(facts, "government_task_right").verdicts
    return verdicts["government_task_right"].value == "apply" and bool(verdicts["grounds"].value)


def draft(facts: Facts) -> str:
    """The draft as paragraphs, in the organisation's own voice."""
    words = content().application
    return "\n\n".join(
        [
            words.opening.format(organisation=_told(facts, "organisation_name") or words.organisation),
            f"{_cvr(facts)} {_form(facts)}",
            words.task,
            words.grounds_heading,
            *(words.grounds[ground] for ground in _grounds(facts)),  # type: ignore[index]  # checked on loading
            _services(facts),
            words.contact,
        ]
    )


def _told(facts: Facts, name: str) -> str | None:
    value = facts.get(name)
    return None if value is None or value == UNKNOWN else str(value)


def _cvr(facts: Facts) -> str:
    words, number = content().application, _told(facts, "cvr_number")
    return words.cvr.format(number=number) if number else words.cvr_missing


def _form(facts: Facts) -> str:
    words, form = content().application, facts.get("company_form")
    return words.form.format(form=content().company_forms[form].name) if isinstance(form, int) else words.form_missing


def _grounds(facts: Facts) -> list[str]:
    held = advise(facts, "government_task_right").verdicts["grounds"].value
    many = facts.get("role") == "multi_tenant_supplier"
    grounds = [str(ground) for ground in held] if isinstance(held, tuple) else []
    return ["supplies_many_authorities" if ground == "supplies_authorities" and many else ground for ground in grounds]


def _services(facts: Facts) -> str:
    """Only those that the right opens: the others need no reason."""
    words, named = content().application, facts.get("services")
    needed = [each for each in named if each not in ALWAYS] if isinstance(named, tuple) else []
    return words.services.format(services=services_listed(needed)) if needed else words.services_missing
