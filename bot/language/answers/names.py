"""The organisation's name as answer: free text, without what people say round it."""

from __future__ import annotations

import re
from typing import Final

from bot.language.answers.wording import Message, message_of, phrases, word_set
from bot.language.danish import is_danish

LONGEST_NAME: Final = 120
_LEAD: Final = re.compile(
    r"^(?:(?:hej|hejsa|goddag|ja|jo|øh|altså|så|jamen|okay|ok)[,!. ]+)*"
    r"(?P<told>(?:(?:vi|jeg|firmaet|virksomheden|organisationen|foreningen|institutionen|skolen|selskabet|"
    r"kommunen|stedet|det|den|navnet|vores navn|vores organisation|organisationens navn|vores virksomhed|"
    r"vores forening|vores firma)\s+"
    r"(?:hedder|er fra|kommer fra|er ansat i|er ansat hos|arbejder for|arbejder hos|arbejder i|repræsenterer|"
    r"skriver fra|ringer fra|kaldes|er|sidder i|sidder hos)"
    r"|navn(?:et)?(?: er)?|organisation(?:en)?|det hedder|jeg er fra|vi er fra|fra)\s*:?\s+)?",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r"(?:[,.]?\s+(?:hedder (?:vi|det|den|organisationen|firmaet|jeg)|er (?:navnet|vores navn|det|vi)|tak|"
    r"kalder vi os|står der|i cvr))+\s*[.!]*$",
    re.IGNORECASE,
)
_NICKNAME: Final = re.compile(
    r"\s*(?:\(.*|[,;]\s.*|\s(?:også kaldet|kaldet|alias|tidligere|forkortet|i daglig tale|til daglig|–|"
    r"-)\s.*)$"
)
_SUFFIX: Final = re.compile(
    r"(?:\b(?:a/s|aps|i/s|k/s|p/s|s/i|ivs|a\.?m\.?b\.?a\.?|fmba|smba|ltd|gmbh|kommune|fond|fonden|holding|"
    r"v/.*)|kommune|styrelsen|ministeriet|departementet|direktoratet|styrelse|menighedsråd|provsti|"
    r"foreningen|forening|forbundet|"
    r"skole|skolen|gymnasium|gymnasiet|museum|museet|universitet|universitetet|institut|bibliotek|"
    r"biblioteket|forsyning|vandværk|hospital|center|centret|centeret|kollegiet|kirke|klub|selskab|selskabet|"
    r"nævnet|rådet|tilsynet|børnehus|seminarium|akademi|bank|boligforening)\.?$|^region\s|^(?:den|det) "
    r"(?:erhvervsdrivende|selvejende)",
    re.IGNORECASE,
)
_ENDS_TOLD: Final = re.compile(r"(?:hedder (?:vi|det|den)|er (?:navnet|vores navn)|kalder vi os)\W*$", re.IGNORECASE)
#: Words of a sentence, not of a name.
_SENTENCE: Final = phrases(
    "er|var|har|skal|vil|kan|må|bliver|gør|får|koster|betyder|hedder|findes|bruger|virker|gælder|kræver|"
    "behøver|ønsker|vælger|tilslutter|logge|logger|ved|tror|mener|hjælp|ikke ..1 vi|jeg|man|i|det|den|du|de|"
    "der|en|et|mig|at|ikke|nemlogin|os",
    "jeg|vi|du|man|mig|os|min|jer|dig", "hvad|hvorfor|hvordan|hvem|hvilke|hvilken|hvornår", "at", "hvis", "ikke",
    "skal|kan|må|vil|har|får|bliver", "stadig", "nemlogin|mitid|mitiderhverv", "der", "om", "uden",
)  # fmt: skip
#: The guide's own notions: a keyword, not a name.
_NOTION: Final = phrases(
    "pris*", "login", "log", "login*", "cpr*", "cvr*", "sso", "fuldmagt*", "rettighed*", "certifikat*", "metadata*",
    "test*", "integrationstest*", "broker*", "leverandør*", "underleverandør*", "udbyder*", "itsystem*", "vilkår*",
    "lov|loven|lovgivning*", "signering*", "underskrift*", "support*", "vejledning*", "trin*", "ansøg*", "skema*",
    "myndighedsopgave*", "offentligretlig*", "autent*", "nsis", "eidas", "sikringsniveau*", "dataansvar*",
    "databehandler*", "teknisk*", "administrator*", "ledelsesrepræsentant*", "dokumentation*", "sagsbehandlingstid*",
    "brugerorganisation*", "nemlogin*", "mitid*", "oiosaml*", "saml*", "app|apps", "mobil*", "udenlandsk*",
    "udlændinge*",
    "virksomhedsform*", "privat|private|offentlig|offentlige", "multitenant*", "saas", "services|service",
    "tilslutning*", "forskel*", "driftsstatus", "åbningstid*", "intern|interne|internt", "idp", "fejl*", "hjælp",
    "single", "tenant", "tenants", "krav", "frist*", "svartid*", "gebyr*", "regning*", "faktura*", "abonnement*",
    "adgangskode*", "kode*", "password",
    "hvor", "medarbejder*", "opsummering*", "pdf", "kvittering*", "noget", "andet", "menneske*", "rolle*",
    "oprettelse*", "tilknyt*", "ret", "pligt*", "compliance", "simulator*", "nemid*", "borgere|borger", "email|mail",
    "telefon*", "adresse*", "betaling*", "gratis", "opsætning*", "attribut*", "protokol*", "entityid", "sikker*",
    "niveau*", "anmelder*", "samtykke",
    "signatur*", "oces*", "pades", "xades", "lbk", "processen", "klassificering*", "opdater*", "stilling*",
    "vis|vise", "toppen", "i går|dag", "jura|juridisk", "bekendtgørelse*", "paragraf*", "§*", "guide*", "manual*",
    "tjekliste*", "produktion*", "miljø*", "validering*", "validator*", "kontakt*", "nedbrud*", "eid*", "pas",
    "vejret", "fodbold*", "joke", "vittighed*", "opskrift*", "skat", "pension*", "kørekort*", "nedenfor",
)  # fmt: skip
_KEPT_BY_SUFFIX: Final = re.compile(
    r"(?:a/s|aps|i/s|k/s|p/s|kommune|styrelsen|ministeriet|^region\s\S+)\.?$", re.IGNORECASE
)
_PLACE: Final = re.compile(
    r"(?:museet|gymnasiet|kollegiet|skolen|klubben|foreningen|børnehuset|biblioteket|teatret|plejehjemmet|"
    r"efterskolen|højskolen|friskolen|hospitalet|kirken|fonden|værket) (?:i|ved|på|for|bag|under) (?:\w+ "
    r")?\w+",
    re.IGNORECASE,
)
_JOINERS: Final = word_set("og i på ved for af den det de under til & v/ - hos med over")


