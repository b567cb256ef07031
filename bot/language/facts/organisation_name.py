"""The organisation's own name, as it is written; and the company form that a name states by itself.

Names are found in the original text, where capitals count. What makes a name the user's own is what stands before it in
its clause ("vi er …", "jeg sidder i …"), or that it opens the message and the message goes on about "us".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.facts.clauses import Kind
from bot.language.facts.model import Finding
from bot.language.facts.name_patterns import (
    ABOUT_US,
    AFTER_SLASH,
    BOARD,
    BODY,
    CALLED,
    CLAUSE_BREAK,
    ENDING,
    FORM_ENDINGS,
    FORMED,
    FORMED_LEADS,
    GOES_ON,
    GOES_ON_ABOUT_OTHERS,
    GOT_FROM,
    GREETING,
    HEADING,
    INNER,
    LABELLED,
    LOWER_STATE,
    NO_HEADINGS,
    NO_NAMES,
    OPENERS,
    OTHERS,
    PEOPLE,
    STRONG_LEADS,
    TABLES,
    TRAILED,
    WORKPLACE_LEADS,
)
from bot.language.facts.reading import Reading, Verdict

__all__ = ["TABLES", "Name", "names", "of_others", "unknown"]


#: Behind these, "Dansk" begins the name.
_NAMED = re.compile(r"(?i:\b(?:navn er|hedder|navnet er|kalder os) )$")


@dataclass(frozen=True, slots=True)
class Name:
    """The name found, and the form that it states, if any."""

    finding: Finding
    form: Finding | None


def names(reading: Reading) -> Iterator[Name]:
    """Every name the message gives its own organisation, in the order of the text."""
    formed = list(_formed(reading))
    if formed:
        yield from formed
        return
    if reading.asked == "organisation_name":
        yield from _whole_answer(reading)
        return
    others = of_others(reading)
    for find in (_labelled, _led, _set_apart):
        found = next((name for name in find(reading) if find is _labelled or not _overlaps(name.finding, others)), None)
        if found is not None:
            yield found
            return


def _overlaps(finding: Finding, spans: list[tuple[int, int]]) -> bool:
    return any(finding.start < end and start < finding.end for start, end in spans)


def unknown(reading: Reading) -> Iterator[Finding]:
    """ "Det præcise navn på organisationen kender jeg ikke"."""
    for topic in reading.named("organisation_name:topic"):
        clause = reading.clause_of(topic)
        # "hvad" makes most clauses ask for a notion; here it asks for the name itself
        doubted = reading.verdict(topic) is Verdict.DOUBTED or (
            clause.kind is Kind.INDIRECT and any(other.has("doubt") for other in reading.clauses)
        )
        if doubted and not clause.has("past") and not clause.has("other"):
            yield reading.finding("unknown", topic.start, topic.end)


def _formed(reading: Reading) -> Iterator[Name]:
    """Names that state their form, of the user's own organisation."""
    text = reading.text
    for start, end, form in _named_bodies(text):
        if not _is_own(text, start, end):
            continue
        if text[end : end + 1] == "." and re.search(r"(?i:\.[abm])$", text[start:end]):
            end += 1
        yield _with_form(text, start, end, form)


def of_others(reading: Reading) -> list[tuple[int, int]]:
    """Where bodies are named that are not the user's own: the form in such a name is not theirs, either."""
    text = reading.text
    return [
        (start, end)
        for start, end, _ in _named_bodies(text)
        if (" " in text[start:end] or text[start].isupper()) and not _is_own(text, start, end)
    ]


def _named_bodies(text: str) -> list[tuple[int, int, int | None]]:
    """Every name in the text that states a form, with the form's code (``None``: by its ending)."""
    found: list[tuple[int, int, int | None]] = []
    for pattern, form in FORMED:
        for match in pattern.finditer(text):
            start, end = _without_lead_in(text, match.start(), match.end())
            if re.fullmatch(ENDING, text[start:end]):
                continue  # "Privat ApS her": no name is left before the form
            overlaps = any(start < other_end and other_start < end for other_start, other_end, _ in found)
            if start < end and not overlaps and not BOARD.search(text[start:end]):
                found.append((start, end, form))
    lower = LOWER_STATE.match(text)
    if lower and not found and not BOARD.search(lower["name"]):
        found.append((lower.start("name"), lower.end("name"), 230))
    return found


