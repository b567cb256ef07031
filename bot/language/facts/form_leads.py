"""What leads from "we" to a company form in a sentence, and what stands in the way."""

from __future__ import annotations

from bot.language.facts.clauses import Clause, Kind
from bot.language.facts.model import FactValue
from bot.language.facts.phrases import Mark
from bot.language.facts.reading import Reading
from bot.language.facts.vocabulary import VERBS
from bot.language.facts.word_set import word_set

#: Between "we are" and the form there is room for describing words, not for these: "vi er konsulenter for en kommune".
_BREAKERS = word_set(
    "for til af fra under hos på mod med mellem ved over uden gennem om via ejet leverandør leverandører "
    "konsulent konsulenter rådgivere rådgiver broker udbyder kunde kunder partner hjælper leverer bygger sælger "
    "koder drifter samarbejder siger siges hører bliver ejer gælder bestyrelsen borger bor bosat patient elev der "
    "betaler mellemled afhængig "
    "afhængige lige nabo"
)
_ROLE_NOUNS = word_set("leverandør broker udbyder itleverandør")
_ARTICLES = word_set("en et den det én ét")
_LEAD_SPAN = 9
_OWN_PLANTS = ("værket", "forsyningen", "museet", "foreningen", "fonden", "institutionen", "skolen")
#: What "som" may follow: "vi som kommune", "registreret som A/S"; not "bruger Aarhus som kommune".
_BEFORE_AS = word_set(
    "vi os jeg mig her og men er også selv registreret står stå der ført opført oprettet nemlig altså cvr "
    "organiseret drevet virker"
)
DEFINITE = word_set("kommunen regionen styrelsen ministeriet departementet direktoratet")


def is_led(reading: Reading, clause: Clause, mark: Mark, value: FactValue) -> bool:
    """Whether something like "vi er", "som", "ansat i" leads to the form without anything in between that breaks it."""
    start = min(clause.start, reading.clause_at(mark.start).start)
    leads = [lead for lead in reading.marks.get("is", []) if start <= lead.start and lead.end <= mark.start]
    for lead in leads:
        between = reading.words(lead.end, mark.start)
        if len(between) <= _LEAD_SPAN and not _is_broken(between) and _lead_fits(reading, clause, lead, mark):
            return True
    if isinstance(value, int) and reading.words(mark.end, mark.end + 2) in (["som", "os"], ["som", "vores"]):
        return True
    return _is_fronted(reading, clause, mark) or _is_what_they_call(reading, clause, mark)


def _is_what_they_call(reading: Reading, clause: Clause, mark: Mark) -> bool:
    """ "Vi er det, man kalder et S.M.B.A."."""
    index = reading.clauses.index(clause)
    before = reading.clauses[index - 1] if index else clause
    told = reading.words(before.start, before.end)
    return "kalder" in reading.words(clause.start, mark.start) and told[:2] == ["vi", "er"] and told[-1] == "det"


def _is_broken(between: list[str]) -> bool:
    """Another noun or a preposition in between: "vi er konsulenter for en kommune"; but "vi er broker og et A/S"."""
    if between[-4:-1] in (["en", "af", "de"], ["et", "af", "de"]) or "af de der" in " ".join(between):
        between = [word for word in between if word not in ("af", "der")]  # "en af de der små aps'er"
    if "og" in between:
        joined = len(between) - between[::-1].index("og")
        between = [word for word in between[:joined] if word not in _ROLE_NOUNS] + between[joined:]
    # "et kommunalt ejet aktieselskab", but "ejet af en kommune"
    return any(
        word in _BREAKERS and not (word == "ejet" and between[at + 1 : at + 2] != ["af"])
        for at, word in enumerate(between)
    )


def _is_fronted(reading: Reading, clause: Clause, mark: Mark) -> bool:
    """ "Kommune er vi", "Erhvervsdrivende fond, det er vi"."""
    after = reading.words(mark.end, mark.end + 4)
    if after[:2] == ["er", "vi"]:
        return True
    follower = reading.next_clause(clause)
    alone = not clause.has_verb or after[:1] in (["der"], ["som"])  # "en styrelse, der skal bruge login, det er os"
    return (
        follower is not None
        and alone
        and reading.words(follower.start, follower.end)[:3] in (["det", "er", "vi"], ["det", "er", "os"])
        and not follower.has("negation")
    )


