"""The role in the connection: it-systemudbyder, it-leverandør, multi-tenant-leverandør or broker."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.facts import owner
from bot.language.facts.clauses import Clause, Kind
from bot.language.facts.model import Finding
from bot.language.facts.phrases import Mark
from bot.language.facts.reading import Reading, Verdict
from bot.language.facts.role_words import NOUNS, TABLES
from bot.language.facts.vocabulary import VERBS
from bot.language.facts.word_set import word_set

__all__ = ["TABLES", "findings", "names_sub_broker"]

_LEAD_SPAN = 6
_OWN_LEADS = word_set("vi jeg os mig egenskab rollen rolle står fungerer optræder agerer")
#: In a question: "skal vi som leverandør", "hvad kan vi få som leverandør"; not "skal vi tilsluttes som leverandør".
_ASKING_AS = word_set("vi os jeg få bruge benytte have gøre adgang betale")
_BEFORE_AS = word_set("vi os jeg mig her og men er også selv arbejder fungerer står rolle rollen nemlig altså")
_GOES_ON = word_set("og men i udbyder udbydes ejes erhvervsdrivende der")
_DISQUALIFY = word_set("til for fra hos med inklusive herunder af under mellem ved hvilken gennem via end")


def findings(reading: Reading) -> Iterator[Finding]:
    """Every role the message gives its own organisation, in the order of the text."""
    found: list[tuple[Mark, str, Verdict]] = []
    for value in NOUNS:
        found += [(mark, value, _noun(reading, mark)) for mark in reading.named(f"role:{value}")]
        found += [(mark, value, _claim(reading, mark, value)) for mark in reading.named(f"role_claim:{value}")]
    found += [(mark, "unknown", _topic(reading, mark)) for mark in reading.named("role:topic")]
    doubted = [mark for mark, _, verdict in found if verdict is Verdict.DOUBTED]
    said = [(mark, value) for mark, value, verdict in found if verdict is Verdict.SAID]
    said = _strongest(reading, said)
    if doubted and not said:
        yield reading.finding("unknown", doubted[0].start, doubted[-1].end)
    for mark, value in sorted(said, key=lambda pair: pair[0].start):
        yield reading.finding(value, mark.start, mark.end)


def names_sub_broker(reading: Reading) -> bool:
    """Whether a sub-broker is named: that role is not one of the four, so it is asked for."""
    return bool(reading.marks.get("role_sub_broker"))


def _strongest(reading: Reading, said: list[tuple[Mark, str]]) -> list[tuple[Mark, str]]:
    """What is called by name, or claimed, beats weaker readings of the same clause."""
    values = {value for _, value in said}
    if "multi_tenant_supplier" in values and "supplier" in values:
        said = [pair for pair in said if pair[1] != "supplier"]
    kept: list[tuple[Mark, str]] = []
    for mark, value in said:
        inside = [
            other for other, _ in said if other is not mark and other.start <= mark.start and mark.end <= other.end
        ]
        if not any(other.end - other.start > mark.end - mark.start for other in inside):
            kept.append((mark, value))
    return kept


def _topic(reading: Reading, mark: Mark) -> Verdict:
    verdict = reading.verdict(mark)
    words = reading.words(mark.start, mark.end)
    if verdict is not Verdict.DOUBTED or reading.clause_of(mark).has("meta"):
        return Verdict.VOID
    if words[0].startswith("roller") or (
        words == ["eget", "navn"] and reading.clause_of(mark).kind is not Kind.INDIRECT
    ):
        return Verdict.VOID
    return verdict


def _noun(reading: Reading, mark: Mark) -> Verdict:
    clause = reading.clause_of(mark)
    if clause.has("meta") or _near_sub_broker(reading, mark):
        return Verdict.VOID
    if reading.is_topic_of_question(mark) and not owner.is_listed(reading, mark):
        return Verdict.VOID
    verdict = reading.verdict(mark)
    asked = [other for other in reading.clauses if other.sentence == clause.sentence and other.kind is Kind.INDIRECT]
    # "om det er os eller kunden, der er udbyder, er der ikke taget stilling til"
    ours = any({"vi", "os"} & set(reading.words(other.start, other.end)) for other in asked)
    own = clause.has("own") or not clause.has_verb or ours
    if verdict is Verdict.DOUBTED:
        placed = (
            clause.kind is Kind.INDIRECT
            or _is_led(reading, mark)
            or reading.opens_note(mark)
            or "eller" in reading.words(clause.start, clause.end)
        )
        return verdict if own and placed and not _is_voided(reading, mark) else Verdict.VOID
    if clause.kind is Kind.QUESTION and _is_som_aside(reading, mark):
        return Verdict.SAID
    if verdict is not Verdict.SAID or _is_voided(reading, mark) or _is_verb(reading, mark):
        return Verdict.VOID
    if clause.has("future") or owner.is_others(reading, mark):
        return Verdict.VOID
    if _is_led(reading, mark):
        return Verdict.SAID
    before = reading.words(clause.start, mark.start)
    definite = reading.units[mark.end - 1].norm.endswith("øren") or before[-1:] in (["den"], ["det"], ["der"])
    if definite and reading.asked != "role" and not ("vi" in before and "er" in before):
        return Verdict.VOID
    noted = reading.opens_note(mark) or owner.is_listed(reading, mark)
    return Verdict.SAID if noted or "ja" in reading.words(mark.end, clause.end)[:1] else Verdict.VOID


def _is_verb(reading: Reading, mark: Mark) -> bool:
    """ "udbyder" as a verb is a claim, not a noun: "vi udbyder", "udbyder vi", "og udbyder det"."""
    if reading.units[mark.start].norm != "udbyder":
        return False
    before = reading.words(max(0, mark.start - 2), mark.start)
    after = reading.words(mark.end, mark.end + 1)
    if any(other.end == mark.start for other in reading.marks.get("authority_other", [])):
        return True  # "en portal, som en styrelse udbyder"
    return before[-1:] in (["vi"], ["jeg"], ["der"], ["som"], ["de"]) or after in (
        ["vi"],
        ["det"],
        ["den"],
        ["systemet"],
        ["selv"],
    )


def _is_som_aside(reading: Reading, mark: Mark) -> bool:
    clause = reading.clause_of(mark)
    before = reading.words(clause.start, mark.start)
    if reading.words(mark.end, mark.end + 2) == ["som", "os"]:
        return True
    about = set(before) & {"vi", "os", "jeg"}
    return before[-1:] == ["som"] and (len(before) == 1 or (bool(about) and before[-2] in _ASKING_AS))


def _is_voided(reading: Reading, mark: Mark) -> bool:
    if reading.words(max(0, mark.start - 3), mark.start) in (["vi", "er", "deres"], ["er", "vi", "deres"]):
        return False
    return any(other.start <= mark.start and mark.end <= other.end for other in reading.marks.get("role_void", []))


def _near_sub_broker(reading: Reading, mark: Mark) -> bool:
    return any(other.start <= mark.start < other.end for other in reading.marks.get("role_sub_broker", []))


def _is_led(reading: Reading, mark: Mark) -> bool:
    """Whether "vi er", "som", "rollen er" … leads to the noun, with nothing in between that makes it somebody else's."""
    clause = reading.clause_of(mark)
    for lead in reading.marks.get("role_lead", []):
        if clause.start <= lead.start and lead.end <= mark.start:
            between = reading.words(lead.end, mark.start)
            broken = len(between) > _LEAD_SPAN or any(word in _DISQUALIFY for word in between)
            if not broken and _lead_fits(reading, clause, lead, len(between)):
                return True
    after = reading.words(mark.end, mark.end + 2)
    return after in (["er", "vi"], ["er", "jeg"], ["som", "os"]) or after[:1] == ["her"]


