"""The services that are wished for: what the users shall be able to do."""

from __future__ import annotations

from collections.abc import Iterator

from bot.language.facts.clauses import Clause, Kind
from bot.language.facts.model import SERVICES, Finding
from bot.language.facts.phrases import Mark
from bot.language.facts.reading import Reading, Verdict
from bot.language.facts.service_words import ANSWERS, TABLES
from bot.language.facts.word_set import word_set

__all__ = ["TABLES", "findings"]

#: What is to be done now, and is no wish for the system: "vi skal finde …".
_CHORES = word_set(
    "tilslutte tilsluttes finde sende vide søge betale oprette spørge læse forklare beslutte afgøre skifte "
    "opdatere vælge hjælpe svare præsentere skrive lave bestille sætte integrere implementere migrere definere "
    "fjerne rette gøre tjekke undersøge bygge udfylde slås lægge kobles "
)
_USERS = word_set(
    "borgerne brugerne kunderne medlemmerne forældrene lejerne eleverne patienterne ansøgerne borgere brugere"
)
_LISTING = frozenset({"og", "samt", "plus", "+", "&", ",", "/", "eller"})
_GRANTED = word_set("kun bare blot nu jo alligevel")
_AFTER_SERVICE = word_set("er skal mangler har det vil ønskes et ville")
_CHAIN = word_set(
    "og samt plus + & med eller m digital digitale få en et også så bare kun blot mulighed muligheder for at "
    "kunne de skal vi have bruge alle ja tak til på sige gerne vil brugerne borgerne login selv både : / brug har "
    "nej vent rettelse undskyld der nye roller det af dokumenter lejekontrakter ind kontrakter"
)


def findings(reading: Reading) -> Iterator[Finding]:
    """The services wished for, as one list; or ``unknown`` when it is said not to be decided."""
    found: dict[str, Mark] = {}
    excepted = _all_but(reading)
    if excepted is not None:
        mark, denied = excepted
        yield reading.finding([service for service in SERVICES if service not in denied], mark.start, mark.end)
        return
    wished = [pair for pair in _mentions(reading) if _is_wished(reading, *pair)] if not _is_citizen(reading) else []
    for service, mark in wished:
        found.setdefault(service, mark)
    if found:
        found = _restricted(reading, found, wished)
        first = min(mark.start for mark in found.values())
        last = max(mark.end for mark in found.values())
        yield reading.finding([service for service in SERVICES if service in found], first, last)
        return
    for topic in reading.named("services:topic"):
        clause = reading.clause_of(topic)
        if (reading.verdict(topic) is Verdict.DOUBTED and clause.kind is not Kind.QUESTION) or _is_asked_back(
            reading, topic
        ):
            yield reading.finding("unknown", topic.start, topic.end)
            return


def _is_citizen(reading: Reading) -> bool:
    """ "Jeg vil give min datter fuldmagt", "jeg skal logge på borger.dk": an errand of their own, no wish for a system."""
    words = set(reading.words(0, len(reading.units)))
    personal = bool(reading.marks.get("services_citizen")) or ("@" in words and not words.isdisjoint({"jeg", "mig"}))
    ours = [
        mark
        for mark in reading.marks.get("services_organisation", [])
        if reading.units[mark.start].norm not in ("det", "den")
    ]
    return personal and not ours and reading.asked != "services"


def _is_asked_back(reading: Reading, topic: Mark) -> bool:
    """ "hvad brugerne skal kunne? det ved vi først efter workshoppen": the question taken up, and passed on."""
    follower = reading.next_clause(reading.clause_of(topic))
    return follower is not None and reading.clause_of(topic).ending == "?" and follower.has("doubt")


def _mentions(reading: Reading) -> list[tuple[str, Mark]]:
    found = [(service, mark) for service in SERVICES for mark in reading.named(f"services:{service}")]
    if reading.asked == "services":
        found += [(service, mark) for service in ANSWERS for mark in reading.named(f"services_answer:{service}")]
    sso = [mark for service, mark in found if service == "sso"]
    # "videre uden nyt login" is single sign-on and wishes no login; "uden login" wishes none, either.
    return [
        (service, mark)
        for service, mark in sorted(found, key=lambda pair: pair[1].start)
        if service != "login" or not any(_belongs_to_sso(reading, mark, other) for other in sso)
    ]


def _belongs_to_sso(reading: Reading, login: Mark, sso: Mark) -> bool:
    """A login inside or right behind single sign-on, unless it is listed beside it: "SSO og login"."""
    if not (sso.start <= login.start and login.end <= sso.end + 2):
        return False
    return not set(reading.words(sso.end, login.start)) & _LISTING