def _lead_fits(reading: Reading, clause: Clause, lead: Mark, mark: Mark) -> bool:
    """Leads that are weak by themselves need more: "som" the first person, "i" somebody who works there."""
    words = reading.words(lead.start, lead.end)
    noun = reading.units[mark.start].norm
    if "ved" in words[1:-1]:  # "så vidt jeg ved er kommunen …"
        return False
    if words == ["som"]:
        return _as_fits(reading, clause, lead, mark)
    if words == ["er"]:
        before = reading.words(max(clause.start, lead.start - 1), lead.start)
        index = reading.clauses.index(clause)
        words_before = reading.words(clause.start, lead.start)  # "vi bor hos X, men er et A/S"
        goes_on = words_before == ["men"] and index > 0 and reading.clauses[index - 1].has("own")
        if before == ["det"] and reading.units[mark.end - 1].norm in DEFINITE:
            return False  # "… og det er kommunen, der opretter systemet"
        opened = lead.start == clause.start or clause.opener in ("som", "der", "og", "nu")
        return opened or goes_on or before in (["her"], ["vi"])
    if words == ["i"]:
        acts = bool(VERBS & set(reading.words(lead.end, mark.start)))  # "i CVR har Erhvervsstyrelsen …"
        return not acts and _in_fits(reading, clause, lead)
    if words[-1] == "selv" and words[0] in ("og", "men"):
        return reading.speaks_of_us_first(mark)
    if words[-1] in ("mente", "mener"):  # "jeg mente kommune"; not "jeg mener, kommunen skal …"
        return mark.end == clause.end and reading.units[mark.end - 1].norm not in DEFINITE
    if words[-1] == "er" and (words[0] == "vores" or words[0].endswith(_OWN_PLANTS)):
        return _is_own_body(reading, clause, lead)
    if words in (["driver"], ["har"], ["jeg", "har"], ["vi", "har"]):
        return "enkeltmands" in noun or (len(words) == 2 and ("virksomhed" in noun or "firma" in noun))
    if words[0] in ("vores", "mit", "min"):
        return "enkeltmands" in noun or _our_fits(reading, clause, lead, mark)
    if words == ["det", "er"]:
        definite = reading.units[mark.end - 1].norm in DEFINITE
        plain = not clause.has("other") and _describes_self(reading, clause, mark)
        return not definite and not is_pointed_at(reading, clause) and (reading.is_bare(mark) or plain)
    return True


def _is_own_body(reading: Reading, clause: Clause, lead: Mark) -> bool:
    """ "Vores vandværk er …", "Forsyningen er …": ours, unless a customer may be meant."""
    if reading.units[lead.start].norm == "vores":
        return not clause.has("other")
    clients = any(other.has("other") for other in reading.clauses) or bool(reading.marks.get("role:supplier"))
    return lead.start == clause.start and not clients and not {"for", "til"} & set(reading.words(0, lead.start))


def _as_fits(reading: Reading, clause: Clause, lead: Mark, mark: Mark) -> bool:
    """ "Som kommune …" of the first person; not "bruger Aarhus som kommune", "som de andre kommuner", "som man gør"."""
    words = reading.words(clause.start, clause.end)
    before = reading.words(max(clause.start, lead.start - 2), lead.start)
    between = reading.words(lead.end, mark.start)
    if reading.units[mark.end - 1].norm in DEFINITE:  # "et A/S, som kommunen ejer"
        return False
    if (
        "man" in words
        or set(before) & {"samme", "ligesom", "lige"}
        or _is_subject_of_relative(reading, clause, lead, mark)
    ):
        return False
    if set(between) & {"den", "det", "de", "både", "nogle", "flere"}:
        return False
    # In a question _is_aside has a list of its own.
    if clause.kind is not Kind.QUESTION and before and before[-1] not in _BEFORE_AS:
        return False
    if {"vi", "jeg", "os", "min", "mit"} & set(words) or clause.has("own") or "registreret" in before:
        return True
    return clause.lead == "som" and not reading.is_of_others(mark, reading.clause_index(mark))


def _is_subject_of_relative(reading: Reading, clause: Clause, lead: Mark, mark: Mark) -> bool:
    """ "En løsning, som en kommune (selv) ejer"; not "som en kommune har vi …" or "vi som et A/S skal …"."""
    article = reading.words(lead.end, lead.end + 1)[0] in _ARTICLES
    ours = reading.words(max(clause.start, lead.start - 1), lead.start) in (["vi"], ["jeg"], ["os"])
    after = reading.words(mark.end, clause.end)
    verb = next((at for at, word in enumerate(after[:4]) if word in VERBS), None)
    return article and not ours and verb is not None and not {"vi", "jeg"} & set(after[: verb + 2])


def _in_fits(reading: Reading, clause: Clause, lead: Mark) -> bool:
    """ "I regionen, hvor jeg er ansat", "vi i menighedsrådet", "MitID Erhverv i aktieselskabet"."""
    before = set(reading.words(max(clause.start, lead.start - 2), lead.start))
    place = lead.start == clause.start or bool(before & {"vi", "jeg", "her", "mitiderhverv", "herinde"})
    follower = reading.next_clause(clause)
    ours = {"vi", "jeg", "os", "min", "mit"} & set(reading.words(clause.start, clause.end))
    worker = follower is not None and follower.opener in ("hvor", "her", "der") and follower.has("own")
    return place and (bool(ours) or worker)


def _our_fits(reading: Reading, clause: Clause, lead: Mark, mark: Mark) -> bool:
    """ "Vores styrelse"; a citizen speaks of "min kommune"."""
    public = reading.units[mark.end - 1].norm.startswith(("kommune", "region", "styrelse", "ministeri"))
    citizen = public and reading.units[lead.start].norm in ("mit", "min")
    return lead.end == mark.start and not clause.has("other") and not citizen


def is_pointed_at(reading: Reading, clause: Clause) -> bool:
    """ "Det er en kommune, der ejer det, men vi er …": someone else is pointed at, and we are spoken of beside it."""
    follower = reading.next_clause(clause)
    relative = follower is not None and follower.opener in ("der", "som") and not follower.has("own")
    return relative and any(other.sentence == clause.sentence and other.has("own") for other in reading.clauses)


def _describes_self(reading: Reading, clause: Clause, mark: Mark) -> bool:
    """ "Det er en af de store regioner, jeg ringer fra", "Det er et ApS, ja": only when nothing else can be meant."""
    return reading.words(mark.start - 1, mark.start) != ["myndighed"] and clause.end - mark.end <= 3