def read_name(message: Message) -> str | None:
    """The name, as written; none if the message does not look like one."""
    raw = message.raw.strip()
    if not raw or len(raw) > LONGEST_NAME or "?" in raw or "\n" in raw or not any(char.isalpha() for char in raw):
        return None
    lead = _LEAD.match(raw)
    told = bool(lead and lead["told"])
    rest = raw[lead.end() :] if lead else raw
    trimmed = _TAIL.sub("", rest)
    name = _NICKNAME.sub("", trimmed).strip().strip("\"'”“»«").rstrip("!;,").strip()
    if name.endswith(".") and not re.search(r"\.\w+\.$", name):
        name = name[:-1]
    return name if name and _is_name(name, told or _ENDS_TOLD.search(rest) is not None, raw) else None


def _is_name(name: str, told: bool, raw: str) -> bool:
    words = name.split()
    if len(words) > 9 or len(name) < 2 or name.isdigit():
        return False
    written = message_of(name).words
    if told and re.match(r"(?:en|et|ikke|bare|kun|nogle|den samme|der|som|vist|jo|enig)\b", name, re.IGNORECASE):
        return False
    if _KEPT_BY_SUFFIX.search(name) and not re.search(
        r"\b(?:hvad|hvorfor|er|hvordan|kan|skal|må|vi|har|gælder)\b", name, re.IGNORECASE
    ):
        return (len(words) > 1 or name[0].isupper()) and (name[0].isupper() or len(words) <= 3)
    capitals = sum(word[:1].isupper() or word[:1].isdigit() for word in words if word.lower() not in _JOINERS)
    content = sum(word.lower() not in _JOINERS for word in words)
    whole = message_of(raw).words if not told else written
    if (
        _SENTENCE.search(written)
        or (_SENTENCE.search(whole) and _NOTION.search(whole))
        or (_NOTION.search(written) and not _SUFFIX.search(name))
    ):
        return False
    if told or _SUFFIX.search(name):
        return (told and capitals > 0) or len(words) <= 2 or 1 < capitals <= len(words) <= 8
    if _PLACE.fullmatch(name):
        return True
    if content == 1 and (is_danish(words[0].lower()) or raw.strip(".! ") != name):
        return False
    return 0 < content <= 6 and capitals == content
