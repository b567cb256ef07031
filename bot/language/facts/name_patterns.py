"""The patterns that find names of organisations in the original text, and the words that are none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.language.facts.municipalities import MUNICIPALITIES, REGIONS
from bot.language.facts.word_set import word_set

TABLES: dict[str, tuple[str, ...]] = {
    "organisation_name:topic": (
        "hvad vi ..2 hedder", "vi ..3 hedder", "navn|navnet på organisation*|firma*|virksomhed*|forening*|selskab*|vores",
        "organisationens|firmaets|virksomhedens|foreningens|selskabets ..3 navn", "vores navn",
        "vores ..1 organisation|firma|virksomhed|forening|selskab|fond|skole hedder",
        "vores officielle|fulde|rigtige|præcise|juridiske navn", "organisationsnavn*", "firmanavn*",
    ),
}  # fmt: skip


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these phrases, longest first."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=len, reverse=True))


WORD = r"(?:(?:Sct|Skt|St|Dr|Chr|Kgl)\.|[A-ZÆØÅÉÖÄÜ0-9][\w'’&-]*(?:\.\w+)*)"
SMALL = r"(?:og|for|i|på|ved|af|de|den|det|&|\+|v/|til|under|/)"
#: A name: capitalised words, with small ones only between them.
PROPER = rf"{WORD}(?:[ -](?:{SMALL} )?(?:{SMALL} )?{WORD})*"
FORM_ENDINGS = {
    "a/s": 60, "aps": 80, "i/s": 30, "k/s": 40, "p/s": 70, "a.m.b.a.": 140, "a.m.b.a": 140, "amba": 140,
    "s.m.b.a.": 151, "s.m.b.a": 151, "f.m.b.a.": 152, "f.m.b.a": 152, "ivs": 81,
}  # fmt: skip
ENDING = rf"(?i:{any_of(FORM_ENDINGS)})(?![\w/])"
STATE = "styrelsen|ministeriet|direktoratet|departementet"

#: Names that state their form: by the word in them, and the form's code (``None``: by the ending).
FORMED: tuple[tuple[re.Pattern[str], int | None], ...] = (
    (re.compile(rf"(?<![\w-])(?:{WORD}[ -])?{WORD} (?:Region)?(?i:kommune)(?=s?\b)"), 250),
    (re.compile(rf"(?<![\w-])(?i:(?:{any_of(MUNICIPALITIES)}) kommune|bornholms regionskommune)(?=s?\b)"), 250),
    (re.compile(rf"(?<![\w-])(?i:region (?:{any_of(REGIONS)}))\b"), 245),
    (re.compile(rf"(?<![\w-])(?:{WORD}- og )?[A-ZÆØÅ]\w+(?:{STATE}|{STATE.upper()})(?=s?\b)"), 230),
    (re.compile(rf"(?<![\w-])(?:Styrelsen|Ministeriet|Direktoratet|Departementet) for {PROPER}"), 230),
    (re.compile(rf"(?<![\w-]){PROPER} {ENDING}"), None),
    (re.compile(rf"(?<![\w-])(?:{WORD}[ -])*{WORD} (?i:sogns )?(?i:\w*(?:menighedsråd|provsti))(?=s?\b)"), 260),
)
#: Without capitals only what opens the message: "energistyrelsen".
LOWER_STATE = re.compile(rf"^\W*(?P<name>[a-zæøå]{{3,}}(?:{STATE}))\b", re.IGNORECASE)
BOARD = re.compile(r"bestyrelse|folkestyrelse", re.IGNORECASE)

US = r"(?:vi|firmaet|selskabet|foreningen|organisationen|virksomheden|skolen)"
#: Leads to a name, whatever the name looks like.
STRONG_LEADS = re.compile(
    r"(?:^|\b)(?:(?:vores|min|mit) (?:forening|firma|virksomhed|skole|institution|selskab|museum|organisation|fond|klub)\w* hedder"
    rf"|{US} hedder(?: nu)?|hedder nu|{US} er(?: nu)?|vi kalder os|navnet er|(?:firma|forenings|virksomheds|organisations)navnet er"
    r"|(?:organisationens|firmaets|selskabets|foreningens|virksomhedens|fondens|skolens|museets|klubbens|institutionens) (?:[\w]+ )?navn er"
    r"|vores (?:\w+ )?navn er|(?:jeg|vi) repræsenterer|(?:jeg|vi) er fra"
    r"|det drejer sig om|på vegne af|mit firma,|vores eget kontor,|vores virksomhed,"
    r"|vi er (?:en )?(?:del|afdeling) (?:af|i)|(?:formand|kasserer|direktør|sekretær) for)$",
    re.IGNORECASE,
)
#: Leads that say where somebody works: enough for a name of several words, or one that states its form.
WORKPLACE_LEADS = re.compile(
    r"(?:^|\b)(?:vi (?:her )?(?:i|hos|på|fra)|(?:jeg|vi) (?:er|sidder|arbejder|kommer|ringer|skriver|"
    r"jobber)(?: [\w-]+){0,5} (?:i|hos|på|fra|ved)|jeg arbejder for"
    r"|jeg er [\w-]+(?: og [\w-]+)? i|(?:ansat|konsulent|medarbejder|partner|chef|leder|projektleder|jurist) (?:i|hos|på|ved)"
    r"|som [\w-]+ (?:i|hos|på)|min chef i|her (?:i|hos|på|fra)|hos os i|os i|skal vi i|^i|^hos|^fra|^(?:arbejder|ansat|sidder) (?:i|"
    r"hos)|(?:^|[,.!] ?|\b(?:hej|hejsa|hallo|goddag|davs|mojn|godmorgen|dag) )(?:skriver|ringer|henvender mig|det er) fra"
    r"|på [\w-]+ i|her på)$",
    re.IGNORECASE,
)
#: Only for names that state their form: "Skal Gentofte Kommune …, når vi", "…, det er Larsen ApS".
FORMED_LEADS = re.compile(
    r"(?:^|\b|\s)(?:det er|her er|skal|må|kan|bør|som|og|ved|/|–|-|firma:|organisation:)$", re.IGNORECASE
)
OTHERS = re.compile(
    r"\b(?:kunde\w*|moderselskab\w*|leverandør(?:en)?|konkurrent\w*|nabo\w*|samarbejder|aftale|under|kontakt|"
    r"kontaktperson|til|hedder det|(?:min|mit|mine|vores) (?:\w+ )?(?:søster|mand|kone|søn|datter|bror|mor|far|kæreste|nabo|ven|veninde|"
    r"svoger|svigerfar|svigermor|kusine|fætter|eks|barn|tidligere)|borger|bor|bosat|patient|elev|overtaget|købt|"
    r"sammen med|en fra|nogen fra|folk fra|flyttet|udskilt|stoppet|fratrådt|opkøbt|fra vores)\b",
    re.IGNORECASE,
)
#: "Vi er en lille virksomhed, der hedder …", "jeg kommer fra en forening, som hedder …"; not "… leverandør til en …".
CALLED = re.compile(
    r"\b(?:vi (?:er|har|driver)|jeg (?:har|driver|repræsenterer)|jeg (?:er|sidder|arbejder|kommer|ringer|skriver)\b"
    r"[^.,;]{0,40}? (?:fra|i|hos|for|på)) (?:en|et)\b(?:(?! (?:til|for|med|fra|under) )[^.,;])*?"
    r"(?:forening|firma|virksomhed|selskab|organisation|institution|fond|skole|museum|klub|bureau|startup|styrelse|"
    r"bibliotek|gymnasium|center|kollegi\w+|værk|forlag|klinik|a/s|aps|i/s)"
    r"(?: (?:i|på) [A-ZÆØÅ]\w+)?,? (?:der|som) hedder$",
    re.IGNORECASE,
)
#: "Får vi fra X", "køber vi hos X": they deliver; the verb before "vi" is one of getting, not of asking.
GOT_FROM = re.compile(
    r"\b(?:(?!(?:skal|kan|må|vil|bør|er|sidder|gør|har) )\w{2,}(?:r|k|b) vi (?:\w+ )?(?:i|hos|på|fra)|har vi (?:\w+ )?fra)$",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"^\W*(?:hej|hejsa|goddag|god ?morgen|god ?aften|god dag|mvh|hilsen|(?:med )?venlig hilsen|davs?|"
    r"mojn|ja|jo|nej|altså|rettelse|nå|velkommen)[\s,:!]*$",
    re.IGNORECASE,
)
CLAUSE_BREAK = re.compile(r"[.;!?](?=\s)|, | men |: ")

LABELLED = re.compile(
    r"(?<!mit )(?<!Mit )\b(?i:organisation|firma|navn|virksomhed|organisationens navn|firmanavn): *"
    r"(?P<name>[^,;:()\n]{2,60}?)(?= *(?:[,;()\n]|\. |\.?$))"
)
TRAILED = re.compile(
    rf"(?:^|(?<=[.;,!?] ))(?P<name>{PROPER})(?=,? (?:her|hedder (?:vi|den|jeg|firmaet)|er navnet|er min enkeltmands\w*|er mit firma)\b)"
)
INNER = re.compile(rf"(?<![\w-])(?P<name>{PROPER})")
#: A name that opens the message, up to a comma or the like.
HEADING = re.compile(rf"^(?P<name>{PROPER})(?= *(?:,|/| - |–|;|$|\.(?: |$)|\(| mener selv\b))")
AFTER_SLASH = re.compile(rf"/ (?P<name>{PROPER})(?= */)")
#: In a list of fragments ("Mette Hansen, Fonden Det Gode Liv, cvr …") a word for a kind of body tells the name from a person.
BODY = re.compile(
    rf"(?:^|, )(?P<name>(?:Fonden|Foreningen|Selskabet|Museet|Den Selvejende Institution) {PROPER})(?=,|$)"
)

#: What a name that opens a clause goes on with when it is said of others: "Aarhus Kommune har lavet noget".
GOES_ON_ABOUT_OTHERS = re.compile(
    r"^s? (?:har (?!vi\b)|kan |opretter|vil (?!gerne)|får |blev|ejer |siger|kræver|bruger |gør|bliver|lavede|skrev|mener (?!selv)"
    r"|betaler|træffer|som\b|i forvejen|tilbyder|sagde|og [A-ZÆØÅ]|skal (?!vi|på |tilslutte|(?:have|bruge) (?:et|en) ))"
)
GOES_ON = re.compile(
    r"^s?\s*(?:$|[,.;:!/(–-]|her\b|hedder\b|sender\b|er\b|skal vi\b|vil gerne\b|mener selv\b|søger\b|ønsker\b|i eget\b|sammen med\b"
    r"|skal (?:have|bruge) (?:et|en) (?:ny\w* |eget |egen )?\w*(?:system|løsning|portal|platform|app)\b|skal (?:på|tilsluttes|tilslutte)\b"
    r"|cvr\b|dk\b|\d|i [A-ZÆØÅ]|ringer\b|spørger\b|skriver\b)"
)
ABOUT_US = re.compile(r"\b(?:vi|vores|jeg|os)\b", re.IGNORECASE)

#: Words that begin sentences with a capital and are no names, or no part of one at its beginning.
NO_NAMES = word_set(
    "ansat i hos på fra af til vi jeg er en et det den de hej goddag ja nej kan skal må hvad hvem hvor hvordan hvorfor hvornår hvis når "
    "mitid nemlog-in nemlogin cvr cpr sso kommune region styrelse ministerium mitid-broker broker leverandør it-leverandør udbyder "
    "systemet løsningen vores login signering kun bare tak alle ingen hverken om som fordi vedr ang enk aps a/s i/s k/s p/s sta kom reg "
    "fon for ffo efo fki øvr sov nsis niveau multi-tenant multitenant-leverandør multitenant saas danmark dansk staten kommunen regionen "
    "myndigheden myndighedsopgave digitaliseringsstyrelsen api saml oiosaml eidas idp nemlog-in-admin virk rettelse godkendt selvejende "
    "fond forening aktieselskab anpartsselskab andelsselskab kommanditselskab interessentskab partnerselskab enkeltmandsvirksomhed "
    "enkeltmandsfirma erhvervsdrivende frivillig folkekirkelig privat offentlig offentligretligt brugerorganisation it digital post borger "
    "mitid-erhverv altså okay ok hmm hallo firmaet selskabet foreningen organisationen virksomheden og så navnet mit min"
)
PEOPLE = word_set(
    "studerende borger konsulent forælder udvikler pensionist sagsbehandler jurist sekretær projektleder kunde bruger ansat medarbejder "
    "direktør chef ny nybegynder vandværket skolen museet foreningen fonden selskabet firmaet biblioteket gymnasiet universitetet kirken "
    "hospitalet klubben kommunen regionen"
)
NO_HEADINGS = word_set(
    "mvh venlig hilsen hilsner godmorgen godaften mojn danmark nemlog-in mitid erhverv tak okay jo alle lige min mit mine vores der dem "
    "ved kender kan skal må har er bliver "
    "siger mener findes gælder jeg vi "
    "hallo hejsa dav kære sikker single digital sso cpr kun bare øvrige filial statslig tilsluttet multi broker kort prøv privat åben ny "
    "gratis adgang metadata test pris priser certifikat hvilken vil får"
)
OPENERS = word_set("Den Det De Dansk Danmark Foreningen Fonden Selskabet Region")
