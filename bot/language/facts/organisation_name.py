"""The organisation's own name, as it is written; and the company form that a name states by itself.

Names are found in the original text, where capitals count. What makes a name the user's own is what stands before it in
its clause ("vi er …", "jeg sidder i …"), or that it opens the message and the message goes on about "us".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.language.facts.model import Finding
from bot.language.facts.municipalities import MUNICIPALITIES, REGIONS
from bot.language.facts.reading import Reading
from bot.language.facts.word_set import word_set


def _any(words: Iterable[str]) -> str:
    """A pattern for any of these phrases, longest first."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=len, reverse=True))


_WORD = r"(?:(?:Sct|Skt|St|Dr|Chr|Kgl)\.|[A-ZÆØÅÉÖÄÜ0-9][\w'’&-]*(?:\.\w+)*)"
_SMALL = r"(?:og|for|i|på|ved|af|de|den|det|&|\+|v/|til|under|/)"
#: A name: capitalised words, with small ones only between them.
_PROPER = rf"{_WORD}(?:[ -](?:{_SMALL} )?(?:{_SMALL} )?{_WORD})*"
_FORM_ENDINGS = {
    "a/s": 60, "aps": 80, "i/s": 30, "k/s": 40, "p/s": 70, "a.m.b.a.": 140, "a.m.b.a": 140, "amba": 140,
    "s.m.b.a.": 151, "s.m.b.a": 151, "f.m.b.a.": 152, "f.m.b.a": 152, "ivs": 81,
}  # fmt: skip
_ENDING = rf"(?i:{_any(_FORM_ENDINGS)})(?![\w/])"
_STATE = "styrelsen|ministeriet|direktoratet|departementet"

#: Names that state their form: by the word in them, and the form's code (``None``: by the ending).
_FORMED: tuple[tuple[re.Pattern[str], int | None], ...] = (
    (re.compile(rf"(?<![\w-])(?:{_WORD}[ -])?{_WORD} (?:Region)?(?i:kommune)(?=s?\b)"), 250),
    (re.compile(rf"(?<![\w-])(?i:(?:{_any(MUNICIPALITIES)}) kommune|bornholms regionskommune)(?=s?\b)"), 250),
    (re.compile(rf"(?<![\w-])(?i:region (?:{_any(REGIONS)}))\b"), 245),
    (re.compile(rf"(?<![\w-])(?:{_WORD}- og )?[A-ZÆØÅ]\w+(?:{_STATE}|{_STATE.upper()})(?=s?\b)"), 230),
    (re.compile(rf"(?<![\w-])(?:Styrelsen|Ministeriet|Direktoratet|Departementet) for {_PROPER}"), 230),
    (re.compile(rf"(?<![\w-]){_PROPER} {_ENDING}"), None),
    (re.compile(rf"(?<![\w-])(?:{_WORD}[ -])*{_WORD} (?i:menighedsråd|provsti)(?=s?\b)"), 260),
)
#: Without capitals only what opens the message: "energistyrelsen".
_LOWER_STATE = re.compile(rf"^\W*(?P<name>[a-zæøå]{{3,}}(?:{_STATE}))\b", re.IGNORECASE)
_BOARD = re.compile(r"bestyrelse|folkestyrelse", re.IGNORECASE)

