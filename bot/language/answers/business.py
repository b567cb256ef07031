"""The guide's other business: words that show a message to be a keyword or a matter of its own, not an answer."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.language.answers.wording import Message, phrases

_GROUPS: Final[dict[str, str]] = {
    "money": "pris*|prisser|koste*|koster|gebyr*|faktura*|abonnement*|betale*|gratis|regning*|afregning*",
    "login": "login|logon|autent*|signon",
    "cpr": "cpr|cprnummer*|personnummer*|personnumre|cprnumre",
    "cvr": "cvr*",
    "services": "sso|single|fuldmagt*|rettighed*|signering*|underskrift*|underskrive*|cprmatch|cpropslag",
    "technology":
    "certifikat*|metadata*|test*|integrationstest*|simulator*|saml*|oiosaml*|attribut*|entityid|validator*|"
    "protokol*|endpoint*|idp|token*|app|apps|mobil*|appskift|udvikler*",
    "parties":
    "broker*|leverandør*|underleverandør*|udbyder*|itsystemudbyder*|tenant*|multitenant*|saas|dataansvar*|"
    "databehandler*|teknisk|ledelsesrepræsentant*|anmelder*|mitidbroker",
    "paper": "vilkår*|ansøgning*|skema*|blanket*|dokumentation*|vejledning*|huskeliste*|tjekliste*|trin*|"
    "sagsbehandlingstid*|svartid*|frist*|support*|kontaktoplysninger|åbningstid*|esdh|notat|kvittering*|"
    "rapport*|formular*",
    "law": "lov|loven|lovtekst*|bekendtgørelse*|paragraf*|pligt|pligten|definition*|begreb*|begrebet|betydning|"
    "eksempel|eksempler|forskel|forskellen|kriterier|ret|retten|åbning",
    "government_task": "myndighedsopgave*|myndighedsudøvelse",
    "public": "offentlig|offentlige|privat|private|offentligretlig*",
    "mitid": "mitid|mitiderhverv|nemid|brugerorganisation*",
    "nemlogin": "nemlogin*|nlog*|tilslutning*|tilslutte*|tilsluttes|digitaliseringsstyrelsen",
    "citizen":
    "su|eboks|borgerdk|minkommune|barn|børns|skat|boliglån*|lejekontrakt|telefonen|spærret|glemt|adgangskode|"
    "brugerid|koden|chatten|samtalen|chat",
    "verdicts": "jeres|kilder|spurgte|imponeret|forklaret|selvmodsigende",
    "catalogue":
    "find|ny|nye|kort|hvorfor|frit|liste|listen|link|navne|betydning|forklaring|model|ansvar|pligter|skifte|"
    "tilknyt|tilknytte|rollen|definer*|definér|varighed|opsætning|varighed|autoriserede|godkendte|godkente",
    "english": "the|and|what|whats|is|are|we|you|how|que|nie|je|wir|und|jag|och|jeg'm|price",
}  # fmt: skip
_OWN: Final[dict[str, frozenset[str]]] = {
    "government_task": frozenset({"government_task", "paper", "law", "services"}),
    "secure_authentication": frozenset({"login", "cpr", "mitid"}),
    "public_law_body": frozenset({"public", "law"}),
    "authority_cannot_create_system": frozenset({"parties", "public", "law", "nemlogin", "technology"}),
    "mitid_erhverv": frozenset({"mitid", "cvr", "paper", "login", "nemlogin", "public", "services"}),
    "role": frozenset({"parties", "technology", "login", "public"}),
    "company_form": frozenset({"cvr", "public"}),
    "services": frozenset({"login", "cpr", "services", "mitid"}),
    "cvr_number": frozenset({"cvr"}),
    "organisation_name": frozenset({"verdicts"}),
}
_FOREIGN: Final = {
    fact: phrases(*(words for name, words in _GROUPS.items() if name not in own)) for fact, own in _OWN.items()
}
_CITIZEN: Final = phrases(_GROUPS["citizen"], "posthuset", "min søster|mor|far|mand|kone|søn|datter|mobil")
#: "De skriver koden" is about programs, not about a citizen's code.
_WRITING_CODE: Final = phrases(
    "skriver|skrive|laver|leverer|udvikler|skrevet ..2 koden",
    "står for koden",
    "koden er ..1 lavet|skrevet|bygget|udviklet|deres|vores",
)
#: "Ret" is a right, but "ret usikker" is not.
_RATHER: Final = re.compile(
    r"(?<!\S)ret (?=usik|sikke?r|svær|stor|lille|god|nem|let|tæt|tydelig|klar|åben|meget|forvirr|blank)"
)
#: "Offentligt tilgængelig": open to anybody.
_OPEN: Final = re.compile(r"(?<!\S)offentligt? (?:\S+ )?(?=tilgængelig|åben)")
_ROLE: Final = re.compile(r"(?<!\S)rollen ?(?!\S)")
_LATIN: Final = re.compile(r"[^\W\d_]")
_ENGLISH: Final = phrases(
    "the",
    "and",
    "what|whats",
    "is",
    "are",
    "you",
    "how",
    "nie",
    "wir",
    "und",
    "och",
    "jag",
    "does",
    "have to",
    "i can't",
    "please",
    "my",
    "with",
)


def is_other_business(message: Message, asked: str) -> bool:
    """Whether it speaks of a matter that the open question is not about."""
    if asked == "role":
        message = Message(
            message.raw, tuple(replace(clause, words=_ROLE.sub("", clause.words)) for clause in message.clauses)
        )
    return bool(_FOREIGN[asked].search(_OPEN.sub("", _RATHER.sub("", _WRITING_CODE.sub("", message.words)))))


def is_citizen(message: Message) -> bool:
    """Whether it tells of a citizen's own affairs."""
    return bool(_CITIZEN.search(_WRITING_CODE.sub("", message.words)))


def is_foreign(message: Message) -> bool:
    """Not in Danish: another script, or several English or German words."""
    letters = _LATIN.findall(message.raw)
    other = sum(ord(letter) > 0x24F for letter in letters)
    return other * 3 > len(letters) or len(_ENGLISH.findall(message.words)) > 1
