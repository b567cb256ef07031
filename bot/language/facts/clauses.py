"""Clauses: where one statement ends and the next begins, and what each does to the facts named in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from bot.language.facts.phrases import Mark
from bot.language.facts.tokens import Unit
from bot.language.facts.vocabulary import FILLERS, FINITE_FIRST, QUESTION_WORDS, SUBJECTS, VERBS
from bot.language.facts.word_set import word_set

_SENTENCE_END = frozenset(".!?;…")
_CLAUSE_END = frozenset(",()[]–—-/|•*")
_PRONOUNS = word_set("vi jeg man det der de den en et i du vores min mit nogen private borgerne alle")
#: What follows a verb that opens a note without a subject: "er leverandør", "har ikke MitID Erhverv", "skal bruge login".
_NOTE_FOLLOWERS = word_set(
    "erhvervsdrivende frivillig folkekirkelig selvejende statslig ikke leverandør itleverandør udbyder itsystemudbyder systemudbyder "
    "broker multitenant mitiderhverv bruge "
    "have kun bare allerede også selv fået tilsluttet brugerorganisation ingen stadig nok vist jo helt login cpr "
    "gerne nu i usikker usikre vores med offentligretlig offentligretligt både hverken"
)
_VERB_NEIGHBOURS = word_set("vi jeg der som de det den systemet selv os løsningen en et portalen")
#: Words before a verb that leave it first: "og er …", "men skal vi …"; after "så" or "nu" the order is a statement's.
_BEFORE_VERB = word_set("og men ja nej altså hej hejsa tak goddag øh hmm dag godmorgen godaften mojn halløj okay jamen")
_FRONTED = word_set("når om hvis hvor da selvom fordi mens hvorvidt såfremt eftersom selv")
_AT_WORK = word_set("arbejder sidder")
_MAY_INTRODUCE = word_set("rigtigt korrekt nok sandt problem forstået derfor ok okay")
#: After these "om" is a conjunction, whatever follows.
_BEFORE_OM = word_set(
    "ved du vide sige ikke tvivl spørge høre usikker usikkert svare anelse se afgøre undersøge jeg vi uenige uklart"
)
_SUBORDINATORS = word_set(
    "hvis såfremt medmindre når fordi eftersom selvom mens da idet hvorvidt om at hvor der som til indtil inden "
    "hvorfra hvortil hvori"
)


class Kind(Enum):
    """What a clause does: only a statement states facts."""

    STATEMENT = "statement"
    QUESTION = "question"
    CONDITION = "condition"
    INDIRECT = "indirect"  # om …, hvorvidt …, hvilken …


@dataclass(slots=True)
class Clause:
    """Units ``start`` to ``end`` (exclusive), without the punctuation that ends it."""

    start: int
    end: int
    sentence: int
    ending: str = ""
    lead: str = ""
    opener: str = ""
    kind: Kind = Kind.STATEMENT
    has_verb: bool = False
    cues: dict[str, list[Mark]] = field(default_factory=dict)

    def has(self, cue: str) -> bool:
        """Whether a cue of that name stands in the clause."""
        return bool(self.cues.get(cue))


def split_clauses(units: Sequence[Unit], marks: Sequence[Mark]) -> list[Clause]:
    """The clauses of a message, each with its kind and its cues."""
    clauses = _segments(units, {mark.start for mark in marks if ":" in mark.name})
    for clause in clauses:
        for mark in marks:
            if clause.start <= mark.start < clause.end and (mark.end <= clause.end or mark.name == "doubt"):
                clause.cues.setdefault(mark.name, []).append(mark)
        _cancel(clause, "negation", "no_negation")
        _cancel(clause, "doubt", "no_doubt")
        _cancel(clause, "past", "no_past")
        _cancel(clause, "before", "no_before")
        _cancel(clause, "negation", "doubt")
        _cancel(clause, "meta", "doubt")
        _cancel(clause, "meta", "no_meta")
    for index, clause in enumerate(clauses):
        clause.kind = _kind(units, clauses, index)
    _soft_questions(clauses)
    return clauses


def _segments(units: Sequence[Unit], topics: set[int]) -> list[Clause]:
    clauses: list[Clause] = []
    sentence = start = 0
    for index, unit in enumerate([*units, Unit(".", 0, 0, "mark")]):
        is_mark = unit.kind == "mark" and (unit.norm in _SENTENCE_END or unit.norm in _CLAUSE_END)
        # A colon after a topic ("myndighedsopgave: ja") joins; after anything else it introduces.
        if (
            unit.norm == ":"
            and unit.kind == "mark"
            and index - start >= 2
            and not any(start <= at < index for at in topics)
        ):
            is_mark = True
        if is_mark or (index > start and _opens_clause(units, index)):
            if index > start:
                clauses.append(_clause(units, start, index, sentence, unit.norm if is_mark else ""))
            elif is_mark and clauses and clauses[-1].end == index - 1 and unit.norm == "?":
                clauses[-1].ending = "?"
            start = index + 1 if is_mark else index
        if is_mark and unit.norm in _SENTENCE_END:
            sentence += 1
    return clauses


def _clause(units: Sequence[Unit], start: int, end: int, sentence: int, ending: str) -> Clause:
    words = [unit.norm for unit in units[start:end]]
    lead = next((word for word in words if word not in FILLERS), words[0])
    return Clause(start, end, sentence, ending, lead=lead, opener=words[0], has_verb=_has_verb(words))


def _has_verb(words: Sequence[str]) -> bool:
    """Whether there is a finite verb; "udbyder" may be the noun, and "tror jeg" is only thrown in."""
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        before = words[index - 1] if index else ""
        if word not in VERBS or (word in ("tror", "mener") and following in ("jeg", "vi")):
            continue
        if word == "udbyder" and not ({before, following} & _VERB_NEIGHBOURS):
            continue
        return True
    return False


def _opens_clause(units: Sequence[Unit], index: int) -> bool:
    """Whether a conjunction at ``index`` opens a new clause, rather than joining words or marking an infinitive."""
    if index >= len(units):
        return False
    word = units[index].norm
    following = units[index + 1].norm if index + 1 < len(units) else ""
    before = units[index - 1].norm
    if word in ("men", "hvis", "såfremt", "fordi", "mens", "selvom", "eftersom", "hvorvidt", "medmindre", "når"):
        return before != "som" and not (word == "når" and before == "hver")
    if word in QUESTION_WORDS:
        return before not in ("om", "på", "uanset", "og", "eller", "i", "end", "af", "ligegyldigt")
    if word == "om":
        if not following or units[index + 1].kind == "mark":
            return False
        return before in _BEFORE_OM or (before not in ("tale", "lov", "lige", "nok") and following in SUBJECTS)
    if word == "at":
        return following in SUBJECTS and following != "man"
    if word in ("og", "eller", "samt", "for", "så", "da"):
        opens = SUBJECTS | {"om", "ikke", "hvis", "at", "hvor", "når", "uden"} | (VERBS if word != "for" else set())
        if word in ("for", "da", "så"):
            return following in ("vi", "jeg", "man") or (
                following in ("det", "den", "de", "der") and _verb_at(units, index + 2)
            )
        return following in opens
    if word == "hvor":
        return following in SUBJECTS
    if word == "nej":
        return following in ("undskyld", "vent", "rettelse", "jeg", "vi")
    return False


def _verb_at(units: Sequence[Unit], index: int) -> bool:
    return index < len(units) and units[index].norm in VERBS


def _cancel(clause: Clause, cue: str, exception: str) -> None:
    """Drop cues of that name inside a set phrase that means something else ("ikke kun", "ikke i tvivl")."""
    exceptions = clause.cues.get(exception)
    if exceptions:
        clause.cues[cue] = [
            mark
            for mark in clause.cues.get(cue, [])
            if not any(other.start <= mark.end - 1 and mark.start < other.end for other in exceptions)
        ]


def _kind(units: Sequence[Unit], clauses: Sequence[Clause], index: int) -> Kind:
    clause = clauses[index]
    before = clauses[index - 1] if index and clauses[index - 1].sentence == clause.sentence else None
    if clause.has("condition"):
        return Kind.CONDITION
    if clause.lead in ("om", "hvorvidt"):
        return Kind.INDIRECT
    if clause.lead in QUESTION_WORDS and _is_left_open(clauses, index):
        return Kind.INDIRECT
    if (
        clause.lead in QUESTION_WORDS
        and before is not None
        and clause.ending != "?"
        and not _asks_directly(units, clause)
    ):
        return Kind.INDIRECT
    if clause.lead in QUESTION_WORDS or (clause.lead == "hvor" and before is None) or clause.lead in ("mon", "gad"):
        return Kind.QUESTION
    if before is not None and before.kind is Kind.QUESTION and _belongs_to_question(units, clause, before):
        return Kind.QUESTION
    if _is_verb_first(units, clause, before):
        return Kind.QUESTION
    if before is not None and before.kind is not Kind.STATEMENT and _continues(clause, before):
        return before.kind
    return Kind.STATEMENT


def _is_left_open(clauses: Sequence[Clause], index: int) -> bool:
    """ "Hvilke services vi skal bruge, ved jeg ikke": no question, but a thing not known."""
    following = clauses[index + 1] if index + 1 < len(clauses) else None
    return following is not None and following.sentence == clauses[index].sentence and following.has("doubt")


def _asks_directly(units: Sequence[Unit], clause: Clause) -> bool:
    """ "hvad er det", "hvordan kommer vi på": a question word, then the verb; not "hvad vi er"."""
    words = [unit.norm for unit in units[clause.start : clause.end] if unit.norm not in FILLERS]
    return len(words) > 1 and words[1] in VERBS


def _belongs_to_question(units: Sequence[Unit], clause: Clause, before: Clause) -> bool:
    """A clause that hangs on a question and is not about the user: "hvem opretter, når to kommuner deler et system"."""
    if clause.opener == "at":
        words = {unit.norm for unit in units[before.start : before.end]}
        return not words & _MAY_INTRODUCE or not clause.has("own")
    if clause.opener in ("der", "som"):  # "Kan en styrelse som os, der udbyder …"
        words = {unit.norm for unit in units[before.start : before.end]}
        return units[before.end - 1].norm not in ("os", "vi", "jeg", "mig") and "vores" not in words
    known = {unit.norm for unit in units[clause.start : clause.end]} & {
        "nu",
        "jo",
    }  # "når nu systemet …" takes it as given
    return clause.lead in _SUBORDINATORS and clause.lead != "om" and not clause.has("own") and not known


def _is_verb_first(units: Sequence[Unit], clause: Clause, before: Clause | None) -> bool:
    words = [unit.norm for unit in units[clause.start : clause.end]]
    while words and words[0] in _BEFORE_VERB:
        words = words[1:]
    if len(words) < 2 or words[0] not in VERBS:
        return False
    if words[1] == "i" and clause.ending != "?" and (words[0] in _AT_WORK or words[2:3] in (["tvivl"], ["gang"])):
        return False  # "arbejder i et menighedsråd", "er i tvivl": a note, and no "I"
    pronoun = words[1] in _PRONOUNS
    if words[0] not in FINITE_FIRST and not pronoun:
        return False
    inverted = pronoun or words[1] not in _NOTE_FOLLOWERS
    # After a fronted subordinate clause the main clause begins with its verb, too: "om det er det, ved vi ikke".
    fronted = before is not None and (before.lead in _FRONTED or before.kind is Kind.INDIRECT)
    if (clause.ending == "?" and inverted) or (before is None and inverted):
        return True
    # "…, er de det eller hvad" asks; "myndighedsopgaver, har vi ikke" and "…, er jeg i tvivl om" do not.
    asked = words[0] in FINITE_FIRST and words[1] in ("det", "de", "den", "vi", "man", "du", "i")
    return (
        asked
        and not fronted
        and not clause.has("doubt")
        and not clause.has("negation")
        and clause.opener not in ("og", "men")
    )


def _continues(clause: Clause, before: Clause) -> bool:
    """Whether a clause only goes on with a question or condition: a list item, "… og vi …", "… der …"."""
    if before.kind is Kind.CONDITION:
        joined = clause.opener in ("og", "eller", "der", "som", "at") or (
            before.end - before.start <= 4 and clause.opener == "at"
        )
        return joined or not clause.has_verb
    if before.kind is Kind.INDIRECT:
        return not clause.has("doubt") and (
            clause.opener in ("der", "som") or (not clause.has_verb and clause.opener in ("eller", "og"))
        )
    return not clause.has_verb


def _soft_questions(clauses: Sequence[Clause]) -> None:
    """A sentence in the form of a statement, but with a question mark: its last clause is the question."""
    for sentence in {clause.sentence for clause in clauses}:
        members = [clause for clause in clauses if clause.sentence == sentence]
        # A tag: "det kan da ikke være en myndighedsopgave, eller hvad?"
        if (
            len(members) > 1
            and members[-1].end - members[-1].start <= 2
            and members[-1].lead in ("hvad", "vel", "ikke", "eller")
            and members[-1].ending == "?"
        ):
            members[-2].kind = Kind.QUESTION
        asked = any(clause.kind is Kind.QUESTION for clause in members)
        if members[-1].ending == "?" and not asked and members[-1].kind is Kind.STATEMENT:
            members[-1].kind = Kind.QUESTION
            if members[-1].opener in ("at", "som", "der", "hvor", "og", "eller") or not members[-1].has_verb:
                for clause in members[:-1]:
                    if clause.kind is Kind.STATEMENT and not clause.has("own"):
                        clause.kind = Kind.QUESTION