def _with_form(text: str, start: int, end: int, form: int | None) -> Name:
    last = text[start:end].rsplit(" ", 1)[-1]
    code = FORM_ENDINGS.get(last.lower()) if form is None else form
    evidence = {245: (start, start + len("region")), 230: (start, end)}.get(form or 0, (end - len(last), end))
    return Name(Finding(text[start:end], start, end), Finding(code, *evidence) if code is not None else None)


def _without_lead_in(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out what a sentence begins with before the name: "Vi", "Jeg er", "Firmaet", "Skal"."""
    while start < end:
        word = re.match(r"[\w'’/-]+[ .]*", text[start:end])
        if word is None or word[0].strip(" .").lower() not in NO_NAMES or word.end() >= end - start:
            break
        if re.match(r"(?:Region|REGION|Styrelsen|Ministeriet|Fonden|Foreningen)\b", text[start:end]):
            break
        if re.match(r"(?:Dansk|Danmarks|Den|Det) [A-ZÆØÅ]", text[start:end]) and _NAMED.search(text[:start]):
            break
        if start == 0 and re.match(r"(?:Den|Det|De|Dansk|Danmarks|Selvejende)\b", text):
            break
        start += word.end()
    return start, end


def _is_own(text: str, start: int, end: int) -> bool:
    """Whether a name that states its form is the user's own: by its lead, or because it opens what is said about "us"."""
    before, after = text[:start], text[end:]
    clause = CLAUSE_BREAK.split(before)[-1].strip(" «»\"'(")
    if text[start:end].lower() == "digitaliseringsstyrelsen" and not re.search(
        r"(?i:^|\bvi (?:er|i)|\bjeg .*\b(?:ansat|arbejder) i|her i)$", clause
    ):
        return False  # it runs NemLog-in: it is named far more often than it asks
    if re.search(r"\b(?:tidligere|før|engang|nu nedlagte)$", clause):
        return False
    if not clause or GREETING.match(clause + " "):
        return _opens_about_us(before, after)
    if re.match(r"[A-ZÆØÅ][\w-]+(?: [A-ZÆØÅ][\w-]+)* (?:fra|i|hos)$", clause) and GREETING.match(
        before[: before.rfind(clause)]
    ):
        return True  # "God morgen, Lotte fra Jammerbugt Kommune"
    if STRONG_LEADS.search(clause):
        return not re.search(r"(?i:\b(?:handler|skriver) ?)$", clause)
    if OTHERS.search(clause) or GOT_FROM.search(clause):
        return False
    if CALLED.search(before.rstrip(" «»\"'(")):
        return True
    if WORKPLACE_LEADS.search(clause):
        return not re.search(r"(?i:\b(?:for|til) [\w-]+ i$)", clause)
    if (
        re.search(r"(?i:^(?:vi|jeg) )", clause)
        and re.search(r"(?i:\b(?:i|hos|på)$)", clause)
        and re.search(r"(?i: (?:er|sidder|arbejder) )", clause)
    ):
        return True
    lead = FORMED_LEADS.search(clause)
    if lead is None:
        return False
    word = lead[0].strip().lower()
    if word in ("skal", "må", "kan", "bør", "som"):
        return re.search(r"\b(?:vi|jeg|os)\b", after if word != "som" else clause + after) is not None
    return word != "og"


def _opens_about_us(before: str, after: str) -> bool:
    """A name that opens a clause is their own when the message goes on about "us", or is only a note."""
    if GOES_ON_ABOUT_OTHERS.match(after) or not GOES_ON.match(after):
        return False
    if re.search(r"(?i:\b(?:kunde\w*|moderselskab\w*|leverandøren)\b[^.]*[,:(]\s*)$", before) or re.match(
        r"^\W*\?", after.removeprefix("s")
    ):
        return False
    if re.match(r"^s?\s*er\b", after):
        return re.search(r"\b(?:vi|os)\b", after) is not None
    inside = re.search(r"\w", before) is not None and GREETING.match(before) is None
    return not inside or not re.match(r"^, [a-zæøå]", after) or ABOUT_US.search(before + after) is not None


def _labelled(reading: Reading) -> Iterator[Name]:
    """ "firma: nordlys it i/s"."""
    for match in LABELLED.finditer(reading.text):
        name = match["name"].rstrip(" .")
        start = match.start("name")
        if name.lower() not in NO_NAMES and len(name) > 1:
            yield _with_form(reading.text, start, start + len(name), None)


def _led(reading: Reading) -> Iterator[Name]:
    """ "vi hedder Museum Hedeland", "jeg sidder på kontoret på Skovkanten Friskole"."""
    text = reading.text
    for match in INNER.finditer(text):
        start, end = _without_lead_in(text, match.start("name"), match.end("name"))
        name = _without_place(text[start:end])
        clause = CLAUSE_BREAK.split(text[:start])[-1].strip(" «»\"'(")
        if re.search(r"(?i:(?:mit firma|vores eget kontor|vores virksomhed), )$", text[:start]):
            clause = "mit firma,"
        if not _is_name(name) or GOT_FROM.search(clause):
            continue
        if CALLED.search(text[:start].rstrip(" «»\"'(")):
            yield Name(Finding(name, start, start + len(name)), None)
        words = name.split()
        strong = STRONG_LEADS.search(clause) and not re.search(r"(?i:\b(?:er fra|vi fra)$)", clause)
        owner = re.search(r"\b(?i:vi|jeg|som|ansat|her)\b", clause) is not None or re.match(
            r"^ \w+ vi\b", text[start + len(name) :]
        )
        workplace = WORKPLACE_LEADS.search(clause) and not OTHERS.search(clause) and owner and len(words) > 1
        whole = re.search(r"(?i:^det er$)", clause) and len(words) > 1 and text[start + len(name) :].strip(" .!") == ""
        if strong or workplace or whole or (re.search(r"(?i:er fra$)", clause) and len(words) > 1):
            yield Name(Finding(name, start, start + len(name)), None)


def _without_place(name: str) -> str:
    """ "Udbetaling Danmark i Hillerød": the place is no part of the name."""
    return re.sub(r"(?<=\w\w) i [A-ZÆØÅ]\w+$", "", name).rstrip(" .")


def _set_apart(reading: Reading) -> Iterator[Name]:
    """Names that stand by themselves: "Trustbro her", "cvr … / Gylling Gas / …", "Kildebæk Efterskole, CVR …"."""
    text = reading.text
    for pattern in (TRAILED, AFTER_SLASH, BODY, HEADING):
        for match in pattern.finditer(text):
            name = _without_place(match["name"])
            if not _is_name(name) or (
                pattern is HEADING and not _is_heading(reading, name, text[match.start("name") + len(name) :])
            ):
                continue
            yield Name(Finding(name, match.start("name"), match.start("name") + len(name)), None)


def _is_name(name: str) -> bool:
    words = name.split()
    if len(name) < 2 or name.replace(" ", "").isdigit() or re.fullmatch(rf"{ENDING}|[A-ZÆØÅ]{{2,3}}", name):
        return False
    if len(words) == 1 and (words[0].lower() in NO_NAMES or words[0].lower() in PEOPLE):
        return False
    if words[0].lower() in NO_NAMES and words[0] not in OPENERS:
        return False
    return not re.search(r"(?i)^mitid|^nemlog|^i[td]$|^kommune$|^region$|digitaliseringsstyrelsen", name)


def _is_heading(reading: Reading, name: str, after: str) -> bool:
    """Two capitalised words before the rest of a note that tells something: a topic, a number, or "vi"."""
    words = name.split()
    if words[0].lower() in NO_HEADINGS or sum(1 for word in words if not word[0].islower()) < 2:
        return False
    rest = after.strip(" .")
    tells = bool(reading.topics) or re.search(r"\d{4}", rest) is not None or ABOUT_US.search(rest) is not None
    return bool(rest) and tells and not re.match(r"^\s*\?", after)


def _whole_answer(reading: Reading) -> Iterator[Name]:
    """The whole answer to the question for the name, without lead-in and what follows a comma or bracket."""
    match = re.match(
        r"\s*(?:(?i:vi er|vi hedder|det er|navnet er|jeg er fra|firmaet hedder|vi kalder os|vores navn er)\s+)?"
        r"(?P<name>[^,;()?]{2,80}?)(?:\s+(?i:hedder vi|her|er navnet))?\s*(?:[,;(.].*)?$",
        reading.text,
    )
    if match is None or any(clause.has("doubt") for clause in reading.clauses):
        return
    name = match["name"].strip()
    declined = r"(?i)nej|ja|spring over|pas|måske|nej tak|hvorfor.*|hvad.*|ingen.*|(?:.*\b)?ikke\b.*"
    if re.fullmatch(declined, name) or len(name.split()) > 7:
        return
    yield Name(Finding(name, match.start("name"), match.start("name") + len(name)), None)
