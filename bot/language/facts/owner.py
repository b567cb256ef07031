"""Whose fact it is: the subject of the clause, wherever it stands before what is said.

"De kommuner, vi taler med, har MitID Erhverv", "leverandøren siger, at de er …", "det andet system kræver …": "we" may
stand in such a sentence, but what it tells is told of somebody or something else.
"""

from __future__ import annotations

from enum import Enum

from bot.language.danish import is_danish
from bot.language.facts import organisation_name
from bot.language.facts.clauses import Clause
from bot.language.facts.phrases import Mark
from bot.language.facts.reading import Reading
from bot.language.facts.vocabulary import FILLERS, VERBS
from bot.language.facts.word_set import word_set


class Owner(Enum):
    """What kind of subject a clause has."""

    OURS = "ours"
    PARTY = "party"  # other people and organisations
    THING = "thing"  # another system, or matters elsewhere
    NAMED = "named"  # a proper name, which may be anybody's
    OPEN = "open"  # nothing that tells


_WE = word_set("vi jeg os mig")
_OUR = word_set("vores min mit mine vor vort vore")
_THEY = word_set("han hun ham hende dem nogle andre alle mange hendes hans deres begge")
#: Nouns for those who are never "we", by their beginning or, with a star first, their ending.
_PARTIES = (
    "leverandør", "*leverandør", "*leverandøren", "*leverandører", "*leverandørerne", "kunde", "*kunde", "*kunden", "konsulent",
    "revisor", "bogholder", "partner", "*partner", "*partneren", "konkurrent", "nabo", "moderselskab", "datterselskab",
    "søsterselskab", "søster", "bureau", "*bureau", "*bureauet", "advokat", "jurist", "kommuner", "regioner", "styrelser", "myndigheder",
    "ministerier", "universitet", "nævn", "*nævnet", "stat", "staten", "skat", "politiet", "domstol", "bank", "*bank", "*banken",
    "medlemmer", "driftsfirma", "softwarehus", "kolleg", "tilsyn", "*tilsynet", "underleverandør", "brokere", "brokeren", "folk",
    "virksomheder", "foreninger", "institutioner", "skoler", "private", "softwarefirma", "itfirma", "ejer", "borgmester", "naboby",
    "modpart", "chef", "direktør", "hosting", "driftspartner", "bestiller", "ordregiver", "aftager",
)  # fmt: skip
#: Definite, and ours only when the message speaks of us elsewhere.
_AUTHORITIES = word_set("kommunen regionen styrelsen ministeriet myndigheden departementet direktoratet forvaltningen")
#: Bodies that are another's when a clause about us hangs on them: "det firma, vi bruger, er …".
_BODIES = (
    "kommune", "region", "styrelse", "ministeri", "firma", "virksomhed", "forening", "selskab", "fond", "skole", "institution",
    "afdeling", "organisation", "museum", "museet", "*forening", "*foreningen", "*firma", "*firmaet", "*selskab", "*selskabet",
    "*styrelse", "*styrelsen", "person", "mand", "dame", "fyr", "broker", "udbyder", "ham", "hende", "dem", "de", "den", "team", "kontor",
    "enhed", "gruppe", "koncern", "hus",
)  # fmt: skip
_OTHER = word_set("andet anden andre forrige tidligere gamle gammelt nabo naboens")
_RELATING = word_set("med til for fra hos af")
_ABOVE = word_set("over bag ovre derovre ved")
#: Between the noun and what hangs on it.
_LINKS = word_set("som der vi jeg man")
_OUT_THERE = word_set("hos i ved på")
_SYSTEM_ENDINGS = ("system", "løsning", "portal", "platform", "app", "tjeneste", "side", "projekt", "del")
_SYSTEMS = ("systemer", "løsninger", "portaler", "platforme", "tjenester")
_SOME = word_set("nogle mange alle visse flere andre enkelte de")
_LISTED = ("role:", "company_form:")
#: In a list these make one of two a relation of the other: "leverandør for en styrelse".
_JOINING = word_set("for til af hos fra som der med ikke uden ingen hverken eller")
_LONGEST_LIST = 6
#: Those whose own system is never the one in question.
_SUPPLIED = ("leverandør", "underleverandør", "driftsleverandør", "nabo", "konkurrent", "moderselskab", "søster")


def is_others(reading: Reading, mark: Mark) -> bool:
    """Whether what ``mark`` says is told of somebody or something else; a name is ours only if it is our name."""
    owner = owner_of(reading, mark)
    if owner is Owner.NAMED:
        return not any(True for _ in organisation_name.names(reading))
    return owner in (Owner.PARTY, Owner.THING)


def has_subject(reading: Reading, mark: Mark) -> bool:
    """Whether a subject stands before what is said: in a note it is left out, and is "we"."""
    clause = reading.clause_at(mark.start)
    return clause.has_verb and not reading.is_light(clause.start, mark.start)


