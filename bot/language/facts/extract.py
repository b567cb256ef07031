"""What a Danish message states about the user's own organisation and system: every rule module, joined."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from bot.language.facts import authority, company_form, criteria, cvr, organisation_name, role, services, yes_no
from bot.language.facts.model import SERVICES, Extraction, FactValue, Finding
from bot.language.facts.phrases import Phrases
from bot.language.facts.reading import Reading
from bot.language.facts.vocabulary import CUES

YES_NO_FACTS = ("government_task", "secure_authentication", "public_law_body", "mitid_erhverv")
#: No message the site takes is longer; what stands beyond is not read.
_LONGEST = 1000
_LOCK = threading.Lock()


@lru_cache(maxsize=1)
def _phrases() -> Phrases:
    modules = (yes_no, criteria, company_form, role, authority, organisation_name, services, cvr)
    return Phrases({**CUES, **{name: table for module in modules for name, table in module.TABLES.items()}})


def extract(text: str, asked: str | None = None) -> Extraction:
    """The facts stated in ``text``; ``asked`` is the fact of the open question, if there is one.

    Some words state a fact only as its answer: a bare *fond* is a form only when the form was asked for.
    """
    with _LOCK:  # spaCy's matcher is not made for several threads at once
        reading = Reading.of(_with_ascii_digits(text[:_LONGEST]), asked, _phrases())
    if not reading.units:
        return Extraction({}, {})
    collected = _Collected(reading)
    for fact in YES_NO_FACTS:
        found = list(yes_no.findings(reading, fact))
        if fact == "public_law_body" and not found:
            found = list(criteria.findings(reading))
        collected.add(fact, found)
    collected.add("authority_cannot_create_system", authority.findings(reading))
    collected.add_role()
    collected.add_name_and_form()
    collected.add("services", services.findings(reading))
    number = cvr.read(reading)
    collected.add("cvr_number", number.findings)
    collected.notes += number.notes
    return collected.extraction()


def _with_ascii_digits(text: str) -> str:
    """Digits of any script as 0–9, character for character, so that offsets stay true."""
    return "".join(
        str(unicodedata.digit(sign))
        if sign.isdigit() and not sign.isascii() and unicodedata.digit(sign, -1) >= 0
        else sign
        for sign in text
    )


class _Collected:
    """Findings of all rules, brought together into one value a fact."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.facts: dict[str, FactValue] = {}
        self.spans: dict[str, tuple[int, int]] = {}
        self.contradictions: list[str] = []
        self.notes: list[str] = []

    def extraction(self) -> Extraction:
        """The result, with services in their canonical order."""
        wished = self.facts.get("services")
        if isinstance(wished, list):
            self.facts["services"] = [service for service in SERVICES if service in wished]
        return Extraction(self.facts, self.spans, tuple(self.contradictions), tuple(dict.fromkeys(self.notes)))

    def add(self, fact: str, findings: Iterable[Finding]) -> None:
        """Settle one fact: one value stands; of several the last after a correction; else it is a contradiction."""
        found = list(findings)
        if not found:
            return
        known = [finding for finding in found if finding.value != "unknown"] or found
        values = {repr(finding.value) for finding in known}
        if len(values) > 1 and not self._is_corrected(known):
            self.contradictions.append(fact)
            return
        chosen = known[-1] if len(values) > 1 else known[0]
        self.facts[fact] = chosen.value
        self.spans[fact] = (chosen.start, chosen.end)

    def _is_corrected(self, findings: list[Finding]) -> bool:
        last = max(finding.end for finding in findings)
        first = min(finding.end for finding in findings)
        openers = [self.reading.units[clause.start] for clause in self.reading.clauses]
        if any(unit.norm == "nej" and first <= unit.start < last for unit in openers):
            return True
        return any(
            self.reading.units[mark.start].start < last + 40 for mark in self.reading.marks.get("correction", [])
        )

    def add_role(self) -> None:
        """The role; with a sub-broker named nothing is set, and it is noted."""
        if role.names_sub_broker(self.reading):
            self.notes.append("sub_broker")
            return
        self.add("role", role.findings(self.reading))

    def add_name_and_form(self) -> None:
        """A name may state the form; a form that is said comes before it."""
        found = list(organisation_name.names(self.reading))
        names = {name.finding.value: name for name in found}
        others = organisation_name.of_others(self.reading)
        said = [
            finding
            for finding in company_form.findings(self.reading)
            if not any(start <= finding.start and finding.end <= end for start, end in others)
        ]
        if len(names) == 1 or (found and self._is_corrected([name.finding for name in found])):
            chosen = found[-1] if len(names) > 1 else found[0]
            self.add("organisation_name", [chosen.finding])
            said = _with_name(said, chosen)
        elif len(names) > 1:
            self.contradictions.append("organisation_name")
        else:
            self.add("organisation_name", organisation_name.unknown(self.reading))
        if not said and company_form.denied_public_forms(self.reading):
            units = self.reading.units
            said = [Finding("other", units[0].start, units[-1].end)]
        said = _less_general(said)
        specific = [finding for finding in said if finding.value not in ("other", "unknown")]
        self.add("company_form", specific or [f for f in said if f.value == "other"] or said)


#: Forms that are told in two steps: "et andelsselskab, et a.m.b.a.".
_WITHIN: Final = {140: 130, 115: 110, 152: 110, 151: 150, 100: 90, 15: 10, 240: 250}


def _less_general(said: list[Finding]) -> list[Finding]:
    """The forms said, less a general one beside a special one of its kind."""
    values = {finding.value for finding in said}
    general = {wide for special, wide in _WITHIN.items() if special in values and wide in values}
    return [finding for finding in said if finding.value not in general] if len(values) == 2 else said


def _with_name(said: list[Finding], name: organisation_name.Name) -> list[Finding]:
    """The form of the name counts unless another is said outside the name; inside it words are only a name."""
    outside = [finding for finding in said if not (name.finding.start <= finding.start < name.finding.end)]
    if name.form is None:
        return outside
    if name.form.value in (60, 80, 30, 40, 70) and any(
        isinstance(f.value, int) and f.value != name.form.value for f in outside
    ):
        return [*outside, name.form]
    return (
        [name.form, *(finding for finding in outside if finding.value == name.form.value)]
        if not outside
        or any(finding.value == name.form.value or finding.value in ("other", "unknown") for finding in outside)
        else outside
    )
