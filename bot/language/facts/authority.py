"""Whether the authority that is supplied can create the it-system itself: the clause decides, not the ja or nej before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.facts.clauses import Clause, Kind
from bot.language.facts.model import Finding
from bot.language.facts.phrases import Mark
from bot.language.facts.reading import Reading
from bot.language.facts.word_set import word_set

#: "De myndigheder, vi leverer til, …": told of them, though "we" are in it.
_SERVED = re.compile(
    r"\b(?:som )?vi (?:\w+ )?(?:leverer|sælger|arbejder|bygger|udvikler|hjælper|servicerer)(?: (?:den|det|systemet|løsningen))?(?: "
    r"(?:til|for))?(?= |$)"
)
_AFTER_ECHO = word_set("selv nu endnu gøre altså i")
_FACT = "authority_cannot_create_system"

TABLES: dict[str, tuple[str, ...]] = {
    f"{_FACT}:yes": (
        "hverken ..5 oprette", "kan ikke oprettes ..3 af $THEY", "kun|bare os ,? der|som kan ..1 oprette",
        "det kan $THEY ikke ..2 selv", "kan ikke selv gøre det",
        "evner ikke", "forhindret i ..2 oprette", "afskåret fra ..2 oprette", "ingen ..2 ret til ..2 oprette",
        "har ikke ret til ..2 oprette", "kan ikke stå for oprettelsen", "mangler mulighed for ..2 oprette",
        "kan|kunne|må|magter|formår|evner|har|er ..3 ikke ..6 oprette|registrere|lave ..2 $SYSTEM|noget|selv",
        "kan|magter|formår|evner ..2 ikke ..4 oprette*", "ude af stand til ..5 oprette*",
        "ikke ..2 i stand til ..5 oprette*", "ingen ..2 mulighed for ..4 oprette|lave|registrere",
        "ikke ..3 mulighed for ..4 oprette|lave|registrere",
        "ikke lov til ..4 oprette", "kan ikke ..1 selv", "ikke selv kan ..3 oprette*", "ikke ..1 kan ..2 oprette*",
        "kan ikke selv oprette", "ingen af ..2 kan ..3 oprette", "kan umuligt ..3 oprette*",
        "selv ikke kan ..2 oprette", "har ikke ..3 adgang til ..3 oprette", "ikke selv ..3 oprette",
        "kun vi|os ..2 kan|der ..4 oprette", "må vi|os ..3 oprette ..3 for dem", "ikke kan oprette",
        "kan hverken oprette", "magter ikke", "kan $THEY ikke ..3 oprette", "kan de ikke ..3 oprette",
        "oprette ..3 kan de ikke",
    ),
    f"{_FACT}:no": (
        "må ..1 godt|gerne ..2 oprette ..3 selv",
        "$THEY opretter", "selv ..1 stå for ..2 oprette*", "klarer ..2 selv ..2 oprettelse*",
        "klarer ..2 oprettelse*", "ordner ..2 oprettelse*", "oprettelse* klarer|ordner|tager|står $THEY",
        "har selv oprettet", "står selv for at oprette", "oprettelsen tager $THEY",
        "opretter ..4 selv", "opretter selv", "selv opretter", "kan ..3 selv ..2 oprette", "selv kan ..2 oprette",
        "kan ..4 oprette ..3 selv", "sagtens ..3 oprette*", "godt ..3 oprette*", "har ..2 oprettet",
        "selv ..2 står for ..2 oprettelse*", "står selv for ..2 oprettelse*", "laver selv ..2 oprettelse*",
        "selv har oprettet", "tager ..2 af oprettelse*", "opretter $SYSTEM", "er oprettet af $THEY",
        "står for oprettelse*", "selv oprette", "allerede oprettet", "opretter den|det", "selv ..3 opretter",
        "i stand til ..3 oprette", "sørger ..2 for ..2 oprette*",
    ),
    f"{_FACT}:topic": ("lov til ..2 oprette*", "kan ..3 oprette*", "i stand til ..4 oprette*", "selv ..3 oprette*", "oprettelse*",
    "mulighed ..4 oprette*"),
    # Without the word "oprette", which the message must then have elsewhere: "det kan de godt selv".
    "authority_echo:yes": (
        "det kan|må $THEY ..1 ikke", "$THEY kan ..1 ikke", "$THEY kan ikke ..1 selv", "ikke gøre det selv",
        "$THEY ikke har ..1 mulighed for det", "$THEY har ikke|ingen ..1 mulighed for det",
    ),
    "authority_echo:no": (
        "det kan|må $THEY ..1 godt|sagtens|fint|selv",
        "nu kan $THEY ..1 godt|sagtens|fint", "det kan $THEY nu", "$THEY kan ..1 godt|sagtens|fint ..1 selv?", "gør $THEY selv",
    ),
    "authority_answer:yes": (
        "kan ..2 ikke selv", "kan $THEY ikke", "ingen mulighed", "kan ikke", "ikke lov til", "kun vi",
        "os der må ..3", "kan ..1 ikke", "deler jo samme|samme installation", "deler ..2 samme",
    ),
    "authority_answer:no": (
        "kan $THEY sagtens|godt", "leverer slet ikke til det offentlige", "kan ..1 godt|sagtens",
        "har $THEY ..1 gjort", "leverer ..2 ikke til", "kunder er kun private", "kun private", "selv kan",
        "selv ..1 oprette",
    ),
    "authority_other": (
        "kommune*|region*|styrelse*|ministeri*|myndighed*|kunde*|de|den|departement*|direktorat*|tilsyn*|forvaltning*|havnen|*styrelsen|*tilsynet|*ministeriet|*styrelse|staten",
    ),
    "authority_object": (
        "bruger*|medarbejder*|konto|aftale*|rettighed*|sag|profil|testbruger*|password|certifikat*|metadata*|cvr*|ansøgning*",
    ),
}  # fmt: skip


def findings(reading: Reading) -> Iterator[Finding]:
    """Every value the message states for the fact, in the order of the text."""
    seen: set[int] = set()
    answering = reading.asked == _FACT
    names = [f"{_FACT}:yes", f"{_FACT}:no", f"{_FACT}:topic"] + (
        ["authority_answer:yes", "authority_answer:no"] if answering else []
    )
    if any(unit.norm.startswith("opret") for unit in reading.units):
        names += ["authority_echo:yes", "authority_echo:no"]
    marks = sorted(
        (mark for name in names for mark in reading.named(name)), key=lambda mark: (mark.start, names.index(mark.name))
    )
    for mark in marks:
        index = reading.clause_index(mark)
        if index in seen:
            continue
        value = _value(reading, index, names)
        if value:
            seen.add(index)
            yield reading.finding(value, mark.start, mark.end)


def _value(reading: Reading, index: int, names: list[str]) -> str:
    clause = reading.clauses[index]
    inside = {
        name.rpartition(":")[2]: mark
        for name in reversed(names)
        for mark in reading.named(name)
        if clause.start < mark.end <= clause.end
    }
    if reading.asked == _FACT and {"nogle", "andre"} <= set(reading.words(0, len(reading.units))):
        return "unknown"
    echo = next((mark for mark in inside.values() if mark.name.startswith("authority_echo")), None)
    if echo and not _AFTER_ECHO.issuperset(reading.words(echo.end, clause.end)[:1]):
        return ""  # "kunden kan ikke finde den"
    mark = inside.get("yes") or inside.get("no") or inside["topic"]
    if clause.has("meta") or not _about_authority(reading, index, mark):
        return ""
    if reading.is_doubted(mark, index):
        return "unknown"
    past = clause.has("past") or (clause.has("before") and "kunne" in reading.words(clause.start, clause.end))
    if clause.kind is not Kind.STATEMENT or past or clause.has("generic"):
        return ""
    if "yes" in inside:
        return "yes"
    if "no" in inside and _is_plain(reading, clause, inside["no"]):
        return "no"
    return ""


def _is_plain(reading: Reading, clause: Clause, mark: Mark) -> bool:
    """Whether nothing denies the phrase; a "nej" in front is about the question, and the phrase may hold an "ikke" itself."""
    denials = [
        cue
        for cue in clause.cues.get("negation", [])
        if not (mark.name.startswith("authority_answer") and mark.start <= cue.start < mark.end)
    ]
    # "de kan sagtens oprette systemet uden os"
    denials = [cue for cue in denials if not (reading.units[cue.start].norm == "uden" and cue.start >= mark.end)]
    return all(cue.start == clause.start and reading.units[cue.start].norm == "nej" for cue in denials)


def _about_authority(reading: Reading, index: int, mark: Mark) -> bool:
    """The authority must be the subject, in this clause or, for "som …" and "de …", in the one before."""
    clause = reading.clauses[index]
    words = reading.words(clause.start, clause.end)
    if any(clause.start <= other.start < clause.end for other in reading.marks.get("authority_object", [])):
        return False
    if {"kun", "os"} <= set(reading.words(mark.start, mark.end)) and reading.marks.get("authority_other"):
        return True  # "det er kun os, der kan oprette systemet"
    others = [other for other in reading.marks.get("authority_other", []) if clause.start <= other.start < clause.end]
    if others:
        last = others[-1]
        related = reading.words(last.end, last.end + 1) in (["der"], ["som"]) and last.start < mark.start
        if related and reading.words(max(0, last.start - 1), last.start) in (["en"], ["et"]):
            # "… for en kommune, der selv kan …"; not "en myndighed, der selv kan …" in general
            return bool(reading.marks.get("role:supplier")) and "vi" not in reading.words(last.end, mark.start)
        head = _SERVED.sub("", " ".join(words[: mark.start - clause.start + 1])).split()
        return not any(word in ("vi", "jeg") for word in head) or "kun" in words or mark.name == "authority_answer:yes"
    if (
        clause.opener in ("som", "der", "og", "men", "ikke", "er", "kan", "har")
        or clause.start == mark.start
        or reading.asked == _FACT
    ):
        if reading.asked == _FACT:
            return "vi" not in words or "kun" in words or "leverer" in words
        if clause.opener in ("og", "men") and index and reading.clauses[index - 1].has("own"):
            return False  # "Vi er leverandør for en kommune og opretter …": we do
        # "styrelsen, som er vores kunde, er ude af stand …": a parenthesis may stand in between
        return any(
            before.start <= other.start < before.end
            for before in reading.clauses[max(0, index - 2) : index]
            for other in reading.marks.get("authority_other", [])
        )
    return False
