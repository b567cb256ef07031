"""The company form: what the user says the organisation is, by noun, short form or code."""

from __future__ import annotations

from collections.abc import Iterator

from bot.language.facts.clauses import Clause, Kind
from bot.language.facts.form_leads import DEFINITE, is_led, is_pointed_at
from bot.language.facts.form_words import ANSWERS, FORMS, SHORT_NAMES, TABLES
from bot.language.facts.model import FactValue, Finding
from bot.language.facts.owner import Owner, is_listed, owner_of
from bot.language.facts.phrases import Mark
from bot.language.facts.reading import Reading, Verdict
from bot.language.facts.vocabulary import VERBS
from bot.language.facts.word_set import word_set

__all__ = ["TABLES", "denied_public_forms", "findings"]

#: In a question: "skal vi som kommune", "hvad kan vi få som A/S"; not "kan vi tilsluttes som A/S".
_ASKING_AS = word_set("vi os jeg få bruge benytte have gøre adgang betale")
#: Openers of a clause that goes on about what stands last in the clause before.
_APPOSED = word_set("som der nemlig nærmere altså præcist præcis")
_OURS = word_set("vi jeg os vores min mit her ingen")
#: After "as": "as a service" is English and no aktieselskab.
_ENGLISH = word_set("a an the service")


def findings(reading: Reading) -> Iterator[Finding]:
    """Every company form the message gives its own organisation, in the order of the text."""
    none = reading.named("company_form:none")
    if none and _none_of_three(reading, none[0]):
        yield reading.finding("other", none[0].start, none[0].end)
    for mark, value in _mentions(reading):
        if any(denied.start <= mark.start < denied.end for denied in none):
            continue
        verdict = _verdict(reading, mark, value)
        if verdict is Verdict.DOUBTED:
            yield reading.finding("unknown", mark.start, mark.end)
        elif verdict is Verdict.SAID:
            yield reading.finding(value, mark.start, mark.end)
    for topic in reading.named("company_form:topic"):
        doubted = reading.verdict(topic) is Verdict.DOUBTED and not reading.clause_of(topic).has("meta")
        if doubted and _is_our_doubt(reading, topic):
            yield reading.finding("unknown", topic.start, topic.end)


def _is_our_doubt(reading: Reading, topic: Mark) -> bool:
    """Whether *we* do not know *our* form: "det kommer an på virksomhedsformen" and "folk er i tvivl" say no such thing."""
    clause = reading.clause_of(topic)
    members = [other for other in reading.clauses if other.sentence == clause.sentence]
    doubts = [cue for other in members for cue in other.cues.get("doubt", [])]
    if doubts and all(reading.words(cue.start, cue.end)[0] in ("kommer", "afhænger") for cue in doubts):
        return False
    if reading.asked == "company_form" or topic.start == clause.start:
        return True
    words = set(reading.words(members[0].start, members[-1].end))
    return bool(words & _OURS) and not (words & {"man", "folk", "mange"}) and clause.kind is not Kind.QUESTION


def denied_public_forms(reading: Reading) -> bool:
    """Whether the message denies all three public forms one by one: then the form is none of them."""
    denied = {
        value
        for mark, value in _mentions(reading)
        if reading.verdict(mark) is Verdict.DENIED
        and (reading.clause_of(mark).has("own") or not reading.clause_of(mark).has_verb)
    }
    return {230, 245, 250} <= denied


def _none_of_three(reading: Reading, mark: Mark) -> bool:
    clause = reading.clause_of(mark)
    return (
        clause.kind is Kind.STATEMENT
        and not clause.has("past")
        and not clause.has("other")
        and not clause.has("generic")
    )