def is_listed(reading: Reading, mark: Mark) -> bool:
    """Telegram style: "ApS og broker", a clause of nothing but several such words."""
    clause = reading.clause_of(mark)
    words = reading.words(clause.start, clause.end)
    listed = [topic for topic in reading.topics if topic.name.startswith(_LISTED) and topic.name != "role:topic"]
    listed = [topic for topic in listed if clause.start <= topic.start and topic.end <= clause.end]
    covered = {at for topic in listed for at in range(topic.start, topic.end)}
    if (
        clause.has_verb
        or len(words) > _LONGEST_LIST
        or set(words) & _JOINING
        or len({topic.name for topic in listed}) < 2
    ):
        return False
    return all(reading.is_light(at, at + 1) for at in range(clause.start, clause.end) if at not in covered)


def owner_of(reading: Reading, mark: Mark) -> Owner:
    """The owner of what ``mark`` says, by the subject of its clause."""
    return _owner(reading, reading.clauses.index(reading.clause_at(mark.start)), mark.start)


def _owner(reading: Reading, index: int, end: int | None = None) -> Owner:
    """The subject of a clause, or of its part up to ``end``: what stands behind what is said does not own it."""
    clause = reading.clauses[index]
    words = reading.words(clause.start, clause.end)
    at = (
        next((place for place, word in enumerate(words) if word in VERBS), len(words))
        if clause.has_verb
        else len(words)
    )
    lead = clause.start
    while lead < clause.start + at and reading.units[lead].norm in FILLERS | {"at", "ja", "nej", "og"}:
        lead += 1
    verb = clause.start + at
    head = reading.words(lead, verb if end is None else min(verb, end))
    after = words[at + 1 : at + 2]
    if after and after[0] in _WE:
        return Owner.OURS
    if after == ["de"] and len(words) > at + 2 and not words[at + 2].endswith(("er", "ne")):
        return Owner.PARTY
    nearest = _nearest(reading, verb, end) if end is not None and not set(head[1:]) & (_LINKS - _WE) else None
    if nearest is not None:
        return nearest
    if end is not None and _relative(reading, clause, verb, end):
        return Owner.PARTY
    if end is not None and verb > end and not (set(head[1:]) & _LINKS):
        return Owner.OPEN
    if not head:
        if after[:1] in (["de"], ["han"], ["hun"]):
            return Owner.PARTY
        return _carried(reading, index)
    if head == [clause.opener] and clause.opener in ("der", "som") and index:
        before = reading.clauses[index - 1]
        told = reading.words(before.start, before.end)
        ours = "vi er" in " ".join(told) or before.sentence != clause.sentence
        related = bool(set(told[-5:]) & _RELATING)  # "vi samarbejder med Sønderborg Kommune, som har …"
        return Owner.PARTY if not ours and _is_party(told[-1:], linked=related) else Owner.OPEN
    if at == len(words) and index and not _is_group(head):
        return Owner.OPEN
    return _of_head(reading, clause, lead, head)


def _nearest(reading: Reading, verb: int, end: int) -> Owner | None:
    """ "Leverandøren siger, vi er …", "så vidt jeg ved, er de …": the subject that stands nearest to what is said."""
    for at in range(min(end, len(reading.units) - 1), verb, -1):
        word, before = reading.units[at], reading.units[at - 1].norm
        following = reading.words(at + 1, at + 2)
        beside = before in VERBS or bool(set(following) & VERBS)
        if word.norm in ("vi", "jeg") and beside:
            return Owner.OURS
        if word.norm in ("han", "hun") and beside:
            return Owner.PARTY
        if word.norm in _AUTHORITIES and before in ("er", "har") and at < end:
            return Owner.PARTY
        if word.norm == "de" and (set(following) & VERBS or (before in ("er", "har") and at + 1 == end)):
            return Owner.PARTY
        named = reading.text[word.start].isupper() and word.kind == "word" and at < end and not reading.text.isupper()
        if (
            named
            and not any(topic.start <= at < topic.end for topic in reading.topics)
            and (before == "er" or following == ["er"])
        ):
            return Owner.NAMED
    return None


def _relative(reading: Reading, clause: Clause, verb: int, end: int) -> bool:
    """ "Vi skal finde en leverandør, der er …": what is said hangs on another's noun."""
    for at in range(end - 1, max(verb, clause.start), -1):
        if (
            reading.units[at].norm in ("der", "som")
            and reading.words(at + 1, at + 2)[:1]
            and reading.units[at + 1].norm in VERBS
        ):
            before = reading.words(max(clause.start, at - 3), at)
            if set(before) & _WE:
                return False
            return _is_party(before[-1:]) or (_is_party(before[-1:], linked=True) and not {"er", "som"} & set(before))
    return False


