"""The names of the register's company forms as people write them: officially, shortened, inflected, misspelt, apart.

A form counts here when a clause says nothing else: what stands before it only leads to it ("vi er registreret som en …"),
what stands behind it only tells where ("i Belgien", "ifølge virk"). Specific forms win over the general ones inside them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from bot.language.answers.wording import Message, word_set
from bot.language.danish import is_danish
from bot.language.spelling import fold

#: Names of each form, as in the register and otherwise; articles, spaces, hyphens and inflection do not matter.
_NAMES: Final[dict[int, tuple[str, ...]]] = {
    10: ("enkeltmandsvirksomhed", "enkeltmandsfirma", "enkeltmandsselskab", "enkeltmandsejet virksomhed", "enkeltmandsejet firma",
         "enmandsvirksomhed", "enmandsfirma", "enmandsselskab", "enkeltmandsforetagende", "personligt ejet virksomhed",
         "personligt ejet firma", "personlig virksomhed"),
    15: ("personligt ejet mindre virksomhed", "mindre personligt ejet virksomhed", "pmv", "pmv virksomhed",
         "personligt drevet mindre virksomhed", "personlig mindre virksomhed", "personligt ejet mindre firma"),
    20: ("dødsbo", "bo efter afdød", "dødsboet"),
    30: ("interessentskab", "i/s", "interessent selskab", "is selskab"),
    40: ("kommanditselskab", "k/s", "ks selskab"),
    45: ("medarbejderinvesteringsselskab", "medarbejder investering selskab", "medarbejderinvestering", "mss"),
    50: ("partrederi", "partsrederi"),
    60: ("aktieselskab", "a/s", "as selskab", "børsnoteret selskab"),
    70: ("kommanditaktie partnerselskab", "kommanditaktieselskab", "kommanditaktie", "partnerselskab", "p/s", "ps selskab",
         "kommanditaktieselskab partnerselskab", "partnerselskab kommanditaktieselskab"),
    80: ("anpartsselskab", "aps", "aps selskab", "ap/s"),
    81: ("iværksætterselskab", "ivs", "ivs selskab", "iværksætter selskab"),
    90: ("fonde og andre selvejende institutioner", "fond eller selvejende institution", "fond og selvejende institution",
    "fond eller anden selvejende institution",
         "selvejende institution", "selveje institution", "anden selvejende institution", "selvejende skole",
         "ikke erhvervsdrivende fond", "almennyttig fond", "almenvelgørende fond", "velgørende fond"),
    95: ("trust", "trustform", "trust fond"),
    100: ("erhvervsdrivende fond", "erhvervsfond", "fond erhvervsdrivende"),
    110: ("forening",),
    115: ("frivillig forening",),
    130: ("andelsselskab", "andelsforening", "andelsselskab forening", "andelsselskab eller andelsforening"),
    140: ("andelsselskab med begrænset ansvar", "andelsforening med begrænset ansvar", "amba", "amba selskab",
          "andelsselskab med begrænset hæftelse"),
    150: ("forening eller selskab med begrænset ansvar", "selskab eller forening med begrænset ansvar"),
    151: ("selskab med begrænset ansvar", "smba", "smba selskab", "selskab med begrænset hæftelse"),
    152: ("forening med begrænset ansvar", "fmba", "fmba forening", "forening med begrænset hæftelse"),
    160: ("europæisk økonomisk firmagruppe", "eøfg", "økonomisk firmagruppe", "europæisk firmagruppe", "eøf gruppe"),
    195: ("sce selskab", "sce", "europæisk andelsselskab", "sce andelsselskab", "europæisk andelsforening"),
    210: ("anden udenlandsk virksomhed", "udenlandsk virksomhed", "udenlandsk selskab", "udenlandsk firma",
          "anden udenlandsk virksomhedsform", "udenlandsk virksomhedsform"),
    220: ("fast forretningssted af eøfg", "fast forretningssted", "fast forretningssted af europæisk økonomisk firmagruppe",
          "forretningssted af eøfg", "forretningssted af europæisk økonomisk firmagruppe"),
    230: ("statslig administrativ enhed", "statslig enhed", "statslig myndighed", "statslig institution", "statslig organisation",
          "ministerium", "ministerie", "styrelse", "departement", "direktorat", "statslig styrelse", "statsmyndighed",
          "administrativ enhed under staten", "administrativ enhed"),
    235: ("selvstændig offentlig virksomhed", "selvstændigt offentligt selskab", "sov"),
    240: ("amtskommune", "amt", "amtet", "amtskommune amt", "gammelt amt", "tidligere amt"),
    245: ("region",),
    250: ("kommune", "primærkommune"),
    260: ("folkekirkelige institutioner", "folkekirkelig institution", "menighedsråd", "provsti", "kirkelig institution",
          "folkekirke", "provstiudvalg", "stiftsadministration"),
    270: ("enhed under oprettelse", "virksomhed under oprettelse", "under oprettelse", "enhed under etablering", "euo"),
    280: ("øvrige virksomhedsformer", "øvrig virksomhedsform", "øvrige"),
    285: ("særlig finansiel virksomhed", "finansiel virksomhed", "særligt finansielt selskab", "fiv"),
    290: ("se selskab", "europæisk selskab", "europæisk aktieselskab", "se", "societas europaea"),
    520: ("grønlandsk afdeling af udenlandsk selskab", "grønlandsk filial af udenlandsk selskab", "grønlandsk afdeling",
          "grønlandsk filial", "afdeling i grønland af udenlandsk selskab", "grønlandsk afdeling af udenlandsk virksomhed"),
    990: ("uoplyst", "uoplyst virksomhedsform", "virksomhedsform uoplyst", "virksomhedsform er uoplyst", "form uoplyst"),
}  # fmt: skip
#: What a branch belongs to; "af", articles and "udenlandsk" are left out.
_BRANCHES: Final[dict[int, tuple[str, ...]]] = {
    170: ("aktieselskab", "a/s", "aktiebolag", "ab", "ag", "as"),
    180: ("anpartsselskab", "aps", "gmbh", "ltd", "limited", "bv"),
    190: ("virksomhed med begrænset ansvar", "selskab med begrænset ansvar", "firma med begrænset ansvar",
          "begrænset ansvar", "virksomhed med begrænset hæftelse"),
    196: ("sce selskab", "sce", "europæisk andelsselskab"),
    291: ("se selskab", "se", "europæisk selskab", "europæisk aktieselskab"),
    200: ("anden virksomhedsform", "anden form", "virksomhedsform", "virksomhed", "selskab", "firma", "koncern", "anden virksomhed",
          "moderselskab", "organisation"),
}  # fmt: skip
_EXPANDED: Final = {
    "begr": "begrænset", "udenl": "udenlandsk", "selvst": "selvstændig", "inst": "institution", "adm": "administrativ",
    "medarb": "medarbejder",
    "off": "offentlig", "virks": "virksomhed", "selsk": "selskab", "eur": "europæisk", "øk": "økonomisk", "særl": "særlig",
    "fin": "finansiel", "erhv": "erhvervsdrivende", "friv": "frivillig", "el": "eller", "m": "med", "afd": "afdeling",
}  # fmt: skip
_ABROAD: Final = word_set(
    "tysk tyske svensk svenske norsk norske finsk finske islandsk hollandsk hollandske nederlandsk belgisk belgiske fransk "
    "franske engelsk engelske britisk britiske irsk irske amerikansk amerikanske polsk polske italiensk spansk schweizisk "
    "østrigsk estisk litauisk lettisk luxembourgsk kinesisk japansk indisk udenlandsk udenlandske udlandet"
)
_ARTICLES: Final = word_set("en et ét én den det de af mv og")
_LEAD: Final = word_set(
    "vi er det en et ét én den der de står som i cvr bare jo nok vist ja altså hedder registreret oprettet ført opført noteret "
    "kun må være jeg tror at lille stor stort almindelig almindeligt dansk danske ren mit vores eget min egen har lokal mindre "
    "større små til vel sådan nemlig egentlig formelt faktisk teknisk set hos virk så på papiret ny nyt nystartet nystiftet "
    "stadig nu stadigvæk fortsat fremdeles kode koden formkode nr nummer virksomhedsform virksomhedsformen form formen vores "
    "bliver blevet officielt åbenbart kaldes kalder os selskabet firmaet virksomheden organisationen tja øh hm hmm nå jamen "
    "hører til her godt nogle slags type og et klassisk klassiske gammel gammelt gamle mener vistnok sgu da skam selve omdannet lavet "
    "driver ejer særlig rigtig helt tidligere"
)
_TAIL: Final = word_set(
    "i ud registreret oprettet ifølge iflg jf på hos fra med uden ved under tror står siden som så efter vist nok tak ja siger ifølge "
    "udenfor ejet kan "
    "mener vi jeg er det her der inden dvs bare"
)
#: Behind the form these make another thing of it.
_BREAKING: Final = word_set("ikke men eller aldrig ingen hverken kunde kunder leverandør ejer bestyrelse")
_LIGHT: Final = _LEAD | _TAIL | word_set("tak hej hilsen altså ved hånden papiret virk registret cvr")
_MARKS: Final = re.compile(r"[,.;:()\n–—]+")
_ABBREVIATED: Final = re.compile(
    r"(?<!\w)(?:m\.? ?v\.?(?!\w)|(?P<short>begr|udenl|selvst|inst|adm|medarb|off|virks|selsk|eur|øk|særl|fin|erhv|friv|afd|el|m)\.)"
)
#: "Andelsselskab (-forening)".
_ALSO_ASSOCIATION: Final = re.compile(r"\(\s*-\s*forening\)")
_LETTERS: Final = (
    (re.compile(r"(?<!\w)a\.? ?m\.? ?b\.? ?a\.?(?!\w)"), "amba"),
    (re.compile(r"(?<!\w)s\.? ?m\.? ?b\.? ?a\.?(?!\w)"), "smba"),
    (re.compile(r"(?<!\w)f\.? ?m\.? ?b\.? ?a\.?(?!\w)"), "fmba"),
    (re.compile(r"(?<!\w)s\. ?c\. ?e\.?(?!\w)"), "sce"),
    (re.compile(r"(?<!\w)s\. ?e\.(?!\w)"), "se"),
    (re.compile(r"(?<!\w)i\.? ?v\.? ?s\.?(?!\w)"), "ivs"),
    (re.compile(r"(?<!\w)sce-(?=\w)"), "sce "),
    (re.compile(r"(?<!\w)se-(?=\w)"), "se "),
)
#: "Se" and "øvrige" are ordinary words: alone they are no form.
_ORDINARY: Final = word_set("se sov amt øvrige mss fiv folkekirke")
#: Under this many letters a slip makes another word.
_SHORTEST_SLIP: Final = 7
_LETTERS_A_SLIP: Final = 8
_MOST_WORDS: Final = 16
_LONGEST_NAME: Final = 10
_ONE_MAN: Final = re.compile(r"(?:enkeltmands|enkelmands|enmands)\w{3,}")
_ONE_OF: Final = re.compile(
    r"(?:en|én|een|1) (?:af|ud af) (?:(?:de|landets|danmarks|vores) )?(?:\w+ )?(kommuner\w*|regioner\w*)"
)


def by_register(message: Message) -> int | None:
    """The one form that a message names, when it says nothing else."""
    found = _forms(message.raw)
    if found is None:
        found = _forms(". ".join(clause.words for clause in message.clauses))
    return found


@lru_cache(maxsize=2_000)
def _forms(text: str) -> int | None:
    clauses = [clause.split() for clause in _MARKS.split(_normal(text)) if clause.strip()]
    if sum(map(len, clauses)) > _MOST_WORDS:
        return None
    forms: set[int] = set()
    for words in clauses:
        form = _of_clause(words)
        if form is not None:
            forms.add(form)
        elif not all(word in _LIGHT or word.isdigit() for word in words):
            return None
    return forms.pop() if len(forms) == 1 else None


def _normal(text: str) -> str:
    """Lower case, abbreviations written out, letters of short names together."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = _ALSO_ASSOCIATION.sub("", text)
    text = _ABBREVIATED.sub(lambda match: _EXPANDED.get(match["short"] or "", "") + " ", text)
    for pattern, written in _LETTERS:
        text = pattern.sub(written, text)
    return re.sub(r"\s*[-‐‑/]\s*(?=\w{3,})", " ", text).replace('"', " ").replace("»", " ").replace("«", " ")


