"""Doubt: whether a clause, its neighbours or the end of the sentence leave open what a phrase says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.language.facts.clauses import Clause, Kind
from bot.language.facts.phrases import Mark
from bot.language.facts.word_set import word_set

if TYPE_CHECKING:
    from bot.language.facts.reading import Reading

_TAIL_OPENERS = word_set("jeg vi det ved aner ingen har kender husker men er usikker måske")


_IT = word_set("om vi har er det den har skal kræver gør hvorvidt systemet løsningen os med i allerede jeg der")
_UNSURE = word_set("sikker sikre sikkert usikker usikre usikkert tvivl tvivler afklaret overbevist enige besluttet")
_HESITATION = word_set("tja tjo hmm nå puha øh øhm hm åh jamen")


def is_doubted(reading: Reading, mark: Mark, index: int) -> bool:
    clause = reading.clauses[index]
    if clause.has("doubt"):
        # "Som leverandør ved jeg ikke, om regionen …": the doubt is about what follows, not about the role.
        follower = reading.next_clause(clause)
        governs = follower is not None and follower.kind is Kind.INDIRECT and follower.sentence == clause.sentence
        if governs and follower is not None and _IT.issuperset(reading.words(follower.start, follower.end)):
            return True  # "MitID Erhverv ved jeg ikke, om vi har": what stands first is what is doubted
        behind = any(cue.start < mark.start for cue in clause.cues["doubt"])
        if not behind and set(reading.words(mark.end, clause.cues["doubt"][0].start)) & {"og", "men"}:
            return False  # "vi er en region og ved ikke, om …"
        return (
            clause.kind is not Kind.CONDITION
            and clause.lead not in ("hvad", "hvordan", "hvorfor", "hvem")
            and (behind or not governs)
        )
    if _is_left_open(reading, mark, clause):
        return True
    if clause.kind is Kind.INDIRECT:
        # "jeg ved ikke, hvad en broker er" asks for a notion; "hvad brugerne skal kunne" is itself a topic.
        notion = clause.lead in ("hvad", "hvordan", "hvorfor", "hvem", "hvornår") and reading.words(
            mark.start, mark.start + 1
        ) != ["hvad"]
        # "enige om, hvad vores virksomhedsform er" does not ask for the notion
        notion = notion and not (clause.has("own") and mark.name == "company_form:topic")
        return not notion and _indirect_doubt(reading, index)
    return _is_unsure_that(reading, clause, index) or _doubt_tail(reading, index)


def _is_unsure_that(reading: Reading, clause: Clause, index: int) -> bool:
    """ "Jeg er ikke sikker på, at det er …": what is told is what they are not sure of."""
    if clause.opener != "at" or not index or reading.clauses[index - 1].sentence != clause.sentence:
        return False
    before = reading.clauses[index - 1]
    words = reading.words(max(before.start, before.end - 4), before.end)
    return before.has("doubt") and bool(_UNSURE & set(words))


def _is_left_open(reading: Reading, mark: Mark, clause: Clause) -> bool:
    """ "Nogle siger X, andre Y, så jeg ved det ikke": a conclusion that leaves the sentence's only topic open."""
    members = [other for other in reading.clauses if other.sentence == clause.sentence]
    last = members[-1]
    if last is clause or last.opener != "så" or not last.has("doubt") or ":" not in mark.name:
        return False
    fact = mark.name.split(":")[0]
    start, end = members[0].start, last.end
    return all(topic.name.startswith(fact) for topic in reading.topics if start <= topic.start < end)


def _indirect_doubt(reading: Reading, index: int) -> bool:
    """ "jeg ved ikke, om …, eller om …", "om det er …, er uafklaret"; not "kan I sige, om …"."""
    clause = reading.clauses[index]
    for before in reversed(reading.clauses[:index]):
        if before.sentence != clause.sentence:
            break
        if before.has("doubt") and before.kind not in (Kind.QUESTION, Kind.CONDITION):
            return not before.has("other") or before.has("own")
        if before.kind is not Kind.INDIRECT and (before.has_verb or before.kind is Kind.QUESTION):
            break
    for after in reading.clauses[index + 1 :]:
        if after.sentence != clause.sentence and not _continues_note(reading, clause, after):
            break
        if after.has("doubt"):
            return True
        follower = reading.next_clause(after)
        concluded = follower is not None and follower.opener in ("så", "men") and follower.has("doubt")
        if after.kind is not Kind.INDIRECT and after.has_verb:
            return concluded and follower is not None and follower.sentence == clause.sentence
    return False


def _continues_note(reading: Reading, clause: Clause, after: Clause) -> bool:
    return clause.ending == "?" and after.sentence == clause.sentence + 1


def _doubt_tail(reading: Reading, index: int) -> bool:
    """ "vist et X, men det tør jeg ikke sige", "myndighedsopgave? ved ikke": a clause that doubts what stands before."""
    clause = reading.clauses[index]
    tail = reading.next_clause(clause)
    if tail is not None and tail.end - tail.start == 1 and reading.units[tail.start].norm in _HESITATION:
        tail = reading.next_clause(tail)  # "Myndighedsopgave? Tja, det …"
    if tail is None or not tail.has("doubt") or tail.kind is Kind.INDIRECT:
        return False
    if tail.sentence != clause.sentence and clause.ending != "?":
        return False
    doubts = tail.cues["doubt"]
    if any(
        tail.start <= topic.start < tail.end and not any(cue.start <= topic.start < cue.end for cue in doubts)
        for topic in reading.topics
    ):
        return False
    governed = reading.next_clause(tail)
    if governed is not None and governed.kind is Kind.INDIRECT and governed.sentence == tail.sentence:
        # "MitID Erhverv? Ingen anelse om, vi har det": taken up by a pronoun
        return not clause.has_verb and _IT.issuperset(reading.words(governed.start, governed.end))
    if clause.has_verb and clause.ending != "?":
        # After a full statement only a clause that takes it up again: "men det ved jeg ikke", "men jeg er usikker"
        words = reading.words(tail.start, tail.end)
        return (
            words[0] in ("men", "dog", "det", "det'", "eller")
            or words[0] in ("ikke", "usikker")
            or tail.cues["doubt"][0].start == tail.start
        )
    return (
        not tail.has_verb
        or reading.units[tail.start].norm in _TAIL_OPENERS
        or tail.cues["doubt"][0].start <= tail.start + 1
    )