def _carried(reading: Reading, index: int) -> Owner:
    """A clause that begins with its verb goes on with the subject before it, over a relative clause if there is one."""
    clause = reading.clauses[index]
    if not index or reading.clauses[index - 1].sentence != clause.sentence:
        return Owner.OPEN
    before = reading.clauses[index - 1]
    words = reading.words(before.start, before.end)
    if clause.opener not in ("og", "men") and index > 1 and words[0] in _LINKS and before.has_verb:
        antecedent = reading.clauses[index - 2]
        noun = reading.words(antecedent.start, antecedent.end)
        if antecedent.sentence == clause.sentence and not antecedent.has_verb:
            return Owner.PARTY if _is_party(noun, linked=True) else Owner.OPEN
    if not before.has_verb and words[0] in ("ham", "hende", "dem", "han", "hun"):
        return Owner.PARTY
    return _owner(reading, index - 1)


def _is_group(head: list[str]) -> bool:
    return bool(set(head) & _LINKS) or head[0] in _THEY


def _of_head(reading: Reading, clause: Clause, lead: int, head: list[str]) -> Owner:
    if ":" in head:  # "Søfartsstyrelsen: vi …"
        colon = len(head) - head[::-1].index(":")
        lead, head = lead + colon, head[colon:]
    if not head or head[0] in _WE:
        return Owner.OURS if head else Owner.OPEN
    link = next((place for place, word in enumerate(head) if place and word in _LINKS), 0)
    if link:
        return Owner.PARTY if _is_party(head[:link], linked=True) else Owner.OPEN
    if head[0] in _OUT_THERE or head[0] == "ifølge":
        return _place(head)
    if head[0] in _OUR and not _is_party(head[1:]):
        return Owner.OURS if head[-1:] != ["kommune"] or head[0] == "vores" else Owner.PARTY
    if head[-1].startswith(_SYSTEM_ENDINGS) and any(word.startswith(_SUPPLIED) and word.endswith("s") for word in head):
        return Owner.THING  # "leverandørens system"; a customer's may be the one in question
    if head[-1].startswith(_SYSTEM_ENDINGS) and (head[0] == "jeres" or set(head[1:-1]) & {"egen", "eget"}):
        return Owner.THING if head[0] not in _OUR and head[0].endswith("s") else Owner.OPEN
    if head == ["de"] or _is_party(head):
        return Owner.PARTY
    if head[0].endswith(_SYSTEMS) or (head[0] in _SOME and head[-1].endswith(_SYSTEMS)):
        return Owner.THING
    if head[0] in ("den", "det", "et", "en", "de") and set(head[1:2]) & _OTHER:
        thing = any(word.endswith(_SYSTEM_ENDINGS) for word in head[2:3])
        return Owner.THING if thing or len(head) == 2 else Owner.PARTY
    if head[0] in _AUTHORITIES:
        ours = len(head) > 1 or any(other.has("own") for other in reading.clauses)
        return Owner.OPEN if ours and not set(head[1:2]) & _ABOVE else Owner.PARTY
    return Owner.NAMED if _is_name(reading, lead, len(head)) else Owner.OPEN


def _place(head: list[str]) -> Owner:
    """ "Hos naboen træffes der …" is not here."""
    if set(head) & (_OUR | _WE):
        return Owner.OPEN
    return Owner.THING if _is_party(head[1:]) or set(head) & _OTHER else Owner.OPEN


def _is_party(words: list[str], *, linked: bool = False) -> bool:
    kinds = _PARTIES + _BODIES if linked else _PARTIES
    if words and words[0] in _OUR and linked:
        return _is_party(words[1:])  # "det firma, vi bruger", but "vores firma, som vi …"
    if words and words[0] in _THEY and (len(words) == 1 or words[0] in ("ham", "hende", "dem", "han", "hun")):
        return True
    return any(_fits(kind, word) for word in words for kind in kinds)


def _fits(kind: str, word: str) -> bool:
    if kind.startswith("*"):
        return word.endswith(kind[1:])
    return word == kind or (len(kind) > 3 and word.startswith(kind))


def _is_name(reading: Reading, lead: int, size: int) -> bool:
    """A subject that is written like a name: with capitals throughout, or no Danish word."""
    units = reading.units[lead : lead + size]
    written = [reading.text[unit.start : unit.end] for unit in units if unit.kind == "word"]
    if not written or len(written) > 3 or not all(word[0].isupper() for word in written):
        return False
    if any(unit.norm == "@" or (word.isupper() and len(word) > 1) for unit, word in zip(units, written, strict=False)):
        return True
    opens = lead == 0 or reading.units[lead - 1].kind == "mark"
    return len(written) > 1 or not (opens and is_danish(units[0].norm))
