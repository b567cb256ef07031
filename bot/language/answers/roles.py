"""Roles as answer: the bare words and the short descriptions people give when asked who stands for the system."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from bot.language.answers.business import is_other_business
from bot.language.answers.ownership import by_ownership
from bot.language.answers.wording import Clause, Message, phrases
from bot.language.spelling import is_known

LONGEST: Final = 16
_ROLES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("multi_tenant_supplier", phrases(
        "multitenant*", "multi tenant", "tenants",
        "kommune|myndighed|region|styrelse|kommuner|myndigheder|regioner|styrelser|kommunerne|myndighederne ..5 tenant|tenants|tenanter",
        "mange|flere|alle|adskillige|samtlige kommuner|myndigheder|regioner|styrelser|ministerier ..1 på|i ..1 den|samme|den|platformen|"
        "systemet|løsningen", "deler|bruger|benytter ..1 samme|fælles ..1 platform|løsning|installation|system|instans",
        "saas ..3 det offentlige", "platform|løsning|system|saas ..6 mange|flere|alle|adskillige kommuner|myndigheder|regioner|styrelser",
        "saas ..4 kommune*|region*|myndighed*|offentlige|styrelse*",
        "én|en|et|samme|fælles ..4 mange|flere|alle|alle ..3 kommune*|myndighed*|region*|styrelse*|kommunerne",
        "mange|flere|alle ..1 kommune*|myndighed*|region*|styrelse* ..4 én|en|samme|fælles|deler",
        "kommuner|kommunerne|regioner|regionerne|myndigheder|styrelser ..3 samme|fælles|deler",
        "samme|fælles ..6 kommuner|kommunerne|regioner|regionerne|myndigheder|styrelser",
    )),
    ("broker", phrases(
        "broker|brokeren|brokere|brokerne|brokker|brokkere|brokkerne|brokervirksomhed|brokerfirma|brokerselskab",
        "mitidbroker*", "brokerrolle*",
        "formidler|formidle ..2 login|logins|logon|identiteter|identifikation|autentifikation",
    )),
    ("system_provider", phrases(
        "udbyder|udbydere|udbyderen", "itsystemudbyder*|systemudbyder*|tjenesteudbyder|tjenesteudbyderen",
        "udbyder ..3 selv", "eget|egen|egne ..1 system*|løsning*|portal*|navn|app|platform|tjeneste",
        "er vores|vores eget|vores egen", "os der ejer|udbyder|står", "vi ejer", "ejer ..2 selv", "i eget navn",
        "dataansvarlig*", "vi selv", "os selv", "vores eget", "står ..2 selv",
    )),
    ("supplier", phrases(
        "leverandør|leverandøren|leverandører", "itleverandør*|driftsleverandør*|underleverandør*",
        "hjælper ..4 kunde*|anden|andre|dem|kommune*|myndighed*|styrelse*|region*",
        "kundens|deres ..1 system*|løsning*", "konsulent|konsulenter",
        "de|kunden|kommunen|regionen|styrelsen ejer|udbyder",
        "drifter|bygger|koder|udvikler|programmerer|implementerer ..3 bare|kun|for|den|det|dem",
        "for en kunde", "for kunden",
    )),
)  # fmt: skip
_WHOLE: Final = {
    "system_provider": re.compile(
        "(?:(?:ja|det|er|gør|vi|bare|os|jo|skal|står|for|jeg|nok|da|helt) )*(?:selv|os|os her)"
        "(?: (?:ja|tak|tror|jeg|vist|nok|mener|da|jo|altså|vi|for|det|står|gør|selv|er|helt|alene|her))*"
        "|det (?:gør|skal|er|bliver|må) vi(?: (?:selv|jo|nok|da|ja))*"
    ),
    "supplier": re.compile(
        "(?:ja )?(?:vi|jeg) (?:bare |kun |er bare dem der )?hjælper(?: bare| kun| dem| til| andre| en kunde)*"
    ),
}
_BARE: Final = {
    "broker": "broker",
    "udbyder": "system_provider",
    "leverandør": "supplier",
    "multitenant": "multi_tenant_supplier",
}
#: One installation each is no shared solution, however many customers there are.
_ONE_EACH: Final = phrases(
    "hver|hvert kunde|kommune|myndighed|region|styrelse ..4 egen|eget|sin|sit", "installation|instans|udgave pr|per|til hver",
    "hver ..2 egen|sin ..1 installation|instans|udgave|version",
)  # fmt: skip
#: ... unless it is said to be one platform, on which each has its own part.
_ONE_FOR_ALL: Final = phrases(
    "én|et|en|samme|fælles|delt ..1 platform|løsning|installation|system|instans|kodebase|database",
    "multitenant*",
    "egen|eget|sin|hver tenant",
)
_ASKING: Final = phrases("hvem|hvad|hvordan|hvornår|hvorfor")
#: "Konsulent for den, der udbyder".
_ASSISTS: Final = phrases(
    "konsulent*|rådgiver*|rådgivere|udvikler|udviklere|leverandør|leverandører|driftsleverandør|hjælper|underleverandør "
    "for|hos|til|af ..1 den|dem|en|et|kunden|kommunen|regionen|myndigheden|nogen ..2 udbyder|ejer|udbydere|ejeren|ejere"
)
#: Words that roles hang on, for slips that no general list repairs ("rejoner").
_VOCABULARY: Final = (
    "kommuner", "kommunerne", "regioner", "regionerne", "myndigheder", "myndighederne", "styrelser", "installation", "platform",
    "leverandør", "løsning", "systemudbyder", "itsystemudbyder", "multitenant", "konsulenter",
)  # fmt: skip
_SHORTEST_SLIP: Final = 7
_TWO_SLIPS: Final = 8
#: "Brokerrollen", "rollen som udbyder".
_ROLE_ENDING: Final = re.compile(r"(?<!\S)(broker|udbyder|leverandør|multitenant)s? ?rollen?(?!\S)")
#: "12 kommuner": many.
_COUNTED: Final = re.compile(
    r"(?<!\S)(?:\d{1,4}|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv|tyve|hundrede) "
    r"(?=(?:\S+ )?(?:kommuner|regioner|myndigheder|styrelser|ministerier)(?!\S))"
)
_ROUND_ROLE: Final = re.compile(
    r"^(?:(?:vi|jeg|er|det|en|et|som|bare|jo|nok|vist|ja|altså|rollen|firmaet|må|være|her) )+"
)
_DENIED: Final = re.compile(r"(?<!\S)(?:ikke|ingen|hverken)(?!\S)")
_SUB_BROKER: Final = phrases("subbroker*|underbroker*", "sub|under broker")


def _misspelt(words: str) -> str | None:
    """A bare role one letter off, even where the slip makes another Danish word: "brokker"."""
    words = _ROUND_ROLE.sub("", words)
    return next(
        (role for word, role in _BARE.items() if len(words) > 5 and OSA.distance(words, word, score_cutoff=1) == 1),
        None,
    )


def names_sub_broker(message: Message) -> bool:
    """Whether a sub-broker is named, which is none of the roles."""
    return _SUB_BROKER.search(message.words) is not None


def _repaired(message: Message) -> Message:
    """The message with slips in the words for roles repaired."""
    clauses = tuple(
        Clause(
            _COUNTED.sub("mange ", _ROLE_ENDING.sub(r"\1", " ".join(map(_nearest, clause.words.split())))),
            clause.ending,
            clause.sentence,
        )
        for clause in message.clauses
    )
    return Message(message.raw, clauses)


@lru_cache(maxsize=5_000)
def _nearest(word: str) -> str:
    if len(word) < _SHORTEST_SLIP or word in _VOCABULARY or is_known(word):
        return word
    most = 2 if len(word) >= _TWO_SLIPS else 1
    near = [
        known for known in _VOCABULARY if known[0] == word[0] and OSA.distance(word, known, score_cutoff=most) <= most
    ]
    return near[0] if len(near) == 1 else word


#: "Leverandøren hedder …": who somebody else is says nothing of us.
_NAMED: Final = phrases("leverandøren|brokeren|udbyderen hedder", "vores leverandør|broker|udbyder hedder|er")


def by_description(message: Message) -> str | None:
    """The role a short answer describes, "both" when two are named as equals, or none."""
    message = _repaired(message)
    if message.size > LONGEST or _SUB_BROKER.search(message.words) or is_other_business(message, "role"):
        return None
    if _ASSISTS.search(message.words):
        return "supplier"
    if _NAMED.search(message.words):
        return None
    asks = _ASKING.search(message.words)
    shared = _ONE_FOR_ALL.search(message.words) and _ROLES[0][1].search(message.words)
    if _ONE_EACH.search(message.words) and not shared and not _DENIED.search(message.words):
        return "supplier"
    if _ROLES[0][1].search(message.words) and not asks and not _DENIED.search(message.words):
        return _ROLES[0][0]
    for role, whole in _WHOLE.items():
        if whole.fullmatch(message.words):
            return role
    owned = by_ownership(message)
    if owned:
        return owned
    misspelt = _misspelt(message.words)
    if misspelt:
        return misspelt
    first: str | None = None
    for clause in message.clauses:
        if _DENIED.search(clause.words) or "hvem" in clause.words.split():
            continue
        named = [role for role, pattern in _ROLES if pattern.search(clause.words)]
        if len(named) > 1 and named[0] != "multi_tenant_supplier":
            return "both"
        if named and first is None:
            first = named[0]
    return first
