"""The CVR number: eight digits that pass the check, and why another number is not one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from stdnum.dk import cvr

from bot.language.facts.model import Finding
from bot.language.facts.reading import Reading, Verdict

TABLES: dict[str, tuple[str, ...]] = {
    "cvr_number:topic": ("cvr", "cvrnummer*", "cvrnr", "cvr nr", "cvrnumre*", "virksomhedsnummer*", "cvrnumret"),
}

# Digits with at most one separator between two of them; a longer run (an account number, a CPR number) is taken whole,
# so that no eight of its digits pass for a CVR number.
_NUMBER = re.compile(
    r"(?<![0-9A-Za-zÆØÅæøå])(?P<dk>DK[ -]?)?(?P<cvr>cvr\.?(?:[ -]?nr\.?)?:? ?)?"
    r"(?P<digits>[0-9](?:[ .\u00a0\u2010-\u2015-]?[0-9]){5,15})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_CPR = re.compile(r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}[-\u2010-\u2015 ]?\d{4}")
# What stands right before a number that is something else.
_PHONE = re.compile(
    r"\b(ring|ringe|telefon|tlf|tlf\.|mobil|mobilnummer|telefonnummer|sms|kald|træffes|fang mig|hverdage|\+45|0045|"
    r"nås|nummer til mig)\b|\+45",
    re.IGNORECASE,
)
_P_NUMBER = re.compile(r"\bp[- ]?(nummer|nr|numre|nummeret)\w*", re.IGNORECASE)
_OTHER_NUMBER = re.compile(
    r"\b(ean|gln|konto\w*|reg|sagsnr|sagsnummer|sag|ordre\w*|faktura\w*|kr|kroner|journal\w*|lbk|id)\b[^,.;]{0,12}$",
    re.IGNORECASE,
)
_CVR_WORD = re.compile(r"\bcvr|virksomhedsnummer|\bdk\b", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"\b(kundens?|kunde|\w*leverandør(?:ens?)?|moderselskabets?|\w*selskabets|revisorens?|deres|hans|hendes|naboens?|koncernens)\b[^,.;]*$",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"\b(rettelse|ikke|men|mente|mener|alligevel|rigtige?|forkert|undskyld|nej|snarere)\b", re.IGNORECASE
)
_DENIES = re.compile(r"\b(ikke|ik|altså ikke|i stedet for|og ikke)\s*(cvr\s*)?$", re.IGNORECASE)


@dataclass(slots=True)
class CvrReading:
    """The number, if there is one, and the notes on numbers that were not taken."""

    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(reading: Reading) -> CvrReading:
    """Read the message's CVR number."""
    result = CvrReading()
    candidates = list(_candidates(reading, result.notes))
    values = dict.fromkeys(finding.value for finding in candidates)
    if len(values) > 1:
        between = reading.text[candidates[-2].end : candidates[-1].start]
        if _CORRECTS.search(between):
            candidates = candidates[-1:]
        else:
            result.notes.append("cvr_two_candidates")
            candidates = []
    result.findings = candidates[:1]
    if not result.findings and not result.notes:
        result.findings = list(_unknown(reading))
    return result


def _candidates(reading: Reading, notes: list[str]) -> Iterator[Finding]:
    for match in _NUMBER.finditer(reading.text):
        before = reading.text[: match.start("digits")]
        digits = re.sub(r"[^0-9]", "", match["digits"])
        note = _note(reading, match, before, digits)
        if note is None and _is_asked_about(reading, match):
            continue
        if note is None and not _DENIES.search(reading.text[: match.start()]) and not _OF_OTHERS.search(before):
            start = match.start("dk") if match["dk"] else match.start("digits")
            yield Finding(digits, start, match.end())
        elif note and note not in notes:
            notes.append(note)


def _is_asked_about(reading: Reading, match: re.Match[str]) -> bool:
    """ "Er 34051178 jeres CVR-nummer?", "20756438 (leverandørens)": a number of somebody else."""
    after = reading.text[match.end() : match.end() + 30]
    if re.match(r"[^,.;\d]{0,4}\b(?:leverandør|kunde|moderselskab)\w*", after, re.IGNORECASE):
        return True
    return re.match(r"\s*(?:jeres|et rigtigt|gyldigt)\b", after, re.IGNORECASE) is not None


def _note(reading: Reading, match: re.Match[str], before: str, digits: str) -> str | None:
    """Why a number is no CVR number: ``None`` if it is one, empty if it never claimed to be."""
    if _P_NUMBER.search(before[-30:]):
        return "cvr_p_number"
    claimed = bool(match["dk"] or match["cvr"] or _CVR_WORD.search(before[-40:]) or reading.asked == "cvr_number")
    if _CPR.fullmatch(match["digits"]) or _PHONE.search(before[-35:]) or _OTHER_NUMBER.search(before):
        return ""
    if len(digits) != 8:
        return "cvr_wrong_length" if claimed else ""
    if cvr.is_valid(digits):
        return None if claimed or _stands_for_itself(reading, match) else ""
    if not claimed:
        return ""
    return "cvr_test_organisation" if digits.startswith("9") else "cvr_check_digit"


def _stands_for_itself(reading: Reading, match: re.Match[str]) -> bool:
    """A valid number without the word CVR: not with dots as in an amount, not an amount of kroner."""
    after = reading.text[match.end() : match.end() + 12].lower()
    return not re.match(r"\s*(kr|kroner|,-|brugere|borgere|gange|visninger)", after)


def _unknown(reading: Reading) -> Iterator[Finding]:
    for topic in reading.named("cvr_number:topic"):
        clause = reading.clause_of(topic)
        own = reading.asked == "cvr_number" or clause.has("own") or not clause.has_verb
        tail = reading.words(topic.end, clause.end)
        elsewhere = any(word.startswith(("form", "virksomhedsform", "registr")) for word in tail)
        if (
            own
            and not elsewhere
            and reading.verdict(topic) is Verdict.DOUBTED
            and not clause.has("meta")
            and not _of_form(reading, topic.start)
        ):
            yield reading.finding("unknown", topic.start, topic.end)


def _of_form(reading: Reading, start: int) -> bool:
    """ "i CVR" is the register, not the number."""
    return reading.words(max(0, start - 1), start) == ["i"]