def _mentions(reading: Reading) -> list[tuple[Mark, FactValue]]:
    """The forms named, the longest phrase winning over those inside it."""
    found: list[tuple[Mark, FactValue]] = []
    for form in FORMS:
        if form not in ("none", "code", "registered", "registered90", "registered280"):
            found += [(mark, _as_value(form)) for mark in reading.named(f"company_form:{form}")]
    found += [(mark, 110) for mark in reading.named("company_form:registered")]
    found += [(mark, 90) for mark in reading.named("company_form:registered90")]
    found += [(mark, 280) for mark in reading.named("company_form:registered280")]
    found += [
        (mark, int(reading.units[mark.end - 1].norm))
        for mark in reading.named("company_form:code")
        if _is_code(reading, mark)
    ]
    found += [
        (mark, SHORT_NAMES[reading.units[mark.start].norm])
        for mark in reading.named("form_short")
        if _is_short_name(reading, mark)
    ]
    if reading.asked == "company_form":
        if len(reading.units) == 1 and (code := reading.units[0].norm) in FORMS and code.isdigit():
            found.append((Mark("company_form:code", 0, 1), int(code)))
        for answer in ANSWERS:
            found += [(mark, _as_value(answer)) for mark in reading.named(f"form_answer:{answer}")]
    found += [(mark, "other") for mark in reading.named("form_private") if _is_private_note(reading, mark)]
    found = [(mark, value) for mark, value in found if not _is_english(reading, mark)]
    blocked = reading.marks.get("form_not", [])
    found = [(mark, value) for mark, value in found if not any(other.start == mark.start for other in blocked)]
    # "står som frivillig forening" is the frivillig forening; the general form only counts where no other is named.
    general = [mark for mark, _ in found if mark.name.startswith("company_form:registered")]
    named = [mark for mark, value in found if mark not in general and value != 280 and not _is_register(reading, mark)]
    beside = [mark for mark in general if any(mark.start < other.end and other.start < mark.end for other in named)]
    found = [(mark, value) for mark, value in found if mark not in beside]
    found.sort(key=lambda pair: (pair[0].start - pair[0].end, pair[1] == "other", pair[1] == 250))
    kept: list[tuple[Mark, FactValue]] = []
    for mark, value in found:
        if all(mark.end <= other.start or other.end <= mark.start for other, _ in kept):
            kept.append((mark, value))
    return sorted(kept, key=lambda pair: pair[0].start)


def _is_register(reading: Reading, mark: Mark) -> bool:
    """ "I CVR har Erhvervsstyrelsen registreret os som …": who keeps the register, not what we are."""
    return reading.units[mark.end - 1].norm == "erhvervsstyrelsen"


def _is_private_note(reading: Reading, mark: Mark) -> bool:
    """ "Broker. Privat. Ingen myndighedsopgaver": the word is a clause by itself, beside other facts."""
    clause = reading.clause_of(mark)
    told = any(mark.name.startswith(("role:", "mitid_erhverv:")) for mark in reading.topics)
    return clause.end - clause.start == 1 and clause.ending != "?" and len(reading.clauses) > 1 and told


def _is_english(reading: Reading, mark: Mark) -> bool:
    last = reading.words(mark.end - 1, mark.end + 1)
    return last[:1] == ["as"] and bool(_ENGLISH & set(last[1:]))


def _is_short_name(reading: Reading, mark: Mark) -> bool:
    written = reading.text[reading.units[mark.start].start : reading.units[mark.start].end]
    return written.isupper() or (reading.asked == "company_form" and len(reading.units) == 1)


def _as_value(name: str) -> FactValue:
    return int(name) if name.isdigit() else name


def _is_code(reading: Reading, mark: Mark) -> bool:
    number = reading.units[mark.end - 1].norm
    return number in FORMS or number in ("110", "45", "95", "195", "196", "200", "210", "220", "290", "291", "520")


def _verdict(reading: Reading, mark: Mark, value: FactValue) -> Verdict:
    clause = reading.clause_of(mark)
    verdict = reading.verdict(mark)
    if _is_adjective(reading, mark) or (
        reading.is_topic_of_question(mark)
        and _asks_what(reading.next_clause(clause))
        and clause.end - clause.start <= 2
    ):
        return Verdict.VOID
    if _is_of_partner(reading, clause) or owner_of(reading, mark) in (Owner.PARTY, Owner.THING):
        return Verdict.VOID
    if verdict is Verdict.DENIED or clause.has("meta") or (clause.has("form_verdict") and isinstance(value, str)):
        return Verdict.VOID
    registered = mark.name.rpartition(":")[2].startswith("registered") and not clause.has("other")
    led = registered or is_led(reading, clause, mark, value)
    if verdict is Verdict.VOID:
        return Verdict.SAID if led and _is_aside(reading, clause, mark) else Verdict.VOID
    answers = reading.asked == "company_form" and not clause.has("other") and clause.kind is Kind.STATEMENT
    answers = answers and not _is_acting_authority(reading, clause, mark) and not is_pointed_at(reading, clause)
    if not led and not answers and not _is_note(reading, clause, mark):
        return Verdict.VOID
    if clause.has("future") and not clause.has("present"):
        return Verdict.VOID
    return verdict