def _lead_fits(reading: Reading, clause: Clause, lead: Mark, distance: int) -> bool:
    words = reading.words(lead.start, lead.end)
    own = clause.has("own")
    if words == ["som"]:
        # "bruger Criipto som broker" is about Criipto; "registreret som leverandør" is the verdict, not what they are.
        opens = lead.start == clause.start
        if distance > 2 or not (opens or reading.units[lead.start - 1].norm in _BEFORE_AS):
            return False
        return opens or (own and "man" not in reading.words(clause.start, clause.end))
    if words[0] == "kalder":
        return _is_what_we_are(reading, clause)
    if any(word in _OWN_LEADS for word in words):
        return True
    if words[0] != "er":
        return False
    inherits = clause.opener in ("og", "der", "men", "som") and not clause.has("other")
    return lead.start == clause.start or own or inherits or _names_subject(reading, clause, lead)


def _is_what_we_are(reading: Reading, clause: Clause) -> bool:
    """ "Vi er (nærmest) det, man kalder en broker"; "vi kalder os"."""
    if {"os", "mig"} & set(reading.words(clause.start, clause.end)):
        return True
    index = reading.clauses.index(clause)
    before = reading.clauses[index - 1] if index else clause
    words = reading.words(before.start, before.end)
    return words[:2] == ["vi", "er"] and words[-1] == "det"


def _names_subject(reading: Reading, clause: Clause, lead: Mark) -> bool:
    """ "Region Midtjylland er udbyder, vi har …": their own name as subject, in a message that speaks of "us"."""
    named = any(
        clause.start <= mark.start < lead.start
        for form in ("230", "245", "250")
        for mark in reading.named(f"company_form:{form}")
    )
    capital = reading.text[reading.units[clause.start].start].isupper()
    return named and capital and not clause.has("other") and any(other.has("own") for other in reading.clauses)


