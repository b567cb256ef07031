"""Company forms by code, by the register's short name, and by the names people answer with."""

from __future__ import annotations

import re
from typing import Final

from bot.language.answers.wording import Message, phrases, word_set

CODES: Final = frozenset(
    {
        10,
        15,
        20,
        30,
        40,
        45,
        50,
        60,
        70,
        80,
        81,
        90,
        95,
        100,
        110,
        115,
        130,
        140,
        150,
        151,
        152,
        160,
        170,
        180,
        190,
        195,
        196,
    }
    | {200, 210, 220, 230, 235, 240, 245, 250, 260, 270, 280, 285, 290, 291, 520, 990}
)
#: The register's short names; FBA stands for two forms.
SHORT_NAMES: Final[dict[str, int]] = {
    "sta": 230, "reg": 245, "kom": 250, "enk": 10, "pmv": 15, "i/s": 30, "is": 30, "k/s": 40, "ks": 40, "mss": 45,
    "par": 50, "a/s": 60, "as": 60, "aktie": 60, "kas": 70, "p/s": 70, "ps": 70, "aps": 80, "ivs": 81, "fon": 90,
    "s/i": 90, "si": 90, "tru": 95, "efo": 100, "for": 110, "ffo": 115, "ans": 130, "aba": 140, "amba": 140, "sma":
    151, "smba": 151, "fma": 152, "fmba": 152, "eøf": 160, "fas": 170, "fap": 180, "sce": 195, "udl": 210,
    "feø": 220, "sov": 235, "amt": 240, "fki": 260, "euo": 270, "øvr": 280, "fiv": 285, "e/s": 290, "fes": 291,
    "gus": 520,
}  # fmt: skip
_CODE: Final = re.compile(
    r"^(?:(?:kode|koden|formkode|form|virksomhedsform|cvr|nummer|det|er|den|vi|har|står|med|som|ja|i|jeg|"
    r"tror|nok|vist|hedder|altså|vælger|formen|under|på|står|der|bare|jo|må|være) )*(?P<code>\d{2,3})(?P<after>(?: .*)?)$"
)
#: What may stand behind a code; anything else may be what the number counts ("200 ansatte").
_AFTER_CODE: Final = word_set(
    "i ifølge iflg jf som tror tak ja nej nok vist altså står hedder det der den er på og så siger vi jeg hos mener "
    "virksomhedsform virksomhedsformen formkode kode koden"
)
_CALLED_A_CODE: Final = phrases("kode|koden|formkode|nummer|form|formen|virksomhedsform")
#: A people, not a code: "vi er 60".
_WE_ARE: Final = re.compile(r"(?<!\S)(?:vi|jeg) (?:\S+ )?(?:er|har) (?:\S+ )?\d")
#: An office of a named authority: "Teknik- og Miljøforvaltningen i Københavns Kommune".
_OFFICE_OF: Final = re.compile(
    r"(?:^|\s)\S*(?:forvaltning|afdeling|center|centret|centeret|kontor|sekretariat|stab|team|enhed|service|styrelse|område|"
    r"magistrat\S*|digitalisering|udvikling|administration|it|borgerservice|rådhuset?)(?:en|et)? "
    r"(?:i|hos|ved|for|på|under) (?:\S+ ){0,2}?(?:(?P<kommune>\S*kommunen?)|(?P<region>region(?:en)?(?: \S+)?))$"
)
_WRAP: Final = re.compile(
    r"^(?:(?:vi|er|det|en|et|ét|den|lille|stort|står|som|i|cvr|bare|jo|nok|vist|ja|altså|der|hedder|"
    r"forkortelsen|er|registreret|kun|må|være|jeg|tror|at) )*(?P<name>\S+)(?: (?:tror|jeg|nok|vel|vist|ja|"
    r"tak|i|cvr|siger|står|der|det|er|vi|siden|\d+|på|registret|selskab))*$"
)
#: Short names with the letters apart: "ap s", "a. p. s.", "i s".
_APART: Final = re.compile(r"(?<!\S)(?:a ?p s|[aikp] s|[afs] m b a|i v s)(?!\S)")
_NAMES: Final[tuple[tuple[int | str, re.Pattern[str]], ...]] = (
    (100, phrases("erhvervsdrivende fond*", "erhvervsfond*", "fond ..3 erhvervsdrivende|erhverv",
            "den erhvervsdrivende", "erhvervsdrivende")),
    (90, phrases("selvejende", "selvejende institution*", "fond|fonden|fonde", "almennyttig fond", "familiefond")),
    (115, phrases("frivillig forening")),
    (110, phrases("forening|foreningen", "*forening|*foreningen", "idrætsklub*|klub|sportsklub", "klub")),
    (280, phrases("øvrige ..2", "øvrig virksomhedsform*", "øvrige")),
    (990, phrases("uoplyst")),
    (270, phrases("under oprettelse")),
    (15, phrases("personligt ejet mindre virksomhed", "personligt ejet mindre")),
    (10, phrases("enkeltmand*", "enkelt mands virksomhed|firma", "personligt ejet virksomhed", "enkelmand*")),
    (130, phrases("andelsselskab", "andelsforening*")),
    (260, phrases("folkekirkelig*", "menighedsråd*", "provsti*", "kirkelig institution")),
    (235, phrases("selvstændig offentlig virksomhed")),
    (230, phrases("statslig ..2 enhed|myndighed|institution", "statslig|statslige|statsligt", "staten|stat", "ministerium", "styrelse",
            "departement", "direktorat", "under staten")),
    (245, phrases("region|regionen", "*en af ..3 regioner|regionerne", "fem regioner")),
    (250, phrases("kommune|kommunen", "primærkommune", "en af ..4 kommuner|kommunerne")),
    (60, phrases("aktieselskab*", "aktie selskab", "a/s")),
    (80, phrases("anpartsselskab*", "anparts selskab", "anpartselskab*", "anpartselsk*", "aps")),
)  # fmt: skip
_OTHER_WRAP: Final = (
    "(?:(?:vi|er|det|en|et|nok|jo|bare|så|ja|der|står|må|være|som|har|i|hos|os|cvr|helt|vist|tror|jeg|svarer|"
    "vælger|til) )*"
)
_OTHER: Final = phrases(
    "noget ..1 andet|fjerde|tredje", "anden ..1 form|slags|type|art", "ingen af", "ikke ..1 nogen af", "ikke en af", "ingen ..1 nævnte",
    "hverken ..8", "står ..2 ikke ..2 listen|her|på", "ikke på listen", "ingenting af ..4",
    "ikke ..4 passer", "ingen passer", "ikke nævnt", "passer ikke", "står|er ..2 ikke|ingen ..2 blandt|iblandt|mellem",
    "en|et helt andet|anden ..2", "ikke ..1 blandt", "findes ..2 ikke ..2 her|listen", "ikke med|vist|nævnt ..1 på|her|i",
)  # fmt: skip
_OFF_LIST: Final = phrases(
    "ikke ..1 på ..1 listen|liste", "mangler på listen", "ingen af jeres|de|dem ..3", "ikke ..2 her på listen"
)
_PRIVATE: Final = re.compile(
    _OTHER_WRAP
    + "(?:(?:rent |helt |lille |almindelig |almindeligt |dansk )?(?:privat|private|privatejet)(?: virksomhed| "
    "firma| selskab| leverandør| organisation| aktør)?|andet|en anden|virksomhed|firma)(?: tror jeg| ja| tak|"
    " nok)?"
)
_DENIAL: Final = re.compile(r"(?<!\S)(?:ikke|hverken|ingen)(?!\S)")
#: Words that may stand before the form.
_BEFORE: Final = word_set(
    "ender på vi er det en et ét den der står som i cvr bare jo nok vist ja altså hedder kategorien "
    "registreret kun må være jeg tror at lille stor mellemstor almindelig dansk ren privat personligt "
    "ejet mit vores eget har selvstændig med almennyttig lokal mindre større under små af til vel sådan "
    "nemlig egentlig formelt faktisk teknisk set officielt hos virk så på papiret kirkelig ældre ny nyt "
    "nystartet og da"
)
LONGEST: Final = 8
#: Ordinary words: short names only when nothing else is said.
_ORDINARY: Final = word_set("for is as par fon reg ans si ps ks aktie")


