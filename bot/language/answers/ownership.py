"""Whose system it is, told by who owns it and who builds or runs it: the owner counts, not who codes."""

from __future__ import annotations

import re
from typing import Final

from bot.language.answers.wording import Message, openings, phrases

_WE: Final = "(?:vi|os|jeg|mig)"
_ASIDE: Final = (
    "(?:jo|da|altså|selv|så|faktisk|bare|kun|blot|også|her|reelt|formelt|selvfølgelig|nok|vist|fortsat|stadig)"
)
_OWNS: Final = (
    "(?:ejer|ejede|udbyder|har (?:\\S+ )?(?:ansvaret|dataansvaret|dataansvar|ejerskabet|rettighederne til)|"
    "står (?:\\S+ )?(?:som|bag som) (?:udbyder|ejer|systemejer|ansvarlig)\\S*|"
    "er (?:\\S+ )?(?:dataansvarlig\\S*|ejer|ejeren|udbyder|udbyderen|systemejer\\S*))"
)
_WORKS: Final = (
    "(?:bygger|byggede|koder|drifter|hoster|udvikler|programmerer|implementerer|passer|vedligeholder|servicerer|"
    "supporterer|laver|leverer|konfigurerer|opsætter|sætter|installerer|skriver|bistår|rådgiver|assisterer|designer)"
)
_WE_OWN: Final = re.compile(
    f"(?<!\\S){_WE} (?:(?:der|som) )?(?:{_ASIDE} )*{_OWNS}(?!\\S)|(?<!\\S)(?:ejer|udbyder) vi(?!\\S)"
)
#: "Det er os i kommunen, der er dataansvarlige": where we are is told between us and what we do.
_WE_THERE: Final = re.compile(
    f"(?<!\\S)os (?:i|på|hos|fra|ved) (?:\\S+ ){{1,2}}(?:der|som) (?:{_ASIDE} )*{_OWNS}(?!\\S)"
)
#: Whoever else stands before the verb: a noun told as known, or a name at the head.
_OTHER_OWNS: Final = re.compile(
    f"(?<!\\S)(?:de|dem|staten|(?:vores|en|et|min) \\S+|\\S{{3,}}(?:en|et|ne))(?: selv)? (?:(?:der|som) )?"
    f"(?:{_ASIDE} )*{_OWNS}(?!\\S)|^(?:(?:ja|men|og) )?(?!(?:{_WE}|det|den|der|som|selv|man|og|men|hvem|{_ASIDE}|it) )\\S+ "
    f"(?:{_ASIDE} )*{_OWNS}(?!\\S)|(?<!\\S)(?:ejes|udbydes) af (?!os)\\S+"
)
_THEIRS: Final = re.compile(
    r"(?<!\S)(?:er|bliver) (?:\S+ )?(?:deres|\S{4,}(?:ens|ets|ernes))(?: (?:eget|egen|egne|helt|system\S*|løsning\S*|"
    r"portal\S*|platform\S*|app|tjeneste\S*|ansvar|navn|projekt))*$"
)
_WE_WORK: Final = re.compile(
    f"(?<!\\S){_WE} (?:{_ASIDE} )*(?:er (?:{_ASIDE} )*(?:dem|nogle|nogen|folkene|firmaet) der )?"
    f"(?:{_WORKS} og )?{_WORKS}(?!\\S)"
)
_ONLY: Final = phrases("bare|kun|blot|alene|udelukkende")
_FOR_OTHERS: Final = phrases(
    "for|til|hos ..2 kunde*|kommune*|region*|styrelse*|myndighed*|ministeri*|dem|andre|skole*|andres|institution*"
)
_FOR_US: Final = re.compile(r"(?<!\S)(?:for|til) os(?!\S)")
_OTHER_WORKS: Final = re.compile(
    f"^(?:(?:ja|men|og) )?(?!(?:vi|os|jeg|det|den|der|som|hvis|når) )(?:\\S+ ){{1,3}}?{_WORKS}(?!\\S)"
)
_HAVE_IT_MADE: Final = phrases(
    "vi|jeg har|fik|får ..3 købt|outsourcet|udliciteret|bestilt|hyret|lagt ..3 udvikling*|drift*|kodning*|programmering*|ude|ud|"
    "leverandør*|bureau*|softwarehus*|konsulent*",
    "vi|jeg har ..1 hyret|købt|bestilt|betalt|fået|sat ..2 firma|nogen|bureau|leverandør|konsulent*|andre|dem ..1 til|som|der",
    "vi|jeg køber|outsourcer|udliciterer ..2 udvikling*|drift*|kodning*|programmering*",
    "vi|jeg får|fik|får|har|lader ..3 bygget|bygge|lavet|lave|udviklet|udvikle|kodet|hostet|drifte af",
)
_FIRM: Final = phrases(
    "vi|som ..3 udviklingshus*|udviklerhus*|softwarehus*|konsulenthus*|konsulentfirma*|itbureau*|bureau|bureauet|"
    "implementeringspartner*|driftspartner*|hostingpartner*|udviklingspartner*|entreprenør*|databehandler*"
)
_ON_BEHALF: Final = openings(
    "ja? vi|jeg? gør|er|gør|bygger|laver|leverer|kører? det|den? "
    "på vegne af ..2 kunde*|kommune*|region*|styrelse*|myndighed*|ministeri*|anden|andre",
    "vi|jeg ..3 på kundens|andres vegne",
)
#: "Kommunen udbyder selv, jeg sidder i digitaliseringsafdelingen": they speak of their own kommune.
_WORKS_THERE: Final = re.compile(
    r"(?<!\S)(?:jeg|vi) (?:sidder|arbejder|er(?: ansat)?|hører til|kommer fra|er en del af) (?:\S+ )?(?:i|fra|under|ved) "
    r"(?:\S+ )?(?:\S*(?:afdelingen|forvaltningen|kontoret|sekretariatet|teamet|staben|centeret|centret|enheden|kommunen|regionen|styrelsen|"
    r"rådhuset|ministeriet)|afdelingen|it|den|den selv)(?!\S)"
)
_DENIED: Final = re.compile(r"(?<!\S)(?:ikke|ingen|hverken|aldrig)(?!\S)")
PROVIDER: Final = "system_provider"
SUPPLIER: Final = "supplier"


