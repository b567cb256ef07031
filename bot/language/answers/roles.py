"""Roles as answer: the bare words and the short descriptions people give when asked who stands for the system."""

from __future__ import annotations

import re
from typing import Final

from rapidfuzz.distance import OSA

from bot.language.answers.business import is_other_business
from bot.language.answers.ownership import by_ownership
from bot.language.answers.wording import Message, phrases

LONGEST: Final = 16
_ROLES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("multi_tenant_supplier", phrases(
        "multitenant*", "multi tenant", "saas ..4 kommune*|region*|myndighed*|offentlige|styrelse*",
        "én|en|et|samme|fælles ..4 mange|flere|alle|alle ..3 kommune*|myndighed*|region*|styrelse*|kommunerne",
        "mange|flere|alle ..1 kommune*|myndighed*|region*|styrelse* ..4 én|en|samme|fælles|deler",
        "kommuner|kommunerne|regioner|regionerne|myndigheder|styrelser ..3 samme|fælles|deler",
        "samme|fælles ..6 kommuner|kommunerne|regioner|regionerne|myndigheder|styrelser",
    )),
    ("broker", phrases(
        "broker|brokeren|brokervirksomhed", "mitidbroker", "formidler ..2 login|logon|identiteter|identifikation|autentifikation",
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
    "system_provider": re.compile("(?:(?:ja|det|er|gør|vi|bare|os) )*selv(?: ja| tak)?"),
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
_DENIED: Final = re.compile(r"(?<!\S)(?:ikke|ingen|hverken)(?!\S)")
_SUB_BROKER: Final = phrases("subbroker*|underbroker*", "sub|under broker")


def _misspelt(words: str) -> str | None:
    """A bare role one letter off, even where the slip makes another Danish word: "brokker"."""
    return next(
        (role for word, role in _BARE.items() if len(words) > 5 and OSA.distance(words, word, score_cutoff=1) == 1),
        None,
    )


def by_description(message: Message) -> str | None:
    """The role a short answer describes, "both" when two are named as equals, or none."""
    if message.size > LONGEST or _SUB_BROKER.search(message.words) or is_other_business(message, "role"):
        return None
    if _ONE_EACH.search(message.words) and not _DENIED.search(message.words):
        return "supplier"
    if _ROLES[0][1].search(message.words) and not _DENIED.search(message.words):
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