def _claim(reading: Reading, mark: Mark, value: str) -> Verdict:
    clause = reading.clause_of(mark)
    words = reading.words(mark.start, mark.end)
    if (
        reading.is_topic_of_question(mark)
        or clause.has("meta")
        or (clause.has("future") and "vil" not in reading.words(clause.start, clause.end))
    ):
        return Verdict.VOID
    if value == "supplier":
        return _supplier_claim(reading, mark)
    verdict = reading.verdict(mark)
    if verdict is Verdict.DOUBTED:
        return Verdict.DOUBTED if clause.has("own") else Verdict.VOID
    if words[0] in ("egen", "eget") and len(words) == 2:
        return verdict if _is_own_note(reading, mark) else Verdict.VOID
    if "deres" in words:
        return Verdict.VOID  # "en myndighed, der har deres eget system"
    if verdict is Verdict.SAID and value == "system_provider":
        return _provider_claim(reading, mark, words)
    return verdict if verdict is Verdict.SAID else Verdict.VOID


def _is_own_note(reading: Reading, mark: Mark) -> bool:
    """ "Eget fagsystem, kører hos ekstern driftspartner": in a note, beside other facts."""
    clause = reading.clause_of(mark)
    plain = not clause.has_verb and not clause.has("negation") and clause.ending != "?"
    return plain and mark.start == clause.start and len(reading.clauses) > 1


def _provider_claim(reading: Reading, mark: Mark, words: list[str]) -> Verdict:
    """ "ejer" and the like need us as subject: "kommunen ejer systemet selv" is about the kommune."""
    clause = reading.clause_of(mark)
    range_words = reading.words(clause.start, mark.end)
    own = any(word in ("vi", "jeg", "os", "vores") for word in [*reading.words(clause.start, clause.end), *words])
    if (
        words[0] in ("vores", "i")
        and reading.words(max(0, mark.start - 1), mark.start)[:1]
        and reading.units[mark.start - 1].norm
        in ("i", "til", "fra", "på", "af", "med", "mellem", "om", "for", "via", "tilsluttes")
    ):
        return Verdict.VOID
    if owner.is_others(reading, mark):
        return Verdict.VOID
    joined = clause.opener in _GOES_ON or not clause.has_verb
    before = reading.clauses[max(0, reading.clause_index(mark) - 1)]
    told = " ".join(reading.words(before.start, before.end))
    if (
        clause.opener == "der"
        and "os" not in words
        and not told.endswith("os")
        and not re.search(r"\bvi er (?:en|et)\b(?!.* (?:for|til)\b)", told)
    ):
        return Verdict.VOID
    # "Vi er en selvstændig offentlig virksomhed, som udbyder …": the relative clause tells of us
    ours = clause.opener == "som" and re.search(r"\bvi er (?:en|et)\b(?!.* (?:for|til|af|hos)\b)", told) is not None
    joined = joined or ours
    inherits = joined and (before.has("own") or before is clause or not before.has_verb) and not before.has("other")
    if (
        any(
            word in ("de", "kunden", "kommunen", "regionen", "styrelsen", "myndigheden", "havnen")
            for word in range_words
        )
        and "vi" not in words
        and "os" not in words
    ):
        return Verdict.VOID
    if (
        words[-2:] == ["er", "vores"]
        and reading.words(mark.end, mark.end + 1) not in ([], ["eget"], ["egen"])
        and mark.end < clause.end
    ):
        return Verdict.VOID
    return Verdict.SAID if own or inherits else Verdict.VOID


def _supplier_claim(reading: Reading, mark: Mark) -> Verdict:
    clause = reading.clause_of(mark)
    if clause.kind is not Kind.STATEMENT or clause.has("past") or clause.has("negation"):
        return Verdict.VOID
    words = reading.words(clause.start, clause.end)
    index = reading.clause_index(mark)
    if {"ejer", "ejes", "tilhører"} & set(reading.words(mark.start, mark.end)) or reading.units[
        mark.start
    ].norm == "hver":
        own_elsewhere = any(other.has("own") for other in reading.clauses) or reading.asked == "role"
        return Verdict.SAID if own_elsewhere and "vi" not in words[: mark.start - clause.start] else Verdict.VOID
    if clause.has("other") and any(
        reading.units[cue.start].norm.startswith(("leverandør", "kmd", "bureau")) for cue in clause.cues["other"]
    ):
        return Verdict.VOID
    own = (
        any(word in ("vi", "jeg", "os", "vores") for word in words)
        or (not index and not owner.has_subject(reading, mark))
        or clause.opener in ("og", "der")
        or clause.opener in VERBS
        or (mark.start < clause.start and reading.speaks_of_us_first(mark))
    )
    return Verdict.SAID if own else Verdict.VOID