def _of_clause(words: list[str]) -> int | None:
    """The form of a clause: a name as it stands before a misspelt one, the longest run of words first."""
    one_of = _ONE_OF.search(" ".join(words))
    if one_of and not _BREAKING & set(words):
        return 250 if one_of[1].startswith("kommune") else 245
    runs = _runs(words)
    exact = (form for run in runs if (form := _named(run, slips=False)) is not None)
    # Of a misspelt name, the words before it are no part.
    slipped = (form for run in reversed(runs) if (form := _named(run, slips=True)) is not None)
    return next(exact, None) or next(slipped, None)


def _runs(words: list[str]) -> list[list[str]]:
    """What may be the name: after words that lead to it, before words that only tell where."""
    runs: list[list[str]] = []
    for start in range(len(words)):
        if not all(word in _LEAD or word.isdigit() for word in words[:start]):
            break
        for end in range(len(words), start, -1):
            tail = words[end:]
            if tail and (tail[0] not in _TAIL or _BREAKING & set(tail)):
                continue
            if end - start == 1 and words[start] in _ORDINARY and len(words) > 1 and words[start] != "amt":
                continue
            if end - start <= _LONGEST_NAME:
                runs.append(words[start:end])
    return runs


def _named(words: list[str], *, slips: bool) -> int | None:
    """The form whose name these words are, with a slip at most for every so many letters."""
    if len(words) == 1 and _ONE_MAN.fullmatch(words[0]):
        return 10
    branch = _branch(words, slips=slips)
    if branch is not None:
        return branch
    if slips and len(words) == 1 and is_danish(words[0]):
        return None
    return _nearest(_key(["udenlandsk" if word in _ABROAD else word for word in words]), _names(), slips=slips)