def _all_but(reading: Reading) -> tuple[Mark, set[str]] | None:
    """ "alt undtagen SSO", "alle seks services": the whole list, without those excepted."""
    for mark in reading.named("services_all"):
        clause = reading.clause_of(mark)
        excepts = [
            other for other in reading.marks.get("services_except", []) if clause.start <= other.start < clause.end
        ]
        words = reading.words(mark.start, mark.end)
        if (
            clause.kind is not Kind.STATEMENT
            or clause.has("past")
            or reading.is_doubted(mark, reading.clause_index(mark))
        ):
            continue
        named = [service for service, other in _mentions(reading) if clause.start <= other.start < clause.end]
        if excepts:
            denied = {service for service, other in _mentions(reading) if other.start >= excepts[0].start}
            return (mark, denied) if denied else None
        plain = words[-1] in ("services", "tjenester", "seks") or "seks" in words
        wished = clause.has("services_wish") or not clause.has_verb
        if (
            not named
            and not clause.has("negation")
            and ((plain and wished and len(words) > 1) or (reading.asked == "services" and reading.opens_note(mark)))
        ):
            if plain and words[-1] != "seks" and "seks" not in words and not clause.has("services_wish"):
                continue
            return mark, set()
    return None


def _is_wished(reading: Reading, service: str, mark: Mark) -> bool:
    # "bevise, hvem de er" ends in a clause that is only its object
    clause = reading.clause_at(mark.start)
    index = reading.clauses.index(clause)
    if clause.kind is not Kind.STATEMENT or clause.has("meta") or clause.has("past") or clause.has("before"):
        return False
    if reading.is_topic_of_question(mark):
        return False
    if clause.opener in ("når", "fordi", "hvis", "selvom", "siden") and not _is_given(reading, clause):
        return False
    if clause.opener in ("der", "som") and any(
        other.kind is Kind.QUESTION for other in reading.clauses if other.sentence == clause.sentence
    ):
        return False
    if any(
        clause.start < other.end <= clause.end and not _is_users_own(reading, clause, other)
        for other in reading.marks.get("services_void", [])
    ):
        return False
    if _is_denied(reading, mark, index) or reading.is_doubted(mark, index):
        return False
    tail = reading.words(mark.end, mark.end + 1)
    if tail == ["nej"] or reading.answer_tail(index) == "nej":
        return False
    return _wish_reaches(reading, index, mark) or _is_listed(reading, clause, mark)


def _is_users_own(reading: Reading, clause: Clause, void: Mark) -> bool:
    """ "Borgerne skal kunne underskrive ansøgningen": theirs, not the one for the right."""
    words = reading.words(clause.start, clause.end)
    applied = any(word.startswith("ansøgning") for word in reading.words(void.start, void.end))
    return applied and "kunne" in words and not _USERS.isdisjoint(words)


def _is_given(reading: Reading, clause: Clause) -> bool:
    """ "… når vi kun skal have dokumenter underskrevet": what they need is taken for granted, and asked about."""
    words = reading.words(clause.start, clause.end)
    return clause.opener in ("når", "fordi", "siden") and words[1:2] == ["vi"] and bool(_GRANTED & set(words[2:5]))


def _is_denied(reading: Reading, mark: Mark, index: int) -> bool:
    """ "ikke SSO, men CPR"; "login, men ikke cpr": a negation denies what follows it, or the clause that it closes."""
    clause = reading.clauses[index]
    for cue in clause.cues.get("negation", []):
        word = reading.units[cue.start].norm
        if mark.start <= cue.start < mark.end:
            continue
        if cue.start < mark.start:
            between = reading.words(cue.end, mark.start)
            if word == "uden" and (not between or between[-1] in ("login", "nyt")) and mark.start - cue.end <= 2:
                return True
            if word != "uden" and not _restarts(reading, cue, mark):
                return True
        elif word in ("ikke", "aldrig") and not _own_object(reading, mark, cue, clause):
            return True
    waits = ("venter", "undvære", "udskyder", "dropper", "fravælger", "springer", "parkerer")
    if any(word in waits for word in reading.words(clause.start, clause.end)):
        return True
    return not clause.has_verb and reading.lists_denied(index)


def _restarts(reading: Reading, cue: Mark, mark: Mark) -> bool:
    """A wish between the negation and the service: "… ikke …, kun login"."""
    return any(word in ("kun", "bare", "blot") for word in reading.words(cue.end, mark.start))