def by_ownership(message: Message) -> str | None:
    """The role that follows from who owns it or who works for whom, "both" when it is said of two, or none."""
    clauses = [words for words in _whole_clauses(message) if not _DENIED.search(words)]
    if _WORKS_THERE.search(message.words) and any(_OTHER_OWNS.search(words) for words in clauses):
        return PROVIDER
    owners = {owner for words in clauses if (owner := _owner(words))}
    if owners:
        return owners.pop() if len(owners) == 1 else "both"
    workers = {worker for words in clauses if (worker := _worker(words))}
    return workers.pop() if len(workers) == 1 else None


def _whole_clauses(message: Message) -> list[str]:
    """ "Det er kunden, der ejer den": the relative clause belongs to what it tells of."""
    whole: list[str] = []
    for clause in message.clauses:
        if whole and clause.words.startswith(("der ", "som ")):
            whole[-1] += " " + clause.words
        else:
            whole.append(clause.words)
    return whole


def _owner(words: str) -> str:
    if _WE_THERE.search(words):
        return PROVIDER
    ours, theirs = _WE_OWN.search(words), _OTHER_OWNS.search(words) or _THEIRS.search(words)
    if ours and theirs:
        return ""
    if ours:
        return PROVIDER
    # "Vi hjælper en kommune, der ejer den": they are told of as owners all the same.
    return SUPPLIER if theirs else ""


def _worker(words: str) -> str:
    if _HAVE_IT_MADE.search(words):
        return PROVIDER
    if _FIRM.search(words) or _ON_BEHALF.search(words):
        return SUPPLIER
    if _WE_WORK.search(words):
        return SUPPLIER if _ONLY.search(words) or _FOR_OTHERS.search(words) else ""
    return PROVIDER if _OTHER_WORKS.search(words) and (_FOR_US.search(words) or _ONLY.search(words)) else ""