def by_code(message: Message) -> int | None:
    """A known form code, alone or with "kode"; the register's short name."""
    if message.size > 6:
        return None
    code = _CODE.search(message.words)
    if code and int(code["code"]) in CODES and _is_code(code, message.words):
        return int(code["code"])
    apart = _APART.search(message.words)
    words = _APART.sub("", message.words).strip()
    if apart and (not words or _WRAP.fullmatch(f"{words} selskab")):
        return SHORT_NAMES[apart[0].replace(" ", "")]
    name = _WRAP.search(message.words)
    return SHORT_NAMES.get(name["name"]) if name and name["name"] not in _ORDINARY else None


def _is_code(match: re.Match[str], words: str) -> bool:
    """Whether the number is a code, and not a count of something."""
    after = match["after"].split()
    named = bool(_CALLED_A_CODE.search(words[: match.start("code")]))
    if not after:
        return named or not _WE_ARE.search(words)
    return after[0] in _AFTER_CODE or (named and any(pattern.search(match["after"].strip()) for _, pattern in _NAMES))


def by_office(message: Message) -> int | None:
    """The authority that an office belongs to, where nothing else is said."""
    office = _OFFICE_OF.search(message.words)
    if office is None or message.size > LONGEST + 2 or _DENIAL.search(message.words):
        return None
    return 250 if office["kommune"] else 245


def is_off_list(message: Message) -> bool:
    """ "Vi står ikke på listen": something else than what is shown."""
    return message.size <= LONGEST and _OFF_LIST.search(message.words) is not None


def by_short_name(message: Message) -> int | None:
    """The register's short name as the whole message, even where it is an ordinary word, too: "FOR"."""
    return SHORT_NAMES.get(message.raw.strip(" .!,\"'()").lower())


def _leads(match: re.Match[str] | None, words: str) -> bool:
    """Whether the form is what the clause begins with, but for light words."""
    return match is not None and all(word in _BEFORE for word in words[: match.start()].split())


def by_name(message: Message) -> int | str | None:
    """The one form that a short answer names, "both" for several, or none."""
    if message.size > LONGEST:
        return None
    named: list[int | str] = []
    for clause in message.clauses:
        if _DENIAL.search(clause.words):
            continue
        form = next((form for form, pattern in _NAMES if _leads(pattern.search(clause.words), clause.words)), None)
        if form is not None and form not in named:
            named.append(form)
    if len(named) > 1:
        return 100 if set(named) == {90, 100} else "both"
    if named:
        return named[0]
    return "other" if _PRIVATE.fullmatch(message.words) or _OTHER.search(message.words) else None