def _own_object(reading: Reading, mark: Mark, cue: Mark, clause: Clause) -> bool:
    """ "login og ikke mere": the negation that follows has an object of its own."""
    after = reading.words(cue.end, clause.end)
    return bool(after) and after[0] in (
        "mere",
        "noget",
        "andet",
        "signering",
        "sso",
        "cpr",
        "fuldmagt",
        "login",
        "underskrift",
        "rettigheder",
        "mer",
    )


def _wish_reaches(reading: Reading, index: int, mark: Mark) -> bool:
    """A wish in the clause, or in the one that a list or "at …" hangs on."""
    clause = reading.clauses[index]
    if _wish_in(reading, clause, mark):
        return True
    follower = reading.next_clause(clause)
    if (
        follower is not None
        and not clause.has_verb
        and reading.words(follower.start, follower.end)[:2]
        in (["det", "er"], ["det", "skal"], ["det", "mangler"], ["det", "har"])
    ):
        return follower.has("services_wish") and not follower.has("negation")
    if follower is not None and follower.opener == "at" and "sikker" in reading.words(clause.start, clause.end):
        return follower.has("services_wish") and not follower.has(
            "negation"
        )  # "login er jeg sikker på, at vi skal bruge"
    for before in reversed(reading.clauses[:index]):
        if before.sentence != clause.sentence and not (not clause.has_verb and before.ending == ":"):
            return False
        if clause.opener in ("at", "er") or not clause.has_verb or clause.opener in ("og", "samt"):
            if (
                before.kind is Kind.STATEMENT
                and before.has("services_wish")
                and not before.has("negation")
                and not before.has("past")
            ):
                hangs = (
                    clause.opener in ("at", "er")
                    or any(f.start < before.end and f.end > before.start for _, f in _mentions(reading))
                    or ":" in reading.words(before.start, before.end)
                )
                return hangs and _wish_in(reading, before, None)
            if before.has_verb and clause.opener not in ("at", "er"):
                return False
            clause_is_list = not before.has_verb
            if clause_is_list:
                continue
        return False
    return False


def _wish_in(reading: Reading, clause: Clause, mark: Mark | None) -> bool:
    for wish in clause.cues.get("services_wish", []):
        words = reading.words(wish.start, wish.end)
        if mark is not None and wish.start > mark.start and words[0] not in _AFTER_SERVICE:
            continue
        if words[0] in ("bare", "kun", "blot") and not (
            mark is not None and 0 <= mark.start - wish.end <= 1 and not clause.has("negation")
        ):
            continue
        if words == ["gerne"] and clause.has_verb:
            continue
        if words == ["kunne"] and not set(reading.words(clause.start, clause.end)) & {"skal", "brugerne", "borgerne"}:
            continue
        if words[0] in ("skal", "mangler", "behøver", "vil", "har", "må") and _is_chore(reading, clause):
            continue
        return True
    return False


def _is_chore(reading: Reading, clause: Clause) -> bool:
    """ "vi skal tilslutte os …", "jeg skal finde …": something to be done now, no wish for the system."""
    words = reading.words(clause.start, clause.end)
    return any(word in _CHORES and not (word == "skrive" and "under" in words) for word in words)


def _is_listed(reading: Reading, clause: Clause, mark: Mark) -> bool:
    """Telegram style: a clause that consists of services (and light words), beside other facts, as answer, or by itself."""
    covered = set(range(mark.start, mark.end))
    for _, other in _mentions(reading):
        covered |= set(range(other.start, other.end))
    rest = [reading.units[at].norm for at in range(clause.start, clause.end) if at not in covered]
    index = reading.clauses.index(clause)
    if clause.has_verb and reading.asked != "services":
        return False
    if reading.asked == "services" and "uden" not in rest:
        return True
    if any(
        word not in _CHAIN and word != "ja" and word not in ("på", "niveau", "høj", "betydelig", "lav", "ønsker")
        for word in rest
    ):
        return False
    neighbours = [other for at, other in enumerate(reading.clauses) if at != index]
    return all(other.kind is not Kind.QUESTION for other in neighbours) and all(
        not other.has_verb or any(topic.start >= other.start and topic.end <= other.end for topic in reading.topics)
        for other in neighbours
    )


def _restricted(reading: Reading, found: dict[str, Mark], wished: list[tuple[str, Mark]]) -> dict[str, Mark]:
    """ "Alligevel kun X": with a correction, the last "kun" replaces what was listed before it."""
    corrections = reading.marks.get("correction", [])
    if not corrections:
        return found
    for clause in reversed(reading.clauses):
        inside = {service: mark for service, mark in wished if clause.start <= mark.start < clause.end}
        if inside and "kun" in reading.words(clause.start, clause.end):
            return inside
    return found