_US = r"(?:vi|firmaet|selskabet|foreningen|organisationen|virksomheden|skolen)"
#: Leads to a name, whatever the name looks like.
_STRONG_LEADS = re.compile(
    r"(?:^|\b)(?:(?:vores|min|mit) (?:forening|firma|virksomhed|skole|institution|selskab|museum|organisation|fond|klub)\w* hedder"
    rf"|{_US} hedder|{_US} er|vi kalder os|navnet er|vores navn er|(?:jeg|vi) repræsenterer|(?:jeg|vi) er fra"
    r"|det drejer sig om|på vegne af|mit firma,|vores eget kontor,|vores virksomhed,"
    r"|vi er (?:en )?(?:del|afdeling) (?:af|i)|(?:formand|kasserer|direktør|sekretær) for)$",
    re.IGNORECASE,
)
#: Leads that say where somebody works: enough for a name of several words, or one that states its form.
_WORKPLACE_LEADS = re.compile(
    r"(?:^|\b)(?:vi (?:her )?(?:i|hos|på|fra)|(?:jeg|vi) (?:er|sidder|arbejder|kommer|ringer|skriver|"
    r"jobber)(?: [\w-]+){0,5} (?:i|hos|på|fra|ved)|jeg arbejder for"
    r"|jeg er [\w-]+(?: og [\w-]+)? i|(?:ansat|konsulent|medarbejder|partner|chef|leder|projektleder|jurist) (?:i|hos|på|ved)"
    r"|som [\w-]+ (?:i|hos|på)|min chef i|her (?:i|hos|på|fra)|hos os i|os i|skal vi i|^i|^hos|^fra|på [\w-]+ i|her på)$",
    re.IGNORECASE,
)
#: Only for names that state their form: "Skal Gentofte Kommune …, når vi", "…, det er Larsen ApS".
_FORMED_LEADS = re.compile(
    r"(?:^|\b|\s)(?:det er|her er|skal|må|kan|bør|som|og|ved|/|–|-|firma:|organisation:)$", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\b(?:kunde\w*|moderselskab\w*|leverandør(?:en)?|konkurrent\w*|nabo\w*|samarbejder|aftale|under|kontakt|"
    r"kontaktperson|til|hedder det|min søster|min mand|borger|bor|bosat|patient|elev|overtaget|købt|fra vores)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^\W*(?:hej|hejsa|goddag|godmorgen|davs?|mojn|ja|jo|nej|altså|rettelse|nå|velkommen)[\s,:!]*$", re.IGNORECASE
)
_CLAUSE_BREAK = re.compile(r"[.;!?](?=\s)|, | men |: ")

_LABELLED = re.compile(
    r"\b(?i:organisation|firma|navn|virksomhed|organisationens navn|firmanavn): *"
    r"(?P<name>[^,;:()\n]{2,60}?)(?= *(?:[,;()\n]|\. |\.?$))"
)
_TRAILED = re.compile(
    rf"(?:^|(?<=[.;,!?] ))(?P<name>{_PROPER})(?=,? (?:her|hedder (?:vi|den|jeg|firmaet)|er navnet|er min enkeltmands\w*|er mit firma)\b)"
)
_INNER = re.compile(rf"(?<![\w-])(?P<name>{_PROPER})")
#: A name that opens the message, up to a comma or the like.
_HEADING = re.compile(rf"^(?P<name>{_PROPER})(?= *(?:,|/| - |–|;|$|\.(?: |$)|\(| mener selv\b))")
_AFTER_SLASH = re.compile(rf"/ (?P<name>{_PROPER})(?= */)")
#: In a list of fragments ("Mette Hansen, Fonden Det Gode Liv, cvr …") a word for a kind of body tells the name from a person.
_BODY = re.compile(
    rf"(?:^|, )(?P<name>(?:Fonden|Foreningen|Selskabet|Museet|Den Selvejende Institution) {_PROPER})(?=,|$)"
)

#: What a name that opens a clause goes on with when it is said of others: "Aarhus Kommune har lavet noget".
_GOES_ON_ABOUT_OTHERS = re.compile(
    r"^s? (?:har (?!vi\b)|kan |opretter|vil (?!gerne)|får |blev|ejer |siger|kræver|bruger |gør|bliver|lavede|skrev|mener (?!selv)"
    r"|betaler|træffer|som\b|i forvejen|tilbyder|sagde|og [A-ZÆØÅ]|skal (?!vi))"
)
_GOES_ON = re.compile(
    r"^s?\s*(?:$|[,.;:!/(–-]|her\b|hedder\b|sender\b|er\b|skal vi\b|vil gerne\b|mener selv\b|søger\b|ønsker\b|i eget\b|sammen med\b"
    r"|cvr\b|dk\b|\d|i [A-ZÆØÅ]|ringer\b|spørger\b|skriver\b)"
)
_ABOUT_US = re.compile(r"\b(?:vi|vores|jeg|os)\b", re.IGNORECASE)

#: Words that begin sentences with a capital and are no names, or no part of one at its beginning.
_NO_NAMES = word_set(
    "ansat i hos på fra af til vi jeg er en et det den de hej goddag ja nej kan skal må hvad hvem hvor hvordan hvorfor hvornår hvis når "
    "mitid nemlog-in nemlogin cvr cpr sso kommune region styrelse ministerium mitid-broker broker leverandør it-leverandør udbyder "
    "systemet løsningen vores login signering kun bare tak alle ingen hverken om som fordi vedr ang enk aps a/s i/s k/s p/s sta kom reg "
    "fon for ffo efo fki øvr sov nsis niveau multi-tenant multitenant-leverandør multitenant saas danmark dansk staten kommunen regionen "
    "myndigheden myndighedsopgave digitaliseringsstyrelsen api saml oiosaml eidas idp nemlog-in-admin virk rettelse godkendt selvejende "
    "fond forening aktieselskab anpartsselskab andelsselskab kommanditselskab interessentskab partnerselskab enkeltmandsvirksomhed "
    "enkeltmandsfirma erhvervsdrivende frivillig folkekirkelig privat offentlig offentligretligt brugerorganisation it digital post borger "
    "mitid-erhverv altså okay ok hmm hallo firmaet selskabet foreningen organisationen virksomheden og så navnet mit min"
)
_PEOPLE = word_set(
    "studerende borger konsulent forælder udvikler pensionist sagsbehandler jurist sekretær projektleder kunde bruger ansat medarbejder "
    "direktør chef ny nybegynder vandværket skolen museet foreningen fonden selskabet firmaet biblioteket gymnasiet universitetet kirken "
    "hospitalet klubben kommunen regionen"
)
_NO_HEADINGS = word_set(
    "mvh venlig hilsen hilsner godmorgen godaften mojn danmark nemlog-in mitid erhverv tak okay jo alle lige min mit mine vores der dem "
    "hallo hejsa dav kære sikker single digital sso cpr kun bare øvrige filial statslig tilsluttet multi broker kort prøv privat åben ny "
    "gratis adgang metadata test pris priser certifikat hvilken vil får"
)
_OPENERS = word_set("Den Det De Dansk Danmark Foreningen Fonden Selskabet Region")


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
    for find in (_labelled, _led, _set_apart):
        found = next(find(reading), None)
        if found is not None:
            yield found
            return


def _formed(reading: Reading) -> Iterator[Name]:
    """Names that state their form."""
    text = reading.text
    taken: list[tuple[int, int]] = []
    for pattern, form in _FORMED:
        for match in pattern.finditer(text):
            start, end = _without_lead_in(text, match.start(), match.end())
            if start >= end or any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            if _BOARD.search(text[start:end]) or not _is_own(text, start, end):
                continue
            if text[end : end + 1] == "." and re.search(r"(?i:\.[abm])$", text[start:end]):
                end += 1
            taken.append((start, end))
            yield _with_form(text, start, end, form)
    lower = _LOWER_STATE.match(text)
    if (
        lower
        and not taken
        and not _BOARD.search(lower["name"])
        and _is_own(text, lower.start("name"), lower.end("name"))
    ):
        yield _with_form(text, lower.start("name"), lower.end("name"), 230)


def _with_form(text: str, start: int, end: int, form: int | None) -> Name:
    last = text[start:end].rsplit(" ", 1)[-1]
    code = _FORM_ENDINGS.get(last.lower()) if form is None else form
    evidence = {245: (start, start + len("region")), 230: (start, end)}.get(form or 0, (end - len(last), end))
    return Name(Finding(text[start:end], start, end), Finding(code, *evidence) if code is not None else None)


def _without_lead_in(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out what a sentence begins with before the name: "Vi", "Jeg er", "Firmaet", "Skal"."""
    while start < end:
        word = re.match(r"[\w'’/-]+[ .]*", text[start:end])
        if word is None or word[0].strip(" .").lower() not in _NO_NAMES or word.end() >= end - start:
            break
        if re.match(r"(?:Region|REGION|Styrelsen|Ministeriet|Fonden|Foreningen)\b", text[start:end]):
            break
        if start == 0 and re.match(r"(?:Den|Det|De|Dansk|Danmarks|Selvejende)\b", text):
            break
        start += word.end()
    return start, end


def _is_own(text: str, start: int, end: int) -> bool:
    """Whether a name that states its form is the user's own: by its lead, or because it opens what is said about "us"."""
    before, after = text[:start], text[end:]
    clause = _CLAUSE_BREAK.split(before)[-1].strip(" «»\"'(")
    if text[start:end].lower() == "digitaliseringsstyrelsen" and not re.search(
        r"(?i:^|\bvi (?:er|i)|\bjeg .*\b(?:ansat|arbejder) i|her i)$", clause
    ):
        return False  # it runs NemLog-in: it is named far more often than it asks
    if re.search(r"\b(?:tidligere|før|engang|nu nedlagte)$", clause):
        return False
    if not clause or _GREETING.match(clause + " "):
        return _opens_about_us(before, after)
    if _STRONG_LEADS.search(clause):
        return not re.search(r"(?i:\b(?:handler|skriver) ?)$", clause)
    if _OTHERS.search(clause):
        return False
    if _WORKPLACE_LEADS.search(clause):
        return not re.search(r"(?i:\b(?:for|til) [\w-]+ i$)", clause)
    if (
        re.search(r"(?i:^(?:vi|jeg) )", clause)
        and re.search(r"(?i:\b(?:i|hos|på)$)", clause)
        and re.search(r"(?i: (?:er|sidder|arbejder) )", clause)
    ):
        return True
    lead = _FORMED_LEADS.search(clause)
    if lead is None:
        return False
    word = lead[0].strip().lower()
    if word in ("skal", "må", "kan", "bør", "som"):
        return re.search(r"\b(?:vi|jeg|os)\b", after if word != "som" else clause + after) is not None
    return word != "og"


def _opens_about_us(before: str, after: str) -> bool:
    """A name that opens a clause is their own when the message goes on about "us", or is only a note."""
    if _GOES_ON_ABOUT_OTHERS.match(after) or not _GOES_ON.match(after):
        return False
    if re.search(r"(?i:\b(?:kunde\w*|moderselskab\w*|leverandøren)\b[^.]*[,:(]\s*)$", before) or re.match(
        r"^\W*\?", after.removeprefix("s")
    ):
        return False
    if re.match(r"^s?\s*er\b", after):
        return re.search(r"\b(?:vi|os)\b", after) is not None
    inside = re.search(r"\w", before) is not None and _GREETING.match(before) is None
    return not inside or not re.match(r"^, [a-zæøå]", after) or _ABOUT_US.search(before + after) is not None


def _labelled(reading: Reading) -> Iterator[Name]:
    """ "firma: nordlys it i/s"."""
    for match in _LABELLED.finditer(reading.text):
        name = match["name"].rstrip(" .")
        start = match.start("name")
        if name.lower() not in _NO_NAMES and len(name) > 1:
            yield _with_form(reading.text, start, start + len(name), None)


def _led(reading: Reading) -> Iterator[Name]:
    """ "vi hedder Museum Hedeland", "jeg sidder på kontoret på Skovkanten Friskole"."""
    text = reading.text
    for match in _INNER.finditer(text):
        start, end = _without_lead_in(text, match.start("name"), match.end("name"))
        name = _without_place(text[start:end])
        clause = _CLAUSE_BREAK.split(text[:start])[-1].strip(" «»\"'(")
        if re.search(r"(?i:(?:mit firma|vores eget kontor|vores virksomhed), )$", text[:start]):
            clause = "mit firma,"
        if not _is_name(name):
            continue
        words = name.split()
        strong = _STRONG_LEADS.search(clause) and not re.search(r"(?i:\b(?:er fra|vi fra)$)", clause)
        owner = re.search(r"\b(?i:vi|jeg|som|ansat|her)\b", clause) is not None or re.match(
            r"^ \w+ vi\b", text[start + len(name) :]
        )
        workplace = _WORKPLACE_LEADS.search(clause) and not _OTHERS.search(clause) and owner and len(words) > 1
        whole = re.search(r"(?i:^det er$)", clause) and len(words) > 1 and text[start + len(name) :].strip(" .!") == ""
        if strong or workplace or whole or (re.search(r"(?i:er fra$)", clause) and len(words) > 1):
            yield Name(Finding(name, start, start + len(name)), None)


def _without_place(name: str) -> str:
    """ "Udbetaling Danmark i Hillerød": the place is no part of the name."""
    return re.sub(r"(?<=\w\w) i [A-ZÆØÅ]\w+$", "", name).rstrip(" .")


def _set_apart(reading: Reading) -> Iterator[Name]:
    """Names that stand by themselves: "Trustbro her", "cvr … / Gylling Gas / …", "Kildebæk Efterskole, CVR …"."""
    text = reading.text
    for pattern in (_TRAILED, _AFTER_SLASH, _BODY, _HEADING):
        for match in pattern.finditer(text):
            name = _without_place(match["name"])
            if not _is_name(name) or (
                pattern is _HEADING and not _is_heading(reading, name, text[match.start("name") + len(name) :])
            ):
                continue
            yield Name(Finding(name, match.start("name"), match.start("name") + len(name)), None)


def _is_name(name: str) -> bool:
    words = name.split()
    if len(name) < 2 or name.replace(" ", "").isdigit() or re.fullmatch(rf"{_ENDING}|[A-ZÆØÅ]{{2,3}}", name):
        return False
    if len(words) == 1 and (words[0].lower() in _NO_NAMES or words[0].lower() in _PEOPLE):
        return False
    if words[0].lower() in _NO_NAMES and words[0] not in _OPENERS:
        return False
    return not re.search(r"(?i)^mitid|^nemlog|^i[td]$|^kommune$|^region$|digitaliseringsstyrelsen", name)


def _is_heading(reading: Reading, name: str, after: str) -> bool:
    """Two capitalised words before the rest of a note that tells something: a topic, a number, or "vi"."""
    words = name.split()
    if words[0].lower() in _NO_HEADINGS or sum(1 for word in words if not word[0].islower()) < 2:
        return False
    rest = after.strip(" .")
    tells = bool(reading.topics) or re.search(r"\d{4}", rest) is not None or _ABOUT_US.search(rest) is not None
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