def _branch(words: list[str], *, slips: bool) -> int | None:
    """A branch, by what it is a branch of."""
    kept = [word for word in words if word not in _ARTICLES]
    if not kept or not re.fullmatch(r"fili?al(?:en)?", kept[0]) or "grønland" in words:
        return None
    of = [word for word in kept[1:] if word not in _ABROAD]
    if not of:
        return 200 if len(kept) > 1 else None
    return _nearest(_key(of), _branches(), slips=slips)


def _key(words: list[str]) -> str:
    """Words as they are compared: without articles, endings, spaces and the Danish letters' spelling."""
    return fold("".join(_stem(word) for word in words if word not in _ARTICLES).replace("/", ""))


def _stem(word: str) -> str:
    return re.sub(r"(?:erne|ernes|et|en|er|e|t|m)$", "", word) if len(word) > 5 else word


@lru_cache(maxsize=1)
def _names() -> dict[str, int]:
    return {_key(re.split("[ ]", name)): form for form, names in _NAMES.items() for name in names}


@lru_cache(maxsize=1)
def _branches() -> dict[str, int]:
    return {_key(name.split()): form for form, names in _BRANCHES.items() for name in names}


def _nearest(key: str, names: dict[str, int], *, slips: bool) -> int | None:
    if not slips or key in names:
        return names.get(key)
    if len(key) < _SHORTEST_SLIP:
        return None
    most = max(1, len(key) // _LETTERS_A_SLIP)
    scored = sorted(
        (distance, form)
        for name, form in names.items()
        if len(name) >= _SHORTEST_SLIP and (distance := OSA.distance(key, name, score_cutoff=most)) <= most
    )
    forms = {form for distance, form in scored if distance == scored[0][0]}
    return forms.pop() if len(forms) == 1 else None
