"""A reason by itself, read against the open question: "vi sælger kun billetter" says that there is no government task.

Cues that stand as a fragment ("ren markedsføring") are kept apart from those that need a statement round them: without
a verb, "cpr" or "myndighedsopgave" is a keyword, not a reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.language.answers.business import is_other_business
from bot.language.answers.wording import Message, openings, phrases

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
    "pålagt|tilbyder|er'|ser|følger|kan|booker|reserverer|læser|tilmelder|udsteder|udstedes|indberetter|anmelder|"
    "visiterer|tildeler|opkræver|godkender|afgør|blevet|afvist|stod|deltager|går|starter|begynder|melder|bestiller|nødt|"
    "regner|behøver|behøves|afventer|uddeler|fordeler|sagsbehandler",
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
            "kontingent*", "billet*", "*reklamer", "booker|reserverer|reservere|booke ..3", "mødelokale*",
            "bestiller ..2 frokost*|mad|billet*|kantine*|varer|kontorartikler",
            "intern|interne|internt ..1 *kalender|møder|vagtplan*|brug|værktøj*|telefonbog", "frokostordning*",
        ),
        yes=phrases(
            "træffer|træffes|træffe|truffet ..4 afgørelse*",
            "vi|der|den|systemet|det|borgerne|folk|man ..2 behandler|behandles|modtager|modtages|søger|"
            "ansøger|søges|indsender ..4 ansøgning*|anmeldelse*|klage*|tilladelse*|klager", "hele formålet",
            "behandler|behandles|afgør|sagsbehandler ..1 *sager|*sag|*ansøgninger",
            "uddeler|uddele|uddeles|fordeler ..3 tilskud*|støtte|pulje*|bevilling*",
            "giver|gives|udsteder|udstedes|får ..5 *tilladelse*|dispensation*|bevilling*|afslag|påbud|licens*|pas|kørekort",
            "bevilger|bevilges", "tager|tage|tages ..2 imod ..3 *ansøgning*|*anmeldelse*|klage*|indberetning*|høringssvar",
            "modtager|modtages|indsender|sender|indberetter ..3 *ansøgning*|*anmeldelse*|klage*|indberetning*|høringssvar",
            "søger|ansøger|søge|ansøge ..2 om", "visiterer|visiteres|tildeler|tildeles ..4",
            "får|ser|se|læser|læse|hente|henter ..3 *afgørelse*", "afgør ..3 *sag|*sager|klager",
            "følger|følge|ser|se|adgang ..4 *byggesag*|sag|sagen|sager|sagerne|journal|ansøgning*",
            "borgere|borgerne|virksomheder|virksomhederne indberetter|anmelder ..3",
            "man|folk|borger|borgere|borgerne anmelder|indberetter|ansøger ..2",
            "søger|søge|ansøge ..2 *tilladelse*|*støtte|tilskud*|dispensation*|bevilling*|plads|orlov",
            "opkræver|opkræves ..3 skat*|afgift*|bøder",
            "udbetaler|udbetales ..5 ydelse*|støtte|tilskud|dagpenge|hjælp|pension",
            "pålagt|pålægger|overdraget ..4 lov", "fører ..2 tilsyn", "søge|ansøge ..1 om", "er ..2 sagsbehandling*",
            "borgerne ..4 ansøge|ansøgning*|sag|sager", "er ..3 lovpligtig*",
            "myndighedsopgaven|myndighedsopgaver|myndighedsopgave er|udføres|løses", "er ..3 myndighedsopgave*",
        ),
        no_fragment=phrases(
            "ren|rent|bare|kun|blot ..2 markedsføring*|nyhedsbrev*|reklame*|webshop*|salg|handel|information|"
            "booking*|kommercielt|privat|underholdning|kursustilmelding*|internt", "privat ..1 tjeneste|formål"),
        yes_fragment=phrases("ren myndighedsudøvelse", "sagsbehandling og afgørelser",
            "afgørelser|sagsbehandling|tilsyn|klagesager|tilladelser|visitation om|af|i|over|med|til ..4"),
    ),
    "secure_authentication": _Cues(
        yes=phrases(
            "følsom*|følsomme|personfølsom*", "helbredsoplysning*", "personoplysning*", "sundhedsdata|sundhedsoplysninger",
            "*journal|*journaler", "patientdata", "fortrolig*", "cpr|cprnumre|cprnummer|personnummer|personnumre",
            "skal ..4 mitid", "kun ..3 mitid", "kræver ..1 mitid",
            "personlige|private oplysninger|data|ting|forhold|papirer|dokumenter", "persondata",
            "skal|må|nødt ..3 vide|kende ..4 hvem",
            "skal ..3 sikker autentifikation", "økonomiske oplysninger",
            "egen|egne ..1 sag|sager|oplysninger|data|journal|mappe|prøvesvar", "mitid ..3 for at",
            "er|kommer|sætter|har|bruger ..3 mitid på", "logger|logge ..3 med mitid", "skal ..4 sikre ..2 hvem|rette",
            "sin|sine|deres|egne ..1 *oplysninger|sag|sager|journal|prøvesvar|lønseddel|lønsedler|skattedata",
            "identificere|identificeres sikkert",
            "er ..3 betydelig|høj", "skal ..4 betydelig|høj",
        ),
        no=phrases(
            "alle kan|må", "åben|åbent|åbne ..2 for", "for alle|enhver|hvem", "hvem som helst", "enhver kan",
            "intet|ingen|ikke|uden ..4 login|logon", "ligeglad|ligeglade|ligegyldigt ..2 hvem", "uden ..1 login",
            "offentlig|offentligt ..1 tilgængelig*", "ikke ..2 påkrævet|krævet",
            "kender ..1 ikke brugeren|brugerne|dem","ingen ..3 logger|logge", "anonym|anonyme|anonymt", "frit ..1 tilgængelig*",
            "offentligt tilgængelig*", "ikke ..3 nødvendig*", "ikke ..2 logge",
            "kræver ikke|ingen ..2 sikkerhed*", "fri|frit ..1 adgang", "ikke|ingen ..2 identificere*|identificeret",
            "bare|kun|blot ..2 *kalender|kort|information|nyhedsbrev*|åbningstider",
            "ingen|ikke ..2 personoplysninger|personlige|følsomme|persondata", "uden ..3 logge",
            "er nok med ..2 kode*|password", "ligegyldigt ..2 hvem", "lige meget hvem", "ikke ..2 behov",
            "vi|den|der|siden viser|vises ..1 kun|bare|blot", "ingen krav",
            "ikke ..3 hvem", "rækker ..1 med ..2 lav", "niveau lav", "lav ..1 rækker",
            "åbningstider og",
        ),
        no_fragment=phrases("bare|kun|blot ..2 nyhedsbrev*|information|*kalender|kalender|åbningstider|hjemmeside", "niveau lav|lavt",
        "lav|lavt|laveste ..1 niveau", "lav", "helt åben|åbent",
            "brugernavn og ..1 adgangskode|kodeord|password", "åben for alle", "intet|ingen login", "uden login"),
        yes_fragment=phrases("niveau|mindst|minimum ..2 betydelig|høj|højt|betydeligt", "betydelig", "høj",
            "højeste niveau", "følsomme ..1 personoplysninger|data|oplysninger",
            "helbredsoplysninger|helbredsdata|patientdata|sundhedsdata"),
    ),
    "public_law_body": _Cues(
        yes=phrases(
            "opfylder ..3 alle|kriterierne|kravene|betingelserne|tre|samtlige", "lever op til ..1 alle|kravene|kriterierne",
            "alle ..2 kriterier|krav|betingelser|tre|dele ..2 opfyldt",
            "advokat*|jurist*|kammeradvokat*|revisor*|ministeriet|styrelsen|ministerium siger|svarer|sagde ja",
            "siger|mener|vurderer|skriver ..1 vi ..2 er det|omfattet", "offentlig myndighed ..3 uden for|udenfor",
            "styres|kontrolleres|finansieres|betales|drives ..4 staten|stat|kommunen|regionen|offentlige|"
            "kommunerne", "er ..2 underlagt|omfattet ..1 udbud*",
            "staten|kommunen|ministeriet|regionen udpeger ..4", "er ..2 statsfinansieret",
        ),
        no=phrases(
            "er ..3 kommerciel*|kommercielle", "privatejet|privatejede",
            "privat ..1 virksomhed|firma|forretning|selskab", "lever ..3 af ..4 sælger|salg|kunder*|omsætning",
            "ejet|ejes ..1 af ..2 *kapitalfond*|privat*|aktionær*|familie*|investor*|stifter*", "profit|overskud", "tjene ..2 penge",
            "advokat*|jurist*|kammeradvokat*|revisor*|ministeriet|styrelsen siger|svarer|sagde nej",
            "siger|mener|vurderer|skriver ..1 vi ..1 ikke ..1 er",
            "opfylder ..2 ikke", "ikke ..3 opfyldt|opfyldte|opfyldes", "hverken ..4 offentlig*|finansier*|kontrol*|styret|tilskud*",
            "advokat*|jurist*|kammeradvokat*|revisor*|ministeriet ..3 afvist|afviste|underkendt|afkræftet",
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
            "aldrig|ikke ..2 fået|nået ..1 gjort|ordnet|oprettet|klaret|lavet", "i proces|processen", "på tegnebrættet",
            "ikke ..1 oprettet|tilsluttet|tilmeldt|været|fået|gjort|igang|startet|nået", "ikke ..1 kommet i|igang",
            "kom vi aldrig", "mangler ..2 at|det|den|vi|endnu|mitiderhverv", "det mangler", "det venter ..3 på",
            "venter ..2 på ..3 godkend*|svar|oprettelse*|aktivering*|tilslut*", "har ..2 kun ..1 privat*|mitid|nemid",
            "sendt ..3 papir*|afsted|ansøgning*", "ligger ..4 til underskrift", "er ..2 helt nye",
            "er ..1 på vej|undervejs", "ikke ..1 endnu", "skal ..2 tilmelde*|oprette*|først", "er ..1 ved at",
            "ikke|aldrig ..2 godkendt", "ansøgning* ligger|behandles", "ansøgning* ..2 afvist",
            "afventer ..2 godkendelse*|svar|oprettelse*|aktivering*",
            "er planen|planlagt ..2", "blev|er|blevet ..2 afvist", "fik afslag",
            "går|starter|begynder|melder ..5 efter|næste|først|snart|til", "har ..2 planer om", "regner med ..5",
            "er ..1 i|igang gang", "kommer i|først|næste", "ansøgt|søgt", "er ..1 i gang|igang",
            "har ..2 bestilt|rekvireret", "ikke ..2 fået ..2 svar|besked|tilbagemelding",
        ),
        yes=phrases(
            "faldt|gik|kom ..3 på plads|igennem|i hus", "så vi er med", "er ..2 tilsluttet|tilmeldt|oprettet",
            "er ..1 med i|på|allerede|også",
            "bruger ..1 det|den|mitiderhverv", "vores administrator*",
            "det ..2 automatisk",
            "siden ..3 20*|nemid|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|"
            "december|sidste", "hver dag|uge", "er ..1 på plads|i orden", "er klaret", "har ..1 haft ..4",
            "fik|fået|kom|bragt ..2 på plads|i orden", "har ..3 *identitet|*identiteter",
            "er ..2 kommet med|ind|på|igennem", "kom ..2 med", "blev|er|blevet ..2 godkendt|optaget",
            "har ..2 fået ..2 *identitet|*identiteter|brugere|adgang|medarbejder*", "har ..2 været ..2 det|med|længe|siden",
            "det blev vi", "det fik vi", "for længst", "logger ..4 virk|virkdk ..4", "har ..1 mitiderhverv",
        ),
        no_fragment=phrases("i proces|processen", "i gang", "igang", "mangler", "undervejs", "på vej", "kun ..1 privat ..1 mitid",
            "ikke tilsluttet|oprettet|tilmeldt|godkendt", "endnu ikke", "under oprettelse", "søgt", "ansøgt",
            "næste|kommende måned|uge|år|kvartal|sommer|efterår|forår", "efter|over sommer*|ferie*|jul|påske|nytår|weekend*",
            "først ..1 til|i|efter|fra|når|næste|om", "til januar|februar|marts|april|maj|juni|juli|august|september|"
            "oktober|november|december|sommer|efteråret|foråret|næste", "om en|et|to|tre måned|uge|par|uger|måneder|år"),
        yes_fragment=phrases("allerede ..1 på plads|oprettet|tilsluttet|med|i gang", "tilsluttet", "tilmeldt",
            "oprettet", "oprettet|oprettede og ..1 godkendt", "er på plads", "siden ..2 20*", "for længst", "klaret", "allerede"),
    ),
}  # fmt: skip
#: Without a verb, a fragment must be short to be an answer.
_LONGEST_FRAGMENT: Final = 6
#: A person's own trouble: "jeg kan ikke logge på", "jeg skal have MitID".
_OWN_TROUBLE: Final = phrases(
    "jeg ..2 kan|skal|må|er|har|kom|vil|prøver", "mit|min|mig", "kan ikke ..1 logge|komme|få", "svarer", "lukker ned"
)
#: All three criteria must be met at once.
_PARTLY: Final = phrases(
    "opfylder ..1 kun|bare|højst|to|et|ét|en|én|nogle|enkelte|halvdelen ..3", "kun|bare ..1 to|et|ét|en|én|nogle|2|1 ..3 opfyldt",
    "ud af tre|3", "ikke ..1 alle ..3 opfyldt", "opfylder ikke alle ..3", "mangler ..1 et|ét|to|det ene ..2 kriteri*|krav",
)  # fmt: skip
#: What no authority does as an authority; whole answers as they stand.
_NO_TASK: Final = re.compile(
    r"(?:(?:det|den|er|bare|kun|blot|jo|nok|en|et|vores|intern|interne|internt|lille|almindelig|almindeligt|mest|til|"
    r"slags|sådan|ren|rent) )*(?:nyhedsbrev\S*|webshop\S*|netbutik\S*|markedsføring\S*|reklame\S*|mødebooking|"
    r"(?:booking|reservation|udlån) af \S+|lokalebooking|bookingsystem|bordbestilling|\S*kalender(?:en)?|intranet|vagtplan|"
    r"(?:salg|udlejning) af \S+|frokostordning|kantine\S*|medlemsblad|billetsalg|kundeklub|telefonbog|fotoalbum)"
    r"(?: (?:til|for|af|om|i|på|og) \S+(?: \S+){0,3})?(?: bare| kun| ja| jo)?"
)
#: "Privat": of an offentligretligt organ the contrary.
_PRIVATE: Final = re.compile(
    "(?:(?:vi|er|det|rent|helt|bare|kun|jo|nok|ja|et|en|fuldt) )*(?:privat|private|privatejet|privatejede)"
    "(?: (?:virksomhed|firma|selskab|100|%|100%|procent|helt|igennem))*"
)
_OPENS_LIKE_A_QUESTION: Final = openings("kan|må|skal|bør|får|modtager af", "kan|må|skal|bør|får", "modtager af")
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
    if _OPENS_LIKE_A_QUESTION.search(message.words):
        return ""
    if asked == "public_law_body" and _PARTLY.search(message.words):
        return "no"
    if asked == "public_law_body" and _PRIVATE.fullmatch(message.words):
        return "no"
    if asked == "government_task" and _NO_TASK.fullmatch(message.words):
        return "no"
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