def _is_acting_authority(reading: Reading, clause: Clause, mark: Mark) -> bool:
    """ "Kommunen opretter det selv": an authority that does something, and nobody's form."""
    after = reading.words(mark.end, mark.end + 2)
    definite = reading.units[mark.end - 1].norm in DEFINITE
    return definite and after[:1] != ["er"] and bool(VERBS & set(after[:1])) and not clause.has("own")


def _is_of_partner(reading: Reading, clause: Clause) -> bool:
    """ "Vi leverer til Energinet, som er en selvstændig offentlig virksomhed": the relative clause is about Energinet."""
    index = reading.clauses.index(clause)
    if clause.opener not in _APPOSED or not index or clause.has("own"):
        return False
    before = reading.clauses[index - 1]
    last = reading.words(max(before.start, before.end - 5), before.end)
    if clause.opener not in ("som", "der"):
        return bool(set(last) & {"til", "for", "fra", "under", "af"}) or (before.has("other") and not before.has("own"))
    return bool(set(last) & {"til", "med", "fra", "under", "af"})


def _asks_what(clause: Clause | None) -> bool:
    return clause is not None and clause.lead == "hvad"


def _is_adjective(reading: Reading, mark: Mark) -> bool:
    """ "min private profil": the word belongs to a noun."""
    after = reading.words(mark.end, mark.end + 1)
    return (
        reading.words(mark.start, mark.end) == ["private"]
        and bool(after)
        and after[0] not in _AFTER_PRIVATE
        and reading.units[mark.end].kind == "word"
    )


_AFTER_PRIVATE = word_set("og men så her i hos nu ikke altså jo eller som at for med uden hvad fordi")


def _is_note(reading: Reading, clause: Clause, mark: Mark) -> bool:
    """Telegram style: "kommune, it-systemudbyder", "Kommunen her", or a bare answer to the question for the form."""
    words = reading.words(mark.end, clause.end)
    plain = reading.units[mark.end - 1].norm
    if words[:1] in (["her"], ["herfra"]):
        return True
    definite = plain in ("kommunen", "regionen", "styrelsen", "ministeriet", "departementet", "direktoratet")
    if definite and reading.asked != "company_form":
        follower = reading.next_clause(clause)
        own = follower is not None and follower.opener == "hvor" and follower.has("own")
        return own and mark.start - clause.start <= 1
    return reading.opens_note(mark) or is_listed(reading, mark)


def _is_aside(reading: Reading, clause: Clause, mark: Mark) -> bool:
    """In a question only a clause about themselves states a form: "Skal vi som kommune …", "en styrelse som os"."""
    if clause.kind is not Kind.QUESTION:
        return False
    before = reading.words(clause.start, mark.start)
    after = reading.words(mark.end, mark.end + 2)
    asks_form = (
        before[:1] in (["er"], ["bliver"], ["regnes"], ["tæller"]) or "regnes" in before or "betragtes" in before
    )
    own = any(word in ("vi", "jeg", "os", "vores") for word in reading.words(clause.start, clause.end))
    gap = before[::-1]
    at_som = before.index("som") if "som" in before[-4:] else -1
    near_som = at_som >= 0 and own and not asks_form and (at_som == 0 or before[at_som - 1] in _ASKING_AS)
    return (
        near_som
        or after in (["som", "os"], ["som", "vores"])
        or (gap[1:2] == ["i"] and gap[2:3] in (["vi"], ["os"], ["her"]))
        or gap[:2] == ["i", "vi"]
    )
