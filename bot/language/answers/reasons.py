"""A reason by itself, read against the open question: "vi sælger kun billetter" says that there is no government task.

Cues that stand as a fragment ("ren markedsføring") are kept apart from those that need a statement round them: without
a verb, "cpr" or "myndighedsopgave" is a keyword, not a reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.language.answers.business import is_other_business
from bot.language.answers.wording import Message, phrases

LONGEST_REASON = 18


@dataclass(frozen=True)
class _Cues:
    no: re.Pattern[str]
    yes: re.Pattern[str]
    no_fragment: re.Pattern[str]
    yes_fragment: re.Pattern[str]


_NEVER = re.compile(r"(?!)")
_VERB = phrases(
    "vi bruger",
    "er|var|har|skal|kan|må|vil|gør|får|ligger|indeholder|bruges|behandler|behandles|træffer|træffes|sælger|"
    "driver|viser|vises|bliver|opfylder|styres|udpeger|lever|blev|gik|kom|fik|logger|giver|gives|søger|søges|"
    "modtager|modtages|udbetaler|udbetales|styrer|ejer|ejes|betaler|finansieres|kører|venter|mangler|"
    "administrerer|laver|handler|kræver|rummer|hører|står|tager|tjener|håndterer|gemmer|sender|kommer|hedder|"
    "rækker|skulle|søgt|ansøgt|sendt|lagt|udfører|varetager|fører|bevilger|arbejder|deler|drives|lovpålagt|"
    "pålagt|tilbyder|er'",
)  # fmt: skip
_CUES: Final[dict[str, _Cues]] = {
    "government_task": _Cues(
        no=phrases(
            "webshop*", "netbutik*", "sælger", "salg|salget", "kommerciel*",
            "bare|kun|blot ..3 information*|oplysning*|*kalender|*kalender|hjemmeside*|intranet*|forum|"
            "booking*|handel|butik|kurser|spil|tilmelding*|chat|nyhedsbrev*|produkt*|medlemmer",
            "ingen ..2 afgørelse*", "ikke ..3 afgørelse*",
            "ingen ..1 myndighed*", "ikke noget ..3 myndighed*", "kundeklub*", "hverken ..6 afgørelse*|myndighed*",
            "intet med ..3 myndighed*", "underholdning*", "fitness*", "træffer|træffes ..2 ingen|ikke",
            "ikke ..3 myndighed*", "nyhedsbrev*", "reklame*", "medlemssystem*", "bookingkalender*", "markedsføring*",
            "kontingent*", "billet*",
        ),
        yes=phrases(
            "træffer|træffes|træffe|truffet ..4 afgørelse*",
            "vi|der|den|systemet|det|borgerne|folk|man ..2 behandler|behandles|modtager|modtages|søger|"
            "ansøger|søges|indsender ..4 ansøgning*|anmeldelse*|klage*|tilladelse*|klager", "hele formålet",
            "giver|gives ..5 tilladelse*|dispensation*|bevilling*|afslag", "bevilger|bevilges",
            "udbetaler|udbetales ..5 ydelse*|støtte|tilskud|dagpenge|hjælp|pension",
            "pålagt|pålægger|overdraget ..4 lov", "fører ..2 tilsyn", "søge|ansøge ..1 om", "er ..2 sagsbehandling*",
            "borgerne ..4 ansøge|ansøgning*|sag|sager", "er ..3 lovpligtig*",
            "myndighedsopgaven|myndighedsopgaver|myndighedsopgave er|udføres|løses", "er ..3 myndighedsopgave*",
        ),
        no_fragment=phrases(
            "ren|rent|bare|kun|blot ..2 markedsføring*|nyhedsbrev*|reklame*|webshop*|salg|handel|information|"
            "booking*|kommercielt|privat|underholdning|kursustilmelding*|internt", "privat ..1 tjeneste|formål"),
        yes_fragment=phrases("ren myndighedsudøvelse", "sagsbehandling og afgørelser"),
    ),
    "secure_authentication": _Cues(
        yes=phrases(
            "følsom*|følsomme", "helbredsoplysning*", "personoplysning*", "sundhedsdata|sundhedsoplysninger",
            "*journal|*journaler", "patientdata", "fortrolig*", "cpr|cprnumre|cprnummer|personnummer|personnumre",
            "skal ..4 mitid", "kun ..3 mitid", "personlige|private oplysninger|data", "persondata",
            "skal|må ..3 vide|kende ..4 hvem",
            "skal ..3 sikker autentifikation", "økonomiske oplysninger",
            "egen|egne sag|sager|oplysninger|data|journal", "mitid ..3 for at", "identificere|identificeres sikkert",
            "er ..3 betydelig|høj", "skal ..4 betydelig|høj",
        ),
        no=phrases(
            "alle kan|må", "åben|åbent|åbne ..2 for", "for alle|enhver|hvem", "hvem som helst", "enhver kan",
            "intet|ingen|ikke|uden ..4 login|logon", "ingen ..3 logger|logge", "anonym|anonyme|anonymt", "frit ..1 tilgængelig*",
            "offentligt tilgængelig*", "ikke ..3 nødvendig*", "ikke ..2 logge",
            "bare|kun|blot ..2 *kalender|kort|information|nyhedsbrev*|åbningstider",
            "ingen|ikke ..2 personoplysninger|personlige|følsomme|persondata", "uden ..3 logge",
            "er nok med ..2 kode*|password", "ligegyldigt ..2 hvem", "lige meget hvem", "ikke ..2 behov",
            "ingen krav", "ikke ..3 hvem", "rækker ..1 med ..2 lav", "niveau lav", "lav ..1 rækker",
            "åbningstider og",
        ),
        no_fragment=phrases("niveau lav|lavt", "lav|lavt|laveste ..1 niveau", "lav", "helt åben|åbent",
            "brugernavn og ..1 adgangskode|kodeord|password", "åben for alle", "intet|ingen login", "uden login"),
        yes_fragment=phrases("niveau|mindst|minimum ..2 betydelig|høj|højt|betydeligt", "betydelig", "høj",
            "højeste niveau", "følsomme ..1 personoplysninger|data|oplysninger",
            "helbredsoplysninger|helbredsdata|patientdata|sundhedsdata"),
    ),
    "public_law_body": _Cues(
        yes=phrases(
            "opfylder ..3 alle|kriterierne|kravene|betingelserne|tre",
            "alle ..2 kriterier|krav|betingelser ..2 opfyldt", "offentlig myndighed ..3 uden for|udenfor",
            "styres|kontrolleres|finansieres|betales|drives ..4 staten|stat|kommunen|regionen|offentlige|"
            "kommunerne", "er ..2 underlagt|omfattet ..1 udbud*",
            "staten|kommunen|ministeriet|regionen udpeger ..4", "er ..2 statsfinansieret",
        ),
        no=phrases(
            "er ..3 kommerciel*|kommercielle", "privatejet|privatejede",
            "privat ..1 virksomhed|firma|forretning|selskab", "lever ..3 af ..4 sælger|salg|kunder*|omsætning",
            "ejet af|ejes af ..5", "profit|overskud", "tjene ..2 penge", "opfylder ..2 ikke", "ikke ..3 opfyldt",
            "er ..3 forretning*", "er ..3 børsnoteret", "almindelig* virksomhed|firma|selskab",
            "er ..2 familieejet|familievirksomhed", "ingen offentlig* ..3",
            "ikke noget ..1 offentlig*", "aktionær*",
        ),
        no_fragment=phrases("rent privat|kommerciel*|kommercielt", "ren forretning",
            "bare|kun|helt almindelig* ..2 virksomhed|firma|forretning|selskab"),
        yes_fragment=_NEVER,
    ),
    "mitid_erhverv": _Cues(
        no=phrases(
            "ikke ..1 oprettet|tilsluttet|tilmeldt|været|fået|gjort|igang|startet|nået", "ikke ..1 kommet i|igang",
            "kom vi aldrig", "mangler ..2 at|det|den|vi|endnu|mitiderhverv", "det mangler", "det venter ..3 på",
            "venter ..2 på ..2 godkendelse*|svar|oprettelse*|aktivering*", "har ..2 kun ..1 privat*|mitid|nemid",
            "sendt ..3 papir*|afsted|ansøgning*", "ligger ..4 til underskrift", "er ..2 helt nye",
            "er ..1 på vej|undervejs", "ikke ..1 endnu", "skal ..2 tilmelde*|oprette*|først", "er ..1 ved at",
            "er ..1 i|igang gang", "kommer i|først|næste", "ansøgt|søgt", "er ..1 i gang|igang",
        ),
        yes=phrases(
            "er ..2 tilsluttet|tilmeldt|oprettet", "er ..1 med i|på|allerede|også",
            "bruger ..1 det|den|mitiderhverv", "vores administrator*",
            "det ..2 automatisk",
            "siden ..3 20*|nemid|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|"
            "december|sidste", "hver dag|uge", "er ..1 på plads|i orden", "er klaret", "har ..1 haft ..4",
            "det blev vi", "det fik vi", "for længst", "logger ..4 virk|virkdk ..4", "har ..1 mitiderhverv",
        ),
        no_fragment=phrases("i gang", "igang", "mangler", "undervejs", "på vej", "kun ..1 privat ..1 mitid",
            "ikke tilsluttet|oprettet|tilmeldt", "endnu ikke", "under oprettelse", "søgt", "ansøgt"),
        yes_fragment=phrases("allerede ..1 på plads|oprettet|tilsluttet|med|i gang", "tilsluttet", "tilmeldt",
            "oprettet", "er på plads", "siden ..2 20*", "for længst", "klaret", "allerede"),
    ),
}  # fmt: skip
#: Without a verb, a fragment must be short to be an answer.
_LONGEST_FRAGMENT: Final = 6
#: A person's own trouble: "jeg kan ikke logge på", "jeg skal have MitID".
_OWN_TROUBLE: Final = phrases(
    "jeg ..2 kan|skal|må|er|har|kom|vil|prøver", "mit|min|mig", "kan ikke ..1 logge|komme|få", "svarer", "lukker ned"
)
_NEGATED = re.compile(r"(?<!\S)(?:ikke|ingen|intet|uden(?! for)|aldrig|hverken)(?!\S)")
_NOT_ONLY = phrases("ikke kun|bare|blot|alene")


def reason(message: Message, asked: str) -> str:
    """Yes, no, or "" as a statement without ja or nej answers the question."""
    cues = _CUES.get(asked)
    if (
        cues is None
        or message.size > LONGEST_REASON
        or is_other_business(message, asked)
        or _OWN_TROUBLE.search(message.words)
    ):
        return ""
    no = yes = None
    if _VERB.search(message.words):
        no, yes = cues.no.search(message.words), cues.yes.search(message.words)
    if message.size <= _LONGEST_FRAGMENT:
        no = no or cues.no_fragment.search(message.words)
        yes = yes or cues.yes_fragment.search(message.words)
    return _weighed(message.words, no, yes)


def _weighed(words: str, no: re.Match[str] | None, yes: re.Match[str] | None) -> str:
    if no and not _NOT_ONLY.search(words):
        return "no" if not yes or _covers(no, yes) or _NEGATED.search(words) else ""
    return "yes" if yes and not no and not _NEGATED.search(words) else ""


def _covers(wide: re.Match[str], narrow: re.Match[str]) -> bool:
    return wide.start() <= narrow.start() and narrow.end() <= wide.end()
