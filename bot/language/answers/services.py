"""Services as answer: all that are on the table, or all but some."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.language.answers.model import SERVICES, Choice, Verdict, answer, unclear
from bot.language.answers.wording import Message, phrases

_BOTH: Final = phrases("begge dele|to|ting", "begge", "dem begge", "begge to")
_WRAP: Final = re.compile(
    "(?:ja|vi|skal|bruge|have|har|brug|for|tak|gerne|dem|de|vil|brugerne|kunne|hej|bare|nok|jo|tager|vælger|"
    "så|det|er|her|jeg|af|services|mulighederne|service|helst|tror|kan|i|nævnte|nævner|tilbyder|viste|hvad|"
    "der|og|selvfølgelig|sikkert|på|listen|lad|os|sige|også|sammen|alle|seks|6|alt)"
)
_ALL: Final = phrases(
    "alle|alle ..1 sammen|seks|dele|services|muligheder",
    "det hele",
    "hele pakken|molevitten|baduljen|svineriet|striben|listen|linjen",
    "alt",
    "samtlige",
    "allesammen",
    "alle",
    "den fulde pakke",
    "det ..1 samlede",
    "fuld pakke",
    "alle 6",
    "full package",
)
_NOT_ALL: Final = phrases(
    "ikke alle|alt|det",
    "alle ..3 borgere|brugere|medarbejdere|kunder|ansatte|virksomheder",
    "undtagen|minus|bortset|pånær|nær|ekskl*|uden|udover|men",
    "alt efter",
    "alt for",
    "alle kan|skal|må",
    "over det hele",
)
_NOTHING: Final = phrases("ingen ..2 af|dem", "ingen", "ingenting", "intet", "ikke ..1 nogen")
_SIGN: Final = phrases("skriv|skrive|skriver under", "underskriv*", "signer*")
_NEGATION: Final = phrases("ikke|uden|undtagen|ingen|kun")
_IDENTIFY: Final = phrases(
    "vise|vide|se|bevise|fortælle|kende ..1 hvem de|man|brugeren|brugerne|borgeren|folk er", "komme ind"
)
LONGEST: Final = 8


def all_of_them(message: Message, choices: Sequence[Choice]) -> Verdict | None:
    """ "Alle", "begge dele": taken only when it is plain which; none if neither is said."""
    if message.size > LONGEST or _NOT_ALL.search(message.words):
        return None
    shown = tuple(name for name in SERVICES if any(choice.value == name for choice in choices))
    table = shown or SERVICES
    if _BOTH.search(message.words):
        return answer(table) if len(table) == 2 else unclear("which_one")
    rest = _ALL.sub("", message.words).split()
    return answer(table) if _ALL.search(message.words) and all(_WRAP.fullmatch(word) for word in rest) else None


def with_signing(named: tuple[str, ...], message: Message) -> tuple[str, ...]:
    """Adds signing told as an order ("log ind og skriv under"), unless something is denied."""
    if _NEGATION.search(message.words) or not _SIGN.search(message.words):
        return named
    return tuple(service for service in SERVICES if service in (*named, "signing"))


def is_none_of_them(message: Message) -> bool:
    """ "Ingen af dem": no service is wished; to be asked again."""
    return bool(_NOTHING.search(message.words)) and message.size <= LONGEST


def by_wish(message: Message) -> tuple[str, ...] | None:
    """A service told by what the user does, where no word of it is named."""
    return ("login",) if message.size <= LONGEST and _IDENTIFY.search(message.words) else None
