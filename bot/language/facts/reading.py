"""One message as read: its units, the phrases found in them, its clauses; and the verdict on a phrase in its clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from bot.language.facts import doubt
from bot.language.facts.clauses import Clause, Kind, split_clauses
from bot.language.facts.model import FactValue, Finding
from bot.language.facts.phrases import Mark, Phrases
from bot.language.facts.tokens import Unit, units_of
from bot.language.facts.vocabulary import VERBS
from bot.language.facts.word_set import word_set


class Verdict(Enum):
    """How a clause treats what a phrase in it says."""

    SAID = "said"
    DENIED = "denied"
    DOUBTED = "doubted"
    VOID = "void"  # asked, supposed, past, or said of somebody else


#: Words that may stand round a bare noun in telegram style: "ja, en helt almindelig kommune her".
_LIGHT = word_set(
    "en et ét én den det der her bare kun blot jo altså nok vist tror jeg mener vel lille mindre stor større "
    "mellemstor helt almindelig almindeligt ren rent dansk privat offentlig offentligt godkendt ja nej tak hej "
    "hejsa goddag så og er men ikke ingen hverken nogen vi som egentlig faktisk siden stadig også da hos os uden "
    "med i virkeligheden eget egen selv nu allerede undskyld vent rettelse korrektion okay ok nemlig: : = + \" ' » "
    "« # altid hvertfald sikkert formentlig dvs fx nærmere bestemt nemlig rettere sagt præcist præcis"
)


@dataclass(slots=True)
class Reading:
    """A message, its marks by concept, and its clauses."""

    text: str
    asked: str | None
    units: list[Unit]
    clauses: list[Clause]
    marks: dict[str, list[Mark]]
    topics: list[Mark] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, asked: str | None, phrases: Phrases) -> Reading:
        """Read ``text``."""
        units = units_of(text)
        found = phrases.find(units)
        clauses = split_clauses(units, found)
        found = [mark for mark in found if mark.name == "doubt" or _within_clause(mark, units, clauses)]
        by_name: dict[str, list[Mark]] = {}
        for mark in found:
            by_name.setdefault(mark.name, []).append(mark)
        topics = [mark for mark in found if ":" in mark.name]
        return cls(text, asked, units, clauses, by_name, topics)

    def named(self, name: str) -> list[Mark]:
        """The marks of a concept, the longest of those that overlap, in order."""
        chosen: list[Mark] = []
        for mark in sorted(self.marks.get(name, []), key=lambda mark: mark.start - mark.end):
            if all(mark.end <= other.start or other.end <= mark.start for other in chosen):
                chosen.append(mark)
        return sorted(chosen, key=lambda mark: mark.start)

    def clause_index(self, mark: Mark) -> int:
        """The clause in which a phrase ends: in "…, der er en kommune" the words that count stand last."""
        for index, clause in enumerate(self.clauses):
            if clause.start <= mark.end - 1 < clause.end:
                return index
        return 0

    def clause_of(self, mark: Mark) -> Clause:
        """The clause itself."""
        return self.clauses[self.clause_index(mark)]

    def clause_at(self, unit: int) -> Clause:
        """The clause a unit stands in."""
        return next((clause for clause in self.clauses if clause.start <= unit < clause.end), self.clauses[0])

    def next_clause(self, clause: Clause) -> Clause | None:
        """The clause that follows, in whatever sentence."""
        index = self.clauses.index(clause) + 1
        return self.clauses[index] if index < len(self.clauses) else None

    def words(self, start: int, end: int) -> list[str]:
        """The repaired words of a range of units."""
        return [unit.norm for unit in self.units[start:end]]

    def finding(self, value: FactValue, start: int, end: int) -> Finding:
        """A value with the place of its evidence, given as a range of units."""
        return Finding(value, self.units[start].start, self.units[end - 1].end)

    def is_bare(self, mark: Mark) -> bool:
        """Whether a clause says nothing but this phrase and light words, and has no verb of its own."""
        clause = self.clause_of(mark)
        return self.is_light(clause.start, mark.start) and self.is_light(mark.end, clause.end)

    def opens_note(self, mark: Mark) -> bool:
        """Telegram style: the phrase opens a clause without a verb and goes on with "i …", "med …", a number …"""
        clause = self.clause_of(mark)
        if clause.has_verb or not self.is_light(clause.start, mark.start):
            return False
        rest = self.words(mark.end, clause.end)
        return not rest or rest[0] in _LIGHT or rest[0] in _NOTE_PREPOSITIONS or self.units[mark.end].kind == "number"

    def is_topic_of_question(self, mark: Mark) -> bool:
        """ "it-leverandør, hvad dækker det over", "broker, betydning": the word is what the question is about."""
        clause = self.clause_of(mark)
        follower = self.next_clause(clause)
        if follower is None or follower.sentence != clause.sentence or clause.has_verb:
            return False
        asked = self.words(follower.start, follower.end)
        about_us = any(word in ("vi", "jeg", "os", "vores") for word in asked)
        asks = follower.kind is Kind.QUESTION or follower.lead in ("hvad", "hvordan", "hvorfor")
        return (asks and not about_us) or (follower.has("meta") and not follower.has_verb)

    def is_light(self, start: int, end: int) -> bool:
        """Whether only light words stand there."""
        words = self.words(start, end)
        return all(
            word in _LIGHT or (word == "eller" and words[at + 1 : at + 2] == ["rettere"])
            for at, word in enumerate(words)
        )

    def verdict(self, mark: Mark, *, person: bool = True, negation: bool = True) -> Verdict:
        """What the clause of ``mark`` does to it; ``person``: it is void when said of somebody else."""
        index = self.clause_index(mark)
        clause = self.clauses[index]
        if self.is_doubted(mark, index):
            return Verdict.DOUBTED
        tail = self.answer_tail(index)
        if tail:
            return Verdict.SAID if tail == "ja" else Verdict.DENIED
        if self.words(mark.end, mark.end + 2) == ["eller", "ikke"]:
            return Verdict.VOID
        if clause.kind is not Kind.STATEMENT or self._is_past(clause) or self.is_taken_back(clause):
            return Verdict.VOID
        if person and self.is_of_others(mark, index):
            return Verdict.VOID
        if negation and self._is_denied(mark, index):
            return Verdict.DENIED
        return Verdict.SAID

    def is_taken_back(self, clause: Clause) -> bool:
        """ "Vi står registreret som forening, men det er vi ikke"."""
        follower = self.next_clause(clause)
        if follower is None or not follower.has("negation"):
            return False
        words = [word for word in self.words(follower.start, follower.end) if word not in ("men", "og", "nej")]
        if words[:1] in (["vi"], ["jeg"]) and words[1:3] in (["har", "det"], ["er", "det"], ["gør", "det"]):
            return len(words) <= 5
        if not clause.has_verb:
            return False
        if words[:3] == ["det", "passer", "ikke"] and len(words) == 3:
            return True
        return words[:1] == ["det"] and words[2:3] in (["vi"], ["jeg"]) and follower.end - follower.start <= 6

    def _is_past(self, clause: Clause) -> bool:
        if clause.has("past"):
            now = [mark for mark in clause.cues.get("present", []) if self.units[mark.start].norm == "nu"]
            return not now and not self._lasts(clause)
        return clause.has("before") and not clause.has("present")

    def _lasts(self, clause: Clause) -> bool:
        """ "Vi har været … i tre år": it still is so, unless something else came after."""
        follower = self.next_clause(clause)
        after = self.words(follower.start, follower.end) if follower else []
        return clause.has("lasting") and not {"men", "indtil", "nu", "blev"} & set(after)

    def is_of_others(self, mark: Mark, index: int) -> bool:
        clause = self.clauses[index]
        inside = range(mark.start, mark.end)
        others = [cue for cue in clause.cues.get("other", []) if cue.start not in inside]
        if any(cue.start < mark.start for cue in others):
            return not self._own_between(clause, others, mark)
        if clause.has("generic") and not clause.has("own") and not mark.name.startswith("secure_authentication"):
            before = self.clauses[index - 1] if index else clause  # "Vi er det, man kalder en broker"
            told = self.words(before.start, before.end)
            return not (told[:2] == ["vi", "er"] and told[-1] == "det")
        # "Vores kunde, en kommune, vil …", "kunden (en region)": an apposition.
        if not clause.has_verb and index and clause.start and self.units[clause.start - 1].norm in ",(":
            ends = [
                cue for cue in self.clauses[index - 1].cues.get("other", []) if cue.end == self.clauses[index - 1].end
            ]
            if ends and not {"vi", "jeg", "os"} & set(
                self.words(self.clauses[index - 1].start, self.clauses[index - 1].end)
            ):
                return True
        # "Det er vores kunde, der er en region": the relative clause is about the kunde.
        if clause.lead in ("der", "som") and index and clause.opener == clause.lead:
            before = self.clauses[index - 1]
            return before.has("other") and not clause.has("own")
        return False

    def _own_between(self, clause: Clause, others: Sequence[Mark], mark: Mark) -> bool:
        """ "kunden siger, vi er …": the nearest subject counts."""
        last = max(cue.end for cue in others if cue.start < mark.start)
        between = self.words(last, mark.start)
        if "selv" in between and between[between.index("selv") - 1 : between.index("selv")] in (["og"], ["men"]):
            return self.speaks_of_us_first(mark)  # "vi er leverandør for en kunde og selv et ApS"
        return any(last <= cue.start for cue in clause.cues.get("own", []) if cue.start < mark.end)

    def speaks_of_us_first(self, mark: Mark) -> bool:
        """Whether the first subject of the sentence is "we": "vi leverer til en kunde og er selv …"."""
        members = [other for other in self.clauses if other.sentence == self.clause_of(mark).sentence]
        told = self.words(members[0].start, members[-1].end)
        cues = [cue.start for other in members for cue in other.cues.get("other", [])]
        ours = [members[0].start + at for at, word in enumerate(told) if word in ("vi", "jeg")]
        return bool(ours) and all(cue > ours[0] for cue in cues)

    def _is_denied(self, mark: Mark, index: int) -> bool:
        clause = self.clauses[index]
        outside = [cue for cue in clause.cues.get("negation", []) if not mark.start <= cue.start < mark.end]
        # "…, nej broker" and "nej, vi er …" reject what was said before, unless "nej" is all there is or "nej til …".
        outside = [
            cue
            for cue in outside
            if not (
                cue.start == clause.start
                and self.units[cue.start].norm == "nej"
                and self.words(cue.end, cue.end + 1) not in ([], ["til"])
            )
        ]
        if any(self._reaches(cue, mark) for cue in outside):
            return True
        if index and self.clauses[index - 1].sentence == clause.sentence:
            before = self.clauses[index - 1]
            # "det er forkert, at …" denies; "det er forkert, vi er …" corrects
            corrects = any(
                {"passer", "forkert"} & set(self.words(cue.start, cue.end))
                for cue in before.cues.get("denying_verb", [])
            )
            goes_on = not corrects and (clause.has("own") or clause.opener == "det")
            if before.has("denying_verb") and (clause.opener == "at" or goes_on):
                return True
            if not clause.has_verb and self.lists_denied(index):
                return True
        return False

    def _reaches(self, negation: Mark, mark: Mark) -> bool:
        """ "uden" and "ingen" deny what follows them; "ikke" the clause, but "X, ikke Y" only Y."""
        word = self.units[negation.start].norm
        if word in ("uden", "undtagen", "ingen", "intet", "hverken", "modsat", "udenom") and negation.start >= mark.end:
            return word == "ingen" and self.units[min(negation.end, len(self.units) - 1)].norm == "af"
        between = self.words(mark.end, negation.start)
        restarts = any(word in ("vi", "jeg") and after in VERBS for word, after in pairwise(between))
        if restarts and VERBS & set(self.words(self.clause_of(mark).start, mark.start)):
            return False  # "vi er et menighedsråd vi har ikke …": a sentence of its own, without a comma
        if word in ("uden", "ingen") and any(
            negation.end <= topic.start < mark.start and topic.end <= mark.start for topic in self.topics
        ):
            # "uden login på niveau Høj": only the nearest is denied
            return "med" not in self.words(negation.end, mark.start)
        return True

    def lists_denied(self, index: int) -> bool:
        """ "hverken MitID Erhverv, login eller myndighedsopgave": the list goes on without a verb."""
        for clause in reversed(self.clauses[:index]):
            if any(self.units[cue.start].norm == "hverken" for cue in clause.cues.get("negation", [])):
                return not {"kun", "blot", "bare", "men"} & set(
                    self.words(self.clauses[index].start, self.clauses[index].end)
                )
            if clause.has_verb or clause.sentence != self.clauses[index].sentence:
                return False
        return False

    def answer_tail(self, index: int) -> str:
        """ "myndighedsopgave? næ", "offentligretlig, ja": the next clause answers the topic before it."""
        clause = self.clauses[index]
        follower = self.next_clause(clause)
        if (
            follower is None
            or clause.has_verb
            or any(follower.start <= topic.start < follower.end for topic in self.topics)
        ):
            return ""
        opener = self.units[follower.start].norm
        words = self.words(follower.start, follower.end)
        # "offentligretligt organ, det er vi (altså ikke)", "myndighedsopgaver? dem har vi ingen af"
        if (
            opener in ("det", "dem", "den", "sådan")
            and len(words) > 2
            and words[1] in ("er", "har", "bliver", "gør", "udfører", "løser")
            and words[2] in ("vi", "jeg", "der")
        ):
            return "nej" if follower.has("negation") else "" if follower.has("doubt") else "ja"
        if opener in ("ja", "jo") and follower.end - follower.start <= 4:
            return "ja"
        if opener == "nej" and (follower.end - follower.start <= 1 or clause.ending == "?"):
            return "nej"
        following = self.next_clause(follower)
        if opener == "nej" and clause.ending == "?" and following is not None and following.has("negation"):
            return "nej"
        return ""

    def is_doubted(self, mark: Mark, index: int) -> bool:
        """Whether what ``mark`` says is left open, in its clause or beside it."""
        return doubt.is_doubted(self, mark, index)


def _within_clause(mark: Mark, units: Sequence[Unit], clauses: Sequence[Clause]) -> bool:
    """A phrase may cross a comma that it names itself, but not slip from one clause into the next by a gap."""
    crossed = any(mark.start < clause.start < mark.end for clause in clauses)
    named = any(unit.kind == "mark" or unit.norm == "men" for unit in units[mark.start : mark.end])
    return not crossed or named


_NOTE_PREPOSITIONS = word_set("i på til for efter med uden hele m m/ fra under v/ der hvor siden ved af om lige")
